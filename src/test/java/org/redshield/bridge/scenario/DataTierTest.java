package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;

/** Who approves which data, by the table that a modeler changes and by the law that nobody does. */
class DataTierTest extends AssistanceScenario {

    private static final String SUQIAN = "321300";
    private static final String TABLE = "changed-data-tiers.dmn";
    private static final Map<String, Object> APPROVAL = Map.of("decision", "approve", "reason", "同意调取");

    @Autowired
    private RepositoryService repository;

    @Autowired
    private IdentityService identity;

    @AfterEach
    void theTableIsAsBefore() {
        repository
                .createDeploymentQuery()
                .deploymentName(TABLE)
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    private static Map<String, Object> direct(String basis, String... datasets) {
        Map<String, Object> request = Requests.direct(datasets);
        request.put("legalBasis", basis);
        return request;
    }

    private static List<String> answeredAfter(String approval) {
        return List.of(
                "dataRequestStarts",
                "classifyDataset",
                approval,
                "submitDataRequest",
                "awaitAnswer",
                "recordAnswer",
                "answeredInFull");
    }

    private JsonNode decider(String user, String caseNo) {
        return dataset(user, caseNo).get("decider");
    }

    @Test
    void tradeRecordsAreForTheUnitHeadAndTheCaseFileSaysWhy() {
        String caseNo = approved(direct("NET_TRADE_34", "TRADE"));
        does("unithead310105", "approveDataRequest", caseNo, APPROVAL);
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo)).passedExactly(answeredAfter("approveDataRequest"));
        JsonNode decider = decider("officer310105", caseNo);
        assertThat(decider.get("approverTitle").asText()).isEqualTo("办案机构负责人");
        assertThat(decider.get("citation").asText()).isEqualTo("网络交易监督管理办法第三十四条");
        assertThat(decider.get("version").asText()).matches("\\d+");
        assertThat(decider.get("approvedBy").asText()).isNotBlank();
    }

    @Test
    void loginsAreForTheBureauHead() {
        String caseNo = approved(direct("PROCEDURE_30", "LOGIN"));
        does("bureauhead310105", "approveSensitiveData", caseNo, APPROVAL);
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo)).passedExactly(answeredAfter("approveSensitiveData"));
        JsonNode logins = dataset("officer310105", caseNo);
        assertThat(logins.get("tier").asText()).isEqualTo("T3");
        assertThat(logins.get("total").asInt()).isPositive();
        assertThat(logins.get("rows").get(0).get(2).asText()).as("the IP").isEqualTo("****");
        assertThat(logins.at("/decider/citation").asText()).isEqualTo("市场监督管理行政处罚程序规定第三十条");
    }

    @Test
    void whatTheBureauHeadDeclinesIsNeverSent() {
        String caseNo = approved(direct("PROCEDURE_30", "LOGIN"));
        isRefused(
                "bureauhead310105",
                "approveSensitiveData",
                caseNo,
                Map.of("decision", "decline"),
                "不予批准必须写明理由。请填写理由后再提交；任务仍在待办中。");
        does("bureauhead310105", "approveSensitiveData", caseNo, Map.of("decision", "decline", "reason", "超出办案所必需的范围"));
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        "dataRequestStarts",
                        "classifyDataset",
                        "approveSensitiveData",
                        "recordDataDeclined",
                        "dataDeclined");
        assertThat(dataset("officer310105", caseNo).get("state").asText()).isEqualTo("DECLINED");
        assertThat(sandbox().get("/admin/ledger").text()).doesNotContain(caseNo);
    }

    @Test
    void chatsOfLiveCommerceThroughTheHomeBureauAreForItsBureauHead() {
        Map<String, Object> request = Requests.throughHomeBureau("CHAT");
        request.put("legalBasis", "LIVE_COMMERCE_16");
        String caseNo = approved(request);
        accept(caseNo);
        does("bureauhead330110", "approveSensitiveData", caseNo, APPROVAL);
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(dataRequest(YUHANG, caseNo)).passedExactly(answeredAfter("approveSensitiveData"));
        JsonNode granted = dataset("officer310105", caseNo);
        assertThat(granted.get("total").asInt()).isPositive();
        assertThat(granted.has("decider"))
                .as("how the other side decided is its own affair")
                .isFalse();
    }

    @Test
    void accountsAreForTheChiefHeadOfACityBureau() {
        String caseNo = raised("officer321300", direct("NET_TRADE_34", "PAYMENT"));
        does("unithead321300", "approveRequest", caseNo, APPROVAL);
        does("chiefhead321300", "approveAccountData", caseNo, APPROVAL);
        does("officer321300", "decideOutcome", caseNo, Map.of("decision", "close", "note", "事实已经查清"));
        assertThat(instance("assistanceRequest", SUQIAN, caseNo)).isEnded();

        assertThat(dataRequest(SUQIAN, caseNo)).passedExactly(answeredAfter("approveAccountData"));
        assertThat(dataset("officer321300", caseNo).get("total").asInt()).isPositive();
        assertThat(decider("officer321300", caseNo).get("approverTitle").asText())
                .isEqualTo("主要负责人");
    }

    @Test
    void aCountyBureauIsToldToGoThroughItsCityBureau() {
        for (Map<String, Object> request :
                List.of(direct("UNFAIR_COMPETITION_16", "PAYMENT"), Requests.throughHomeBureau("TRADE", "PAYMENT"))) {
            Http.Answer answer = raise("officer310105", request);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("message").asText())
                    .isEqualTo("“支付记录”不能调取：支付记录涉及账户资金，只能由设区的市级以上市场监督管理部门主要负责人批准（反不正当竞争法第十六条），请报请上级市级局调取。"
                            + "请去掉该项，或者按上述要求改变法律依据、协查渠道后再提交。");
        }
    }

    /** Each dataset has its own decision: that of the request, of whatever head, is none on a T3 dataset. */
    @Test
    void theUnitHeadsApprovalOfTheRequestLetsNoLoginsOut() {
        String caseNo = approved(direct("PROCEDURE_30", "SHOP_SUBJECT", "LOGIN"));
        assertThat(waitingTask("bureauhead310105", "approveSensitiveData", caseNo))
                .isNotNull();

        assertThat(tasks("unithead310105", "approveDataRequest", caseNo)).isEmpty();
        assertThat(sandbox().get("/admin/ledger").text()).doesNotContain(caseNo + "-R1-LOGIN");
        does("bureauhead310105", "approveSensitiveData", caseNo, APPROVAL);
        close(caseNo);
    }

    @Test
    void everyMeasureUnderTheLawAgainstUnfairCompetitionIsForTheChiefHead() {
        String caseNo = approved(direct("UNFAIR_COMPETITION_16", "TRADE"));
        does("chiefhead310105", "approveAccountData", caseNo, APPROVAL);
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo)).passedExactly(answeredAfter("approveAccountData"));
    }

    @Test
    void nobodyApprovesWhatTheyAskedFor() {
        String caseNo = approved(direct("PROCEDURE_30", "LOGIN"));
        identity.createMembership("officer310105", "bureauHead");
        try {
            isRefused(
                    "officer310105",
                    "approveSensitiveData",
                    caseNo,
                    APPROVAL,
                    "提出或者承办本请求的人员不能审批它。任务已退回待认领，请由没有参与办理的负责人审批。");
        } finally {
            identity.deleteMembership("officer310105", "bureauHead");
        }
    }

    @Test
    void aChangedTableHoldsForNewRequestsOnly() throws Exception {
        String before = approved(direct("NET_TRADE_34", "TRADE"));
        assertThat(dataRequest(CHANGNING, before)).isWaitingAt("approveDataRequest");

        HttpResponse<String> answer = deploy("modeler", with("tradeRule_approver", "\"bureauHead\""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

        String after = approved(direct("NET_TRADE_34", "TRADE"));
        does("bureauhead310105", "approveSensitiveData", after, APPROVAL);
        close(after);
        assertThat(dataRequest(CHANGNING, after)).passedExactly(answeredAfter("approveSensitiveData"));

        does("unithead310105", "approveDataRequest", before, APPROVAL);
        close(before);
        assertThat(decider("officer310105", before).get("approver").asText()).isEqualTo("unitHead");
        assertThat(decider("officer310105", after).get("approver").asText()).isEqualTo("bureauHead");
        assertThat(decider("officer310105", after).get("version").asInt())
                .isGreaterThan(decider("officer310105", before).get("version").asInt());
    }

    @Test
    void whatTheTableBarsAfterItWasRaisedEndsRefusedWithTheReason() throws Exception {
        String caseNo = raised("officer310105", direct("NET_TRADE_34", "REVIEW"));
        String barred = with("tradeRule_permitted", "false")
                .replaceFirst("(\"tradeRule_approver\">\\s*<text>)[^<]*", "$1")
                .replaceFirst("(\"tradeRule_reason\">\\s*<text>)[^<]*", "$1\"系统升级期间暂停调取\"");
        assertThat(deploy("modeler", barred).statusCode()).isEqualTo(200);
        approve(caseNo);
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo)).passedExactly("dataRequestStarts", "classifyDataset", "tierRefused");
        JsonNode reviews = dataset("officer310105", caseNo);
        assertThat(reviews.get("state").asText()).isEqualTo("REFUSED");
        assertThat(reviews.get("explanation").asText()).isEqualTo("系统升级期间暂停调取");
        assertThat(reviews.get("decider").has("approver")).isFalse();
    }

    @Test
    void aBrokenTableOrOneMilderThanTheLawIsRefusedWithTheRow() throws Exception {
        long before = repository.createDeploymentQuery().count();
        Map<String, String> refused = Map.of(
                with("loginRule_approver", "\"unitHead\""),
                "第 4 行（登录地址记录）的“批准人”填了 unitHead，而登录地址记录依法至少须由部门负责人（bureauHead）批准",
                with("loginRule_approver", "\"NONE\""),
                "第 4 行（登录地址记录）的“批准人”填了 NONE，而登录地址记录依法至少须由部门负责人（bureauHead）批准",
                with("tradeRule_approver", "\"deputyHead\""),
                "第 7 行（交易类数据）的“批准人”填了“deputyHead”，只能填：NONE、unitHead、bureauHead、chiefHead");
        for (Map.Entry<String, String> change : refused.entrySet()) {
            HttpResponse<String> answer = deploy("modeler", change.getKey());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(change.getValue()).contains("原有的数据分级表继续有效");
        }
        assertThat(deploy("officer310105", with("tradeRule_approver", "\"bureauHead\""))
                        .statusCode())
                .isEqualTo(403);
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    private static String with(String cell, String value) throws IOException {
        return Files.readString(Path.of("processes/data-tiers.dmn"))
                .replaceFirst("(Entry id=\"" + cell + "\">\\s*<text>)[^<]*", "$1" + Matcher.quoteReplacement(value));
    }

    private HttpResponse<String> deploy(String user, String content) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + "/engine-rest/deployment/create"))
                .header("Authorization", "Basic " + login);
        return HttpClient.newHttpClient()
                .send(Browser.deployment(request, TABLE, content).build(), BodyHandlers.ofString());
    }
}
