package org.redshield.bridge.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.act.Acts;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.engine.duty.Duties;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.exchange.ArrivalRule.Arrival;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.model.Contracts;
import org.redshield.bridge.support.BureauBeans;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is asked for a measure, who answers, and of whom it is no business; without the engine and the post. */
class MeasuresTest {

    private static final String YUHANG = "330110";
    private static final String HANGZHOU = "330100";
    private static final String ZHEJIANG = "330000";
    private static final String CASE = "330110-2026-000123";
    private static final String LEAD = "officer330110";
    private static final String SECOND = "officer2330110";
    private static final Instant NOW = Instant.parse("2026-09-18T02:00:00Z");

    private static DataSource database;

    private MeasureStore store;
    private AskedMeasureStore asked;
    private Measures measures;

    @BeforeAll
    static void createDatabase() {
        database = BureauBeans.database("db/changelog/features/measures.sql");
    }

    @BeforeEach
    void emptyTables() {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("truncate investigative_measure, asked_measure").update();
        store = new MeasureStore(jdbc, () -> NOW, Contracts.transitions());
        asked = new AskedMeasureStore(jdbc, () -> NOW, Contracts.transitions());
        CaseEvents events = new CaseEvents(jdbc, () -> NOW, List.of(new MeasuresInCases().measureActs()));
        measures = new Measures(
                store,
                new MeasureProposals(store, new AlwaysAbove(), new Organisations(jdbc), () -> NOW),
                null,
                null,
                null,
                mock(Letters.class),
                null,
                events,
                new Grounds(new Acts(List.of()), null),
                () -> NOW);
    }

    /** 反不正当竞争法 art. 16(2): 设区的市级以上. */
    @Test
    void aCountyAsksItsCityAndTheCityItsProvince() {
        assertThat(measures.begin(order(YUHANG, LEAD)).superior()).contains(HANGZHOU);
        assertThat(measures.begin(order(HANGZHOU, LEAD)).superior()).contains(ZHEJIANG);
    }

    @Test
    void whoAskedForItHadAHandInItThoughOthersHandleTheCase() {
        InvestigativeMeasure measure = measures.begin(order(YUHANG, "chiefhead330110"));
        assertThat(measures.hands(measure.id(), YUHANG)).containsExactly("chiefhead330110", LEAD, SECOND);

        for (String hand : measure.hands()) {
            assertThatThrownBy(() -> Approvals.requireOthers(measure.approval(), hand))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("measures.own-approval"));
        }
    }

    @Test
    void onlyWhoWasAskedAnswersAndOnlyWhileItIsAwaited() {
        InvestigativeMeasure measure = measures.begin(order(YUHANG, LEAD));
        MeasureArrivals arrivals = new MeasureArrivals(measures);
        assertThat(arrivals.arrive(answer(measure, HANGZHOU), NOW))
                .as("before it was asked")
                .isEqualTo(Arrival.FILE);
        store.move(measure, MeasureState.AT_SUPERIOR);

        assertThat(arrivals.arrive(answer(measure, ZHEJIANG), NOW)).isEqualTo(Arrival.FILE);
        assertThat(arrivals.arrive(answer(measure, HANGZHOU), NOW)).isEqualTo(Arrival.CORRELATE);
    }

    @Test
    void whatASuperiorIsAskedIsNoOtherBureausAndStandsOnce() {
        Letter request = request(CASE + "-I1");
        asked.register(request);
        asked.register(request);

        assertThat(asked.ofCase(CASE, HANGZHOU)).hasSize(1);
        assertThat(asked.locked(CASE + "-I1", HANGZHOU).state()).isEqualTo(AskedState.OPEN);
        assertThat(asked.ofCase(CASE, ZHEJIANG)).isEmpty();
        assertThatThrownBy(() -> asked.locked(CASE + "-I1", ZHEJIANG))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("measures.unknown"));
    }

    /** Whatever way a model went. */
    @Test
    void nothingIsPermittedThatTheSuperiorHasNotApprovedToo() {
        InvestigativeMeasure measure = measures.begin(order(YUHANG, LEAD));
        store.approved(measure, "chiefhead330110");
        store.move(measure, MeasureState.AT_SUPERIOR);
        assertThatThrownBy(() -> measures.permit(measure.id(), YUHANG))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("measures.not-approved"));
    }

    private static Order order(String tenant, String by) {
        return new Order(
                CASE,
                tenant,
                CASE + "-C1",
                by,
                Optional.empty(),
                Optional.empty(),
                Map.of(
                        MeasureFacts.KIND, MeasureKind.SEIZURE.name(),
                        MeasureFacts.TARGET, "某仓库内的库存商品",
                        MeasureFacts.REASON, "当事人可能转移库存商品",
                        MeasureFacts.CAUSE, "涉嫌虚假交易",
                        MeasureFacts.HANDLERS, LEAD + "," + SECOND));
    }

    private static Envelope answer(InvestigativeMeasure measure, String sender) {
        return new Envelope(
                UUID.randomUUID(),
                sender,
                measure.tenant(),
                MeasureLetter.MEASURE_APPROVAL,
                measure.id(),
                measure.caseNo(),
                Map.of());
    }

    private static Letter request(String id) {
        return new Letter(
                UUID.randomUUID(),
                MeasureLetter.MEASURE_REQUEST,
                "杭余市监措请〔2026〕1号",
                CASE,
                id,
                YUHANG,
                HANGZHOU,
                Optional.empty(),
                "关于报请批准调查措施的函",
                new LetterContent(List.of(), Map.of()),
                List.of(),
                LEAD,
                Optional.empty(),
                NOW);
    }

    /** Of a seizure by a county the table says so. */
    private static final class AlwaysAbove implements Duties {

        @Override
        public Optional<Duty> of(String act, String tenant) {
            return Optional.of(new Duty(
                    Head.CHIEF_HEAD, Optional.empty(), Superior.ALWAYS, Head.BUREAU_HEAD, "反不正当竞争法第十六条第二款", "1"));
        }

        @Override
        public boolean isAnybodyLeft(Head office, String tenant, Collection<String> hands) {
            return true;
        }
    }
}
