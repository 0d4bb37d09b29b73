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
    private static final String CASE = "310105-2026-000123";
    private static final String SUBJECT = CASE + "-R1";

    private enum Kind implements LetterKind {
        ASKED,
        ANSWERED,
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
    private static final Act RECEIPT =
            Act.named("RECEIPT", "回执").to(Addressee.BUREAU, Kind.RECEIVED).on(Ground.rule("收件即回执"));

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
            new Grounds(new Acts(List.of(new ActsOf("example", ASK, ANSWER, RECEIPT))), decisions);

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
        refused(new LetterDraft(Kind.ASKED, "1", CASE, SUBJECT, "310105", "321300").fact("shop", "S1"), "与批准时的内容不一致");
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
        decide(new LetterDraft(Kind.ASKED, "1", CASE, SUBJECT, "330110", "330110").fact("shop", "S1"));
        decide(new LetterDraft(Kind.ASKED, "1", CASE, CASE + "-R2", "310105", "330110").fact("shop", "S1"));
        refused(draft("1", "S1"), "须经批准才能发出");
    }

    @Test
    void severalReceiversOnOneDecision() {
        decide(draft("1", "S1").oneOfSeveral());
        leaves(draft("1", "S1").oneOfSeveral());
        LetterDraft other = new LetterDraft(Kind.ASKED, "1", CASE, SUBJECT, "310105", "321300")
                .fact("shop", "S1")
                .oneOfSeveral();
        leaves(other);
    }

    @Test
    void whatAnEarlierDecisionCovers() {
        LetterDraft answer = new LetterDraft(Kind.ANSWERED, "a", CASE, SUBJECT, "310105", "330110");
        refused(answer, "须以本局在本案中作出的批准为前提");
        decide(draft("1", "S1"));
        leaves(answer);
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
        leaves(new LetterDraft(Kind.RECEIVED, "r", CASE, SUBJECT, "310105", "330110"));
    }

    /** It counts for what its row held then, until somebody does something to it. */
    @Test
    void aDecisionOfAnEarlierReleaseCountsUntilSomebodyDoesSomething() {
        long event = event("head", "ASKING_APPROVED");
        db.sql("""
                        insert into decision (case_no, tenant, subject_id, formerly, event_id, decided_by, decided_at)
                        values (?, '310105', ?, 'ASKING_APPROVED', ?, 'head', now())
                        """).params(CASE, SUBJECT, event).update();
        event("system", "SOMETHING_BY_ITSELF");
        leaves(draft("1", "S1"));
        refused(draft("2", "S1"), "与批准时的内容不一致");

        db.sql("update decision set used_by = null").update();
        event("officer", "AMENDED");
        refused(draft("1", "S1"), "与批准时的内容不一致");
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
                        values (?, '310105', now(), ?, 'example', ?, ?) returning id
                        """).params(CASE, actor, what, SUBJECT).query(Long.class).single();
    }

    private static LetterDraft draft(String key, String shop) {
        return new LetterDraft(Kind.ASKED, key, CASE, SUBJECT, "310105", "330110").fact("shop", shop);
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
                .hasMessageContainingAll(CASE, sentence, "没有取号");
        assertThat(db.sql("select count(*) from decision where used_by = ?")
                        .param(draft.key() + "-never")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
