package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Telephones;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Letters, notices and questions to platforms name officers with their telephones, or have no number. */
class NamedInLettersTest extends ClueScenario {

    private static final String LEAD = "officer330110";
    private static final String COLLEAGUE = "officer2330110";

    @Autowired
    private JdbcClient jdbc;

    private Telephones telephones;

    @BeforeEach
    void asTheyAre() {
        telephones = new Telephones(jdbc);
    }

    @AfterEach
    void asTheyWere() {
        telephones.restore();
    }

    @Test
    void whoHasNoTelephoneIsAssignedToNothingAndTheListSaysSo() {
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        does(LEAD, "reviewLetter", caseNo, Map.of("decision", "accept"));
        telephones.set(COLLEAGUE, "-");
        Map<String, Object> both =
                Map.of("decision", "assign", "leadCertificateNo", "33011001001", "secondCertificateNo", "33011001002");
        isRefused("unithead330110", "assignOfficers", caseNo, both, "“方晓岚”在人员名录中缺少联系电话（登记的不是一个电话号码）");
        JsonNode task = waitingTask("unithead330110", "assignOfficers", caseNo);
        assertThat(as("unithead330110")
                        .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                        .text())
                .contains("方晓岚（网络交易监督管理科，执法证 33011001002，缺少联系电话");
        telephones.restore();
        does("unithead330110", "assignOfficers", caseNo, both);
    }

    @Test
    void aReplyIsNeitherSubmittedNorApprovedWithoutWhomToAsk() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        List<String> series = telephones.series(YUHANG);
        telephones.set(LEAD, "");
        isRefused(LEAD, "investigate", caseNo, Requests.findings(), "“吴振华”在人员名录中缺少联系电话，而协助调查复函必须写明");
        telephones.restore();
        does(LEAD, "investigate", caseNo, Requests.findings());
        does(COLLEAGUE, "confirmFindings", caseNo, Map.of("decision", "confirm"));
        telephones.set(COLLEAGUE, "abc");
        isRefused(
                "unithead330110",
                "approveReply",
                caseNo,
                Map.of("decision", "approve", "reason", "同意答复"),
                "“方晓岚”在人员名录中缺少联系电话");
        assertThat(telephones.series(YUHANG)).isEqualTo(series);
        telephones.restore();
        does("unithead330110", "approveReply", caseNo, Map.of("decision", "approve", "reason", "同意答复"));
        eventually("replied", () -> letters(LEAD, caseNo).contains("REPLY"));
    }

    @Test
    void aPlatformIsAskedForDataByPeopleWhomItCanCall() {
        String caseNo = assigned();
        List<String> series = telephones.series(CHANGNING);
        Map<String, Object> asks = proposal("ask", "datasets", List.of("SHOP_SUBJECT"));
        telephones.set(SECOND, "无");
        isRefused(OFFICER, "verifyClue", caseNo, asks, "“沈佳怡”在人员名录中缺少联系电话（登记的不是一个电话号码），而向平台调取数据必须写明");
        assertThat(telephones.series(CHANGNING)).isEqualTo(series);
        telephones.restore();
        does(OFFICER, "verifyClue", caseNo, asks);
        eventually("asked", () -> letters(OFFICER, caseNo).contains("MATERIALS_NOTICE"));
    }

    /** Also where it goes while the form is taken: the next step, which asks the platform, undoes it. */
    @Test
    void nobodyIsAssignedWhomTheNextStepCannotName() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
        acknowledge(caseNo);
        does(LEAD, "reviewLetter", caseNo, Map.of("decision", "accept"));
        Map<String, Object> both =
                Map.of("decision", "assign", "leadCertificateNo", "33011001001", "secondCertificateNo", "33011001002");
        telephones.clearedAfter(LEAD, "insert on assignment", "true");
        isRefused("unithead330110", "assignOfficers", caseNo, both, "“吴振华”在人员名录中缺少联系电话，而向平台调取数据必须写明");
        assertThat(asked(caseNo)).isZero();
        telephones.restore();
        does("unithead330110", "assignOfficers", caseNo, both);
        eventually("the platform is asked", () -> asked(caseNo) == 1);
    }

    private long asked(String caseNo) {
        return jdbc.sql("select count(*) from platform_request where case_no = ?")
                .param(caseNo)
                .query(Long.class)
                .single();
    }

    @Test
    void measuresAgainstAShopAreAskedForBySomebodyWhomThePlatformCanCall() {
        String caseNo = filed();
        Map<String, Object> dispose =
                proposal("dispose", "measures", List.of("WARNING"), "legalHook", "网络交易监督管理办法第三十条");
        List<String> series = telephones.series(CHANGNING);
        telephones.set(OFFICER, "");
        isRefused(OFFICER, "conductCase", caseNo, dispose, "“陈思远”在人员名录中缺少联系电话，而商家处置协助函必须写明");
        telephones.restore();
        does(OFFICER, "conductCase", caseNo, dispose);
        does(UNIT_HEAD, "reviewCaseMatter", caseNo, Map.of("decision", "agree"));
        telephones.set(OFFICER, "待补");
        isRefused(HEAD, "decideCaseMatter", caseNo, Map.of("decision", "approve", "reason", "同意"), "“陈思远”在人员名录中缺少联系电话");
        assertThat(telephones.series(CHANGNING)).isEqualTo(series);
        telephones.restore();
        does(HEAD, "decideCaseMatter", caseNo, Map.of("decision", "approve", "reason", "同意"));
        eventually("asked", () -> letters(OFFICER, caseNo).contains("DISPOSITION_REQUEST"));
    }

    @Test
    void aTransferIsNeitherRaisedNorApprovedWithoutWhomToAsk() {
        List<String> series = telephones.series(CHANGNING);
        telephones.set(OFFICER, "无");
        Http.Answer refused = raiseTransfer();
        assertThat(refused.text()).contains("“陈思远”在人员名录中缺少联系电话", "而移送函必须写明", "已填写的内容都保留着");
        telephones.restore();
        Http.Answer raised = raiseTransfer();
        assertThat(raised.status()).as(raised.text()).isEqualTo(200);
        String caseNo = raised.json().get("businessKey").asText();
        telephones.set(OFFICER, "");
        Map<String, Object> yes = Map.of("decision", "approve", "opinion", "同意移送");
        isRefused(HEAD, "approveTransfer", caseNo, yes, "“陈思远”在人员名录中缺少联系电话，而移送函必须写明");
        assertThat(telephones.series(CHANGNING)).isEqualTo(series);
        telephones.restore();
        does(HEAD, "approveTransfer", caseNo, yes);
        eventually("sent", () -> letters(OFFICER, caseNo).contains("TRANSFER"));
    }

    private Http.Answer raiseTransfer() {
        Map<String, Object> fields = new HashMap<>(TransferScenario.clue(Map.of()));
        return as(OFFICER)
                .post(
                        "/engine-rest/process-definition/key/caseTransfer/submit-form",
                        Map.of("variables", variables(fields)));
    }

    /** A request says by which telephone its officer is reached, whatever the directory has. */
    @Test
    void aRequestIsReachedByTheNumberThatIsTypedInIt() {
        telephones.set(OFFICER, "");
        String caseNo = approved(Requests.question());
        acknowledge(caseNo);
        JsonNode letter = letter(OFFICER, caseNo, "REQUEST");
        assertThat(letter.toString()).contains("021-22050000");
        Map<String, Object> none = new HashMap<>(Requests.question());
        none.put("contactPhone", "021-2205000无");
        assertThat(raise(OFFICER, none).text()).contains("不像一个电话号码");
    }

    @Test
    void whatIsPreservedIsAskedForByWhomThePlatformCanCall() {
        String caseNo = assigned();
        telephones.set(OFFICER, "");
        Http.Answer refused = as(OFFICER)
                .post(
                        "/api/cases/" + caseNo + "/preservations",
                        Map.of(
                                "platform", "taobao",
                                "dataset", "SHOP_SUBJECT",
                                "targetType", "SHOP",
                                "targetId", "S1000001",
                                "basis", "电子商务法第二十五条",
                                "reason", "防止数据灭失",
                                "until", Requests.today().plusDays(10).toString()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("code").asText()).isEqualTo("bureau.person-lacks");
        assertThat(refused.json().get("detail").asText()).contains("“陈思远”在人员名录中缺少联系电话", "请平台先行保全数据");
    }
}
