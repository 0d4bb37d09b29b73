package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.DraftFields;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A warning was asked for, and closing another shop is drafted: what it takes before a platform hears of it. */
class HarsherThanAskedTest extends DispositionScenario {

    private static final Map<String, Object> YES = Map.of("decision", "approve", "reason", "同意");
    private static final Map<String, Object> ANOTHER_SHOP = target("SHOP", "S1000002", "SHOP_CLOSE");
    private static final String HOOK = "网络交易监督管理办法第三十条";

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void closingAnotherShopStopsAtTheUnitHeadAndGoesByReasonAndBureauHead() {
        String caseNo = dispositionWanted("disposition");
        Map<String, Object> fields = DraftFields.submitted(HOOK, ENOUGH_FACTS, ANOTHER_SHOP);
        isRefused(
                "officer330110",
                "draftDisposition",
                caseNo,
                fields,
                "超出商请范围：终止服务、关闭网店：网店 S1000002（对象未列明，且重于商请的措施）。处置协助函的对象 网店 S1000001，最高 “警示”一档。");
        fields.put("beyondReason", "有必要");
        isRefused("officer330110", "draftDisposition", caseNo, fields, "至少十个字");
        assertThat(stage(caseNo)).isEqualTo("REQUESTED");

        fields.put("beyondReason", "两店为同一经营者所开，店铺转移经营以逃避处置。");
        does("officer330110", "draftDisposition", caseNo, fields);
        assertThat(groups("approveDisposition", caseNo)).containsExactly("bureauHead");
        assertThat(claim("unithead330110", "approveDisposition", caseNo))
                .contains("“审批处置”的内容按审批权限表须由部门负责人审批，您的职级不能审批。");
        String approval = waitingTask("unithead330110", "approveDisposition", caseNo)
                .get("id")
                .asText();
        Http.Answer unclaimed = as("unithead330110")
                .post("/engine-rest/task/" + approval + "/submit-form", Map.of("variables", variables(YES)));
        assertThat(unclaimed.status()).isEqualTo(400);
        assertThat(stage(caseNo)).isEqualTo("DRAFTED");
        assertThat(letters("officer330110", caseNo)).containsExactly("DISPOSITION_REQUEST");
        assertThat(form("bureauhead330110", "approveDisposition", caseNo))
                .contains(
                        "超出商请范围：终止服务、关闭网店：网店 S1000002（对象未列明，且重于商请的措施）",
                        "商请的对象 网店 S1000001，最高 “警示”一档",
                        "理由：两店为同一经营者所开，店铺转移经营以逃避处置",
                        "属超出商请范围的处置、重于警示的处置，由部门负责人审批");

        does("bureauhead330110", "approveDisposition", caseNo, YES);
        does("officer310105", "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        assertThat(targetStates(caseNo)).containsExactly("PUBLISHED");
        assertThat(ledger(caseNo)).hasSize(1);
        JsonNode disposition = disposition(caseNo);
        assertThat(disposition.get("beyondReason").asText()).isEqualTo("两店为同一经营者所开，店铺转移经营以逃避处置。");
        assertThat(caseFile("officer330110", caseNo).toString()).contains("超出商请范围", "店铺转移经营以逃避处置");
        assertThat(jdbc.sql("select actor from case_event where case_no = ? and tenant = ? and what = 'APPROVED'")
                        .params(caseNo, YUHANG)
                        .query(String.class)
                        .list())
                .containsExactly("bureauhead330110");

        // What took a bureau head takes him to be taken back.
        lift(caseNo, "followDisposition", 1);
        assertThat(groups("approveLift", caseNo)).containsExactly("bureauHead");
        assertThat(form("bureauhead330110", "approveLift", caseNo)).contains("属重于警示的处置的解除，由部门负责人审批");
        assertThat(claim("unithead330110", "approveLift", caseNo)).contains("“审批解除处置”的内容按审批权限表须由部门负责人审批");
        does("bureauhead330110", "approveLift", caseNo, YES);
        assertThat(merchantDisposition(caseNo)).isEnded();
        assertThat(stage(caseNo)).isEqualTo("LIFTED");
    }

    /** Before it was weighed, each approval was in the unit heads' list; some hold one. */
    @Test
    void whatAUnitHeadHoldsFromBeforeGoesOnToTheBureauHead() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, ANOTHER_SHOP);
        String id = asBefore("approveDisposition", caseNo);
        jdbc.sql(
                        "update disposition set heads_decisions = null, measure_order = null, beyond_reason = null where case_no = ?")
                .param(caseNo)
                .update();
        tasks.setAssignee(id, null);
        assertThat(claim("unithead330110", "approveDisposition", caseNo)).contains("须由部门负责人审批", "任务已转由部门负责人审批。");
        assertThat(groups("approveDisposition", caseNo)).contains("bureauHead");
        isRefused("bureauhead330110", "approveDisposition", caseNo, YES, "办案人员没有写明理由");
        does(
                "bureauhead330110",
                "approveDisposition",
                caseNo,
                Map.of("decision", "approve", "reason", "两店为同一经营者所开，同意一并关闭。"));
        eventually("the platform has it", () -> stage(caseNo).equals("REPORTED"));

        lift(caseNo, "followDisposition", 1);
        String lift = asBefore("approveLift", caseNo);
        // Claimed before the bridge was told to ask.
        jdbc.sql("update act_ru_task set assignee_ = 'unithead330110' where id_ = ?")
                .param(lift)
                .update();
        Http.Answer refused = as("unithead330110")
                .post("/engine-rest/task/" + lift + "/submit-form", Map.of("variables", variables(YES)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("message").asText()).contains("须由部门负责人审批", "任务已转由部门负责人审批。");
        assertThat(tasks.createTaskQuery().taskId(lift).singleResult().getAssignee())
                .isNull();
        does("bureauhead330110", "approveLift", caseNo, YES);
        assertThat(merchantDisposition(caseNo)).isEnded();
    }

    /** A sweep reaches every shop of the platform: it is the bureau head's even where it was asked for. */
    @Test
    void aSweepThatWasAskedForIsTheBureauHeads() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        does(
                "officer310105",
                "decideOutcome",
                caseNo,
                Map.of(
                        "decision",
                        "both",
                        "measures",
                        List.of("KEYWORD_SWEEP"),
                        "keywords",
                        "三天祛斑",
                        "legalHook",
                        HOOK,
                        "note",
                        "多店销售"));
        does("unithead310105", "approveDispositionRequest", caseNo, YES);
        Map<String, Object> fields =
                DraftFields.submitted("网络交易监督管理办法第二十九条", ENOUGH_FACTS, target("KEYWORD", "三天祛斑", "KEYWORD_SWEEP"));
        isRefused("officer330110", "draftDisposition", caseNo, fields, "没有写明关键字指什么");
        fields.put("about1", "宣称三天祛斑的未备案化妆品");
        does("officer330110", "draftDisposition", caseNo, fields);
        assertThat(groups("approveDisposition", caseNo)).containsExactly("bureauHead");
        assertThat(form("bureauhead330110", "approveDisposition", caseNo))
                .contains("所指：宣称三天祛斑的未备案化妆品")
                .doesNotContain("超出商请范围");
        does("bureauhead330110", "approveDisposition", caseNo, YES);
        eventually("the platform has it", () -> stage(caseNo).equals("REPORTED"));
        assertThat(disposition(caseNo).at("/targets/0/about").asText()).isEqualTo("宣称三天祛斑的未备案化妆品");
        assertThat(letter("officer330110", caseNo, "DISPOSITION")
                        .get("paragraphs")
                        .toString())
                .contains("所指：宣称三天祛斑的未备案化妆品");
    }

    /** The bureau head drafts it himself: then it is the chief head's. */
    @Test
    void whatABureauHeadWidensIsTheChiefHeads() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, ANOTHER_SHOP);
        does(
                "bureauhead330110",
                "approveDisposition",
                caseNo,
                Map.of("decision", "return", "reason", "请核对两店的关系后重新拟定。"));
        identity.createMembership("officer330110", "bureauHead");
        try {
            draft(caseNo, ANOTHER_SHOP);
            assertThat(groups("approveDisposition", caseNo)).containsExactly("chiefHead");
        } finally {
            identity.deleteMembership("officer330110", "bureauHead");
        }
        does("chiefhead330110", "approveDisposition", caseNo, YES);
        eventually("the platform has it", () -> stage(caseNo).equals("REPORTED"));
    }

    private String asBefore(String task, String caseNo) {
        String id = waitingTask("unithead330110", task, caseNo).get("id").asText();
        tasks.addCandidateGroup(id, "unitHead");
        tasks.deleteCandidateGroup(id, "bureauHead");
        return id;
    }

    private String claim(String user, String task, String caseNo) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        Http.Answer answer = as(user).post("/engine-rest/task/" + id + "/claim", Map.of("userId", user));
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().get("message").asText();
    }

    private List<String> groups(String task, String caseNo) {
        String id = waitingTask("unithead330110", task, caseNo).get("id").asText();
        return tasks.getIdentityLinksForTask(id).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .toList();
    }

    private String form(String user, String task, String caseNo) {
        String id = waitingTask(user, task, caseNo).get("id").asText();
        return as(user).get("/engine-rest/task/" + id + "/form-variables")
                .json()
                .at("/summary/value")
                .asText();
    }
}
