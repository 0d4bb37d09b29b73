package org.redshield.bridge.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.DispositionDatabase.Asked;
import org.redshield.bridge.disposition.DispositionDatabase.Hand;
import org.redshield.bridge.disposition.DispositionDatabase.Platform;
import org.redshield.bridge.disposition.DispositionDatabase.Process;
import org.redshield.bridge.disposition.DispositionDatabase.Sent;
import org.redshield.bridge.disposition.LostMeasures.LostMeasure;
import org.redshield.bridge.disposition.LostMeasures.State;
import org.redshield.bridge.disposition.draft.DispositionDesk;
import org.redshield.bridge.disposition.execution.DispositionExecution;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.lift.LiftExecution;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.disposition.plan.DispositionPlanTest;
import org.redshield.bridge.disposition.restorecheck.Undecided;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.DispositionStatus.Execution;
import org.redshield.bridge.platform.poll.DispositionAnswers;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a restore has lost of dispositions: found once, adopted or lifted, and never done to a shop twice. */
@SpringJUnitConfig(DispositionDatabase.class)
class RestoredDispositionsTest {

    private static final String OFFICER = "officer330110";
    private static final String HEAD = "unithead330110";
    private static final Set<String> OFFICE = Set.of("bureauHead");
    private static final DispositionDesk.WhyBeyond BEYOND =
            new DispositionDesk.WhyBeyond(true, Optional.of("请求函没有列明的对象，经核实属于同一经营者。"));
    private static final String LETTER = "浙余市监处置〔2026〕900001号";
    private static final Instant NOW = Instant.parse("2026-09-18T02:00:00Z");
    private static final Instant SENT = Instant.parse("2026-09-17T02:00:00Z");

    @Autowired
    RestoredDispositions restored;

    @Autowired
    FoundDispositions decided;

    @Autowired
    LostMeasures lost;

    @Autowired
    DispositionDesk desk;

    @Autowired
    Lifts lifts;

    @Autowired
    LiftExecution liftExecution;

    @Autowired
    DispositionExecution execution;

    @Autowired
    DispositionAnswers watch;

    @Autowired
    Dispositions dispositions;

    @Autowired
    Letters letters;

    @Autowired
    JdbcClient db;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Platform platform;

    @Autowired
    Asked polling;

    @Autowired
    Process process;

    @Autowired
    Sent outbox;

    @Autowired
    Hand time;

    private String caseNo;
    private String id;
    private String letterNo;

    @BeforeEach
    void aRequestIsTakenOver() {
        time.set(NOW);
        platform.ledger.clear();
        process.begun.clear();
        process.waitsFor.clear();
        polling.keys.clear();
        outbox.envelopes.clear();
        caseNo = "310105-2026-" + UUID.randomUUID();
        id = caseNo + "-D1";
        letterNo = LETTER + caseNo.hashCode();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            LetterDraft draft = new LetterDraft(
                            DispositionLetter.DISPOSITION_REQUEST, id + "/REQUEST", caseNo, id, "310105", "330110")
                    .by("officer310105", Optional.of("unithead310105"))
                    .word("cause", "售假")
                    .word("platformName", "淘宝网")
                    .word("targetId", "S1000001")
                    .word("measureTitles", "警示")
                    .word("contactName", "长宁甲")
                    .word("officerCertificateNo", "31010501001")
                    .word("contactPhone", "021-1")
                    .facts(Map.of("platform", "taobao", "requestId", caseNo + "-R1", "targetId", "S1000001"));
            letters.passed(letters.issue(draft).id(), NOW, ReceiptStage.DELIVERED);
        });
        desk.takeOver(id, "330110");
    }

    @AfterEach
    void forget() {
        db.sql("delete from sent_number").update();
    }

    private void draft(String... shops) {
        desk.draft(
                id,
                Stream.of(shops)
                        .map(shop -> DispositionPlanTest.target("SHOP", shop, "WARNING", ""))
                        .toList(),
                Optional.of("《网络交易监督管理办法》第二十九条、《网络交易监督管理办法》第三十条"),
                Optional.of("经查，该店销售假冒注册商标的商品。"),
                Optional.empty(),
                BEYOND,
                OFFICER);
    }

    private void lost(int position, String shop, String of) {
        db.sql(
                        "insert into sent_number (number, platform, kind, at, lost, about) values (?, 'taobao', 'DISPOSITION', ?::timestamptz, true, ?)")
                .params(
                        letterNo + "-" + position,
                        SENT.toString(),
                        Json.write(Map.of(
                                "caseNo",
                                of,
                                "tenant",
                                "330110",
                                "requestId",
                                of + "-R1",
                                "requester",
                                "310105",
                                "requestLetter",
                                UUID.randomUUID().toString(),
                                "shopId",
                                shop,
                                "measure",
                                "WARNING",
                                "targetType",
                                "SHOP",
                                "target",
                                shop)))
                .update();
    }

    private Disposition found() {
        return dispositions.ofCase(caseNo, "330110").stream()
                .map(DispositionView::disposition)
                .filter(one -> one.lost().isPresent())
                .reduce((one, other) -> {
                    throw new AssertionError("found twice: " + one.id() + ", " + other.id());
                })
                .orElseThrow();
    }

    private DispositionTarget first(String dispositionId) {
        return dispositions.targets(dispositionId).get(0);
    }

    private void executed(String docName) {
        watch.answered(new DispositionStatus(
                docName,
                Optional.of("T-" + docName),
                "已处置",
                Optional.empty(),
                Optional.of(new DispositionStatus.Outcome(
                        Optional.of("WARNING"),
                        Optional.of(Execution.EXECUTED),
                        Optional.of(SENT),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                Optional.of(SENT),
                Optional.empty(),
                Optional.empty()));
    }

    private static void refused(String code, Runnable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act::run).satisfies(refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }

    @Test
    void aLostLetterIsFoundOnceWithAllItsTargetsAndThePlatformIsAskedAboutThem() {
        lost(1, "S1000001", caseNo);
        lost(2, "S1000002", caseNo);
        restored.find();
        restored.find();

        Disposition found = found();
        assertThat(found.stage()).isEqualTo(DispositionStage.FOUND);
        assertThat(found.letterNo()).contains(letterNo);
        assertThat(found.lost().orElseThrow().issuedAt()).isEqualTo(SENT);
        assertThat(found.request().letterId()).as("it is lost too").isEmpty();
        assertThat(dispositions.targets(found.id()))
                .extracting(one -> one.task().docName().orElseThrow())
                .containsExactly(letterNo + "-1", letterNo + "-2");
        assertThat(process.begun).containsExactly("DispositionFound 330110 " + found.id());
        assertThat(polling.keys).containsExactly(letterNo + "-1", letterNo + "-2");
        assertThat(platform.ledger).isEmpty();
    }

    @Test
    void whatTheDatabaseKnowsByItsOwnLetterIsNotLost() {
        draft("S1000001");
        desk.approve(id, Optional.empty(), HEAD, OFFICE);
        desk.issue(id);
        letterNo =
                letters.latest(id, DispositionLetter.DISPOSITION).orElseThrow().number();
        lost(1, "S1000001", caseNo);
        restored.find();

        assertThat(process.begun).isEmpty();
        assertThat(lost.all(Optional.empty())).isEmpty();
        assertThat(execution.submit(first(id).id())).isTrue();
        assertThat(platform.ledger).hasSize(1);
    }

    @Test
    void theSameIsRefusedUntilSomebodyHasDecidedAndWhileItIsInForce() {
        draft("S1000001");
        lost(1, "S1000001", caseNo);
        // Before anybody has got round to it, too.
        refused("disposition.found-undecided", () -> draft("S1000001"));
        refused("disposition.found-undecided", () -> desk.approve(id, Optional.empty(), HEAD, OFFICE));
        restored.find();
        refused("disposition.found-undecided", () -> draft("S1000001"));
        refused("disposition.found-undecided", () -> desk.approve(id, Optional.empty(), HEAD, OFFICE));
        draft("S1000002");

        decided.adopt(found().id(), Optional.of("经核对属实"), OFFICER);
        refused("disposition.found-adopted", () -> draft("S1000002", "S1000001"));
        executed(letterNo + "-1");
        assertThat(first(found().id()).state()).isEqualTo(TargetState.EXECUTED);
        refused("disposition.found-adopted", () -> draft("S1000001"));
        refused("disposition.wrong-stage", () -> decided.adopt(found().id(), Optional.empty(), OFFICER));
        assertThat(outbox.all()).isEmpty();
    }

    @Test
    void whatWasApprovedBeforeTheRestoreWaitsAndThenLeavesOutWhatIsDone() {
        draft("S1000001", "S1000002");
        desk.approve(id, Optional.empty(), HEAD, OFFICE);
        lost(1, "S1000001", caseNo);
        assertThatExceptionOfType(Undecided.class)
                .isThrownBy(() -> desk.issue(id))
                .withMessageContaining("核对平台已执行的处置")
                .withMessageContaining(letterNo);
        restored.find();
        assertThatExceptionOfType(Undecided.class).isThrownBy(() -> desk.issue(id));
        assertThat(letters.latest(id, DispositionLetter.DISPOSITION)).isEmpty();

        decided.adopt(found().id(), Optional.empty(), OFFICER);
        desk.issue(id);
        desk.issue(id);
        assertThat(dispositions.openTargets(id)).containsExactly(id + "-T2");
        execution.submit(id + "-T2");
        assertThat(platform.ledger.values())
                .extracting(DispositionOrder::content)
                .containsExactly("S1000002");
        assertThat(first(id).state()).isEqualTo(TargetState.REFUSED);
        assertThat(first(id).task().reason().orElseThrow()).contains(letterNo, "不重复执行");
        assertThat(letters.latest(id, DispositionLetter.DISPOSITION)
                        .orElseThrow()
                        .content()
                        .facts())
                .containsValue("S1000002")
                .doesNotContainValue("S1000001");
    }

    @Test
    void nothingIsIssuedWhereThePlatformHasDoneAll() {
        draft("S1000001");
        desk.approve(id, Optional.empty(), HEAD, OFFICE);
        lost(1, "S1000001", caseNo);
        restored.find();
        decided.adopt(found().id(), Optional.empty(), OFFICER);

        assertThat(desk.issue(id).againstOperator()).isFalse();
        assertThat(desk.issue(id).againstOperator()).isFalse();
        assertThat(letters.latest(id, DispositionLetter.DISPOSITION)).isEmpty();
        assertThat(dispositions.openTargets(id)).isEmpty();
        assertThat(dispositions.get(id).stage()).isEqualTo(DispositionStage.ISSUED);
        assertThat(platform.ledger).isEmpty();
    }

    @Test
    void whatWasIssuedInTheMeantimeIsNotSentAgain() {
        draft("S1000001");
        desk.approve(id, Optional.empty(), HEAD, OFFICE);
        desk.issue(id);
        lost(1, "S1000001", caseNo);
        assertThatExceptionOfType(Undecided.class)
                .isThrownBy(() -> execution.submit(first(id).id()));
        restored.find();
        decided.adopt(found().id(), Optional.empty(), OFFICER);

        assertThat(execution.submit(first(id).id())).isFalse();
        assertThat(execution.submit(first(id).id())).isFalse();
        assertThat(platform.ledger).isEmpty();
        assertThat(first(id).task().reason().orElseThrow()).contains(letterNo);
    }

    @Test
    void aLiftIsDraftedForAnotherToApproveAndOnlyOfWhatIsInForce() {
        lost(1, "S1000001", caseNo);
        restored.find();
        String found = found().id();
        Optional<String> reason = Optional.of("商家已整改，经复查符合要求。");
        refused("disposition.nothing-to-lift", () -> decided.lift(found, List.of(found + "-T1"), reason, OFFICER));
        assertThat(found().stage()).as("rolled back").isEqualTo(DispositionStage.FOUND);
        executed(letterNo + "-1");
        refused(
                "disposition.reason-missing",
                () -> decided.lift(found, List.of(found + "-T1"), Optional.empty(), OFFICER));
        decided.lift(found, List.of(found + "-T1"), reason, OFFICER);
        decided.proposeLift(found);

        assertThat(process.begun).last().isEqualTo("approveLift 330110 " + found);
        assertThat(dispositions.runningLift(found).orElseThrow().draftedBy()).isEqualTo(OFFICER);
        refused("disposition.found-adopted", () -> draft("S1000001"));
    }

    /** The file has the measure in force: it is lifted as any other, and the platform, which has done it, is asked and not told. */
    @Test
    void aLiftThatIsLostIsNotDoneTwice() {
        lost(1, "S1000001", caseNo);
        restored.find();
        String id = found().id();
        executed(letterNo + "-1");
        decided.adopt(id, Optional.empty(), OFFICER);
        String measure = letterNo + "-1";
        letterNo = letterNo + "解";
        lost(1, "S1000001", caseNo);
        db.sql(
                        "update sent_number set about = (about::jsonb || jsonb_build_object('lifts', ?::text))::text where number = ?")
                .params(measure, letterNo + "-1")
                .update();
        restored.find();

        assertThat(process.begun).as("no measure, and nothing to adopt").hasSize(1);
        assertThat(lost.all(Optional.of("330110"))).last().satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.OPEN);
            assertThat(one.dispositionId()).contains(id);
            assertThat(one.lifts()).contains(measure);
        });
        lifts.draft(id, List.of(id + "-T1"), Optional.of("商家已整改，经复查符合要求。"), OFFICER);
        lifts.approve(id, Optional.empty(), HEAD, OFFICE);
        lifts.issue(id);
        assertThatExceptionOfType(Undecided.class)
                .as("until the platform has said whether it has it")
                .isThrownBy(() -> liftExecution.submit(id + "-T1"));
        db.sql("update sent_number set says = '已解除' where number = ?")
                .param(letterNo + "-1")
                .update();
        polling.keys.clear();
        assertThat(liftExecution.submit(id + "-T1")).isTrue();
        assertThat(platform.ledger).as("nothing is sent").isEmpty();
        assertThat(polling.keys).containsExactly(letterNo + "-1");
        executed(letterNo + "-1");
        liftExecution.record(id + "-T1");

        assertThat(first(id).state()).isEqualTo(TargetState.LIFTED);
        assertThat(lost.all(Optional.of("330110")).get(1).state()).isEqualTo(State.DECIDED);
    }

    /** What the platform never had it is sent. */
    @Test
    void aLiftThatThePlatformNeverHadIsSent() {
        lost(1, "S1000001", caseNo);
        restored.find();
        String id = found().id();
        executed(letterNo + "-1");
        decided.adopt(id, Optional.empty(), OFFICER);
        String measure = letterNo + "-1";
        letterNo = letterNo + "解";
        lost(1, "S1000001", caseNo);
        db.sql(
                        "update sent_number set says = ?, about = (about::jsonb || jsonb_build_object('lifts', ?::text))::text where number = ?")
                .params(SentNumbers.NOTHING, measure, letterNo + "-1")
                .update();
        lifts.draft(id, List.of(id + "-T1"), Optional.of("商家已整改，经复查符合要求。"), OFFICER);
        lifts.approve(id, Optional.empty(), HEAD, OFFICE);
        lifts.issue(id);
        assertThat(liftExecution.submit(id + "-T1")).isTrue();
        assertThat(platform.ledger).hasSize(1);
    }

    @Test
    void whatThePlatformDoesNotHaveNeverTookEffect() {
        lost(1, "S1000001", caseNo);
        db.sql("update sent_number set says = ?").param(SentNumbers.NOTHING).update();
        restored.find();
        refused("disposition.found-undecided", () -> draft("S1000001"));
        decided.adopt(found().id(), Optional.empty(), OFFICER);

        assertThat(first(found().id()).state()).isEqualTo(TargetState.REFUSED);
        draft("S1000001");
    }

    @Test
    void ofACaseThatIsLostTooThereIsTheListAlone() {
        String gone = "310105-2026-" + UUID.randomUUID();
        lost(1, "S1000001", gone);
        letterNo = letterNo + "0";
        lost(1, "S1000002", caseNo);
        restored.find();

        assertThat(process.begun).containsExactly("DispositionFound 330110 " + found().id());
        List<LostMeasure> list = lost.all(Optional.of("330110"));
        assertThat(list).extracting(LostMeasure::state).containsExactly(State.NO_CASE, State.OPEN);
        assertThat(list.get(0).caseNo()).contains(gone);
        assertThat(list.get(0).measureTitle()).contains("警示");
        assertThat(lost.all(Optional.of("310105"))).isEmpty();
    }
}
