package org.redshield.bridge.cases.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Nothing goes out but on a decision over its very content, once. */
class DecisionsTest {

    private static final DataSource DATABASE = TestDatabase.with("db/changelog/master.xml");
    private static int cases;

    /** What is on record stays there, so each test has a case of its own. */
    private final String caseNo = "310105-2026-%06d".formatted(++cases);

    private final String subject = caseNo + "-R1";

    private enum Kind implements LetterKind {
        ASKED,
        ANSWERED,
        TOLD,
        RECEIVED,
        UNKNOWN;

        @Override
        public Terms terms() {
            return Terms.letter("例", "函", Carriage.filed(), "shop");
        }
    }

    private static final Act ASK = Act.named("ASK", "发函")
            .to(Addressee.BUREAU, Kind.ASKED)
            .on(Ground.decision("approveAsking").formerly(Recorded.ASKING_APPROVED));
    private static final Act ANSWER =
            Act.named("ANSWER", "告知").to(Addressee.BUREAU, Kind.ANSWERED).on(Ground.covered(ASK, "已批准的事项"));
    private static final Act TOLD =
            Act.named("TOLD", "通报").to(Addressee.BUREAU, Kind.TOLD).on(Ground.coveredWidely(ASK, "各成员单位"));
    private static final Act FILED = Act.named("FILED", "立案")
            .to(Addressee.PARTY, Entry.FILING)
            .on(Ground.decision("decideFiling").formerly(Recorded.ASKING_APPROVED));
    private static final Act RECEIPT =
            Act.named("RECEIPT", "回执").to(Addressee.BUREAU, Kind.RECEIVED).on(Ground.rule("收件即回执"));

    private enum Entry implements Instrument {
        FILING;

        @Override
        public String title() {
            return "立案";
        }

        @Override
        public boolean goesOut() {
            return false;
        }
    }

    private enum Recorded implements org.redshield.bridge.cases.RecordedAct {
        ASKING_APPROVED;

        @Override
        public String title() {
            return "批准";
        }
    }

    private final JdbcClient db = JdbcClient.create(DATABASE);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(DATABASE));
    private final Decisions decisions = new Decisions(db, () -> Instant.parse("2026-12-01T02:00:00Z"));
    private final Grounds grounds =
            new Grounds(new Acts(List.of(new ActsOf("example", ASK, ANSWER, TOLD, FILED, RECEIPT))), decisions);

    @AfterEach
    void empty() {
        db.sql("delete from decision").update();
    }

    @Test
    void whatNobodyDecidedDoesNotLeave() {
        refused(draft("1", "S1"), "须经批准才能发出");
        decide(draft("1", "S1"));
        leaves(draft("1", "S1"));
    }

    @Test
    void aDecisionIsOverItsContentAlone() {
        decide(draft("1", "S1"));
        refused(draft("1", "S2"), "与批准时的内容不一致");
        refused(draft("1", "S1").word("reason", "另一个理由"), "与批准时的内容不一致");
        refused(new LetterDraft(Kind.ASKED, "1", caseNo, subject, "310105", "321300").fact("shop", "S1"), "与批准时的内容不一致");
        leaves(draft("1", "S1").current(Map.of("contactPhone", "021-22050000")).by("other", Optional.of("head")));
    }

    @Test
    void aDecisionIsUsedOnce() {
        decide(draft("1", "S1"));
        leaves(draft("1", "S1"));
        leaves(draft("1", "S1"));
        refused(draft("2", "S1"), "已经用过一次");
        decide(draft("2", "S1"));
        leaves(draft("2", "S1"));
    }

    @Test
    void aDecisionOnAnotherFormOrOfAnotherOrganisationOrSubjectIsNone() {
        transaction.executeWithoutResult(t -> decisions.decided("approveSomethingElse", "head", draft("1", "S1")));
        decide(new LetterDraft(Kind.ASKED, "1", caseNo, subject, "330110", "330110").fact("shop", "S1"));
        decide(new LetterDraft(Kind.ASKED, "1", caseNo, caseNo + "-R2", "310105", "330110").fact("shop", "S1"));
        refused(draft("1", "S1"), "须经批准才能发出");
    }

    @Test
    void severalReceiversOnOneDecision() {
        decide(draft("1", "S1").oneOfSeveral());
        leaves(draft("1", "S1").oneOfSeveral());
        LetterDraft other = new LetterDraft(Kind.ASKED, "1", caseNo, subject, "310105", "321300")
                .fact("shop", "S1")
                .oneOfSeveral();
        leaves(other);
    }

    @Test
    void whatAnEarlierDecisionCovers() {
        LetterDraft answer = new LetterDraft(Kind.ANSWERED, "a", caseNo, subject, "310105", "330110");
        refused(answer, "须以本局在本案中作出的批准为前提");
        decide(draft("1", "S1"));
        leaves(answer);

        // About another request nobody decided, unless it is for the whole case.
        String other = caseNo + "-R2";
        refused(new LetterDraft(Kind.ANSWERED, "b", caseNo, other, "310105", "330110"), "须以本局在本案中作出的批准为前提");
        leaves(new LetterDraft(Kind.TOLD, "c", caseNo, other, "310105", "330110"));
        assertThatThrownBy(
                        () -> leaves(new LetterDraft(Kind.TOLD, "d", "310105-2026-000000", other, "310105", "330110")))
                .hasMessageContaining("还没有这样的批准");
    }

    /** What is only entered is held to the same, and nobody is told of numbers. */
    @Test
    void anEntryNeedsADecisionOverItsContent() {
        PlainEffect filing = filing("长市监案〔2026〕1号");
        assertThatThrownBy(() -> transaction.executeWithoutResult(t -> grounds.require(filing)))
                .isInstanceOf(NoGround.class)
                .hasMessageContainingAll("“立案”须经批准才能办理", "没有生效，也没有登记");
        transaction.executeWithoutResult(t -> decisions.decided("decideFiling", "head", filing));
        assertThatThrownBy(() -> transaction.executeWithoutResult(t -> grounds.require(filing("长市监案〔2026〕2号"))))
                .hasMessageContainingAll("“立案”与批准时的内容不一致", "没有生效");
        transaction.executeWithoutResult(t -> grounds.require(filing));
        transaction.executeWithoutResult(t -> grounds.require(filing));
        PlainEffect again = new PlainEffect(Entry.FILING, "again", caseNo, subject, "310105", filing.content());
        assertThatThrownBy(() -> transaction.executeWithoutResult(t -> grounds.require(again)))
                .hasMessageContainingAll("“立案”所依据的批准已经用过一次", "没有生效");
    }

    private PlainEffect filing(String number) {
        return new PlainEffect(Entry.FILING, "filing", caseNo, subject, "310105", List.of("FILE", number));
    }

    @Test
    void whereNobodyOfTheSenderMayDecideTheReceiverDoesOnlyIfTheActSaysSo() {
        refused(draft("1", "S1").decidedByReceiver(true), "须经批准才能发出");
        Act elsewhere = Act.named("ASK", "报请")
                .to(Addressee.SUPERIOR, Kind.ASKED)
                .on(Ground.decision("approveAsking").orElsewhere("某条"));
        Grounds others = new Grounds(new Acts(List.of(new ActsOf("example", elsewhere))), decisions);
        transaction.executeWithoutResult(t -> others.require(draft("1", "S1").decidedByReceiver(true)));
        assertThatThrownBy(() -> transaction.executeWithoutResult(t -> others.require(draft("1", "S1"))))
                .isInstanceOf(NoGround.class);
    }

    @Test
    void aRuleAsksNobody() {
        leaves(new LetterDraft(Kind.RECEIVED, "r", caseNo, subject, "310105", "330110"));
    }

    /** It counts for what its row held then, until somebody does something to it. */
    @Test
    void aDecisionOfAnEarlierReleaseCountsUntilSomebodyDoesSomething() {
        long event = event("head", "ASKING_APPROVED");
        db.sql("""
                        insert into decision (case_no, tenant, subject_id, formerly, event_id, decided_by, decided_at)
                        values (?, '310105', ?, 'ASKING_APPROVED', ?, 'head', now())
                        """).params(caseNo, subject, event).update();
        event("system", "SOMETHING_BY_ITSELF");
        leaves(draft("1", "S1"));
        goesBack(draft("2", "S1"));

        db.sql("update decision set used_by = null").update();
        event("officer", "AMENDED");
        goesBack(draft("1", "S1"));
        decide(draft("1", "S1"));
        leaves(draft("1", "S1"));
    }

    /** On a node of the release before, while this one was installed beside it. */
    @Test
    void whatOnlyTheRecordKnowsGoesBackToTheHead() {
        event("head", "ASKING_APPROVED");
        goesBack(draft("1", "S1"));
        event("head", "SOMETHING_ELSE");
        refused(new LetterDraft(Kind.ASKED, "1", caseNo, caseNo + "-R2", "310105", "330110"), "须经批准才能发出");
    }

    private void goesBack(LetterDraft draft) {
        assertThatThrownBy(() -> leaves(draft))
                .isInstanceOfSatisfying(
                        NoGround.class, none -> assertThat(none.former()).isPresent())
                .hasMessageContainingAll(caseNo, "是系统升级之前批准的", "没有发出，也没有生效", "已退回负责人");
    }

    @Test
    void twoActsByOneInstrumentCannotBeToldApart() {
        Act other = Act.named("OTHER", "另一项").to(Addressee.BUREAU, Kind.ASKED).on(Ground.rule("规则"));
        assertThatThrownBy(() -> new Acts(List.of(new ActsOf("example", ASK, other))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ASKED");
    }

    private long event(String actor, String what) {
        return db.sql("""
                        insert into case_event (case_no, tenant, at, actor, feature, what, subject_id)
                        values (?, '310105', '2026-11-30T02:00:00Z', ?, 'example', ?, ?) returning id
                        """)
                .params(caseNo, actor, what, subject)
                .query(Long.class)
                .single();
    }

    private LetterDraft draft(String key, String shop) {
        return new LetterDraft(Kind.ASKED, key, caseNo, subject, "310105", "330110").fact("shop", shop);
    }

    private void decide(LetterDraft content) {
        transaction.executeWithoutResult(t -> decisions.decided("approveAsking", "head", content));
    }

    private void leaves(LetterDraft draft) {
        transaction.executeWithoutResult(t -> grounds.require(draft));
    }

    private void refused(LetterDraft draft, String sentence) {
        assertThatThrownBy(() -> leaves(draft))
                .isInstanceOf(NoGround.class)
                .hasMessageContainingAll(caseNo, sentence, "没有取号");
        assertThat(db.sql("select count(*) from decision where used_by = ?")
                        .param(draft.key() + "-never")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
