package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.dossier.DecisionsOnRecord;
import org.redshield.bridge.engine.form.SentForms;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Decisions about data, as 办理记录 and the bound file show them; those of all other forms are looked at after each scenario. */
class DecisionRecordTest extends AssistanceScenario {

    private static final String HEAD = "bureauhead310105";

    @Autowired
    private DecisionsOnRecord decisions;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void whoApprovedWhichDataIsOnRecordAndBound() throws Exception {
        Map<String, Object> request = Requests.direct("TRADE", "LOGIN");
        request.put("legalBasis", "PROCEDURE_30");
        String caseNo = approved(request);
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "与案件事实有关"));
        does(HEAD, "approveSensitiveData", caseNo, Map.of("decision", "decline", "reason", "超出办案所必需的范围"));

        JsonNode approval = milestone(caseNo, "DATA_APPROVED");
        assertThat(approval.get("title").asText()).isEqualTo("批准向平台调取数据（交易记录）");
        assertThat(approval.get("by").asText()).isEqualTo("上海市长宁区市场监督管理局办案机构负责人");
        assertThat(approval.get("note").asText()).isEqualTo("与案件事实有关");
        JsonNode refusal = milestone(caseNo, "DATA_DECLINED");
        assertThat(refusal.get("title").asText()).isEqualTo("不同意向平台调取数据（登录地址记录）");
        assertThat(refusal.get("by").asText()).isEqualTo("上海市长宁区市场监督管理局部门负责人");

        String bound = BoundFile.text(
                BoundFile.get(address() + "/api/cases/" + caseNo + "/dossier", "officer310105", "application/pdf")
                        .body());
        assertThat(bound)
                .contains(
                        "有关事项审批表（批准向平台调取数据（交易记录））",
                        "审批意见与案件事实有关审批人" + approval.get("by").asText())
                .contains(
                        "有关事项审批表（不同意向平台调取数据（登录地址记录））",
                        "审批意见超出办案所必需的范围审批人" + refusal.get("by").asText());
    }

    /** The look after each scenario sees what it looks for. */
    @Test
    void whatIsNotOnRecordIsFound() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        assertThat(decisions.missing()).isEmpty();
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        transaction.executeWithoutResult(status -> decisions.sent(new SentForms.Sent(
                task,
                "any",
                "协查请求",
                "审批协查请求",
                Optional.of("同意"),
                "unithead310105",
                CHANGNING,
                caseNo,
                Optional.empty())));
        assertThat(decisions.missing())
                .singleElement()
                .asString()
                .startsWith("not in 办理记录: 审批协查请求 (approveRequest, 同意) by unithead310105");
    }

    private JsonNode milestone(String caseNo, String what) {
        return each(caseFile("officer310105", caseNo).get("milestones"))
                .filter(one -> one.get("what").asText().equals(what))
                .findFirst()
                .orElseThrow();
    }
}
