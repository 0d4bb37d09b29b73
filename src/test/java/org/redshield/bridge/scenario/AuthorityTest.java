package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.redshield.bridge.support.DraftFields;
import org.redshield.bridge.support.Http;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Every user task of every model, tried by everybody who may not do it. */
class AuthorityTest extends AuthorityScenario {

    @Override
    void walk() {
        aDeadlineOfACaseIsPausedExtendedAndMissed();
        aRequestIsCorrectedAnsweredAndTheShopDisposedOf();
        aRequestIsAnsweredByTheLiaisonAndNeverConfirmed();
        aRequestIsDeclined();
        aRequestIsDelayedAndWithdrawn();
        aCityBureauAsksForLoginsAndAccounts();
        aPlatformCannotBeReached();

        everyTaskWasTried(hereWalked());
    }

    /** All but those that a class beside this one walks. */
    private static Set<String> hereWalked() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Walks.class));
        Set<String> processes = new TreeSet<>(UserTasks.ofAllModels().processes());
        scanner.findCandidateComponents("org.redshield.bridge.scenario").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null)
                        .getAnnotation(Walks.class))
                .forEach(walks -> processes.removeAll(Set.of(walks.value())));
        return processes;
    }

    private void aDeadlineOfACaseIsPausedExtendedAndMissed() {
        String today = Requests.today().toString();
        Http.Answer started = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/caseDeadline/submit-form",
                        Map.of(
                                "variables",
                                variables(Map.of(
                                        "causeOfCase", "涉嫌虚假宣传",
                                        "deadlineKind", "CASE_FILING",
                                        "startedOn", today,
                                        "ground", "收到移送材料"))));
        assertThat(started.status()).as(started.text()).isEqualTo(200);
        caseNo = started.json().get("businessKey").asText();
        isOnlyFor(
                CHANGNING,
                "followDeadline",
                Map.of("decision", "pause", "stopEvent", "TESTING", "pausedOn", today, "reason", "已委托鉴定"));
        isOnlyFor(CHANGNING, "resumeDeadline", Map.of("decision", "resume", "resumedOn", today));
        isOnlyFor(CHANGNING, "followDeadline", Map.of("decision", "extend", "reason", "商户在外地"));
        notByAuthor("approveExtension", "officer310105", "deadline.case-own-extension", approval());
        isOnlyFor(CHANGNING, "approveExtension", approval());
        fires("caseHalfway", caseNo);
        isOnlyFor(CHANGNING, "remindCaseDeadline", Map.of("decision", "noted"));
        fires("caseDeadlineOverdue", caseNo);
        isOnlyFor(CHANGNING, "superviseOverdueCase", Map.of("decision", "noted", "note", "已约谈承办人"));
        isOnlyFor(CHANGNING, "followDeadline", Map.of("decision", "complete"));
        assertThat(instance("caseDeadline", CHANGNING, caseNo)).isEnded();
        timeIsRealAgain();
    }

    private void aRequestIsCorrectedAnsweredAndTheShopDisposedOf() {
        Map<String, Object> request = Requests.throughHomeBureau("TRADE");
        request.remove("sourceNo");
        caseNo = raised("officer310105", request);
        isOnlyFor(CHANGNING, "completeRequest", Map.of("decision", "resubmit", "sourceNo", "长市监线索〔2026〕31号"));
        onlyTried(CHANGNING, "followRequest", "officer310105", "withdraw");
        notByAuthor("approveRequest", "officer310105", "assistance.own-approval", approval());
        isOnlyFor(CHANGNING, "approveRequest", approval());

        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        assertThat(as("supervisor330110")
                        .post("/api/supervision/reminders", Map.of("caseNo", caseNo, "text", "请尽快签收"))
                        .status())
                .isEqualTo(201);
        isOnlyFor(YUHANG, "answerReminder", Map.of("decision", "answer", "answer", "今日签收"));
        isOnlyFor(YUHANG, "acknowledgeLetter", Map.of("decision", "acknowledge", "copies", true));
        isOnlyFor(YUHANG, "reviewLetter", Map.of("decision", "return", "missingItems", "请写明需要查明的期间"));
        notByAuthor("approveRejection", "officer330110", "assistance.own-approval", approval());
        isOnlyFor(YUHANG, "approveRejection", approval());
        isOnlyFor(CHANGNING, "correctRequest", Map.of("decision", "resubmit", "questions", "网店由谁经营；交易是否真实"));
        isOnlyFor(CHANGNING, "approveRequest", approval());
        accepted();
        notByAuthor("approveDataRequest", "officer330110", "platform.own-request", approval());
        isOnlyFor(YUHANG, "approveDataRequest", approval());

        waitingTask("officer330110", "investigate", caseNo);
        fires("handlingOverdue", caseNo);
        fires("replyOverdue", caseNo);
        isOnlyFor(YUHANG, "superviseOverdueHandling", Map.of("decision", "noted", "note", "已约谈承办人"));
        isOnlyFor(CHANGNING, "superviseOverdueReply", Map.of("decision", "noted", "note", "已致电对方督办"));
        notByOtherOfficer("investigate", "officer2330110", "assistance.lead-only", findings());
        isOnlyFor(YUHANG, "investigate", findings());
        notByOtherOfficer("confirmFindings", "officer330110", "assistance.second-only", Map.of("decision", "confirm"));
        isOnlyFor(YUHANG, "confirmFindings", "officer2330110", Map.of("decision", "confirm"));
        notByAuthor("approveReply", "officer330110", "assistance.investigator-approves", approval());
        isOnlyFor(YUHANG, "approveReply", approval());
        isOnlyFor(CHANGNING, "reviewReply", Map.of("decision", "supplement", "supplementText", "请补充仓库的实际地址"));
        notByAuthor("approveSupplement", "officer310105", "assistance.own-approval", approval());
        isOnlyFor(CHANGNING, "approveSupplement", approval());
        isOnlyFor(YUHANG, "investigate", findings());
        isOnlyFor(YUHANG, "confirmFindings", "officer2330110", Map.of("decision", "confirm"));
        isOnlyFor(YUHANG, "approveReply", approval());
        isOnlyFor(CHANGNING, "reviewReply", Map.of("decision", "confirm"));

        isOnlyFor(
                CHANGNING,
                "decideOutcome",
                Map.of(
                        "decision", "disposition",
                        "measures", List.of("WARNING"),
                        "legalHook", "网络交易监督管理办法第三十条",
                        "note", "多笔订单没有真实物流，商请处置"));
        notByAuthor("approveDispositionRequest", "officer310105", "assistance.own-approval", approval());
        isOnlyFor(CHANGNING, "approveDispositionRequest", approval());
        disposedOf();
        isOnlyFor(CHANGNING, "reviewDispositionReport", Map.of("decision", "close", "note", "已收到处置结果"));
        assertThat(request(caseNo)).isEnded();
    }

    private void disposedOf() {
        assertThat(sandbox()
                        .put("/admin/faults", Map.of("fault", "PUBLICITY_MISSING"))
                        .status())
                .isEqualTo(200);
        isOnlyFor(
                YUHANG,
                "draftDisposition",
                DraftFields.submitted(
                        "网络交易监督管理办法第二十九条、第三十条",
                        "经查，该店多笔订单没有真实物流，属虚假交易。",
                        DraftFields.item("SHOP", "S1000001", "WARNING")));
        notByAuthor("approveDisposition", "officer330110", "disposition.self-approval", approval());
        isOnlyFor(YUHANG, "approveDisposition", approval());
        fires("publicityMissing", caseNo);
        isOnlyFor(YUHANG, "chasePublicity", Map.of("decision", "abandon", "note", "平台答复系统改造，暂不能公示"));

        onlyTried(YUHANG, "followDisposition", "officer330110", "close");
        JsonNode disposition = StreamSupport.stream(
                        sandbox().get("/admin/ledger").json().spliterator(), false)
                .filter(entry -> entry.get("kind").asText().equals("DISPOSITION"))
                .reduce((one, later) -> later)
                .orElseThrow();
        sandbox().post("/admin/dispositions/" + disposition.get("id").asText() + "/appeal", Map.of("text", "本店交易真实。"));
        JsonNode appeal = waitingTask("officer330110", "decideAppeal", caseNo);
        String options = as("officer330110")
                .get("/engine-rest/task/" + appeal.get("id").asText() + "/form-variables")
                .json()
                .at("/targetOptions/value")
                .asText();
        String target = options.replaceAll(".*\"value\":\"([^\"]+)\".*", "$1");
        isOnlyFor(
                YUHANG,
                "decideAppeal",
                Map.of("decision", "lift", "liftTargets", List.of(target), "reason", "商家提供的物流凭证经核实有效。"));
        notByAuthor("approveLift", "officer330110", "disposition.self-approval", approval());
        isOnlyFor(YUHANG, "approveLift", approval());
        assertThat(merchantDisposition(caseNo)).isEnded();
    }

    private void aRequestIsAnsweredByTheLiaisonAndNeverConfirmed() {
        caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        platformFault(caseNo, "CLARIFY", Map.of());
        isOnlyFor(CHANGNING, "approveRequest", approval());
        accepted();
        isOnlyFor("taobao", "answerLiaisonRequest", Map.of("decision", "ask", "question", "请说明店铺名称"));
        isOnlyFor(YUHANG, "answerQuestion", Map.of("decision", "answer", "answer", "以店铺编号为准"));
        liaisonProposes(caseNo, Requests.today().plusDays(30).toString());
        isOnlyFor(YUHANG, "decideNewDate", Map.of("decision", "decline", "reason", "案件急需"));
        liaisonFindsNothing(caseNo);
        isOnlyFor(YUHANG, "investigate", findings());
        isOnlyFor(YUHANG, "confirmFindings", "officer2330110", Map.of("decision", "confirm"));
        isOnlyFor(YUHANG, "approveReply", approval());
        waitingTask("officer310105", "reviewReply", caseNo);
        fires("confirmationReminderDue", caseNo);
        isOnlyFor(CHANGNING, "remindConfirmation", Map.of("decision", "noted", "note", "已催促承办人确认"));
        fires("confirmationExpired", caseNo);
        isOnlyFor(YUHANG, "closeUnconfirmed", Map.of("decision", "close", "note", "按未确认办结"));
        assertThat(handling(caseNo)).isEnded();
    }

    private void aRequestIsDeclined() {
        timeIsRealAgain();
        caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        isOnlyFor(CHANGNING, "approveRequest", approval());
        isOnlyFor(YUHANG, "acknowledgeLetter", Map.of("decision", "acknowledge", "copies", true));
        isOnlyFor(
                YUHANG,
                "reviewLetter",
                Map.of("decision", "decline", "declineReason", "NOT_COMPETENT", "reason", "该店铺不在本局辖区"));
        isOnlyFor(YUHANG, "approveRejection", approval());
        isOnlyFor(CHANGNING, "reviewDecline", Map.of("decision", "close", "note", "改向有管辖权的单位发函"));
        assertThat(request(caseNo)).isEnded();
    }

    private void aRequestIsDelayedAndWithdrawn() {
        timeIsRealAgain();
        caseNo = raised("officer310105", Requests.question());
        isOnlyFor(CHANGNING, "approveRequest", approval());
        accepted();
        String until = Requests.today().plusDays(60).toString();
        isOnlyFor(YUHANG, "investigate", Map.of("decision", "delay", "delayUntil", until, "delayReason", "需要到仓库现场核查"));
        notByAuthor("approveDelay", "officer330110", "assistance.own-approval", approval());
        notByAuthor("approveDelay", "officer2330110", "assistance.own-approval", approval());
        isOnlyFor(YUHANG, "approveDelay", approval());
        isOnlyFor(CHANGNING, "followRequest", Map.of("decision", "withdraw", "reason", "当事人已主动说明情况"));
        notByAuthor("approveWithdrawal", "officer310105", "assistance.own-approval", approval());
        isOnlyFor(CHANGNING, "approveWithdrawal", approval());
        assertThat(request(caseNo)).isEnded();
        assertThat(handling(caseNo)).isEnded();
    }

    private void aCityBureauAsksForLoginsAndAccounts() {
        Map<String, Object> request = Requests.direct("LOGIN", "PAYMENT");
        request.put("legalBasis", "PROCEDURE_30");
        caseNo = raised("officer321300", request);
        isOnlyFor(SUQIAN, "approveRequest", approval());
        notByAuthor("approveSensitiveData", "officer321300", "platform.own-request", approval());
        isOnlyFor(SUQIAN, "approveSensitiveData", approval());
        notByAuthor("approveAccountData", "officer321300", "platform.own-request", approval());
        isOnlyFor(SUQIAN, "approveAccountData", approval());
        isOnlyFor(SUQIAN, "decideOutcome", Map.of("decision", "close", "note", "事实已经查清"));
        assertThat(instance("assistanceRequest", SUQIAN, caseNo)).isEnded();
    }

    private void aPlatformCannotBeReached() {
        caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, "REMOTE_SERVICE_ERROR", Map.of("apiName", "request.submit", "times", -1));
        isOnlyFor(CHANGNING, "approveRequest", approval());
        waitingTask("officer310105", "resumePlatformCall", caseNo);
        assertThat(caseFile("officer310105", caseNo)
                        .at("/waiting/0/platformName")
                        .asText())
                .as("the case says who is away")
                .isEqualTo("淘宝网");
        platformIsWellAgain();
        isOnlyFor(CHANGNING, "resumePlatformCall", Map.of("decision", "resume"));
        isOnlyFor(CHANGNING, "decideOutcome", Map.of("decision", "close", "note", "事实已经查清"));
        assertThat(request(caseNo)).isEnded();
    }

    private void accepted() {
        isOnlyFor(YUHANG, "acknowledgeLetter", Map.of("decision", "acknowledge", "copies", true));
        isOnlyFor(YUHANG, "reviewLetter", Map.of("decision", "accept"));
        isOnlyFor(
                YUHANG,
                "assignOfficers",
                Map.of(
                        "decision", "assign",
                        "leadCertificateNo", "33011001001",
                        "secondCertificateNo", "33011001002"));
    }

    private static Map<String, Object> findings() {
        return Requests.findings();
    }
}
