package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.CaseAssert.steps;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.path;
import static org.redshield.bridge.support.Flow.timer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.engine.job.ClockTimers;
import org.redshield.bridge.support.DraftFields;
import org.springframework.beans.factory.annotation.Autowired;

/** What the platform does with a disposition, and how the requesting bureau learns of it. */
class DispositionExecutionTest extends DispositionScenario {

    @Autowired
    private ManagementService management;

    @Autowired
    private ClockTimers timers;

    @Test
    void isExecutedPublishedAndReportedToTheBureauThatWaits() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        reply(caseNo);
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        assertThat(shown("officer310105", "decideOutcome", caseNo)
                        .at("/measureOptions/value")
                        .toString())
                .as("each measure in the words of the letter")
                .contains(Arrays.stream(Measure.values()).map(Measure::name).toList())
                .contains(Arrays.stream(Measure.values()).map(Measure::title).toList());
        wantDisposition(caseNo, "disposition");
        assertThat(shown("officer330110", "draftDisposition", caseNo)
                        .at("/summary/value")
                        .asText())
                .contains(caseNo, "网店 S1000001", "商请措施 警示");
        draft(caseNo, SHOP);
        approveDraft(caseNo);
        does("officer310105", "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        assertThat(request(caseNo)).isEnded();
        closeFollowing(caseNo);

        assertThat(request(caseNo))
                .passedExactly(
                        REQUEST_SENT,
                        "recordReply",
                        "reviewReply",
                        "sendConfirmation",
                        "decideOutcome",
                        "approveDispositionRequest",
                        "requestDisposition",
                        "awaitDispositionReport",
                        "reviewDispositionReport",
                        CLOSED);
        assertThat(merchantDisposition(caseNo)).passedExactly(ISSUED, EXECUTED, PUBLISHED, REPORTED, DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
        assertThat(disposition(caseNo).at("/targets/0/publicityUrl").asText()).contains("/publicity/");
        assertThat(clocks("officer330110", caseNo))
                .contains("DISPOSITION_ACCEPTANCE MET", "DISPOSITION_EXECUTION MET", "PUBLICITY MET");
        assertThat(stage(caseNo)).isEqualTo("CLOSED");
        assertThat(letters("officer310105", caseNo)).endsWith("REPLY", "DISPOSITION_REQUEST", "DISPOSITION_REPORT");
        everyLetterArrived("officer330110", caseNo);
    }

    private JsonNode shown(String user, String task, String caseNo) {
        return as(user).get("/engine-rest/task/"
                        + waitingTask(user, task, caseNo).get("id").asText() + "/form-variables")
                .json();
    }

    @Test
    void theBureauThatDoesNotWaitClosesAtOnceAndFilesTheReport() {
        String caseNo = dispositionWanted("both");
        assertThat(request(caseNo))
                .isEnded()
                .passedExactly(DIRECT_ANSWERED, "approveDispositionRequest", "requestDisposition", CLOSED);
        assertThat(letters("officer310105", caseNo)).containsExactly("DATA_NOTICE", "DISPOSITION_REQUEST");

        draft(caseNo, SHOP);
        approveDraft(caseNo);
        closeFollowing(caseNo);
        eventually("the report is filed", () -> letters("officer310105", caseNo).contains("DISPOSITION_REPORT"));

        assertThat(tasks("officer310105", "reviewDispositionReport", caseNo)).isEmpty();
        assertThat(state("officer310105", caseNo)).isEqualTo("CLOSED");
    }

    @Test
    void whatWasSentIntoSilenceIsSentAgainAndIsOneTask() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, ITEM);
        platformFault("处置", "ACT_THEN_SILENCE", "submit", 1);
        approveDraft(caseNo);
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo)).passedExactly(ISSUED, EXECUTED, REPORTED, DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("EXECUTED");
        platformGotItsOneTask(caseNo, 2);
    }

    @Test
    void aDuplicateWhoseIdIsWithheldIsFoundByItsDocument() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, ITEM);
        platformFaults("处置", "submit", Map.of("ACT_THEN_SILENCE", 1, "DUPLICATE_WITHOUT_ID", 2));
        approveDraft(caseNo);
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo)).passedExactly(ISSUED, EXECUTED, REPORTED, DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("EXECUTED");
        platformGotItsOneTask(caseNo, 2);
    }

    private void platformGotItsOneTask(String caseNo, int times) {
        assertThat(ledger(caseNo))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("sent").asInt()).isEqualTo(times));
    }

    private String takenForADuplicateAtOnce() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, ITEM);
        platformFault("处置", "DUPLICATE_WITHOUT_ID", "submit", 1);
        approveDraft(caseNo);
        return caseNo;
    }

    /** What the platform has before we have ever sent anything is not ours because of its number. */
    @Test
    @Tag("thorough")
    void aDuplicateAtTheFirstAttemptIsJudgedByAPerson() {
        String caseNo = takenForADuplicateAtOnce();

        assertThat(shown("officer330110", "resumePlatformCall", caseNo)
                        .at("/summary/value")
                        .asText())
                .contains(caseNo, "已经有一件", "从未以这个编号发出过");
        assertThat(targetStates(caseNo)).containsExactly("DRAFT");
        assertThat(tries("officer330110", "resumePlatformCall", caseNo, Map.of("decision", "resume"))
                        .text())
                .contains("再次发送没有作用");
        platformGotItsOneTask(caseNo, 1);
        does("officer330110", "resumePlatformCall", caseNo, Map.of("decision", "takeAsOurs"));
        closeFollowing(caseNo);

        assertThat(targetStates(caseNo)).containsExactly("EXECUTED");
    }

    @Test
    void whatIsNotOursIsNotTaken() {
        String caseNo = takenForADuplicateAtOnce();
        does("officer330110", "resumePlatformCall", caseNo, Map.of("decision", "notOurs"));
        closeFollowing(caseNo);

        assertThat(targetStates(caseNo)).containsExactly("REFUSED");
        assertThat(disposition(caseNo).at("/targets/0/reason").asText()).contains("不是本案发出的");
        platformGotItsOneTask(caseNo, 1);
    }

    @Test
    void partlyExecutedIsReportedAsSuch() {
        String caseNo = dispositionWanted("disposition");
        draft(caseNo, ITEM);
        platformFault("处置", "PARTIAL", "submit", 1);
        approveDraft(caseNo);
        does("officer310105", "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo)).passedExactly(ISSUED, EXECUTED, REPORTED, DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("PARTIAL");
        assertThat(report(caseNo)).contains("部分执行");
    }

    @Test
    void refusedAfterReviewIsReportedWithThePlatformsReason() {
        String caseNo = dispositionWanted("disposition");
        draft(caseNo, SHOP);
        platformFault("处置", "REFUSE", "submit", 1);
        approveDraft(caseNo);
        does("officer310105", "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        closeFollowing(caseNo);

        // Nothing was done to the merchant, so nothing is owed to the public.
        assertThat(merchantDisposition(caseNo)).passedExactly(ISSUED, EXECUTED, PUBLISHED, REPORTED, DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("REFUSED");
        assertThat(report(caseNo)).contains("未核实到违法情形");
        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder("DISPOSITION_ACCEPTANCE MET", "DISPOSITION_EXECUTION MET");
    }

    @Test
    void oneTargetNotTakenAtAllDoesNotHoldUpTheOther() {
        String caseNo = dispositionWanted("disposition");
        draft(caseNo, SHOP, ITEM);
        platformFault("处置", "REJECT", "submit", 1);
        approveDraft(caseNo);
        does("officer310105", "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        closeFollowing(caseNo);

        assertThat(outsideLoops(caseNo))
                .containsExactlyElementsOf(steps(ISSUED, "targetRefused", PUBLISHED, REPORTED, DISPOSED));
        assertThat(path(merchantDisposition(caseNo)))
                .filteredOn(EXECUTED::contains)
                .containsExactlyInAnyOrderElementsOf(steps(
                        EXECUTED,
                        "executeTarget",
                        "targetExecutionStarts",
                        "submitTarget",
                        "recordResult",
                        "targetExecutionRecorded"));
        assertThat(targetStates(caseNo)).contains("REFUSED").hasSize(2);
        assertThat(ledger(caseNo)).hasSize(1);
        assertThat(report(caseNo)).contains("文书不符合受理要求");
        assertThat(clocks("officer330110", caseNo))
                .contains("DISPOSITION_ACCEPTANCE MET", "DISPOSITION_EXECUTION MET")
                .doesNotContain("DISPOSITION_EXECUTION RUNNING");
    }

    @Test
    @Tag("thorough")
    void anOverdueExecutionIsNotedAndStillTaken() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, ITEM);
        platformFault("处置", "HTTP_502", "query", -1);
        approveDraft(caseNo);
        fires("executionOverdue", caseNo);
        assertThat(clocks("officer330110", caseNo)).contains("DISPOSITION_EXECUTION MISSED");
        sandbox().delete("/admin/faults");
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .passedExactly(
                        ISSUED,
                        "executeTarget",
                        "targetExecutionStarts",
                        "submitTarget",
                        "awaitResult",
                        "executionOverdue",
                        "recordExecutionOverdue",
                        "executionOverdueRecorded",
                        "recordResult",
                        "targetExecutionRecorded",
                        REPORTED,
                        DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("EXECUTED");
    }

    @Test
    @Tag("thorough")
    void aPlatformOutOfReachMissesItsAcceptanceAndGetsTheLetterLater() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, ITEM);
        platformFault("处置", "HTTP_502", "submit", -1);
        approveDraft(caseNo);
        eventually("the submission is given up", () -> stuck(caseNo).size() == 1);
        fires("acceptanceOverdue", caseNo);
        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder("DISPOSITION_ACCEPTANCE MISSED", "DISPOSITION_EXECUTION RUNNING");
        sandbox().delete("/admin/faults");
        // The failed tries have left no trace in the path.
        goesAgain(caseNo);
        closeFollowing(caseNo);

        assertThat(merchantDisposition(caseNo))
                .passedExactly(
                        ISSUED,
                        "executeTarget",
                        "targetExecutionStarts",
                        "acceptanceOverdue",
                        "recordAcceptanceOverdue",
                        "acceptanceOverdueRecorded",
                        "submitTarget",
                        "awaitResult",
                        "recordResult",
                        "targetExecutionRecorded",
                        REPORTED,
                        DISPOSED);
        assertThat(targetStates(caseNo)).containsExactly("EXECUTED");
        assertThat(clocks("officer330110", caseNo)).contains("DISPOSITION_ACCEPTANCE MISSED");
    }

    /** The step that waits stands inside what the timer hangs on, so it brings none. */
    @Test
    @Tag("thorough")
    void aLostTimerOfTheAcceptanceIsAnIncidentThoughTheSubmissionWaits() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, ITEM);
        platformFault("处置", "HTTP_502", "submit", -1);
        approveDraft(caseNo);
        eventually("the submission is given up", () -> stuck(caseNo).size() == 1);
        var acceptance = new ClockTimers.Wanted(YUHANG, caseNo + "-D1", Set.of("acceptanceOverdue"));
        var execution = new ClockTimers.Wanted(YUHANG, caseNo + "-D1", Set.of("executionOverdue"));
        management.deleteJob(timer("acceptanceOverdue", caseNo).getId());

        assertThat(timers.inHand(List.of(acceptance, execution))).containsExactly(execution);
        assertThat(timers.fire(execution)).isEqualTo(ClockTimers.Fired.IN_HAND);
        assertThat(timers.fire(acceptance)).isEqualTo(ClockTimers.Fired.NONE);

        sandbox().delete("/admin/faults");
        goesAgain(caseNo);
        closeFollowing(caseNo);
    }

    @Test
    void fiveHundredOrdersAreOneTask() {
        String orders = LongStream.range(0, 500)
                .mapToObj(number -> Long.toString(4_1000001_20260301_000L + number))
                .collect(Collectors.joining("\n"));
        String caseNo = dispositionWanted("both");
        does(
                "officer330110",
                "draftDisposition",
                caseNo,
                DraftFields.beyond(
                        DraftFields.submitted("反不正当竞争法第二十一条", ENOUGH_FACTS, target("ORDER", orders, "SALES_RESET"))));
        approveDraft(caseNo);
        closeFollowing(caseNo);

        assertThat(targetStates(caseNo)).containsExactly("EXECUTED");
        assertThat(ledger(caseNo)).singleElement().satisfies(entry -> assertThat(
                        entry.at("/target/id").asText().split(","))
                .hasSize(500));
    }

    /** As an administrator in Cockpit, who tries again while the platform still counts as away. */
    private void goesAgain(String caseNo) {
        eventually("the submission has gone", () -> {
            stuck(caseNo).forEach(job -> management.setJobRetries(job.getId(), 3));
            return !tasks("officer330110", "followDisposition", caseNo).isEmpty();
        });
    }

    /** Jobs of the case that nobody tries any more. */
    private List<Job> stuck(String caseNo) {
        return management.createJobQuery().noRetriesLeft().list().stream()
                .filter(job -> runtime.createProcessInstanceQuery()
                                .processInstanceId(job.getProcessInstanceId())
                                .processInstanceBusinessKey(caseNo)
                                .count()
                        == 1)
                .toList();
    }

    private String report(String caseNo) {
        return letter("officer310105", caseNo, "DISPOSITION_REPORT")
                .get("paragraphs")
                .toString();
    }
}
