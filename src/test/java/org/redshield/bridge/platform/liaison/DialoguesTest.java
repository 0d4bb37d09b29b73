package org.redshield.bridge.platform.liaison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.platform.PlatformFixture.order;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Ids;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.platform.FakeGateway;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.PlatformFixture.FakeProcess;
import org.redshield.bridge.platform.PlatformFixture.Time;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.gateway.Dialogue.Kind;
import org.redshield.bridge.platform.gateway.Dialogue.Told;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.DataApprovals;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.redshield.bridge.platform.request.Submissions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

@SpringJUnitConfig(PlatformFixture.class)
class DialoguesTest {

    private static final String TENANT = "310105";

    @Autowired
    PlatformFixture.Reset reset;

    @Autowired
    DataRequests requests;

    @Autowired
    Submissions submissions;

    @Autowired
    DataApprovals approvals;

    @Autowired
    Dialogues dialogues;

    @Autowired
    FakeGateway platform;

    @Autowired
    FakeProcess process;

    @Autowired
    PlatformFixture.FakeOutbox outbox;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Time time;

    private String requestNo;
    private Instant due;

    @BeforeEach
    void submitted() {
        reset.run();
        requestNo = requests.create(order("310105-2026-000001-R1", Dataset.TRADE));
        approvals.classify(requestNo);
        approvals.approve(requestNo, "unithead310105", Approver.UNIT_HEAD, Optional.empty());
        due = requests.startClock(requestNo);
        submissions.submit(requestNo);
    }

    /** Polled as a round polls: the status is stored, then heard. */
    private boolean polled(String status, String text, Instant newDueAt) {
        RequestStatus said = new RequestStatus(
                "P-" + requestNo, status, Optional.empty(), Optional.ofNullable(text), Optional.ofNullable(newDueAt));
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            DataRequest before = requests.get(requestNo);
            requests.progress(requestNo, said);
            return dialogues.heard(before, said, true);
        }));
    }

    private void answer(String text) {
        dialogues.answer(requestNo, TENANT, Optional.empty(), text, "officer310105");
    }

    private List<String> spoken() {
        return new ArrayList<>(process.spoken);
    }

    @Test
    void theSameQuestionPolledAgainIsOneTaskAndAnotherOneAfterTheAnswerIsANewTask() {
        assertThat(polled("CLARIFICATION", "哪一家？", null)).isTrue();
        assertThat(polled("CLARIFICATION", "哪一家？", null)).isTrue();
        assertThat(spoken()).containsExactly(requestNo + " QUESTION");

        answer("第一家");
        assertThat(polled("CLARIFICATION", "哪一家？", null)).as("not yet read").isTrue();
        assertThat(spoken()).hasSize(1);
        assertThat(polled("CLARIFICATION", "哪一年？", null)).isTrue();
        assertThat(spoken()).hasSize(2);
        answer("今年");
        assertThat(polled("PROCESSING", null, null)).isFalse();
        assertThat(polled("CLARIFICATION", "哪一家？", null)).as("asked anew").isTrue();
        assertThat(spoken()).hasSize(3);
        assertThat(dialogues.of(requestNo)).hasSize(3);
    }

    @Test
    void twoOpenQuestionsAreOneTaskAndHaveOneAnswer() {
        polled("CLARIFICATION", "哪一家？", null);
        polled("CLARIFICATION", "哪一年？", null);
        assertThat(spoken()).hasSize(1);
        assertThat(dialogues.open(requestNo, Kind.QUESTION)).hasSize(2);
        answer("第一家，今年");
        assertThat(dialogues.open(requestNo, Kind.QUESTION)).isEmpty();
        assertThat(dialogues.of(requestNo)).allMatch(one -> one.answer().equals(Optional.of("第一家，今年")));
    }

    @Test
    void whatThePlatformSaysWhileTheFormIsOpenIsNotAnsweredUnseen() {
        polled("CLARIFICATION", "哪一家？", null);
        Optional<String> question = dialogues.subject(requestNo, Kind.QUESTION);
        polled("CLARIFICATION", "哪一年？", null);
        assertThatThrownBy(() -> dialogues.answer(requestNo, TENANT, question, "第一家", "officer310105"))
                .hasMessageContaining("又有新的内容（2 条")
                .hasMessageContaining("请刷新页面");
        assertThat(dialogues.open(requestNo, Kind.QUESTION)).hasSize(2);
        Optional<String> both = dialogues.subject(requestNo, Kind.QUESTION);
        dialogues.answer(requestNo, TENANT, both, "第一家，今年", "officer310105");
        assertThat(dialogues.open(requestNo, Kind.QUESTION)).isEmpty();

        polled("NEW_DATE", null, due.plus(5, ChronoUnit.DAYS));
        Optional<String> date = dialogues.subject(requestNo, Kind.NEW_DATE);
        polled("NEW_DATE", null, due.plus(60, ChronoUnit.DAYS));
        assertThatThrownBy(() -> dialogues.decideDate(requestNo, TENANT, date, true, Optional.empty(), "officer310105"))
                .hasMessageContaining("又有新的内容");
        assertThat(dialogues.open(requestNo, Kind.NEW_DATE)).hasSize(1);
        assertThat(requests.get(requestNo).times().dueAt()).contains(due);
    }

    @Test
    void anInstanceWithoutAPlaceForAQuestionGoesOnAsBefore() {
        process.waits = false;
        assertThat(polled("CLARIFICATION", "哪一家？", null)).isFalse();
        assertThat(dialogues.of(requestNo)).isEmpty();
        assertThat(polled("NEW_DATE", null, due.plus(5, ChronoUnit.DAYS))).isTrue();
        assertThat(polled("NEW_DATE", "下周五", null)).isFalse();
        assertThat(dialogues.of(requestNo)).isEmpty();
    }

    @Test
    void aDateIsProposedOnceAndAnotherOneReplacesItWhileItIsOpen() {
        Instant first = due.plus(5, ChronoUnit.DAYS);
        Instant second = due.plus(6, ChronoUnit.DAYS);
        polled("NEW_DATE", null, first);
        polled("NEW_DATE", null, first);
        polled("NEW_DATE", null, second);
        assertThat(spoken()).containsExactly(requestNo + " NEW_DATE");
        assertThat(dialogues.open(requestNo, Kind.NEW_DATE))
                .singleElement()
                .satisfies(open -> assertThat(open.newDueAt()).contains(second));

        dialogues.decideDate(requestNo, TENANT, Optional.empty(), false, Optional.of("案件急需"), "officer310105");
        polled("NEW_DATE", null, second);
        assertThat(spoken()).hasSize(1);
        polled("NEW_DATE", null, first);
        assertThat(spoken()).hasSize(2);
        assertThatThrownBy(() -> dialogues.decideDate(
                        requestNo, "330110", Optional.empty(), true, Optional.empty(), "officer330110"))
                .hasMessageStartingWith("没有找到数据请求");
    }

    @Test
    void anAcceptedDateIsNoDateOfOursOnceItHasPassed() {
        polled("NEW_DATE", null, due.plus(5, ChronoUnit.DAYS));
        time.pass(Duration.between(time.instant(), due).plusSeconds(1));
        dialogues.decideDate(requestNo, TENANT, Optional.empty(), true, Optional.empty(), "officer310105");
        assertThat(dialogues.of(requestNo).get(0).clock()).contains(Dialogue.ClockEffect.EXPIRED);
        assertThat(requests.get(requestNo).times().dueAt()).contains(due);
    }

    @Test
    void anAcceptedDateMovesTheAnswersClockNoFurtherThanTheCasesOwn() {
        polled("NEW_DATE", null, Instant.parse("2026-11-09T02:00:00Z"));
        dialogues.decideDate(requestNo, TENANT, Optional.empty(), true, Optional.empty(), "officer310105");
        assertThat(dialogues.of(requestNo).get(0).clock()).contains(Dialogue.ClockEffect.BOUND);
        assertThat(requests.get(requestNo).times().dueAt())
                .as("a working day before the end of the clock around it")
                .contains(Instant.parse("2026-10-08T15:59:59Z"));
    }

    @Test
    void whoCannotBeToldIsNotAndWhoHasAnsweredNeedNot() {
        polled("CLARIFICATION", "哪一家？", null);
        answer("第一家");
        dialogues.tell(requestNo);
        assertThat(dialogues.of(requestNo).get(0).told()).contains(Told.NOT);

        polled("CLARIFICATION", "哪一年？", null);
        answer("今年");
        transactions.executeWithoutResult(
                transaction -> requests.end(requestNo, Status.NO_RECORD, Optional.empty(), Optional.empty(), 0));
        dialogues.tell(requestNo);
        assertThat(dialogues.of(requestNo).get(1).told()).contains(Told.TOO_LATE);
    }

    @Test
    void aPlatformThatAsksButTakesNoMessagesHasItsLiaisonAsked() {
        platform.dialogue = Optional.of(new Unwilling("not-implemented"));
        polled("CLARIFICATION", "哪一家？", null);
        answer("第一家");
        dialogues.tell(requestNo);
        assertThat(dialogues.of(requestNo).get(0).told()).contains(Told.NOT);
        assertThat(jdbc.sql("select outcome from platform_load")
                        .query(String.class)
                        .list())
                .containsExactly("LIAISON");
    }

    @Test
    void whatAPlatformRefusesToHearIsOnRecordAndAFaultIsTriedAgain() {
        polled("CLARIFICATION", "哪一家？", null);
        answer("第一家");
        platform.dialogue = Optional.of(new Unwilling(null));
        assertThatThrownBy(() -> dialogues.tell(requestNo)).isInstanceOf(PlatformUnavailable.class);
        assertThat(dialogues.of(requestNo).get(0).told()).isEmpty();
        platform.dialogue = Optional.of(new Unwilling("closed"));
        dialogues.tell(requestNo);
        assertThat(dialogues.of(requestNo).get(0).told()).contains(Told.REFUSED);
    }

    private Envelope fromLiaison(LiaisonLetter kind, Map<String, String> content) {
        DataRequest request = requests.get(requestNo);
        return new Envelope(
                Ids.next(),
                request.platform(),
                TENANT,
                kind,
                requestNo,
                request.caseNo(),
                Optional.empty(),
                Map.of(),
                content);
    }

    private void liaisonAsks(Envelope envelope) {
        transactions.executeWithoutResult(transaction -> dialogues.heardFromLiaison(requests.get(requestNo), envelope));
    }

    @Test
    void aLiaisonWhomNobodyCanAnswerHearsSoAtOnceAndOnce() {
        process.waits = false;
        transactions.executeWithoutResult(transaction -> requests.askedLiaison(requestNo));
        Envelope question = fromLiaison(LiaisonLetter.LIAISON_QUESTION, Map.of("text", "哪一家？"));
        liaisonAsks(question);
        liaisonAsks(question);
        assertThat(outbox.sent).singleElement().satisfies(answer -> {
            assertThat(answer.kind()).isEqualTo(LiaisonLetter.BUREAU_ANSWER);
            assertThat(answer.content())
                    .containsEntry("inReplyTo", question.id().toString());
            assertThat(answer.content().get("text")).contains("电话", "直接答复");
        });
        assertThat(dialogues.open(requestNo, Kind.QUESTION)).isEmpty();
        assertThat(dialogues.of(requestNo)).singleElement().satisfies(one -> assertThat(one.told())
                .contains(Told.LIAISON));
    }

    /** As an earlier version left it: kept, handed to nobody, and tried again. */
    @Test
    void aQuestionThatAnEarlierVersionCouldNotPlaceIsAnsweredToo() {
        process.waits = false;
        transactions.executeWithoutResult(transaction -> requests.askedLiaison(requestNo));
        Envelope question = fromLiaison(LiaisonLetter.LIAISON_QUESTION, Map.of("text", "哪一家？"));
        jdbc.sql("""
                        insert into platform_dialogue (id, request_no, kind, liaison, text, asked_at)
                        values (?, ?, 'QUESTION', true, '哪一家？', now())
                        """).params(question.id(), requestNo).update();
        liaisonAsks(question);
        assertThat(outbox.sent).hasSize(1);
        assertThat(dialogues.open(requestNo, Kind.QUESTION)).isEmpty();
    }

    @Test
    void ofTheLiaisonsDatesTheLastOneIsDecided() {
        transactions.executeWithoutResult(transaction -> requests.askedLiaison(requestNo));
        Instant first = due.plus(1, ChronoUnit.DAYS);
        Instant last = due.plus(3, ChronoUnit.DAYS);
        Envelope before = fromLiaison(LiaisonLetter.LIAISON_NEW_DATE, Map.of("newDueAt", first.toString()));
        Envelope after = fromLiaison(LiaisonLetter.LIAISON_NEW_DATE, Map.of("newDueAt", last.toString()));
        liaisonAsks(before);
        liaisonAsks(after);
        assertThat(spoken()).containsExactly(requestNo + " NEW_DATE");
        assertThat(dialogues.open(requestNo, Kind.NEW_DATE)).singleElement().satisfies(open -> {
            assertThat(open.id()).isEqualTo(after.id());
            assertThat(open.newDueAt()).contains(last);
        });
        dialogues.decideDate(requestNo, TENANT, Optional.empty(), true, Optional.empty(), "officer310105");
        assertThat(dialogues.open(requestNo, Kind.NEW_DATE)).isEmpty();
        assertThat(requests.get(requestNo).times().dueAt()).contains(last);
    }

    @Test
    void aLiaisonsDateInPlaceOfTheInterfacesIsAnsweredToTheLiaison() {
        polled("NEW_DATE", null, due.plus(5, ChronoUnit.DAYS));
        transactions.executeWithoutResult(transaction -> requests.askedLiaison(requestNo));
        Instant date = due.plus(1, ChronoUnit.DAYS);
        Envelope proposal = fromLiaison(LiaisonLetter.LIAISON_NEW_DATE, Map.of("newDueAt", date.toString()));
        liaisonAsks(proposal);
        dialogues.decideDate(requestNo, TENANT, Optional.empty(), true, Optional.empty(), "officer310105");
        dialogues.tell(requestNo);
        assertThat(outbox.sent).singleElement().satisfies(answer -> assertThat(answer.content())
                .containsEntry("inReplyTo", proposal.id().toString())
                .containsEntry("newDueAt", date.toString()));
    }

    @Test
    void aNewDateThatCannotBeReadIsAQuestionWhereOneCanBeAnswered() {
        assertThat(polled("NEW_DATE", "平台提出的日期：下周五", null)).isTrue();
        assertThat(dialogues.open(requestNo, Kind.QUESTION))
                .singleElement()
                .satisfies(open -> assertThat(open.text().orElseThrow()).contains("不能识别", "下周五"));
    }

    @Test
    void wordsThatThePlatformKnowsFromBeforeHaveArrived() {
        platform.dialogue = Optional.of(new Unwilling("key-reused"));
        dialogues.say(requestNo, TENANT, "请尽快答复");
        platform.dialogue = Optional.of(new Unwilling("closed"));
        assertThatThrownBy(() -> dialogues.say(requestNo, TENANT, "请尽快答复")).hasMessageContaining("没有接受");
    }

    @Test
    void theSameWordsOnTheSameDayAreSaidOnce() {
        List<DialogueGateway.Message> said = new ArrayList<>();
        platform.dialogue = Optional.of(new Listening(said));
        dialogues.say(requestNo, TENANT, "请尽快答复");
        time.pass(Duration.ofMinutes(5));
        dialogues.say(requestNo, TENANT, "请尽快答复");
        dialogues.say(requestNo, TENANT, "请尽快答复，谢谢");
        time.pass(Duration.ofDays(1));
        dialogues.say(requestNo, TENANT, "请尽快答复");
        assertThat(said.stream().map(DialogueGateway.Message::id).distinct()).hasSize(3);
        assertThat(said.get(0).id()).isEqualTo(said.get(1).id());
    }

    /** Nothing of ours is locked while a platform takes its time: others go on with the same request. */
    @Test
    void whileThePlatformIsToldTheRequestIsFree() {
        polled("CLARIFICATION", "哪一家？", null);
        answer("第一家");
        platform.dialogue = Optional.of(new Listening(new ArrayList<>()) {
            @Override
            public void say(String platformRequestId, Message message) {
                // From another connection, as the poller would.
                CompletableFuture.runAsync(() -> transactions.executeWithoutResult(transaction -> {
                            jdbc.sql("set local lock_timeout = '2s'").update();
                            jdbc.sql("select 1 from platform_request where request_no = ? for update")
                                    .param(requestNo)
                                    .query(Integer.class)
                                    .single();
                        }))
                        .join();
            }
        });
        dialogues.tell(requestNo);
        assertThat(dialogues.of(requestNo).get(0).told()).contains(Told.INTERFACE);
    }

    private static class Listening implements DialogueGateway {

        private final List<Message> said;

        Listening(List<Message> said) {
            this.said = said;
        }

        @Override
        public void say(String platformRequestId, Message message) {
            said.add(message);
        }

        @Override
        public List<Message> messages(String platformRequestId) {
            return said;
        }

        @Override
        public void answerDate(String platformRequestId, Instant newDueAt, boolean accepted, Optional<String> text) {
            throw new AssertionError("No date is answered here");
        }
    }

    /** @param code of its refusal; null when it does not answer at all */
    private record Unwilling(String code) implements DialogueGateway {

        @Override
        public void say(String platformRequestId, Message message) {
            throw code == null ? new PlatformUnavailable("no answer") : new PlatformRefusal(code, "");
        }

        @Override
        public List<Message> messages(String platformRequestId) {
            return List.of();
        }

        @Override
        public void answerDate(String platformRequestId, Instant newDueAt, boolean accepted, Optional<String> text) {
            throw new AssertionError("No date is answered here");
        }
    }
}
