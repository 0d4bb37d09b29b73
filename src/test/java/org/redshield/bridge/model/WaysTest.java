package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.engine.rule.Finding;
import org.redshield.bridge.support.HarmlessChanges;

/** The gate walks node by node and state by state, and says in the diagram's words which way leads where it must not. */
class WaysTest {

    private static final Map<String, byte[]> FILES = Models.contents();
    private static final Map<String, Set<String>> WITHOUT_CHANGE = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "{1} → {2}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            assistance | flow009 | whichRoute | act-without-ground | 已提出协查请求 → 核对材料 → 材料齐全？齐全 → 走哪条渠道？
            assistance | flow049 | isSupplementApproved | no-way-on | 决定案件去向 → 是否请求处置？办结
            assistance | flow030 | isSufficient | no-way-on | 等待复函
            case-transfer | flow003 | issueTransfer | act-without-ground | 已提出移送 → 核对移送内容 → 管辖已明确？已明确 → 签发并发出移送函
            case-transfer | flow010 | issueTransfer | state-forbidden | 审批移送 → 是否同意？退回 → 签发并发出移送函
            merchant-disposition | flow003 | issueDispositionLetter | state-forbidden | 拟定处置对象与措施 → 签发处置函
            merchant-disposition | flow034 | issueLiftLetter | act-without-ground | 处理商家申诉 → 维持还是解除？解除 → 签发解除处置函
            clue-verification | flow017 | verificationEnds | state-forbidden | 核查线索
            clue-verification | flow026 | whatWasApproved | act-without-ground | 办案机构负责人审核 → 审核同意？同意
            criminal-referral | flow007 | sendReferral | state-forbidden | 第二名办案人员确认 → 是否确认？确认 → 签发移送书并抄送
            investigative-measure | flow003 | permitMeasure | act-without-ground | 本局主要负责人审批？是 → 登记可以采取
            joint-campaign | flow026 | recordEndFromAbove | act-without-ground | 期限届满 → 登记部署单位提前结束
            joint-campaign | flow030 | inviteMembers | state-forbidden | 上级部署的？否 → 发出邀请函
            platform-data-request | flow004 | submitDataRequest | act-without-ground | 由谁批准？办案机构负责人 → 提交平台
            case-handling | flow026 | whatMayBeDone | act-without-ground | 办案机构负责人审核 → 审核同意？同意
            case-deadline | flow006 | approveExtension | act-without-ground | 在期限内办理案件 → 期限如何处理？办结 → 审批延长期限
            assistance | flow013 | prepareDirectData | act-without-fact | 审批协查请求 → 是否同意？同意 → 列出调取事项
            platform-data-request | flow014 | askLiaison | act-without-fact | 提交平台 → 等待平台答复 → 转请政企协查专员
            joint-question | flow016 | circulateQuestion | act-without-fact | 是否批准？批准 → 本局提出的？否 → 通知成员单位
            investigative-measure | flow010 | prepareMeasure | decided-again | 还须报上级批准？否 → 确定审批权限 → 本局主要负责人审批？是 → 审批调查措施
            transfer-handling | flow068 | isTransferTaken | question-answered | 审批管辖异议 → 同意回复？退回
            merchant-disposition | flow023 | isPublished | question-answered | 催办公示 → 催办结果？不再催办
            jurisdiction-dispute | flow003 | issueDesignation | act-without-ground | 拟定指定管辖 → 签发并发出指定管辖通知书
            """)
    void anActIsNotReachedWithoutItsGround(String file, String flow, String target, String code, String way) {
        assertThat(moved(file, flow, target))
                .filteredOn(finding -> finding.code().equals(code))
                .as("what is said of " + flow + " → " + target)
                .anySatisfy(finding -> {
                    assertThat(finding.sentence()).contains(way);
                    assertThat(finding.remedy()).endsWith("。");
                });
    }

    @ParameterizedTest
    @CsvSource({"decision == 'disposition' || decision == 'both', false", "decision == 'both', true"})
    @DisplayName("what a gateway has left open of a decision the next may ask, and nothing else")
    void aDecisionIsReadOn(String asked, boolean answered) {
        String model = "processes/assistance.bpmn";
        String second = """
                <bpmn:exclusiveGateway id="whatElse" name="同时办结？"/>
                <bpmn:sequenceFlow id="flowA" sourceRef="whatElse" targetRef="approveDispositionRequest">
                <bpmn:conditionExpression>${decision == 'both'}</bpmn:conditionExpression></bpmn:sequenceFlow>
                <bpmn:sequenceFlow id="flowB" sourceRef="whatElse" targetRef="decideOutcome">
                <bpmn:conditionExpression>${decision == 'disposition'}</bpmn:conditionExpression></bpmn:sequenceFlow>
                """;
        String changed = target(text(model), "flow050", "whatElse")
                .replace("decision == 'disposition' || decision == 'both'", asked)
                .replace("<bpmn:sequenceFlow id=\"flow050\"", second + "<bpmn:sequenceFlow id=\"flow050\"");
        assertThat(HouseOnPaper.findings(Models.around(model, changed)).stream()
                        .anyMatch(finding -> finding.code().equals("question-answered")))
                .isEqualTo(answered);
    }

    @ParameterizedTest(name = "{1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            joint-campaign | flow029 | isOrderedFromAbove
            joint-campaign | flow024 | isLedBelow
            investigative-measure | flow004 | doesSuperiorDecide
            """)
    @DisplayName("what was fixed at the beginning, or not asked yet, any gateway may ask")
    void aFactMayBeAskedAgain(String file, String flow, String target) {
        String model = "processes/" + file + ".bpmn";
        assertThat(newErrors(model, Models.around(model, target(text(model), flow, target))))
                .isEmpty();
    }

    @Test
    @DisplayName("a form field that is called as what a form is about makes no other case of it")
    void aFieldIsNoSubject() {
        String form = text("forms/approveRequest.form");
        assertThat(HouseOnPaper.findings(
                        Models.around("forms/approveRequest.form", form.replace("\"reason\"", "\"requestId\""))))
                .filteredOn(finding -> finding.code().equals("field-variable"))
                .anySatisfy(finding -> assertThat(finding.sentence()).contains("requestId", "另一个案件"));
    }

    @Test
    @DisplayName("a date of a clock that does not run yet is no due date")
    void aClockThatDoesNotRunHasNoDate() {
        String approval = "camunda:formRef=\"approveRequest\" camunda:formRefBinding=\"deployment\""
                + " camunda:candidateGroups=\"unitHead\" camunda:dueDate=\"";
        assertThat(changed("assistance", approval + "${taskDue.inWorkingDays(1)}", approval + "${replyDueAt}"))
                .filteredOn(finding -> finding.code().equals("date-unset"))
                .anySatisfy(finding -> {
                    assertThat(finding.element()).isEqualTo("approveRequest");
                    assertThat(finding.sentence()).contains("已提出协查请求 → 核对材料 → 材料齐全？齐全 → 审批协查请求");
                });
    }

    @Test
    @DisplayName("a timer takes no wait away from who answers")
    void aTimerTakesNoWaitAway() {
        assertThat(changed(
                        "assistance",
                        "id=\"replyOverdue\" name=\"法定期限已过\" attachedToRef=\"awaitReply\" cancelActivity=\"false\"",
                        "id=\"replyOverdue\" name=\"法定期限已过\" attachedToRef=\"awaitReply\""))
                .filteredOn(finding -> finding.code().equals("event-cancels"))
                .anySatisfy(finding -> assertThat(finding.sentence()).contains("等待复函", "没有人接"));
    }

    @Test
    @DisplayName("a condition that leads a refusal to the letter is refused, whatever stands at the arrow")
    void aConditionIsNotSwappedUnseen() {
        String swapped = text("processes/assistance.bpmn")
                .replace("\">${decision == 'reject'}", "\">${decision == 'APPROVE'}")
                .replaceFirst(
                        "(id=\"flow013\" name=\")同意(\"[^>]*>\\s*<bpmn:conditionExpression[^>]*>\\$\\{decision == ')approve",
                        "$1不同意$2reject")
                .replaceFirst(
                        "(id=\"flow012\" name=\")不同意(\"[^>]*>\\s*<bpmn:conditionExpression[^>]*>\\$\\{decision == ')APPROVE",
                        "$1同意$2approve");
        assertThat(HouseOnPaper.findings(Models.around("processes/assistance.bpmn", swapped)))
                .extracting(Finding::code)
                .contains("state-forbidden", "end-in-the-middle");
    }

    /** What people change in good faith goes through. */
    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            processes/assistance.bpmn | camunda:formRef="approveRequest" camunda:formRefBinding="deployment" camunda:candidateGroups="unitHead" | camunda:formRef="approveRequest" camunda:formRefBinding="deployment" camunda:candidateGroups="bureauHead" | a higher head
            processes/supervision.bpmn | historyTimeToLive="P3650D" | historyTimeToLive="P7300D" | kept for longer
            processes/clue-verification.bpmn | <bpmn:userTask id="assignVerification" name="指派核查人员" | <bpmn:userTask id="assignVerification" name="指派两名核查人员" | another name beside a form
            processes/merchant-disposition.bpmn | name="同意处置" | name="同意处置（照拟定）" | more at an arrow
            processes/merchant-disposition.bpmn | sourceRef="reportAppealUpheld" targetRef="followDisposition" | sourceRef="reportAppealUpheld" targetRef="followDisposition" name="继续跟踪" | a text at a plain arrow
            processes/case-transfer.bpmn | ${transferReady}</bpmn:conditionExpression> | ${transferReady == true}</bpmn:conditionExpression> | a condition in other words
            """)
    void whatIsHarmlessPasses(String file, String from, String to, String what) {
        String text = text(file);
        assertThat(text).as(what).contains(from);
        assertThat(newErrors(file, Models.around(file, text.replace(from, to))))
                .as(what)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("so does each of those that are played to their end")
    void whatIsPlayedPasses(HarmlessChanges.Change change) {
        Map<String, byte[]> files = Models.around(change.file(), change.in(text(change.file())));
        change.forms().forEach((form, content) -> files.put(form, content.getBytes(StandardCharsets.UTF_8)));
        assertThat(newErrors(change.file(), files)).isEmpty();
    }

    static List<HarmlessChanges.Change> whatIsPlayedPasses() {
        return HarmlessChanges.ALL;
    }

    @ParameterizedTest(name = "{1} before {2}")
    @CsvSource(delimiter = '|', textBlock = """
            assistance | flow009 | approveRequest | unitHead | agree
            assistance | flow058 | closeRequest | officer | noted
            merchant-disposition | flow003 | approveDisposition | unitHead | agree
            merchant-disposition | flow027 | closeDisposition | officer | noted
            case-transfer | flow003 | approveTransfer | unitHead | agree
            case-transfer | flow041 | closeTransfer | officer | noted
            clue-verification | flow026 | decideFiling | unitHead | agree
            criminal-referral | flow010 | sendReferral | officer | noted
            """)
    @DisplayName("a review before an approval, and a second notice, are anybody's to add")
    void aStepMayBeAdded(String file, String flow, String target, String group, String decision) {
        String model = "processes/" + file + ".bpmn";
        String task =
                "<bpmn:userTask id=\"lookAgain\" name=\"再看一遍\" camunda:formRef=\"lookAgain\" camunda:formRefBinding=\"deployment\""
                        + " camunda:candidateGroups=\"" + group
                        + "\" camunda:dueDate=\"${taskDue.inWorkingDays(1)}\"/>"
                        + "<bpmn:sequenceFlow id=\"flowOn\" sourceRef=\"lookAgain\" targetRef=\"" + target + "\"/>";
        String changed = target(text(model), flow, "lookAgain");
        int at = changed.indexOf("<bpmn:sequenceFlow id=\"" + flow + "\"");
        Map<String, byte[]> files = Models.around(model, changed.substring(0, at) + task + changed.substring(at));
        files.put("forms/lookAgain.form", """
                { "schemaVersion": 16, "executionPlatform": "Camunda Platform", "executionPlatformVersion": "7.24.0", "id": "lookAgain",
                  "type": "default", "components": [
                  { "type": "text", "id": "shown", "text": "{{summary}}" },
                  { "type": "radio", "key": "decision", "id": "decision", "label": "意见", "validate": { "required": true },
                    "defaultValue": "%s", "values": [ { "label": "%s", "value": "%s" } ] } ] }
                """.formatted(decision, decision.equals("agree") ? "同意" : "已阅", decision)
                .getBytes(StandardCharsets.UTF_8));
        assertThat(newErrors(model, files)).isEmpty();
    }

    @Test
    @Tag("models")
    @DisplayName("all models together are walked in ten seconds")
    void allModelsAreWalkedSoon() {
        HouseOnPaper.findings(FILES);
        long began = System.nanoTime();
        HouseOnPaper.findings(FILES);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println("all models: " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(10));
    }

    /** What is refused that is not for want of the files that are left out beside this one. */
    static List<Finding> newErrors(String file, Map<String, byte[]> files) {
        Set<String> before = WITHOUT_CHANGE.computeIfAbsent(
                file, one -> HouseOnPaper.findings(Models.around(one, text(one))).stream()
                        .map(Finding::line)
                        .collect(Collectors.toSet()));
        return HouseOnPaper.findings(files).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .filter(finding -> !before.contains(finding.line()))
                .toList();
    }

    /** The model with one arrow led somewhere else. */
    static String target(String xml, String flow, String target) {
        String changed = xml.replaceFirst(
                "(<bpmn:sequenceFlow id=\"" + flow + "\"[^>]* targetRef=\")[^\"]*\"", "$1" + target + "\"");
        assertThat(changed).as(flow).isNotEqualTo(xml);
        return changed;
    }

    private static List<Finding> moved(String file, String flow, String target) {
        String model = "processes/" + file + ".bpmn";
        return HouseOnPaper.findings(Models.around(model, target(text(model), flow, target)));
    }

    private static List<Finding> changed(String file, String from, String to) {
        String model = "processes/" + file + ".bpmn";
        String text = text(model);
        assertThat(text).contains(from);
        return HouseOnPaper.findings(Models.around(model, text.replace(from, to)));
    }

    static String text(String file) {
        return new String(FILES.get(file), StandardCharsets.UTF_8);
    }
}
