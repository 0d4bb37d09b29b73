package org.redshield.bridge.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.DemoDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.act.Acts;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.form.KeptOut;
import org.redshield.bridge.letter.Carriage.Way;
import org.redshield.bridge.letter.Known;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.LetterNumbers;
import org.redshield.bridge.letter.LetterSettings;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.Receipt;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.redshield.bridge.support.TestMarks;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Out by the one door and in at the other side, for every kind there is. */
class CorrespondenceTest {

    private static final String CASE = "310105-2026-000123";
    private static final String REQUEST = CASE + "-R1";
    private static final String CHANGNING = "310105";
    private static final String YUHANG = "330110";
    private static final Instant NOW = Instant.parse("2026-09-18T01:00:00Z");
    private static final LetterKinds KINDS =
            LetterKinds.of(AssistanceLetter.values(), DispositionLetter.values(), LiaisonLetter.values());

    private static final Map<String, Object> LINE = LetterDraft.row(
            "position",
            1,
            "plan",
            "警示",
            "name",
            "某",
            "certificateNo",
            "1",
            "phone",
            "1",
            "title",
            "材料",
            "within",
            "3个工作日");

    private static DataSource database;
    private static Organisations organisations;

    private final List<String> moved = new ArrayList<>();
    private JdbcClient jdbc;
    private TransactionTemplate transaction;
    private Letters letters;
    private Envelopes envelopes;
    private Postman postman;
    private Correspondence correspondence;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.with(
                "db/changelog/bureau.sql",
                "db/changelog/letter.sql",
                "db/changelog/letter-document.sql",
                "db/changelog/evidence.sql",
                "db/changelog/exchange.sql");
        organisations = DemoDirectory.load(database);
    }

    @BeforeEach
    void open() {
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        jdbc.sql(
                        "truncate letter_unsealed, letter_ofd_due, letter_ofd, letter_document, receipt, letter_evidence, letter, letter_number, outbox, inbox")
                .update();
        InstantSource time = () -> NOW;
        LetterSettings settings = new LetterSettings("{prefix}{type}〔{year}〕{serial}号", Map.of());
        letters = new Letters(
                jdbc,
                organisations,
                new LetterNumbers(jdbc, organisations, settings, KINDS, TestMarks.fresh()),
                KINDS,
                time,
                new Signals(database),
                Known.of(jdbc, organisations));
        envelopes = new Envelopes(jdbc, KINDS);
        postman = new Postman(
                envelopes,
                letters,
                organisations,
                new Processes(),
                time,
                new StaticListableBeanFactory().getBeanProvider(ArrivalRule.class),
                new StaticListableBeanFactory().getBeanProvider(AnswerNews.class));
        correspondence = new Correspondence(
                letters,
                envelope -> envelopes.write(envelope, NOW),
                time,
                new StaticListableBeanFactory().getBeanProvider(KeptOut.class),
                new Grounds(new Acts(List.of()), null));
    }

    /** Where its process waits for that. */
    @Test
    void whoSentALetterHearsThatItWasSignedFor() {
        Letters signed = mock(Letters.class);
        Letter transfer = new Letter(
                UUID.randomUUID(),
                TransferLetter.TRANSFER,
                "沪长市监移〔2026〕12号",
                CASE,
                CASE + "-T1",
                CHANGNING,
                YUHANG,
                Optional.empty(),
                "关于移送的函",
                new LetterContent(List.of(), Map.of()),
                List.of(),
                "officer310105",
                Optional.empty(),
                NOW);
        when(signed.get(transfer.id())).thenReturn(transfer);
        List<Envelope> out = new ArrayList<>();
        new Correspondence(
                        signed,
                        out::add,
                        () -> NOW,
                        new StaticListableBeanFactory().getBeanProvider(KeptOut.class),
                        new Grounds(new Acts(List.of()), null))
                .acknowledged(transfer.id(), "officer330110");
        verify(signed).receipt(transfer.id(), ReceiptStage.ACKNOWLEDGED, NOW, Optional.of("officer330110"));
        assertThat(out).singleElement().satisfies(told -> {
            assertThat(told.kind())
                    .isEqualTo(transfer.kind().carriage().signature().orElseThrow());
            assertThat(told.sender() + " " + told.receiver() + " " + told.subjectId())
                    .isEqualTo(YUHANG + " " + CHANGNING + " " + CASE + "-T1");
        });
    }

    /** Two nodes, or two hands of one, at the same time. */
    @Test
    void whatIsToldLaterIsNotHandedOverBefore() {
        UUID first = arrived(REQUEST, 1);
        UUID second = arrived(REQUEST, 2);
        UUID other = arrived(CASE + "-R2", 3);
        inTransaction(() -> {
            assertThat(next()).contains(first);
            TransactionTemplate elsewhere = new TransactionTemplate(transaction.getTransactionManager());
            elsewhere.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            assertThat(elsewhere.<Optional<UUID>>execute(status -> next())).contains(other);
            envelopes.tryAgain(first, NOW, Duration.ofMinutes(1), null);
            return first;
        });
        // Whatever was tried in vain holds nobody up: the second may be what the process waits for.
        assertThat(inTransaction(this::next)).contains(second);
    }

    private UUID arrived(String about, int millis) {
        UUID id = Ids.next();
        envelopes.receive(
                new Envelope(id, CHANGNING, YUHANG, AssistanceLetter.REQUEST, about, CASE, Map.of()),
                NOW.minusSeconds(1).plusMillis(millis));
        return id;
    }

    private Optional<UUID> next() {
        return envelopes.nextArrived(NOW).map(arrived -> arrived.envelope().id());
    }

    static Stream<LetterKind> letterKinds() {
        return KINDS.all().stream().filter(LetterKind::isLetter);
    }

    /** Whatever kind it is of, by whichever step it goes. */
    @ParameterizedTest
    @MethodSource("letterKinds")
    void noLetterThatTellsWhatIsKeptOutGetsANumber(LetterKind kind) {
        KeptOut secret = mock(KeptOut.class);
        doThrow(new Refusal("letter.not-received", kind.title(), REQUEST))
                .when(secret)
                .leaving(any());
        StaticListableBeanFactory kept = new StaticListableBeanFactory();
        kept.addBean("secret", secret);
        Correspondence guarded = new Correspondence(
                letters,
                envelope -> envelopes.write(envelope, NOW),
                () -> NOW,
                kept.getBeanProvider(KeptOut.class),
                new Grounds(new Acts(List.of()), null));
        String receiver = kind.carriage().way() == Way.INTERFACE ? "taobao" : YUHANG;
        refused(() -> inTransaction(() -> guarded.issue(draft(kind, receiver))));
        assertThat(jdbc.sql("select count(*) from letter").query(Long.class).single())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("letterKinds")
    void aLetterOfEveryKindHasEveryReceiptAndIsReceivedOnce(LetterKind kind) {
        String receiver = kind.carriage().way() == Way.INTERFACE ? "taobao" : YUHANG;
        Letter letter = inTransaction(() -> {
            Letter issued = correspondence.issue(draft(kind, receiver));
            if (kind.carriage().way() == Way.INTERFACE) {
                correspondence.submitted(issued.id());
                correspondence.delivered(issued.id());
            } else {
                refused(() -> correspondence.received(kind, issued.id(), REQUEST, receiver));
                correspondence.dispatch(issued);
                correspondence.dispatch(issued);
            }
            return issued;
        });
        deliverAll();
        deliverAll();
        letters.open(CASE, receiver, "someone");

        assertThat(letters.receipts(letter.id()))
                .extracting(Receipt::stage)
                .containsExactly(
                        ReceiptStage.SUBMITTED, ReceiptStage.RELAYED, ReceiptStage.DELIVERED, ReceiptStage.READ);
        assertThat(correspondence.received(kind, letter.id(), REQUEST, receiver))
                .isEqualTo(letter);
        assertThat(correspondence.received(kind, REQUEST, receiver)).isEqualTo(letter);
        refused(() -> correspondence.received(kind, letter.id(), REQUEST, CHANGNING));
        refused(() -> correspondence.received(kind, letter.id(), "another", receiver));
        LetterKind other = kind == AssistanceLetter.REQUEST ? AssistanceLetter.REPLY : AssistanceLetter.REQUEST;
        refused(() -> correspondence.received(other, letter.id(), REQUEST, receiver));

        switch (kind.carriage().way()) {
            case STARTS ->
                assertThat(moved).containsExactly("start " + kind.carriage().message() + " at " + receiver);
            case WAKES ->
                assertThat(moved).containsExactly(kind.carriage().message() + " at " + receiver + " for " + REQUEST);
            default -> assertThat(moved).isEmpty();
        }
    }

    /** Written by an earlier version, whose envelopes were stored under the names of messages. */
    @ParameterizedTest
    @CsvSource({
        "REQUEST_LETTER, REQUEST, start RequestLetter at 330110",
        "ANSWER_LETTER, DELAY, AnswerLetter at 330110 for 310105-2026-000123-R1",
        "REQUESTER_ANSWER, SUPPLEMENT, RequesterAnswer at 330110 for 310105-2026-000123-R1",
        "WITHDRAWAL_LETTER, WITHDRAWAL, WithdrawalLetter at 330110 for 310105-2026-000123-R1",
        "CONFIRMATION_REMINDER, CONFIRMATION_REMINDER, ConfirmationReminder at 330110 for 310105-2026-000123-R1",
        "DISPOSITION_REPORT, DISPOSITION_REPORT, DispositionReport at 330110 for 310105-2026-000123-R1",
        "NOTICE, UNCONFIRMED, ",
    })
    void whatWasUnderWayAtTheUpgradeStillArrives(String kind, String type, String move) {
        UUID letter = UUID.randomUUID();
        jdbc.sql("""
                        insert into letter (id, key, tenant, type, type_code, year, serial, number, case_no, subject_id,
                                            sender_name, receiver, receiver_name, subject, content, issued_by, issued_at)
                        values (?, 'k', '310105', ?, '协查', 2026, 1, '沪长市监协查〔2026〕1号', ?, ?, '长宁', '330110', '余杭',
                                '关于协助调查的函', '{"paragraphs": [{"heading": "事由", "text": "请予协助。"}],
                                               "facts": {"requestId": "R1"}}', 'officer310105', now())
                        """).params(letter, type, CASE, REQUEST).update();
        jdbc.sql("""
                        insert into outbox (id, sender, receiver, kind, subject_id, case_no, letter_id, variables,
                                            written_at, next_at)
                        values (?, '310105', '330110', ?, ?, ?, ?, '{"decision": "delay"}', now(), now())
                        """).params(UUID.randomUUID(), kind, REQUEST, CASE, letter).update();

        deliverAll();

        assertThat(moved).isEqualTo(move == null ? List.of() : List.of(move));
        assertThat(letters.ofCase(CASE, YUHANG)).singleElement().satisfies(view -> {
            assertThat(view.kind().name()).isEqualTo(type);
            assertThat(view.paragraphs()).hasSize(1);
        });
        assertThat(jdbc.sql("select receiver, subject_id from outbox where kind = 'DELIVERY_RECEIPT'")
                        .query()
                        .listOfRows())
                .hasSize(kind.equals("REQUEST_LETTER") ? 1 : 0);
    }

    @Test
    void aMessageNeedsNoLetterAndALetterIsNoMessage() {
        Envelope question = new Envelope(
                UUID.randomUUID(),
                "taobao",
                YUHANG,
                LiaisonLetter.LIAISON_QUESTION,
                REQUEST,
                CASE,
                Optional.empty(),
                Map.of(),
                Map.of("text", "哪一家？"));
        correspondence.tell(question);
        deliverAll();
        assertThat(moved).containsExactly("PlatformQuestion at 330110 for " + REQUEST);

        Envelope letter = new Envelope(
                UUID.randomUUID(), "taobao", YUHANG, AssistanceLetter.REPLY, REQUEST, CASE, Optional.empty(), Map.of());
        assertThatThrownBy(() -> correspondence.tell(letter)).isInstanceOf(IllegalStateException.class);
        Letter order = inTransaction(() -> letters.issue(draft(DispositionLetter.LIFT, "taobao")));
        assertThatThrownBy(() -> correspondence.dispatch(order)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatCannotBeCarriedComesBackToItsSenderOnceAndHasNoReceipt() {
        UUID letter = UUID.randomUUID();
        Envelope envelope = new Envelope(
                letter, CHANGNING, "330106", AssistanceLetter.REQUEST, REQUEST, CASE, Optional.of(letter), Map.of());
        envelopes.write(envelope, NOW);
        deliverAll();
        deliverAll();
        assertThat(moved).containsExactly("start PaperLetter at 310105");
        assertThat(letters.receipts(letter)).isEmpty();
        assertThat(jdbc.sql("select count(*) from outbox").query(Integer.class).single())
                .as("nothing is confirmed")
                .isOne();
    }

    private void deliverAll() {
        while (inTransaction(() -> envelopes.nextUndelivered().stream()
                        .peek(waiting -> postman.deliver(waiting.envelope()))
                        .findFirst())
                .isPresent()) {
            // The next one.
        }
        transaction.executeWithoutResult(status -> {
            Optional<Envelopes.Arrived> arrived;
            while ((arrived = envelopes.nextArrived(NOW.plusSeconds(1))).isPresent()) {
                postman.handOver(arrived.get());
            }
        });
    }

    private <T> T inTransaction(Supplier<T> act) {
        return transaction.execute(status -> act.get());
    }

    private static void refused(Runnable act) {
        assertThatThrownBy(act::run).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code())
                .isEqualTo("letter.not-received"));
    }

    private static LetterDraft draft(LetterKind kind, String receiver) {
        LetterDraft draft =
                new LetterDraft(kind, "key", CASE, REQUEST, CHANGNING, receiver).by("officer310105", Optional.empty());
        if (kind == DispositionLetter.DISPOSITION_REPORT) {
            draft.word("publicityNote", "已公示");
        }
        kind.terms().fields().stream().filter(field -> !field.endsWith("?")).forEach(field -> {
            boolean list = List.of("targets", "officers", "asked").contains(field);
            draft.word(field, list ? List.of(LINE) : "某");
        });
        return draft;
    }

    /** Takes every message at once. */
    private final class Processes implements ProcessMessages {

        @Override
        public boolean correlate(
                String tenant, String message, Variable<String> key, String value, Map<String, Object> variables) {
            if (!message.equals("DeliveryReceipt")) {
                moved.add(message + " at " + tenant + " for " + value);
            }
            return true;
        }

        @Override
        public void start(String tenant, String message, String caseNo, Map<String, Object> variables) {
            moved.add("start " + message + " at " + tenant);
        }

        @Override
        public void begin(String tenant, String process, String caseNo, Map<String, Object> variables) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void goOn(String tenant, String process, String task, String caseNo, Map<String, Object> variables) {
            throw new UnsupportedOperationException();
        }
    }
}
