package org.redshield.bridge.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.DemoDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.redshield.bridge.support.TestMarks;
import org.redshield.bridge.work.Signals;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class LettersTest {

    private static final String CHANGNING = "310105";
    private static final String YUHANG = "330110";
    private static final String SUINING = "320324";
    private static final String CASE = "310105-2026-000123";
    private static final String REQUEST = CASE + "-R1";
    private static final Instant NOW = Instant.parse("2026-09-18T01:00:00Z");

    private static final LetterKinds KINDS =
            LetterKinds.of(AssistanceLetter.values(), DispositionLetter.values(), LiaisonLetter.values());

    private static DataSource database;
    private static Organisations organisations;

    private JdbcClient db;
    private TransactionTemplate transaction;
    private Instant time = NOW;
    private Letters letters;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.with(
                "db/changelog/bureau.sql",
                "db/changelog/letter.sql",
                "db/changelog/evidence.sql",
                "db/changelog/letter-on-paper.sql",
                "db/changelog/letter-document.sql");
        organisations = DemoDirectory.load(database);
    }

    @BeforeEach
    void emptyTables() {
        db = JdbcClient.create(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        letters = letters("{prefix}{type}〔{year}〕{serial}号", Map.of());
        db.sql(
                        "truncate letter_unsealed, letter_ofd_due, letter_ofd, letter_document, receipt, letter_evidence, letter, letter_number")
                .update();
    }

    @Test
    void numbersEachSeriesOfItsOwn() {
        assertThat(issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG).number())
                .isEqualTo("沪长市监协查〔2026〕1号");
        assertThat(issue("b", AssistanceLetter.REQUEST, CHANGNING, SUINING).number())
                .isEqualTo("沪长市监协查〔2026〕2号");
        assertThat(issue("c", AssistanceLetter.WITHDRAWAL, CHANGNING, YUHANG).number())
                .isEqualTo("沪长市监协查撤〔2026〕1号");
        assertThat(issue("d", AssistanceLetter.REPLY, YUHANG, CHANGNING).number())
                .isEqualTo("杭余市监协查复〔2026〕1号");
        assertThat(issue("e", AssistanceLetter.DECLINE, YUHANG, CHANGNING).number())
                .as("same 文种代字, same series")
                .isEqualTo("杭余市监协查复〔2026〕2号");
        assertThat(issue("f", LiaisonLetter.LIAISON_ANSWER, "taobao", YUHANG).number())
                .isEqualTo("淘宝网数复〔2026〕1号");
    }

    @Test
    void beginsAnewWithTheYearInShanghai() {
        time = Instant.parse("2026-12-31T15:59:59Z");
        assertThat(issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG).number())
                .isEqualTo("沪长市监协查〔2026〕1号");
        time = Instant.parse("2026-12-31T16:00:00Z");
        assertThat(issue("b", AssistanceLetter.REQUEST, CHANGNING, YUHANG).number())
                .isEqualTo("沪长市监协查〔2027〕1号");
    }

    @Test
    void writesNumbersAsTheBureauDoes() {
        letters = letters(
                "{prefix}{type}〔{year}〕{serial}号",
                Map.of(
                        YUHANG,
                        "{prefix}{type}﹝{year}﹞第{serial:4}号",
                        YUHANG + ".disposition-report",
                        "{prefix}{type}[{year}]{serial}"));

        assertThat(issue("a", AssistanceLetter.REPLY, YUHANG, CHANGNING).number())
                .isEqualTo("杭余市监协查复﹝2026﹞第0001号");
        assertThat(issue("b", DispositionLetter.DISPOSITION_REPORT, YUHANG, CHANGNING)
                        .number())
                .isEqualTo("杭余市监处置复[2026]1");
        assertThat(issue("c", AssistanceLetter.REQUEST, CHANGNING, YUHANG).number())
                .isEqualTo("沪长市监协查〔2026〕1号");
    }

    @Test
    void refusesAPatternThatWouldRepeatNumbers() {
        assertThatThrownBy(() -> new LetterSettings("{prefix}{type}{serial}号", Map.of()))
                .hasMessageContaining("lacks {year}");
        assertThatThrownBy(() -> letters("{prefix}{type}{year}{serial}", Map.of(YUHANG, "{prefix}{type}{year}号")))
                .hasMessageContaining("lacks {serial}");
    }

    @Test
    void aLetterOnPaperKeepsItsNumberAndIsOfNoSeries() {
        LetterDraft draft = draft("PAPER/1", AssistanceLetter.REPLY, YUHANG, CHANGNING);
        Instant written = NOW.minusSeconds(86_400);
        Letter filed = transaction.execute(status -> letters.file(draft, "杭余市监函[2026]7号", written));
        assertThat(filed.number()).isEqualTo("杭余市监函[2026]7号");
        assertThat(letters.get(filed.id())).isEqualTo(filed);
        assertThat(filed.issuedAt()).isEqualTo(written);
        assertThatThrownBy(() -> transaction.execute(status -> letters.file(draft, "杭余市监函[2026]7号", written)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("letter.number-used"));
        assertThat(issue("a", AssistanceLetter.REPLY, YUHANG, CHANGNING).number())
                .isEqualTo("杭余市监协查复〔2026〕1号");
    }

    @Test
    void aRolledBackLetterGivesItsNumberBack() {
        issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
        transaction.executeWithoutResult(status -> {
            letters.issue(draft("b", AssistanceLetter.REQUEST, CHANGNING, YUHANG));
            status.setRollbackOnly();
        });

        assertThat(issue("c", AssistanceLetter.REQUEST, CHANGNING, YUHANG).number())
                .isEqualTo("沪长市监协查〔2026〕2号");
    }

    /** As by a backup of that table alone. */
    @Test
    void aCounterThatWasSetBackGivesNoNumberTwice() {
        issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
        db.sql("update letter_number set last = 0").update();

        assertThatThrownBy(() -> issue("b", AssistanceLetter.REQUEST, CHANGNING, SUINING))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void fourIssuersWithRollbacksLeaveNoGap() throws Exception {
        int perThread = 40;
        List<Callable<Integer>> issuers = IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(thread -> () -> {
                    Random random = new Random(thread);
                    int issued = 0;
                    for (int i = 0; i < perThread; i++) {
                        String key = thread + "/" + i;
                        boolean keep = random.nextInt(3) > 0;
                        transaction.executeWithoutResult(status -> {
                            letters.issue(draft(key, AssistanceLetter.REQUEST, CHANGNING, YUHANG));
                            if (!keep) {
                                status.setRollbackOnly();
                            }
                        });
                        issued += keep ? 1 : 0;
                    }
                    return issued;
                })
                .toList();

        int issued = together(issuers).stream().mapToInt(Integer::intValue).sum();

        assertThat(issued).isBetween(1, 4 * perThread - 1);
        assertThat(db.sql("select serial from letter order by serial")
                        .query(Integer.class)
                        .list())
                .isEqualTo(IntStream.rangeClosed(1, issued).boxed().toList());
    }

    @Test
    void issuersOfDifferentSeriesDoNotWaitForEachOther() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            transaction.executeWithoutResult(status -> {
                letters.issue(draft("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG));
                Future<Letter> reply = other.submit(() -> issue("b", AssistanceLetter.REPLY, YUHANG, CHANGNING));
                assertThat(result(reply).number()).isEqualTo("杭余市监协查复〔2026〕1号");
            });
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void theSameKeyIsTheSameLetter() {
        Letter first = issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
        time = NOW.plusSeconds(60);

        assertThat(issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG)).isEqualTo(first);
        assertThat(issue("b", AssistanceLetter.REQUEST, CHANGNING, YUHANG).number())
                .isEqualTo("沪长市监协查〔2026〕2号");
        assertThatThrownBy(() -> issue("a", AssistanceLetter.WITHDRAWAL, CHANGNING, YUHANG))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameKeyAtTheSameTimeIsTheSameLetter() throws Exception {
        CountDownLatch issued = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Letter> second = other.submit(() -> {
                assertThat(issued.await(10, TimeUnit.SECONDS)).isTrue();
                return issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
            });
            Letter first = transaction.execute(status -> {
                Letter letter = letters.issue(draft("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG));
                issued.countDown();
                awaitAnotherWaitingForALock();
                return letter;
            });
            assertThat(result(second)).isEqualTo(first);
        } finally {
            other.shutdownNow();
        }
        assertThat(issue("b", AssistanceLetter.REQUEST, CHANGNING, YUHANG).number())
                .isEqualTo("沪长市监协查〔2026〕2号");
    }

    @Test
    void keepsWhatTheLetterSays() {
        UUID evidence = UUID.randomUUID();
        Letter request = issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
        Letter reply = transaction.execute(
                status -> letters.issue(new LetterDraft(AssistanceLetter.DECLINE, "b", CASE, REQUEST, YUHANG, CHANGNING)
                        .inReplyTo(Optional.of(request.id()))
                        .by("officer330110", Optional.of("unithead330110"))
                        .evidence(List.of(evidence, evidence))
                        .fact("originalLetterNo", request.number())
                        .fact("declineReason", "NOT_COMPETENT")
                        .fact("note", "店铺主体信息\n\"引号\"\u0000与控制符")
                        .word("reasonTitle", "不属于职权范围")));

        assertThat(letters.get(reply.id())).isEqualTo(reply);
        assertThat(reply.inReplyTo()).contains(request.id());
        assertThat(reply.evidence()).containsExactly(evidence);
        assertThat(reply.subject()).isEqualTo("关于不予协助调查的复函");
        assertThat(reply.content().facts())
                .containsOnly(
                        Map.entry("originalLetterNo", request.number()),
                        Map.entry("declineReason", "NOT_COMPETENT"),
                        Map.entry("note", "店铺主体信息\n\"引号\"与控制符"));
        assertThat(reply.content().paragraphs())
                .containsExactly(
                        new Paragraph("", "贵局《协助调查函》（沪长市监协查〔2026〕1号）收悉，经研究，不予协助。"),
                        new Paragraph("原因", "不属于职权范围。\n店铺主体信息。\n\"引号\"与控制符。"));
        assertThat(reply.issuedAt()).isEqualTo(NOW);
        assertThat(reply.approvedBy()).contains("unithead330110");
    }

    @Test
    void findsTheLatestOfItsType() {
        issue("a", AssistanceLetter.REPLY, YUHANG, CHANGNING);
        time = NOW.plusSeconds(1);
        Letter second = issue("b", AssistanceLetter.REPLY, YUHANG, CHANGNING);

        assertThat(letters.latest(REQUEST, AssistanceLetter.REPLY)).contains(second);
        assertThat(letters.latest(REQUEST, AssistanceLetter.RETURN)).isEmpty();
        assertThat(letters.find(UUID.randomUUID())).isEmpty();
        refused("letter.unknown", () -> letters.get(UUID.randomUUID()));
    }

    @Test
    void theReceiverSeesALetterOnceItWasDeliveredAndNobodyElseEver() {
        Letter request = issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
        letters.receipt(request.id(), ReceiptStage.SUBMITTED, NOW, Optional.empty());
        letters.receipt(request.id(), ReceiptStage.RELAYED, NOW, Optional.empty());

        assertThat(letters.ofCase(CASE, CHANGNING)).extracting(LetterView::id).containsExactly(request.id());
        assertThat(letters.ofCase(CASE, YUHANG)).isEmpty();
        assertThat(letters.view(request.id(), YUHANG)).isEmpty();

        letters.receipt(request.id(), ReceiptStage.DELIVERED, NOW.plusSeconds(1), Optional.empty());

        assertThat(letters.ofCase(CASE, YUHANG)).singleElement().satisfies(view -> {
            assertThat(view.title()).isEqualTo("协助调查函");
            assertThat(view.senderName()).isEqualTo("上海市长宁区市场监督管理局");
            assertThat(view.receiverName()).isEqualTo("杭州市余杭区市场监督管理局");
            assertThat(view.receipts())
                    .extracting(Receipt::stage)
                    .containsExactly(ReceiptStage.SUBMITTED, ReceiptStage.RELAYED, ReceiptStage.DELIVERED);
        });
        assertThat(letters.view(request.id(), YUHANG)).isPresent();
        assertThat(letters.ofCase(CASE, SUINING)).isEmpty();
        assertThat(letters.view(request.id(), SUINING)).isEmpty();
        assertThat(letters.ofCase("310105-2026-000124", YUHANG)).isEmpty();
    }

    @Test
    void theFirstReceiptOfAStageCounts() {
        Letter request = issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
        letters.receipt(request.id(), ReceiptStage.READ, NOW.plusSeconds(9), Optional.of("officer330110"));
        letters.receipt(request.id(), ReceiptStage.DELIVERED, NOW, Optional.empty());
        letters.receipt(request.id(), ReceiptStage.DELIVERED, NOW.plusSeconds(5), Optional.of("someone"));

        assertThat(letters.receipts(request.id()))
                .containsExactly(
                        new Receipt(ReceiptStage.DELIVERED, NOW, Optional.empty()),
                        new Receipt(ReceiptStage.READ, NOW.plusSeconds(9), Optional.of("officer330110")));
    }

    @Test
    void eachSideLearnsWhatTheOtherDidButNotWhoDidIt() {
        Letter request = issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
        letters.receipt(request.id(), ReceiptStage.SUBMITTED, NOW, Optional.of("officer310105"));
        letters.receipt(request.id(), ReceiptStage.DELIVERED, NOW, Optional.empty());
        letters.receipt(request.id(), ReceiptStage.ACKNOWLEDGED, NOW, Optional.of("officer330110"));

        assertThat(letters.view(request.id(), CHANGNING).orElseThrow().receipts())
                .extracting(receipt -> receipt.by().orElse("-"))
                .containsExactly("officer310105", "-", "-");
        assertThat(letters.view(request.id(), YUHANG).orElseThrow().receipts())
                .extracting(receipt -> receipt.by().orElse("-"))
                .containsExactly("-", "-", "officer330110");
        assertThat(exportedPersons(CHANGNING)).containsExactly(request.id() + "/SUBMITTED");
        assertThat(exportedPersons(YUHANG)).containsExactly(request.id() + "/ACKNOWLEDGED");
    }

    /** The stages of which the exported evidence says who passed them. */
    private List<String> exportedPersons(String tenant) {
        return db
                .sql(new LettersInCases().exportedLetters().sql())
                .param("caseNo", CASE)
                .param("tenant", tenant)
                .query((row, number) -> row.getString("kind") + " " + row.getString("key"))
                .list()
                .stream()
                .filter(one -> one.startsWith("RECEIPT_PERSON "))
                .map(one -> one.substring("RECEIPT_PERSON ".length()))
                .toList();
    }

    @Test
    void whyThereIsNoOfdYetIsItsSendersAffair() {
        Letter request = issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
        letters.passed(request.id(), NOW, ReceiptStage.DELIVERED);
        db.sql("insert into letter_document values (?, 1, 'hash', now(), '长宁', 'certificate', false)")
                .param(request.id())
                .update();
        db.sql("insert into letter_ofd_due (letter_id, sender, next_at, why) values (?, ?, now(), '国密电子印章的密码不对')")
                .params(request.id(), CHANGNING)
                .update();

        assertThat(ofd(CHANGNING)).contains(new LettersInCases.OfdItem(false, Optional.of("国密电子印章的密码不对")));
        assertThat(ofd(YUHANG)).contains(new LettersInCases.OfdItem(false, Optional.empty()));
    }

    /** What the file of the case says of its first letter's second rendition. */
    private Optional<LettersInCases.OfdItem> ofd(String tenant) {
        Caller viewer = new Caller("officer" + tenant, Set.of("officer"), List.of(tenant));
        CaseFolder folder = new CaseFolder(viewer, CASE, List.of(), List.of());
        new LettersInCases().lettersOfCase(letters, db).contribute(folder);
        return ((LettersInCases.LetterItem) folder.lists().get("letters").get(0)).ofd();
    }

    @Test
    void aDeliveredLetterGrantsItsEvidenceToItsReceiverOnly() {
        UUID evidence = UUID.randomUUID();
        Letter reply = transaction.execute(status -> letters.issue(
                draft("a", AssistanceLetter.REPLY, YUHANG, CHANGNING).evidence(List.of(evidence))));

        assertThat(letters.grantsEvidence(evidence, CHANGNING)).isFalse();
        letters.receipt(reply.id(), ReceiptStage.DELIVERED, NOW, Optional.empty());

        assertThat(letters.grantsEvidence(evidence, CHANGNING)).isTrue();
        assertThat(letters.grantsEvidence(evidence, SUINING)).isFalse();
        assertThat(letters.grantsEvidence(UUID.randomUUID(), CHANGNING)).isFalse();
    }

    @Test
    void whoOpensTheCaseReadsWhatHisOrganisationReceivedOnce() {
        Letter request = issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG);
        Letter withdrawal = issue("b", AssistanceLetter.WITHDRAWAL, CHANGNING, YUHANG);
        Letter notYetThere = issue("c", AssistanceLetter.SUPPLEMENT, CHANGNING, YUHANG);
        letters.passed(request.id(), NOW, ReceiptStage.RELAYED, ReceiptStage.DELIVERED);
        letters.passed(withdrawal.id(), NOW, ReceiptStage.DELIVERED);

        letters.open(CASE, CHANGNING, "officer310105");
        assertThat(stages(request)).as("its sender's opening is no reading").doesNotContain(ReceiptStage.READ);
        time = NOW.plusSeconds(60);
        assertThat(letters.open(CASE, YUHANG, "officer330110")).hasSize(2).allSatisfy(view -> assertThat(
                        view.receipts())
                .endsWith(new Receipt(ReceiptStage.READ, time, Optional.of("officer330110"))));
        assertThat(stages(notYetThere)).isEmpty();

        time = NOW.plusSeconds(120);
        long writes = writes();
        letters.open(CASE, YUHANG, "officer2330110");
        assertThat(writes()).as("nothing new, nothing written").isEqualTo(writes);
        assertThat(letters.receipts(request.id()))
                .endsWith(new Receipt(ReceiptStage.READ, NOW.plusSeconds(60), Optional.of("officer330110")));
    }

    private List<ReceiptStage> stages(Letter letter) {
        return letters.receipts(letter.id()).stream().map(Receipt::stage).toList();
    }

    /** How many transactions of this server have written anything so far. */
    private long writes() {
        return db.sql("select txid_snapshot_xmax(txid_current_snapshot())")
                .query(Long.class)
                .single();
    }

    @Test
    void refusesWhatCannotBeSentAndKeepsTheNumber() {
        refused("letter.to-oneself", () -> issue("a", AssistanceLetter.REQUEST, CHANGNING, CHANGNING));
        refused("letter.receiver-not-connected", () -> issue("a", AssistanceLetter.REPLY, CHANGNING, "440305"));
        refused("bureau.unknown", () -> issue("a", AssistanceLetter.REQUEST, CHANGNING, "000000"));

        assertThat(issue("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG).number())
                .isEqualTo("沪长市监协查〔2026〕1号");
    }

    @Test
    void issuesOnlyInATransaction() {
        assertThatThrownBy(() -> letters.issue(draft("a", AssistanceLetter.REQUEST, CHANGNING, YUHANG)))
                .isInstanceOf(IllegalStateException.class);
    }

    private Letters letters(String pattern, Map<String, String> patterns) {
        InstantSource clock = () -> time;
        return new Letters(
                db,
                organisations,
                new LetterNumbers(db, organisations, new LetterSettings(pattern, patterns), KINDS, TestMarks.fresh()),
                KINDS,
                clock,
                new Signals(database),
                Known.of(db, organisations));
    }

    private Letter issue(String key, LetterKind kind, String sender, String receiver) {
        return transaction.execute(status -> letters.issue(draft(key, kind, sender, receiver)));
    }

    private static LetterDraft draft(String key, LetterKind kind, String sender, String receiver) {
        LetterDraft draft = new LetterDraft(kind, key, CASE, REQUEST, sender, receiver)
                .by("officer" + sender, Optional.empty())
                .fact("targetId", "shop-1");
        kind.terms().fields().stream()
                .filter(field -> !field.endsWith("?") && !field.equals("targetId"))
                .forEach(field -> draft.word(field, "某"));
        if (kind == DispositionLetter.DISPOSITION_REPORT) {
            draft.word("publicityNote", "已公示");
        }
        return draft;
    }

    /** Returns once another session of this database waits for a lock. */
    private static void awaitAnotherWaitingForALock() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        // Outside the transaction, in which PostgreSQL would show the same activity for ever.
        try (Connection outside = database.getConnection();
                PreparedStatement waiting = outside.prepareStatement("select exists (select 1 from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock')")) {
            boolean found = false;
            while (!found) {
                assertThat(System.nanoTime()).as("nobody waits for the lock").isLessThan(deadline);
                try (ResultSet row = waiting.executeQuery()) {
                    row.next();
                    found = row.getBoolean(1);
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> List<T> together(List<Callable<T>> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            threads.invokeAll(tasks).forEach(future -> results.add(result(future)));
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void refused(String code, Runnable act) {
        assertThatThrownBy(act::run).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.getMessage()).doesNotContain("{").contains("。");
        });
    }
}
