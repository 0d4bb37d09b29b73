package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;

/** What people are told after each decision of a co-investigation and of a disposition. */
class OutcomeTest extends DispositionScenario {

    private final Told told = new Told();

    @Override
    protected void did(String user, String task, String caseNo, String taskId) {
        super.did(user, task, caseNo, taskId);
        told.hear(as(user), task, "tasks/" + taskId);
    }

    @AfterEach
    void platformAnswersAtOnce() {
        delay("immediate", "PT0S");
    }

    @Test
    void assistance() {
        var start = raise("officer310105", Requests.question()).json();
        String caseNo = start.get("businessKey").asText();
        told.hear(
                as("officer310105"), "raiseRequest", "starts/" + start.get("id").asText());
        approve(caseNo);
        accept(caseNo);
        reply(caseNo);
        confirmAndClose(caseNo);
        told.is("""
                raiseRequest | 案件 某案，已提出协查请求，已提请审批；下一步：由办案机构负责人办理“审批协查请求”（某日 前）。
                approveRequest | 已批准协查请求，已签发 沪长市监协查〔某年〕某号，已送达杭州市余杭区市场监督管理局；下一步：对方签收（1 个工作日内）。
                acknowledgeLetter | 已签收来函；下一步：由您办理“审查来函”（某日 前）。 → 审查来函
                reviewLetter | 已受理来函；下一步：由办案机构负责人办理“指派办案人员”（某日 前）。
                assignOfficers | 已指派办案人员，已向平台调取数据；下一步：由吴振华办理“核查并形成结论”（某日 前）。
                investigate | 已提交核查结论；下一步：由方晓岚办理“复核结论”（某日 前）。
                confirmFindings | 已复核通过核查结论；下一步：由办案机构负责人办理“审批复函”（某日 前）。
                approveReply | 已批准复函，已签发 杭余市监协查复〔某年〕某号，已送达上海市长宁区市场监督管理局；下一步：对方确认复函（某日 前）。
                reviewReply | 已确认复函；下一步：由您办理“决定案件去向”（某日 前）。 → 决定案件去向
                decideOutcome | 已决定案件去向，已办结协查；“协查请求”到此结束，没有下一步。
                """);
    }

    @Test
    void whatIsAlikeIsSaidOnceAndEachCardSaysWhichItIs() {
        String caseNo = approved(Requests.throughHomeBureau("TRADE", "LOGISTICS"));
        accept(caseNo);
        told.says("assignOfficers", "下一步：由您办理“审批调取数据” 2 项（某日 前）。");
        waitingTask("unithead330110", "approveDataRequest", caseNo);
        String ids = String.join(
                ",", tasks("unithead330110", "approveDataRequest", caseNo).findValuesAsText("id"));
        assertThat(as("unithead330110").get("/api/task-cards?ids=" + ids).json())
                .extracting(card -> card.get("matter").asText())
                .containsExactlyInAnyOrder("交易记录", "物流信息");
    }

    @Test
    void aCardSaysWhenItsOwnTaskIsDueAndBesideItTheClockOfTheCase() {
        String caseNo = approved(Requests.throughHomeBureau("TRADE"));
        accept(caseNo);
        JsonNode task = waitingTask("unithead330110", "approveDataRequest", caseNo);
        JsonNode card = as("unithead330110")
                .get("/api/task-cards?ids=" + task.get("id").asText())
                .json()
                .get(0);
        Instant taskDue = Instant.from(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ")
                .parse(task.get("due").asText()));
        Instant caseDue = Instant.parse(card.get("dueAt").asText());
        assertThat(taskDue).isBefore(caseDue);
        assertThat(card.get("deadline").asText()).contains(ChinaTime.moment(taskDue));
        assertThat(card.get("clockDeadline").asText()).contains(ChinaTime.moment(caseDue));
        assertThat(card.get("overdue").asBoolean()).isFalse();
        clock.setTo(taskDue.plusSeconds(60));
        JsonNode late = as("unithead330110")
                .get("/api/task-cards?ids=" + task.get("id").asText())
                .json()
                .get(0);
        assertThat(late.get("overdue").asBoolean()).isTrue();
        assertThat(late.get("deadline").asText()).startsWith("已逾期");
        assertThat(late.get("clockDeadline").asText()).doesNotContain("逾期");
    }

    @Test
    void returned() {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "return", "reason", "请写明期间"));
        does("officer310105", "completeRequest", caseNo, Map.of("decision", "resubmit"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        acknowledge(caseNo);
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "return", "missingItems", "请写明网店的全称"));
        does("unithead330110", "approveRejection", caseNo, Map.of("decision", "approve", "reason", "同意"));
        does("officer310105", "correctRequest", caseNo, Map.of("decision", "abandon", "reason", "线索已由其他单位办理"));
        told.is("""
                approveRequest | 已批准协查请求，已签发 沪长市监协查〔某年〕某号，已送达杭州市余杭区市场监督管理局；下一步：对方签收（1 个工作日内）。
                completeRequest | 已补正协查请求，已提请审批；下一步：由办案机构负责人办理“审批协查请求”（某日 前）。
                acknowledgeLetter | 已签收来函；下一步：由您办理“审查来函”（某日 前）。 → 审查来函
                reviewLetter | 已拟退回或不予协助；下一步：由办案机构负责人办理“审批退回或不予协助”（某日 前）。
                approveRejection | 已批准退回或不予协助，已签发 杭余市监协查退〔某年〕某号，已送达上海市长宁区市场监督管理局；“协查办理”到此结束，没有下一步。
                correctRequest | 已放弃协查请求，已办结协查；“协查请求”到此结束，没有下一步。
                """);
    }

    @Test
    void rejected() {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "reject", "reason", "不需要协查"));
        told.is("""
                approveRequest | 已不予同意，协查请求不发出，已办结协查；“协查请求”到此结束，没有下一步。
                """);
    }

    @Test
    void withdrawn() {
        String caseNo = approved(Requests.question());
        withdraw(caseNo);
        told.is("""
                approveRequest | 已批准协查请求，已签发 沪长市监协查〔某年〕某号，已送达杭州市余杭区市场监督管理局；下一步：对方签收（1 个工作日内）。
                followRequest | 已提请办案机构负责人签发撤回函；下一步：由办案机构负责人办理“审批撤回”（某日 前）、对方签收（1 个工作日内）。
                approveWithdrawal | 已批准撤回协查请求，已签发 沪长市监协查撤〔某年〕某号，已送达杭州市余杭区市场监督管理局；“协查请求”到此结束，没有下一步。
                """);
    }

    @Test
    void disposition() {
        // Or it has answered before anybody hears what comes next.
        delay("immediate", "PT2S");
        String caseNo = disposed(SHOP);
        waitingTask("officer330110", "followDisposition", caseNo);
        lift(caseNo, "followDisposition", 1);
        approveLift(caseNo);
        told.is("""
                approveRequest | 已批准协查请求，已向平台直接调取数据，已签发 沪长市监限提〔某年〕某号，已送达淘宝网；下一步：平台答复（某日 前）。
                decideOutcome | 已决定案件去向；下一步：由办案机构负责人办理“审批处置请求”（某日 前）。
                approveDispositionRequest | 已批准处置请求，已签发 沪长市监处置协〔某年〕某号，已送达杭州市余杭区市场监督管理局；下一步：杭州市余杭区市场监督管理局办理商家处置协助函。
                draftDisposition | 已拟定处置；下一步：由办案机构负责人办理“审批处置”（某日 前）。
                approveDisposition | 已批准处置，已签发 杭余市监处置〔某年〕某号，已送达淘宝网；下一步：平台执行（某日 前）。
                followDisposition | 已拟定解除；下一步：由办案机构负责人办理“审批解除处置”（某日 前）。
                approveLift | 已批准解除，已签发 杭余市监解处〔某年〕某号，已送达淘宝网；下一步：平台解除。
                """);
    }

    @Test
    void awaitedDisposition() {
        delay("immediate", "PT2S");
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        wantDisposition(caseNo, "disposition");
        told.is("""
                approveRequest | 已批准协查请求，已向平台直接调取数据，已签发 沪长市监限提〔某年〕某号，已送达淘宝网；下一步：平台答复（某日 前）。
                decideOutcome | 已决定案件去向；下一步：由办案机构负责人办理“审批处置请求”（某日 前）。
                approveDispositionRequest | 已批准处置请求，已签发 沪长市监处置协〔某年〕某号，已送达杭州市余杭区市场监督管理局；下一步：对方反馈处置结果。
                """);
    }

    @Test
    void whoeverLooksAtACaseIsToldThatThereIsSomethingNew() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        String before = version("officer310105", caseNo);
        assertThat(version("officer310105", caseNo)).isEqualTo(before);
        acknowledge(caseNo);
        assertThat(version("officer310105", caseNo)).isNotEqualTo(before);
        assertThat(as("officer321300").get("/api/cases/" + caseNo + "/version").status())
                .isEqualTo(404);
    }

    @Test
    void anOutcomeIsToldToWhoeverHasSentTheFormAndToHisColleagues() {
        String caseNo = raised("officer310105", Requests.question());
        String id = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        assertThat(as("unithead310105").get("/api/tasks/" + id + "/outcome").status())
                .isEqualTo(404);
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "return", "reason", "请写明期间"));
        var colleague = as("officer310105").get("/api/tasks/" + id + "/outcome").json();
        assertThat(colleague.get("sentence").asText())
                .startsWith("任务“审批协查请求”刚刚已由")
                .contains("办结（退回补正）");
        assertThat(colleague.has("next") && !colleague.get("next").isNull()).isFalse();
        assertThat(as("officer330110").get("/api/tasks/" + id + "/outcome").status())
                .isEqualTo(404);
    }

    private String version(String user, String caseNo) {
        return as(user).get("/api/cases/" + caseNo + "/version")
                .json()
                .get("version")
                .asText();
    }
}
