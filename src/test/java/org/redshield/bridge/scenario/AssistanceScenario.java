package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.instances;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInfo;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.support.Thorough;

/** The steps that co-investigations share, and what each side's case file says about them. */
public abstract class AssistanceScenario extends Scenario {

    protected static final String CHANGNING = "310105";
    protected static final String YUHANG = "330110";

    /** The handling of a question to Yuhang, from the letter's arrival to the assignment. */
    protected static final List<String> HANDLING_ACCEPTED = List.of(
            "letterArrives",
            "registerArrival",
            "prepareReply",
            "handlingStarts",
            "acknowledgeLetter",
            "reviewLetter",
            "assignOfficers",
            "prepareDataRequests");

    /** From the finding to the reply. */
    protected static final List<String> HANDLING_REPLIED = List.of(
            "investigate",
            "confirmFindings",
            "approveReply",
            "replyApproved",
            "issueReply",
            "sendReply",
            "awaitConfirmation");

    protected static final List<String> HANDLING_CONFIRMED = List.of("closeHandling", "handlingConfirmed");

    /** From the raised request to the wait for the reply. */
    protected static final List<String> REQUEST_SENT = List.of(
            "raiseRequest",
            "checkCompleteness",
            "approveRequest",
            "followRequest",
            "issueRequestLetter",
            "dispatchRequest",
            "letterDelivered",
            "startReplyClocks",
            "awaitReply");

    protected static final List<String> REPLY_CONFIRMED =
            List.of("recordReply", "reviewReply", "sendConfirmation", "decideOutcome", "closeRequest", "requestClosed");

    /** On the direct way, to the platform's answer. */
    protected static final List<String> DIRECT_ANSWERED = List.of(
            "raiseRequest",
            "checkCompleteness",
            "approveRequest",
            "followRequest",
            "prepareDirectData",
            "requestDirectData",
            "recordDirectData",
            "decideOutcome");

    protected static final List<String> CLOSED = List.of("closeRequest", "requestClosed");

    /** Changning's side of the co-investigation. */
    protected static ProcessInstance request(String caseNo) {
        return instance("assistanceRequest", CHANGNING, caseNo);
    }

    /** Yuhang's side. */
    protected static ProcessInstance handling(String caseNo) {
        return instance("assistanceHandling", YUHANG, caseNo);
    }

    /** The only question that the bureau has put to a platform. */
    protected static ProcessInstance dataRequest(String bureau, String caseNo) {
        return instance("platformDataRequest", bureau, caseNo);
    }

    /** What the platform's liaison works on. */
    protected static ProcessInstance liaison(String caseNo) {
        return instance("liaisonHandling", "taobao", caseNo);
    }

    /** What Yuhang does about the merchant. */
    protected static ProcessInstance merchantDisposition(String caseNo) {
        return instance("merchantDisposition", YUHANG, caseNo);
    }

    /** Who has done which task of which case. */
    private record Done(String user, String caseNo, String taskId) {}

    private final List<Done> done = new ArrayList<>();

    @Override
    protected void did(String user, String task, String caseNo, String taskId) {
        done.add(new Done(user, caseNo, taskId));
    }

    /**
     * Of every letter that followed from what its people did an organisation is told by its number, whatever the test is about: in
     * {@code verify} after each fourth, for each step is asked for and the whole file.
     */
    @AfterEach
    protected void whoeverHasALetterIssuedIsToldItsNumber(TestInfo test) {
        if (!Thorough.isRun() && Math.floorMod(test.getDisplayName().hashCode(), 4) != 0) {
            done.clear();
            return;
        }
        Map<String, List<Done>> byCaseAndTenant = done.stream()
                .collect(Collectors.groupingBy(
                        one -> one.caseNo() + " " + one.user().replaceAll("^\\D+\\d?(?=\\d{6}$)", "")));
        byCaseAndTenant.values().forEach(steps -> {
            Http.Answer file =
                    as(steps.get(0).user()).get("/api/cases/" + steps.get(0).caseNo());
            if (file.status() != 200) {
                return;
            }
            String told = steps.stream()
                    .map(step -> as(step.user()).get("/api/tasks/" + step.taskId() + "/outcome"))
                    // What was done longer ago than two days is told no more.
                    .filter(outcome -> outcome.status() == 200)
                    .map(outcome -> outcome.json().get("sentence").asText())
                    .collect(Collectors.joining("\n"));
            if (told.lines().count() == steps.size()) {
                assertThat(each(file.json().get("letters"))
                                .filter(letter -> letter.get("ours").asBoolean())
                                .map(letter -> letter.get("number").asText())
                                // It goes by itself when the platform's interface gives nothing.
                                .filter(number -> !number.contains("数协")))
                        .allSatisfy(number -> assertThat(told).contains(number));
            }
        });
        done.clear();
    }

    /** For a test that sends letters itself, of which nobody can be told. */
    protected void lettersAreSentByNobody() {
        done.clear();
    }

    @AfterEach
    protected void platformIsWellAgain() {
        sandbox().delete("/admin/faults");
    }

    /** The platform treats the case's requests so until the test ends. */
    protected void platformFault(String caseNo, String fault, Map<String, Object> parameters) {
        Map<String, Object> order = new java.util.HashMap<>(parameters);
        order.put("fault", fault);
        order.put("key", caseNo);
        assertThat(sandbox().put("/admin/faults", order).status()).isEqualTo(200);
    }

    /** Raised by a Changning officer and approved by the unit head. @return the case number */
    protected String approved(Map<String, Object> request) {
        String caseNo = raised("officer310105", request);
        approve(caseNo);
        return caseNo;
    }

    protected void approve(String caseNo) {
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
    }

    protected void acknowledge(String caseNo) {
        does("officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));
    }

    /** Yuhang signs for the letter, accepts it and assigns two officers. */
    protected void accept(String caseNo) {
        acknowledge(caseNo);
        acceptAcknowledged(caseNo);
    }

    protected void acceptAcknowledged(String caseNo) {
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "accept"));
        does(
                "unithead330110",
                "assignOfficers",
                caseNo,
                Map.of(
                        "decision", "assign",
                        "leadCertificateNo", "33011001001",
                        "secondCertificateNo", "33011001002"));
    }

    /** Yuhang finds, confirms, approves and replies. */
    protected void reply(String caseNo) {
        does("officer330110", "investigate", caseNo, found(caseNo));
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
        does("unithead330110", "approveReply", caseNo, Map.of("decision", "approve", "reason", "同意答复"));
    }

    /** What the lead officer fills in, with an answer to each question that stands in the form; earlier versions ask for none. */
    private Map<String, Object> found(String caseNo) {
        Http officer = as("officer330110");
        String task = "/engine-rest/task/"
                + waitingTask("officer330110", "investigate", caseNo).get("id").asText();
        String form = officer.get(task + "/deployed-form").text();
        Map<String, Object> fields = Requests.findings();
        fields.keySet().removeIf(field -> field.startsWith("answer") && !form.contains("\"" + field + "\""));
        return fields;
    }

    /** Changning wants more, and its head signs the letter that says so. */
    protected void supplement(String caseNo, String text) {
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "supplement", "supplementText", text));
        does("unithead310105", "approveSupplement", caseNo, Map.of("decision", "approve", "reason", "同意请对方补充"));
    }

    /** Yuhang's lead officer needs until that day, as 2026-03-01, and its head signs the notice. */
    protected void delay(String caseNo, String until) {
        does(
                "officer330110",
                "investigate",
                caseNo,
                Map.of("decision", "delay", "delayUntil", until, "delayReason", "需要到仓库现场核查"));
        does("unithead330110", "approveDelay", caseNo, Map.of("decision", "approve", "reason", "同意延期"));
    }

    /** Changning takes back what the other side has, and its head signs the letter that says so. */
    protected void withdraw(String caseNo) {
        does("officer310105", "followRequest", caseNo, Map.of("decision", "withdraw", "reason", "当事人已主动说明情况"));
        does("unithead310105", "approveWithdrawal", caseNo, Map.of("decision", "approve", "reason", "同意撤回"));
    }

    /** Changning confirms the reply and closes the case; both sides end. */
    protected void confirmAndClose(String caseNo) {
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        close(caseNo);
        instances("assistanceHandling", YUHANG, caseNo)
                .forEach(handling -> assertThat(handling).isEnded());
    }

    /** Changning closes the case. */
    protected void close(String caseNo) {
        does("officer310105", "decideOutcome", caseNo, Map.of("decision", "close", "note", "事实已经查清"));
        assertThat(request(caseNo)).isEnded();
    }

    /** The platform's liaison asks the bureau before answering. */
    protected void liaisonAsks(String caseNo, String question) {
        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "ask", "question", question));
    }

    /** The platform's liaison wants that day, as 2026-03-01, instead of the letter's. */
    protected void liaisonProposes(String caseNo, String day) {
        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "newDate", "newDate", day));
    }

    /** The platform's liaison answers that there is nothing. */
    protected void liaisonFindsNothing(String caseNo) {
        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "noRecord", "note", "查无此店"));
    }

    /** The case as that person's organisation sees it. */
    protected JsonNode caseFile(String user, String caseNo) {
        var answer = as(user).get("/api/cases/" + caseNo);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    protected String state(String user, String caseNo) {
        return caseFile(user, caseNo).at("/summary/state").asText();
    }

    /** The organisation's clocks, each as kind and state. */
    protected List<String> clocks(String user, String caseNo) {
        return each(caseFile(user, caseNo).get("clocks"))
                .map(clock ->
                        clock.get("kind").asText() + " " + clock.get("state").asText())
                .toList();
    }

    /** The newest clock of that kind. */
    protected JsonNode clock(String user, String caseNo, String kind) {
        return each(caseFile(user, caseNo).get("clocks"))
                .filter(clock -> clock.get("kind").asText().equals(kind))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("No clock " + kind + " of " + caseNo));
    }

    protected Instant dueAt(String user, String caseNo, String kind) {
        return OffsetDateTime.parse(clock(user, caseNo, kind).get("dueAt").asText())
                .toInstant();
    }

    /** When a period of working days from that instant ends, by the calendar. */
    protected Instant workingDaysAfter(Instant start, int days) {
        return OffsetDateTime.parse(as("officer310105")
                        .get("/api/deadlines/preview?unit=WORKING_DAYS&amount=" + days + "&start=" + start)
                        .json()
                        .get("dueAt")
                        .asText())
                .toInstant();
    }

    /** Types of the letters that the organisation may see, oldest first. */
    protected List<String> letters(String user, String caseNo) {
        return each(caseFile(user, caseNo).get("letters"))
                .map(letter -> letter.get("type").asText())
                .toList();
    }

    /** The newest letter of that type. */
    protected JsonNode letter(String user, String caseNo, String type) {
        return each(caseFile(user, caseNo).get("letters"))
                .filter(letter -> letter.get("type").asText().equals(type))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("No letter " + type + " of " + caseNo));
    }

    /** The task is done, and the letter that goes out is the one that was shown beside it. */
    protected void sendsWhatItShows(String user, String task, String caseNo, Map<String, Object> fields) {
        String draft = pending(user, task, caseNo).text();
        assertThat(draft).contains("class=\"watermark\"", "（草稿）", "<p class=\"number\"></p>", "<p class=\"day\"></p>");
        does(user, task, caseNo, fields);
        eventually("the letter of " + task + " says what its draft said", () -> each(caseFile(user, caseNo)
                        .get("letters"))
                .filter(letter -> letter.get("ours").asBoolean())
                .map(letter ->
                        page(user, caseNo, letter).replace(letter.get("number").asText(), ""))
                .anyMatch(page -> body(page).equals(body(draft))));
    }

    /** The letter that a task decides about. */
    protected Http.Answer pending(String user, String task, String caseNo) {
        return as(user).page("/api/tasks/"
                + waitingTask(user, task, caseNo).get("id").asText() + "/letter");
    }

    /** A letter as it stands on paper. */
    protected String page(String user, String caseNo, JsonNode letter) {
        Http.Answer page = as(user).page(
                        "/api/cases/" + caseNo + "/letters/" + letter.get("id").asText());
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.text();
    }

    /** Without what a draft has not: its day. */
    private static String body(String page) {
        return page.substring(page.indexOf("<main")).replaceFirst("(<p class=\"day\">)[^<]*", "$1");
    }

    protected List<String> receipts(JsonNode letter) {
        return each(letter.get("receipts"))
                .map(receipt -> receipt.get("stage").asText())
                .toList();
    }

    /** Of whatever kind, by whatever way: it was handed over and arrived. */
    protected void everyLetterArrived(String user, String caseNo) {
        assertThat(each(caseFile(user, caseNo).get("letters"))).isNotEmpty().allSatisfy(letter -> assertThat(
                        receipts(letter))
                .as(letter.toString())
                .startsWith("SUBMITTED", "RELAYED", "DELIVERED"));
    }

    protected Instant deliveredAt(JsonNode letter) {
        return each(letter.get("receipts"))
                .filter(receipt -> receipt.get("stage").asText().equals("DELIVERED"))
                .map(receipt -> Instant.parse(receipt.get("at").asText()))
                .findFirst()
                .orElseThrow();
    }

    /** Acts and letters in the organisation's file, by their codes. */
    protected List<String> milestones(String user, String caseNo) {
        return each(caseFile(user, caseNo).get("milestones"))
                .map(milestone -> milestone.get("what").asText())
                .toList();
    }

    /** The only dataset asked for. */
    protected JsonNode dataset(String user, String caseNo) {
        JsonNode datasets = caseFile(user, caseNo).get("datasets");
        assertThat(datasets).hasSize(1);
        return datasets.get(0);
    }

    protected void eventually(String what, java.util.concurrent.Callable<Boolean> holds) {
        await(what).atMost(Duration.ofSeconds(60)).pollInSameThread().until(holds);
    }

    protected static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
