package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.execute;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.executionQuery;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.jobQuery;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.processInstanceQuery;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.reset;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.taskQuery;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The engine takes all models and forms as one deployment, and tokens go where the drawing says. The features are not
 * here: every delegate only notes that it was called and sets what the test told it to.
 */
class ModelsRunTest {

    /** Stands for the beans {@code taskDue} and {@code delaySigning} of the models. */
    public static final class DueDates {
        public Date inWorkingDays(int days) {
            return Date.from(Instant.now().plus(Duration.ofDays(days)));
        }

        public Date dueAt(String requestId, String tenant) {
            return inWorkingDays(1);
        }
    }

    /** Stands for the bean {@code dataRequests}, and {@code dispositions}. */
    public static final class Lists {
        public Collection<String> pending(String requestId, String tenant) {
            return List.of(requestId + "-SHOP_SUBJECT", requestId + "-TRADE");
        }

        public Collection<String> openTargets(String dispositionId) {
            return List.of("target-1", "target-2");
        }

        public Collection<String> liftTargets(String dispositionId) {
            return List.of("target-1");
        }
    }

    private static EmbeddedPostgres postgres;
    private static ProcessEngine engine;
    private static final List<String> CALLS = new ArrayList<>();
    private static final Set<String> REFUSED = new HashSet<>();
    private static final Map<String, Map<String, Object>> EFFECTS = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        Map<Object, Object> beans = new HashMap<>();
        beans.put("taskDue", new DueDates());
        beans.put("delaySigning", new DueDates());
        beans.put("dataRequests", new Lists());
        beans.put("dispositions", new Lists());
        beans.put("retryIntervals", Map.of("own", "PT1S", "platform", "PT1S"));
        beanNames()
                .forEach(name -> beans.put(name, (JavaDelegate) execution -> {
                    CALLS.add(name);
                    if (REFUSED.contains(name)) {
                        throw new BpmnError("PLATFORM_REFUSED");
                    }
                    execution.setVariables(EFFECTS.getOrDefault(name, Map.of()));
                }));
        SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
        configuration.setProcessEngineName("models");
        configuration.setDataSource(postgres.getPostgresDatabase());
        configuration.setTransactionManager(new DataSourceTransactionManager(configuration.getDataSource()));
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setBeans(beans);
        engine = configuration.buildProcessEngine();
        init(engine);
        DeploymentBuilder deployment =
                engine.getRepositoryService().createDeployment().name("bridge");
        for (Path file : Models.files(Path.of("processes"), ".bpmn")) {
            deployment.addString("processes/" + file.getFileName(), Files.readString(file));
        }
        for (Path file : Models.files(Path.of("forms"), ".form")) {
            deployment.addString("forms/" + file.getFileName(), Files.readString(file));
        }
        deployment.deploy();
    }

    @AfterAll
    static void stop() throws IOException {
        reset();
        engine.close();
        postgres.close();
    }

    @BeforeEach
    void forget() {
        CALLS.clear();
        EFFECTS.clear();
        REFUSED.clear();
        processInstanceQuery().rootProcessInstances().list().forEach(instance -> runtimeService()
                .deleteProcessInstance(instance.getId(), "next test"));
        EFFECTS.put("checkCompleteness", Map.of("complete", true, "approvedBefore", false));
        EFFECTS.put("startReplyClocks", dates("agreementDueAt", "replyDueAt"));
        EFFECTS.put(
                "classifyDataset",
                with(dates("answerDueAt"), Map.of("tier", "T1", "approver", "NONE", "approved", true)));
        EFFECTS.put(
                "registerArrival",
                with(
                        dates("agreementDueAt", "replyDueAt", "halfAt", "fourFifthsAt", "acknowledgeDueAt"),
                        Map.of("supplement", false)));
        EFFECTS.put("prepareDataRequests", Map.of("leadOfficer", "officer330110", "secondOfficer", "officer2330110"));
        EFFECTS.put("issueReply", dates("confirmReminderAt", "confirmDueAt"));
    }

    @Test
    @DisplayName("a request goes out, is supplemented, confirmed and closed, and nothing is left")
    void requestToClosure() {
        ProcessInstance request = raise("HOME_BUREAU");
        complete("approveRequest", "approve");
        runJobs();
        message("DeliveryReceipt", Map.of());
        message("AnswerLetter", Map.of("decision", "delay"));
        message("AnswerLetter", Map.of("decision", "reply"));
        complete("reviewReply", "supplement");
        complete("approveSupplement", "return");
        complete("reviewReply", "supplement");
        complete("approveSupplement", "approve");
        runJobs();
        message("AnswerLetter", Map.of("decision", "reply"));
        complete("reviewReply", "confirm");
        runJobs();
        complete("decideOutcome", "close");

        assertThat(CALLS)
                .containsExactly(
                        "checkCompleteness",
                        "issueRequestLetter",
                        "dispatchRequest",
                        "startReplyClocks",
                        "recordDelay",
                        "recordReply",
                        "issueSupplement",
                        "startSupplementClock",
                        "recordReply",
                        "sendConfirmation",
                        "closeRequest");
        assertThat(request).isEnded();
    }

    @Test
    @DisplayName("a returned request is corrected and approved again")
    void correction() {
        raise("HOME_BUREAU");
        complete("approveRequest", "return");
        complete("completeRequest", "resubmit");
        complete("approveRequest", "approve");
        runJobs();
        message("DeliveryReceipt", Map.of());
        message("AnswerLetter", Map.of("decision", "return"));
        complete("correctRequest", "resubmit");
        complete("approveRequest", "approve");
        runJobs();

        assertThat(CALLS).filteredOn("dispatchRequest"::equals).hasSize(2);
    }

    @Test
    @DisplayName("direct data requests run side by side, and their answers lead to the decision")
    void direct() {
        ProcessInstance request = raise("DIRECT");
        complete("approveRequest", "approve");
        runJobs();
        for (Execution waiting : waiting("PlatformAnswer")) {
            runtimeService().messageEventReceived("PlatformAnswer", waiting.getId(), Map.of("answerState", "ANSWERED"));
        }
        runJobs();
        EFFECTS.put("requestDisposition", Map.of("awaitReport", true));
        complete("decideOutcome", "disposition");
        complete("approveDispositionRequest", "approve");
        runJobs();
        message("DispositionReport", Map.of());
        complete("reviewDispositionReport", "close");

        assertThat(CALLS).contains("recordDirectData", "closeRequest").doesNotContain("sendConfirmation");
        assertThat(CALLS).filteredOn("recordAnswer"::equals).hasSize(2);
        assertThat(request).isEnded();
    }

    @Test
    @DisplayName("a request can be withdrawn while it waits")
    void withdrawal() {
        ProcessInstance request = raise("HOME_BUREAU");
        complete("approveRequest", "approve");
        runJobs();
        runtimeService().setVariable(request.getId(), "withdrawalGranted", false);
        complete("followRequest", "withdraw");
        complete("approveWithdrawal", "return");
        complete("followRequest", "withdraw");
        complete("approveWithdrawal", "approve");
        runJobs();

        assertThat(CALLS).endsWith("withdrawRequest");
        assertThat(request).isEnded();
    }

    @Test
    @DisplayName("a request that nobody else has is withdrawn at once")
    void withdrawalBeforeTheLetter() {
        ProcessInstance request = raise("HOME_BUREAU");
        runtimeService().setVariable(request.getId(), "withdrawalGranted", true);
        complete("followRequest", "withdraw");
        runJobs();

        assertThat(CALLS).endsWith("withdrawRequest");
        assertThat(request).isEnded();
    }

    @Test
    @DisplayName("a head's word on a withdrawal never overwrites the answer that a gateway is about to read")
    void withdrawalBesideAnAnswer() {
        ProcessInstance request = raise("HOME_BUREAU");
        complete("approveRequest", "approve");
        runJobs();
        message("DeliveryReceipt", Map.of());
        runtimeService().setVariable(request.getId(), "withdrawalGranted", false);
        complete("followRequest", "withdraw");
        // The answer has arrived, its job has not run yet, and meanwhile the head sends the withdrawal back.
        Execution waiting = waiting("AnswerLetter").get(0);
        runtimeService().messageEventReceived("AnswerLetter", waiting.getId(), Map.of("decision", "reply"));
        complete("approveWithdrawal", "return");
        runJobs();

        assertThat(request).isWaitingAtExactly("followRequest", "reviewReply");
    }

    @Test
    @DisplayName("a supervisor's note never overwrites the answer that a gateway is about to read")
    void supervisionBesideAnAnswer() {
        ProcessInstance request = raise("HOME_BUREAU");
        complete("approveRequest", "approve");
        runJobs();
        message("DeliveryReceipt", Map.of());
        fire("replyOverdue");
        // The answer has arrived, its job has not run yet, and meanwhile the supervisor finishes.
        Execution waiting = waiting("AnswerLetter").get(0);
        runtimeService().messageEventReceived("AnswerLetter", waiting.getId(), Map.of("decision", "decline"));
        complete("superviseOverdueReply", "noted");
        runJobs();

        assertThat(request).isWaitingAtExactly("followRequest", "reviewDecline");
        complete("reviewDecline", "close");
        assertThat(request).isEnded();
    }

    @Test
    @DisplayName("a letter is handled, supplemented and confirmed, with every reminder on the way")
    void handling() {
        ProcessInstance handling = runtimeService()
                .createMessageCorrelation("RequestLetter")
                .processInstanceBusinessKey("c-1")
                .setVariable("requestId", "c-1-R1")
                .correlateStartMessage();
        runJobs();
        fire("acknowledgementOverdue");
        complete("acknowledgeLetter", "acknowledge");
        complete("reviewLetter", "decline");
        complete("approveRejection", "return");
        complete("reviewLetter", "accept");
        complete("assignOfficers", "assign");
        fire("handlingHalfway");
        fire("handlingFourFifths");
        runJobs();
        answerPlatform();
        complete("investigate", "delay");
        complete("approveDelay", "return");
        complete("investigate", "delay");
        complete("approveDelay", "approve");
        runJobs();
        complete("investigate", "submit");
        complete("confirmFindings", "return");
        complete("investigate", "submit");
        complete("confirmFindings", "confirm");
        fire("handlingAgreementOverdue");
        fire("handlingOverdue");
        runtimeService().setVariable(handling.getId(), "outcome", "REPLY");
        complete("approveReply", "approve");
        complete("superviseOverdueHandling", "noted");
        runJobs();
        fire("confirmationReminderDue");
        runJobs();
        EFFECTS.put("registerSupplement", Map.of("supplement", true));
        message("RequesterAnswer", Map.of("decision", "supplement"));
        answerPlatform();
        complete("investigate", "submit");
        complete("confirmFindings", "confirm");
        complete("approveReply", "approve");
        runJobs();
        message("RequesterAnswer", Map.of("decision", "confirm"));

        assertThat(CALLS)
                .contains(
                        "escalateAcknowledgement",
                        "sendDelayNotice",
                        "recordHandlingAgreementMissed",
                        "escalateOverdueHandling",
                        "sendConfirmationReminder")
                .endsWith("closeHandling");
        assertThat(CALLS).filteredOn("remindHandling"::equals).hasSize(2);
        assertThat(CALLS).filteredOn("sendReply"::equals).hasSize(2);
        assertThat(handling).isEnded();
    }

    @Test
    @DisplayName("a case's deadline is paused, resumed, extended, missed and done late, and nothing is left")
    void caseDeadline() {
        ProcessInstance deadline = runtimeService()
                .startProcessInstanceByKey(
                        "caseDeadline",
                        with(dates("caseDueAt", "caseHalfAt", "caseFourFifthsAt"), Map.of("deadlineId", "c-1-D1")));
        complete("followDeadline", "pause");
        complete("resumeDeadline", "resume");
        fire("caseHalfway");
        complete("followDeadline", "extend");
        complete("remindCaseDeadline", "noted");
        complete("approveExtension", "refuse");
        complete("followDeadline", "extend");
        complete("approveExtension", "approve");
        fire("caseFourFifths");
        fire("caseDeadlineOverdue");
        complete("followDeadline", "complete");
        complete("superviseOverdueCase", "noted");
        complete("remindCaseDeadline", "noted");

        assertThat(CALLS).containsExactly("escalateOverdueCase");
        assertThat(deadline).isEnded();
    }

    @Test
    @DisplayName("an unconfirmed reply is closed, a withdrawn letter ends the handling")
    void unconfirmedAndWithdrawn() {
        for (boolean withdrawn : new boolean[] {false, true}) {
            CALLS.clear();
            ProcessInstance handling = runtimeService()
                    .createMessageCorrelation("RequestLetter")
                    .setVariable("requestId", "c-2-R1")
                    .correlateStartMessage();
            runJobs();
            complete("acknowledgeLetter", "acknowledge");
            complete("reviewLetter", "accept");
            complete("assignOfficers", "assign");
            runJobs();
            answerPlatform();
            complete("investigate", "submit");
            complete("confirmFindings", "confirm");
            runtimeService().setVariable(handling.getId(), "outcome", "REPLY");
            complete("approveReply", "approve");
            runJobs();
            if (withdrawn) {
                message("WithdrawalLetter", Map.of());
            } else {
                fire("confirmationExpired");
                complete("closeUnconfirmed", "close");
                runJobs();
            }
            assertThat(CALLS).endsWith(withdrawn ? "recordWithdrawal" : "sendUnconfirmedNotice");
            assertThat(handling).isEnded();
        }
    }

    @Test
    @DisplayName("a disposition is executed per target, published late, appealed, lifted and ended")
    void disposition() {
        EFFECTS.put("takeOverRequest", Map.of("appealed", false, "declined", false));
        EFFECTS.put(
                "issueDispositionLetter",
                with(dates("acceptanceDueAt", "executionDueAt"), Map.of("operatorMeasure", true)));
        EFFECTS.put("checkPublicity", with(dates("publicityDueAt"), Map.of("published", false)));
        EFFECTS.put("reportDisposition", dates("appealWindowEndsAt"));
        EFFECTS.put("reportLift", Map.of("anythingLeft", true));
        ProcessInstance disposition = runtimeService()
                .createMessageCorrelation("DispositionRequest")
                .setVariable("dispositionId", "d-1")
                .setVariable("draftedBy", "officer330110")
                .correlateStartMessage();
        runJobs();
        complete("draftDisposition", "submit");
        complete("approveDisposition", "return");
        complete("draftDisposition", "submit");
        complete("approveDisposition", "approve");
        runJobs();
        fire("acceptanceOverdue");
        fire("executionOverdue");
        waiting("DispositionResult").forEach(this::executed);
        runJobs();
        fire("publicityMissing");
        EFFECTS.put("checkPublicity", with(dates("publicityDueAt"), Map.of("published", true)));
        complete("chasePublicity", "published");
        runJobs();
        message("AppealReported", Map.of("appealed", true));
        complete("decideAppeal", "uphold");
        runJobs();
        message("AppealReported", Map.of("appealed", true));
        complete("decideAppeal", "lift");
        complete("approveLift", "return");
        complete("decideAppeal", "lift");
        complete("approveLift", "approve");
        runJobs();
        waiting("DispositionResult").forEach(this::executed);
        runJobs();
        runtimeService().setVariable(disposition.getId(), "appealed", false);
        complete("followDisposition", "lift");
        complete("approveLift", "return");
        complete("followDisposition", "close");

        assertThat(CALLS)
                .contains(
                        "recordAcceptanceOverdue",
                        "recordExecutionOverdue",
                        "recordPublicityMissed",
                        "reportAppealUpheld",
                        "issueLiftLetter",
                        "recordLift",
                        "reportLift")
                .endsWith("closeDisposition");
        assertThat(CALLS).filteredOn("recordResult"::equals).hasSize(2);
        assertThat(disposition).isEnded();
    }

    @Test
    @DisplayName("what the platform will not take is recorded like a result, on the way there and back")
    void dispositionRefusedAtSubmission() {
        EFFECTS.put("issueDispositionLetter", with(dates("acceptanceDueAt"), Map.of("operatorMeasure", false)));
        EFFECTS.put("reportDisposition", dates("appealWindowEndsAt"));
        EFFECTS.put("reportLift", Map.of("anythingLeft", false));
        REFUSED.addAll(Set.of("submitTarget", "submitLift"));
        ProcessInstance disposition = drafted(false);
        complete("draftDisposition", "submit");
        complete("approveDisposition", "approve");
        runJobs();
        complete("followDisposition", "lift");
        complete("approveLift", "approve");
        runJobs();

        assertThat(CALLS).filteredOn("recordResult"::equals).hasSize(2);
        assertThat(CALLS).endsWith("recordLift", "reportLift");
        assertThat(disposition).isEnded();
    }

    @Test
    @DisplayName("nothing is declined before the unit head has approved it")
    void dispositionDeclined() {
        ProcessInstance disposition = drafted(true);
        complete("draftDisposition", "decline");
        complete("approveDisposition", "return");
        complete("draftDisposition", "decline");
        assertThat(CALLS).doesNotContain("declineDisposition");
        complete("approveDisposition", "approve");
        runJobs();

        assertThat(CALLS).endsWith("declineDisposition").doesNotContain("issueDispositionLetter");
        assertThat(disposition).isEnded();
    }

    /** @param declined what the intake of draftDisposition would set */
    private static ProcessInstance drafted(boolean declined) {
        EFFECTS.put("takeOverRequest", Map.of("appealed", false, "declined", declined));
        ProcessInstance disposition = runtimeService()
                .createMessageCorrelation("DispositionRequest")
                .setVariable("dispositionId", "d-1")
                .setVariable("draftedBy", "officer330110")
                .correlateStartMessage();
        runJobs();
        return disposition;
    }

    @Test
    @DisplayName("what the platform cannot answer goes to its liaison, what the law forbids nowhere")
    void liaison() {
        EFFECTS.put(
                "classifyDataset",
                with(dates("answerDueAt"), Map.of("tier", "T2", "approver", "unitHead", "approved", false)));
        ProcessInstance asked = runtimeService().startProcessInstanceByKey("platformDataRequest");
        complete("approveDataRequest", "approve");
        runJobs();
        message("PlatformAnswer", Map.of("answerState", "LIAISON"));
        message("LiaisonAnswer", Map.of("answerState", "PARTIAL"));
        assertThat(asked).isEnded();
        assertThat(CALLS).endsWith("askLiaison", "recordAnswer");

        Map.of("bureauHead", "approveSensitiveData", "chiefHead", "approveAccountData")
                .forEach((head, task) -> {
                    EFFECTS.put(
                            "classifyDataset",
                            with(dates("answerDueAt"), Map.of("tier", "T3", "approver", head, "approved", false)));
                    ProcessInstance strict = runtimeService().startProcessInstanceByKey("platformDataRequest");
                    complete(task, "decline");
                    assertThat(strict).isEnded();
                    assertThat(CALLS).endsWith("recordDataDeclined");
                });

        EFFECTS.put(
                "classifyDataset",
                with(dates("answerDueAt"), Map.of("tier", "T3", "approver", "BARRED", "approved", false)));
        assertThat(runtimeService().startProcessInstanceByKey("platformDataRequest"))
                .isEnded();

        EFFECTS.put("registerLiaisonRequest", dates("liaisonDueAt"));
        EFFECTS.put("askBureau", dates("bureauDueAt"));
        ProcessInstance answering =
                runtimeService().createMessageCorrelation("LiaisonRequest").correlateStartMessage();
        runJobs();
        complete("answerLiaisonRequest", "ask");
        runJobs();
        message("BureauAnswer", Map.of());
        complete("answerLiaisonRequest", "noRecord");
        runJobs();
        assertThat(answering).isEnded();
        assertThat(CALLS).endsWith("askBureau", "recordBureauAnswer", "sendLiaisonAnswer");

        ProcessInstance withdrawn =
                runtimeService().createMessageCorrelation("LiaisonRequest").correlateStartMessage();
        runJobs();
        message("LiaisonWithdrawal", Map.of());
        assertThat(withdrawn).isEnded();
    }

    @Test
    @DisplayName("what a platform asks is a task beside the wait, which the answer takes away")
    void dialogue() {
        EFFECTS.put(
                "classifyDataset",
                with(dates("answerDueAt"), Map.of("tier", "T1", "approver", "NONE", "approved", false)));
        ProcessInstance asked = runtimeService().startProcessInstanceByKey("platformDataRequest");
        runJobs();
        message("PlatformQuestion", Map.of());
        complete("answerQuestion", "answer");
        runJobs();
        assertThat(CALLS).endsWith("answerPlatform");
        message("PlatformQuestion", Map.of());
        message("PlatformNewDate", Map.of());
        assertThat(asked)
                .isWaitingAtExactly(
                        "awaitAnswer", "answeringQuestion", "answerQuestion", "answeringNewDate", "decideNewDate");
        message("PlatformAnswer", Map.of("answerState", "ANSWERED"));
        assertThat(asked).isEnded();
    }

    @Test
    @DisplayName("a reminder is a task with the due date that it came with")
    void supervision() {
        ProcessInstance reminder = runtimeService()
                .createMessageCorrelation("SupervisionOrder")
                .setVariables(with(dates("reminderDueAt"), Map.of("reminderId", "c-1-U1")))
                .correlateStartMessage();
        runJobs();
        complete("answerReminder", "answer");
        assertThat(reminder).isEnded();
    }

    @Test
    @DisplayName("what a platform could not be sent is sent again by a person, or the task ends when it got through")
    void platformFault() {
        ProcessInstance resumed = fault();
        complete("resumePlatformCall", "resume");
        runJobs();
        assertThat(CALLS).containsExactly("releasePlatformCall");
        assertThat(resumed).isEnded();

        ProcessInstance recovered = fault();
        message("PlatformRecovered", Map.of());
        runJobs();
        assertThat(CALLS).containsExactly("releasePlatformCall");
        assertThat(recovered).isEnded();
    }

    @Test
    @DisplayName("what a restore has lost is adopted and followed, or its lift is proposed")
    void restoredDisposition() {
        ProcessInstance adopted = found();
        complete("decideFoundDisposition", "adopt");
        runJobs();
        assertThat(CALLS).containsExactly("followFound");
        assertThat(adopted).isEnded();

        ProcessInstance lifted = found();
        complete("decideFoundDisposition", "lift");
        runJobs();
        assertThat(CALLS).containsExactly("followFound", "proposeFoundLift");
        assertThat(lifted).isEnded();
    }

    private static ProcessInstance found() {
        ProcessInstance found = runtimeService()
                .createMessageCorrelation("DispositionFound")
                .setVariables(Map.of("dispositionId", "c-1-F1"))
                .correlateStartMessage();
        runJobs();
        return found;
    }

    private static ProcessInstance fault() {
        ProcessInstance fault = runtimeService()
                .createMessageCorrelation("PlatformFault")
                .setVariables(Map.of("platformCallId", "job-1"))
                .correlateStartMessage();
        runJobs();
        return fault;
    }

    private void executed(Execution waiting) {
        runtimeService().messageEventReceived("DispositionResult", waiting.getId());
    }

    private void answerPlatform() {
        for (Execution waiting : waiting("PlatformAnswer")) {
            runtimeService().messageEventReceived("PlatformAnswer", waiting.getId(), Map.of("answerState", "ANSWERED"));
        }
        runJobs();
    }

    private static ProcessInstance raise(String route) {
        return runtimeService()
                .startProcessInstanceByKey(
                        "assistanceRequest",
                        "c-1",
                        Map.of("requestId", "c-1-R1", "route", route, "raisedBy", "officer310105"));
    }

    private static void complete(String element, String decision) {
        Task task = taskQuery().taskDefinitionKey(element).singleResult();
        assertThat(task).as("task " + element).isNotNull();
        assertThat(task.getDueDate()).as("due date of " + element).isNotNull();
        BpmnAwareTests.complete(task, withVariables("decision", decision));
    }

    private static List<Execution> waiting(String message) {
        return executionQuery().messageEventSubscriptionName(message).list();
    }

    private static void message(String name, Map<String, Object> variables) {
        assertThat(waiting(name)).as("waiting for " + name).hasSize(1);
        runtimeService().messageEventReceived(name, waiting(name).get(0).getId(), variables);
        runJobs();
    }

    /** Runs all asynchronous steps; timers stay. */
    private static void runJobs() {
        List<Job> jobs = jobQuery().messages().list();
        while (!jobs.isEmpty()) {
            execute(jobs.get(0));
            jobs = jobQuery().messages().list();
        }
    }

    private static void fire(String timer) {
        List<Job> jobs = jobQuery().activityId(timer).timers().list();
        assertThat(jobs).as("timer " + timer).isNotEmpty();
        execute(jobs.get(0));
    }

    private static Map<String, Object> dates(String... names) {
        Map<String, Object> dates = new HashMap<>();
        for (String name : names) {
            dates.put(name, Date.from(Instant.now().plus(Duration.ofDays(10))));
        }
        return dates;
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static Set<String> beanNames() {
        Set<String> names = new LinkedHashSet<>();
        Models.read().processes().values().forEach(model -> {
            model.getModelElementsByType(ServiceTask.class)
                    .forEach(task -> names.add(bean(task.getCamundaDelegateExpression())));
            model.getModelElementsByType(SendTask.class)
                    .forEach(task -> names.add(bean(task.getCamundaDelegateExpression())));
        });
        return names;
    }

    private static String bean(String expression) {
        return expression.substring(2, expression.length() - 1);
    }
}
