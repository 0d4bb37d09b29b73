package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.engine.rule.Finding;

/** The models keep the rules of the gate, and the rules find whoever breaks them. */
class ModelRulesTest {

    private static final Map<String, byte[]> FILES = Models.contents();

    @Test
    @Tag("models")
    @DisplayName("models, forms, tables and diagrams keep every rule")
    void modelsKeepTheRules() {
        assertThat(HouseOnPaper.findings(FILES)).extracting(Finding::line).isEmpty();
    }

    /** A running house goes through all of its beans for each answer: a bundle took ten seconds. */
    @Test
    @DisplayName("the rules ask the house a few times, however large a bundle is")
    void theHouseIsAskedAFewTimes() {
        assertThat(HouseOnPaper.asked(FILES))
                .allSatisfy((what, times) -> assertThat(times).as(what).isLessThanOrEqualTo(8));
    }

    @Test
    @Tag("models")
    @DisplayName("every decision that code knows has the words with which its label begins")
    void everyDecisionHasItsWords() {
        ResourceBundle words = ResourceBundle.getBundle("org.redshield.bridge.engine.rule.words.option-words");
        assertThat(HouseOnPaper.decisions()).isSubsetOf(words.keySet());
    }

    @ParameterizedTest(name = "{4} at {3}")
    @CsvSource(delimiter = '|', textBlock = """
            platform-data-request.bpmn | isExecutable="true" | isExecutable="false" | platformDataRequest | not-executable
            platform-data-request.bpmn | camunda:versionTag="1.2.0" | | platformDataRequest | no-version-tag
            platform-data-request.bpmn | camunda:historyTimeToLive="P3650D" | | platformDataRequest | no-time-to-live
            platform-data-request.bpmn | camunda:historyTimeToLive="P3650D" | camunda:historyTimeToLive="ten years" | platformDataRequest | time-to-live
            platform-data-request.bpmn | name="平台数据调取" | name="Data request" | platformDataRequest | no-name
            platform-data-request.bpmn | "classifyDataset" | "Activity_0a1b2c3" | Activity_0a1b2c3 | id
            platform-data-request.bpmn | name="登记不予同意" | | recordDataDeclined | no-name
            jurisdiction-dispute.bpmn | <bpmn:messageFlow id="designationRequestMessage" | <bpmn:messageFlow | jurisdictionDisputeCollaboration | no-id
            jurisdiction-dispute.bpmn | <bpmn:process id="jurisdictionDispute" | <bpmn:process | jurisdictionDisputeModel | no-id
            jurisdiction-dispute.bpmn | camunda:asyncBefore="true" | camunda:asyncBefore="TRUE" | issueDesignation | true-or-false
            assistance.bpmn | businessKey="#{execution.processBusinessKey}" | businessKey="${requestId}" | requestDirectData | call-without-case
            clue-verification.bpmn | camunda:elementVariable="dataRequestId" | camunda:elementVariable="decision" | requestClueData | parameter
            platform-data-request.bpmn | name="答复结果？" | name="答复结果" | howMuchCameBack | no-question
            platform-data-request.bpmn | camunda:formRef="approveDataRequest" | camunda:formRef="approve" | approveDataRequest | form-of-another-name
            platform-data-request.bpmn | camunda:formRef="approveDataRequest" | | approveDataRequest | no-form
            platform-data-request.bpmn | camunda:formRefBinding="deployment" | camunda:formRefBinding="latest" | approveDataRequest | form-binding
            platform-data-request.bpmn | "approveDataRequest" | "agreeDataRequest" | agreeDataRequest | form-missing
            platform-data-request.bpmn | camunda:candidateGroups="unitHead" | camunda:candidateGroups="unithead" | approveDataRequest | group-unknown
            platform-data-request.bpmn | camunda:candidateGroups="unitHead" | camunda:candidateGroups="officer" | approveDataRequest | group-too-low
            platform-data-request.bpmn | camunda:candidateGroups="unitHead" | | approveDataRequest | no-group
            platform-data-request.bpmn | camunda:dueDate="${taskDue.inWorkingDays(1)}" | | approveDataRequest | no-due-date
            platform-data-request.bpmn | camunda:dueDate="${taskDue.inWorkingDays(1)}" | camunda:dueDate="15天" | approveDataRequest | no-due-date
            platform-data-request.bpmn | camunda:dueDate="${taskDue.inWorkingDays(1)}" | camunda:dueDate="${taskDue.inWorkDays(1)}" | approveDataRequest | expression-method
            platform-data-request.bpmn | camunda:dueDate="${taskDue.inWorkingDays(1)}" | camunda:dueDate="${taskDue.inWorkingDays()}" | approveDataRequest | expression-method
            platform-data-request.bpmn | camunda:delegateExpression="${classifyDataset}" | camunda:class="org.redshield.Classify" | classifyDataset | class
            platform-data-request.bpmn | camunda:delegateExpression="${classifyDataset}" | camunda:class="org.redshield.Classify" | classifyDataset | no-step
            platform-data-request.bpmn | "${classifyDataset}" | "${classifyDatset}" | classifyDataset | step-unknown
            platform-data-request.bpmn | "${classifyDataset}" | "${classifyDataset.now()}" | classifyDataset | expression-bean
            platform-data-request.bpmn | "${classifyDataset}" | "${recordReply}" | classifyDataset | step-of-another-process
            platform-data-request.bpmn | camunda:asyncBefore="true" camunda:delegateExpression="${submitDataRequest}" | camunda:delegateExpression="${submitDataRequest}" | submitDataRequest | outward-without-async
            platform-data-request.bpmn | ${retryIntervals.platform} | R3/PT1M | submitDataRequest | no-retries
            platform-data-request.bpmn | camunda:asyncAfter="true" messageRef="platformAnswer" | messageRef="platformAnswer" | awaitAnswer | message-without-async
            platform-data-request.bpmn | name="LiaisonAnswer" | name="LiaisonAnswered" | liaisonAnswer | message-without-sender
            platform-data-request.bpmn | messageRef="platformAnswer" | | platformAnswer | message-without-receiver
            platform-data-request.bpmn | messageRef="platformAnswer" | | awaitAnswer | waits-for-nothing
            platform-data-request.bpmn | messageRef="platformAnswer" | | platformDataRequest | message-unreceived
            platform-data-request.bpmn | ${answerDueAt}</bpmn:timeDate> | 15天</bpmn:timeDate> | answerOverdue | timer-literal
            platform-data-request.bpmn | ${answerDueAt}</bpmn:timeDate> | ${taskDue.inWorkingDays(3)}</bpmn:timeDate> | answerOverdue | timer-literal
            platform-data-request.bpmn | ${answerDueAt}</bpmn:timeDate> | ${dataRequestId}</bpmn:timeDate> | answerOverdue | timer-without-clock
            case-deadline.bpmn | <bpmn:timeDate xsi:type="bpmn:tFormalExpression">${caseDueAt}</bpmn:timeDate> | <bpmn:timeDuration>P15D</bpmn:timeDuration> | caseDeadlineOverdue | timer-literal
            case-deadline.bpmn | attachedToRef="watchDeadline" cancelActivity="false" | attachedToRef="watchDeadline" | caseDeadlineOverdue | event-cancels
            case-deadline.bpmn | sourceRef="caseHalfway" targetRef="remindCaseDeadline" | sourceRef="caseHalfway" targetRef="reminderNoted" | caseHalfway | timer-reaches-nobody
            case-deadline.bpmn | camunda:dueDate="${caseDueAt}" | camunda:dueDate="${caseDeadlineId}" | followDeadline | due-without-clock
            platform-data-request.bpmn | ${approver == 'BARRED'} | ${aprover == 'BARRED'} | flow003 | expression-variable
            platform-data-request.bpmn | ${approver == 'BARRED'} | approver == 'BARRED' | flow003 | condition-form
            platform-data-request.bpmn | ${approver == 'BARRED'} | ${dataRequestId == 'BARRED'} | flow003 | condition-reads
            platform-data-request.bpmn | ${approver == 'BARRED'} | ${appealed} | flow003 | condition-reads
            platform-data-request.bpmn | ${decision == 'decline'} | ${decision == 'refuse'} | approveDataRequest | decision-without-way
            platform-data-request.bpmn | ${decision == 'decline'} | ${decision == 'refuse'} | approveDataRequest | decision-not-offered
            transfer-handling.bpmn | decision == 'giveBack' | decision == 'goBack' | reviewTransfer | decision-without-way
            transfer-handling.bpmn | decision == 'giveBack' | decision == 'goBack' | reviewTransfer | decision-not-offered
            platform-data-request.bpmn | id="whichTier" name | id="whichTier" default="flow003" name | whichTier | default-flow
            platform-data-request.bpmn | value="反馈" | value="其他" | platformDataRequest | phases
            assistance.bpmn | camunda:calledElementBinding="deployment" | camunda:calledElementBinding="latest" | requestDirectData | call-binding
            assistance.bpmn | calledElement="platformDataRequest" | calledElement="dataRequest" | requestDirectData | call-missing
            assistance.bpmn | <camunda:in businessKey="#{execution.processBusinessKey}" /> | | requestDirectData | call-without-case
            assistance.bpmn | <camunda:in source="dataRequestId" target="dataRequestId" /> | <camunda:in variables="all" /> | requestDirectData | call-with-all
            assistance.bpmn | <camunda:inputParameter name="decision" /> | <camunda:inputParameter name="note" /> | superviseOverdueReply | decision-beside
            assistance.bpmn | ${!complete} | ${!published} | flow005 | condition-reads
            assistance.bpmn | camunda:assignee="${raisedBy}" | camunda:assignee="${leadOfficer}" | followRequest | variable-undeclared
            assistance.bpmn | attachedToRef="awaitReply" cancelActivity="false" | attachedToRef="awaitReply" | replyOverdue | event-cancels
            assistance-handling.bpmn | id="confirmationExpired" name="逾期未确认" attachedToRef="awaitConfirmation" | id="confirmationExpired" name="逾期未确认" attachedToRef="awaitConfirmation" cancelActivity="false" | confirmationExpired | event-goes-on
            assistance.bpmn | <bpmn:receiveTask id="awaitReply" name="等待复函" camunda:asyncAfter="true" messageRef="answerLetter"> | <bpmn:receiveTask id="awaitReply" name="等待复函" camunda:asyncAfter="true" messageRef="dispositionReport"> | awaitReply | message-elsewhere
            case-transfer.bpmn | messageRef="transferSigned" | messageRef="transferAnswer" | awaitSigning | message-elsewhere
            joint-campaign.bpmn | name="部署单位提前结束" attachedToRef="conductCampaign" cancelActivity="true" | name="部署单位提前结束" attachedToRef="conductCampaign" cancelActivity="false" | campaignEndedFromAbove | event-goes-on
            assistance.bpmn | name="审批协查请求" camunda:formRef="approveRequest" camunda:formRefBinding="deployment" camunda:candidateGroups="unitHead" camunda:dueDate="${taskDue.inWorkingDays(1)}" | name="审批协查请求" camunda:formRef="approveRequest" camunda:formRefBinding="deployment" camunda:candidateGroups="unitHead" camunda:dueDate="${replyDueAt}" | approveRequest | date-unset
            jurisdiction-dispute.bpmn | sourceRef="isDesignationApproved" targetRef="designateJurisdiction" | sourceRef="isDesignationApproved" targetRef="approveDesignation" | approveDesignation | return-nowhere
            merchant-disposition.bpmn | sourceRef="isDispositionApproved" targetRef="draftDisposition" | sourceRef="isDispositionApproved" targetRef="dispositionDeclined" | approveDisposition | return-nowhere
            merchant-disposition.bpmn | sourceRef="isPublicityFound" targetRef="reportDisposition" | sourceRef="isPublicityFound" targetRef="checkPublicity" | isPublicityFound | no-difference
            merchant-disposition.bpmn | sourceRef="awaitResult" targetRef="recordResult" | sourceRef="awaitResult" targetRef="submitTarget" | awaitResult | round
            merchant-disposition.bpmn | name="退回" sourceRef="isDispositionApproved" | name="同意" sourceRef="isDispositionApproved" | flow005 | arrow-words
            merchant-disposition.bpmn | ${decision == 'approve' &amp;&amp; !declined} | ${decision == 'approve' &amp;&amp; declined == true} | flow006 | arrow-words
            clue-verification.bpmn | ${linked} | ${linked == false} | flow002 | arrow-words
            case-transfer.bpmn | ${settlement == 'SENDER'} | ${settlement == 'RECEIVER'} | flow055 | arrow-words
            assistance.bpmn | ${agreementDueAt}</bpmn:timeDate> | ${replyDueAt}</bpmn:timeDate> | agreementOverdue | timer-undeclared
            assistance.bpmn | "agreementOverdue" | "agreementLate" | assistanceRequest | timer-missing
            assistance-handling.bpmn | name="RequestLetter" | name="ReplyLetter" | letterArrives | start-by-message
            assistance.bpmn | camunda:formRef="raiseRequest" | camunda:asyncAfter="true" | raiseRequest | start-by-persons
            assistance.bpmn | calledElement="platformDataRequest" | calledElement="liaisonHandling" | dataRequestStarts | start-by-call
            assistance-handling.bpmn | "assistanceHandling" name | "assistanceHandled" name | assistanceHandled | process-unknown
            assistance.bpmn | "followRequest" | "watchRequest" | assistanceRequest | task-missing
            assistance.bpmn | camunda:elementVariable="dataRequestId" | camunda:elementVariable="one" | requestDirectData | variable-undeclared
            assistance.bpmn | "${checkCompleteness}" | "${prepareDirectData}" | isComplete | variable-unset
            assistance-handling.bpmn | camunda:delegateExpression="${registerArrival}" | camunda:delegateExpression="${prepareDataRequests}" | acknowledgementOverdue | variable-unset
            platform-data-request.bpmn | "${classifyDataset}" | "${recordAnswer}" | whichTier | variable-unset
            merchant-disposition.bpmn | "${issueDispositionLetter}" | "${takeOverRequest}" | executionOverdue | variable-unset
            platform-data-request.bpmn | <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${decision == 'decline'}</bpmn:conditionExpression> | | flow006 | way-without-condition
            deadlines.dmn | <text>"TESTING"</text> | <text>"TESTING,HEARING"</text> | seizureRule | table
            deadlines.dmn | <output id="stopEventsOutput" label="中止事由" name="stopEvents" typeRef="string" /> | | deadlineRule | table
            deadlines.dmn | "310105","330110" | "310150","330110" | agreementReplyRule | table
            deadlines.dmn | decision id="deadlineRule" | decision id="deadlineRules" | deadlineRules | decision-unread
            deadlines.dmn | name="lengthFrom" | name="length" | deadlineRule | table
            deadlines.dmn | <text>15</text> | <text>16</text> | statutoryReplyRule | table
            deadlines.dmn | <text>15</text> | <text>if true then 3 else 5</text> | statutoryReplyRule | table
            deadlines.dmn | <text>15</text> | <text>${true}</text> | statutoryReplyRule_amount | table-expression
            clue-verification.bpmn | name="核查线索" | | verifyClue | no-name
            case-handling.bpmn | ${matter == 'EXTEND'} | ${mater == 'EXTEND'} | flow030 | expression-variable
            case-handling.bpmn | ${matter == 'EXTEND'} | ${matter == 'EXTENDED'} | flow030 | way-never
            case-handling.bpmn | ${matter == 'DECIDE'} | ${matter == 'decide'} | flow004 | way-never
            case-handling.bpmn | ${matter == 'DECIDE'} | ${matter == 'TERMINATE'} | flow005 | decision-two-ways
            case-handling.bpmn | ${matter == 'DECIDE'} | ${matter} | flow004 | condition-no-question
            case-handling.bpmn | ${matter == 'DECIDE'} | ${matter == matter} | flow004 | way-always
            case-handling.bpmn | ${decision == 'approve'} | ${!(decision == 'approve')} | flow011 | decision-two-ways
            case-handling.bpmn | ${decision == 'return'} | ${decision == 'agree' and matter == 'EXTEND'} | flow026 | decision-two-ways
            case-handling.bpmn | ${decision == 'approve'} | ${decision == 'approve' and decision == 'refuse'} | flow029 | way-never
            case-handling.bpmn | >${matter == 'TERMINATE'}< | >matter == 'TERMINATE'< | flow005 | condition-form
            jurisdiction-dispute.bpmn | <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${decision == 'return'}</bpmn:conditionExpression> | | flow009 | way-without-condition
            case-handling.bpmn | <bpmn:sequenceFlow id="flow014" sourceRef="passCaseOn" targetRef="casePassedOn" /> | | passCaseOn | dead-end
            case-handling.bpmn | sourceRef="howInvestigationEnds" targetRef="passCaseOn" | sourceRef="howInvestigationEnds" targetRef="terminateCase" | passCaseOn | unreachable
            jurisdiction-dispute.bpmn | ${registerDispute} | ${registerDisput} | registerDispute | step-unknown
            case-transfer.bpmn | camunda:delegateExpression="${recordTransferDelivery}" | camunda:expression="${transfers.delivered(transferId)}" | recordTransferDelivery | expression-attribute
            clue-verification.bpmn | camunda:delegateExpression="${sendMaterialsNotice}" | camunda:class="org.redshield.Notice" | sendMaterialsNotice | class
            case-transfer.bpmn | camunda:formRef="completeTransfer" | camunda:formRef="completTransfer" | completeTransfer | form-of-another-name
            jurisdiction-dispute.bpmn | "designationSupervised" | "jurisdictionDesignated" | jurisdictionDesignated | id-twice
            jurisdiction-dispute.bpmn | ${designationDueAt}</bpmn:timeDate> | 2026-12-31T00:00:00</bpmn:timeDate> | designationOverdue | timer-literal
            case-handling.bpmn | camunda:dueDate="${handleDueAt}" | camunda:dueDate="90天" | conductCase | no-due-date
            jurisdiction-dispute.bpmn | sourceRef="isDesignationApproved" targetRef="designateJurisdiction" | sourceRef="isDesignationApproved" targetRef="isDesignationApproved" | isDesignationApproved | circle
            case-handling.bpmn | sourceRef="orderDisposition" targetRef="conductCase" | sourceRef="orderDisposition" targetRef="whatMayBeDone" | whatMayBeDone | circle
            clue-verification.bpmn | camunda:candidateGroups="bureauHead" | camunda:candidateGroups="burauHead" | decideFiling | group-unknown
            clue-verification.bpmn | camunda:candidateGroups="bureauHead" | camunda:candidateGroups="unitHead" | decideFiling | group-too-low
            case-transfer.bpmn | name="TransferSigned" | name="TransferSign" | transferSigned | message-without-sender
            clue-verification.bpmn | calledElement="platformDataRequest" | calledElement="clueVerification" | requestClueData | call-starts-otherwise
            clue-verification.bpmn | <camunda:in source="dataRequestId" target="dataRequestId" /> | | requestClueData | call-without-subject
            clue-verification.bpmn | camunda:elementVariable="dataRequestId" | | requestClueData | loop-incomplete
            clue-verification.bpmn | camunda:collection="${dataRequests.pending(clueId, execution.tenantId)}" | | requestClueData | loop-incomplete
            clue-verification.bpmn | ${taskDue.inWorkingDays(15)} | ${taskDue.inWorkingDays('15')} | resumeVerification | expression-method
            clue-verification.bpmn | ${taskDue.inWorkingDays(15)} | ${taskDue.inWorkingDays(15000000000)} | resumeVerification | expression-method
            clue-verification.bpmn | "${taskDue.inWorkingDays(15)}" | "${taskDue.inWorkingDays(15)} " | resumeVerification | expression-form
            jurisdiction.dmn | "advertiserPlace"</text> | "advertizerPlace"</text> | selfPublishedAdRule | table
            jurisdiction.dmn | decision id="jurisdiction" | decision id="jurisdictionRules" | jurisdictionRules | decision-unread
            jurisdiction.dmn | name="place" typeRef="string" | name="location" typeRef="string" | jurisdiction | table
            jurisdiction.dmn | <text>"ADVERTISING"</text> | <text>not("OTHER")</text> | selfPublishedAdRule | table
            """)
    void theRulesFindWhoBreaksThem(String file, String intact, String broken, String element, String code) {
        assertThat(changed("processes/" + file, intact, broken))
                .filteredOn(finding ->
                        finding.code().equals(code) && finding.element().equals(element))
                .hasSizeGreaterThanOrEqualTo(1)
                .allSatisfy(finding -> {
                    assertThat(finding.sentence()).matches("(?s).*\\p{IsHan}.*").doesNotContainPattern("\\{\\d");
                    assertThat(finding.remedy()).endsWith("。");
                });
    }

    @ParameterizedTest(name = "{2} at {3}")
    @CsvSource(delimiter = '|', textBlock = """
            "id" : "approveReply" | "id" : "approveAnswer" | approveAnswer | form-without-task
            "schemaVersion" : 16 | "schemaVersion" : 15 | approveReply | form-schema
            "schemaVersion" : 16 | "schemaVersion" : 20 | approveReply | form-schema
            {{summary}} | 请审批 | approveReply | form-summary
            "key" : "decision" | "key" : "outcome" | approveReply | form-decision
            "label" : "审批结论" | "label" : "Decision" | decision | field-label
            "label" : "退回重新核查" | "label" : "Return" | decision | option-label
            "value" : "return" | "value" : "back" | decision | decision-unknown
            "maxLength" : 1000 | "minLength" : 1 | reason | field-length
            "validate" : { "maxLength" : 1000 } | "validate" : { "required" : true, "maxLength" : 9 }, "conditional" : { "hide" : "=decision = 1" } | reason | field-hidden
            "validate" : { "maxLength" : 1000 } | "validate" : { "maxLength" : 9 }, "conditional" : { "hide" : "=decision = " } | reason | field-feel
            "type" : "textarea" | "type" : "iframe" | reason | field-type
            "columns" : 16 | "columns" : 17 | reason | field-wide
            "schemaVersion" : 16 | "schemaVersion" | | form-unreadable
            "key" : "reason" | "key" : "requestId" | reason | field-variable
            "key" : "reason" | "key" : "replyDueAt" | reason | field-variable
            "key" : "reason" | "key" : "execution" | reason | field-reserved
            "key" : "reason" | "key" : "taskDue" | reason | field-reserved
            "key" : "reason" | "key" : "sendReply" | reason | field-reserved
            "key" : "reason" | "key" : "decision" | reason | field-key-twice
            """)
    void theFormRulesFindWhoBreaksThem(String intact, String broken, String element, String code) {
        String file = "forms/approveReply.form";
        String form = compact(text(file).replaceAll("\\n\\s*", " "));
        assertThat(form).contains(compact(intact));
        assertThat(with(file, form.replace(compact(intact), compact(broken))))
                .anyMatch(finding -> finding.file().equals("forms/approveReply.form")
                        && finding.code().equals(code)
                        && finding.element().equals(element == null ? "" : element));
    }

    @ParameterizedTest(name = "{2} at {1}")
    @CsvSource(delimiter = '|', textBlock = """
            <bpmn:scriptTask id="countRows" name="计数" scriptFormat="groovy"><bpmn:script>1</bpmn:script></bpmn:scriptTask> | countRows | script
            <bpmn:serviceTask id="run" name="运行" camunda:class="x.Y"/> | run | class
            <bpmn:serviceTask id="run" name="运行" xmlns:activiti="http://activiti.org/bpmn" activiti:class="x.Y"/> | run | class
            <bpmn:serviceTask id="run" name="运行" camunda:expression="${dataRequests.withdrawAll('a','b','c')}"/> | run | expression-method
            <bpmn:serviceTask id="run" name="运行" camunda:type="external" camunda:topic="x"/> | run | connector
            <bpmn:businessRuleTask id="run" name="运行"/> | run | rule-task
            <bpmn:task id="run" name="运行"><bpmn:extensionElements><camunda:executionListener event="start" expression="${x}"/></bpmn:extensionElements></bpmn:task> | run | listener
            <bpmn:task id="run" name="运行"><bpmn:extensionElements><camunda:connector/></bpmn:extensionElements></bpmn:task> | run | connector
            <bpmn:userTask id="run" name="${''.getClass()}"/> | run | expression-grammar
            <bpmn:userTask id="run" name="${execution.getClass()}"/> | run | expression-bean
            <bpmn:userTask id="run" name="${dataRequests.class}"/> | run | expression-property
            <bpmn:userTask id="run" name="${decision.bytes[0]}"/> | run | expression-grammar
            <bpmn:userTask id="run" name="#{decision}"/> | run | expression-form
            <bpmn:task id="run" name="运行"/> | run | task-without-work
            <bpmn:task id="run" name="运行"/> | run | unreachable
            <bpmn:task id="run" name="运行"/> | run | dead-end
            <bpmn:task id="run" name="运行"/> | run | not-drawn
            <bpmn:transaction id="run" name="运行"/> | run | element-unknown
            <bpmn:task id="run" name="运行" camunda:jobPriority="1"/> | run | attribute-unknown
            <bpmn:task id="awaitLiaison" name="运行"/> | awaitLiaison | id-twice
            """)
    void whatIsNotInTheGrammarIsFound(String added, String element, String code) {
        String task = "<bpmn:receiveTask id=\"awaitLiaison\"";
        assertThat(changed("processes/platform-data-request.bpmn", task, added + task))
                .anyMatch(finding ->
                        finding.code().equals(code) && finding.element().equals(element));
    }

    @Test
    @DisplayName("what today's editors write of a group and into a form is taken, a group that is not there is told")
    void whatEditorsWrite() {
        String process = "processes/platform-data-request.bpmn";
        String xml = text(process);
        String value = xml.replaceAll("(?s).*<bpmn:categoryValue id=\"(\\w+)\".*", "$1");
        int place = xml.indexOf("<bpmn:incoming>", xml.indexOf("<bpmn:receiveTask id=\"awaitLiaison\""));
        String grouped =
                xml.substring(0, place) + "<bpmn:categoryValueRef>%s</bpmn:categoryValueRef>" + xml.substring(place);
        List<Finding> untouched = with(process, xml);
        assertThat(with(process, grouped.formatted(value))).isEqualTo(untouched);
        assertThat(with(process, grouped.formatted("gone")))
                .filteredOn(finding -> !untouched.contains(finding))
                .singleElement()
                .matches(finding ->
                        finding.code().equals("reference") && finding.element().equals("awaitLiaison"));
        String form = "forms/approveReply.form";
        assertThat(with(form, text(form).replaceFirst("\"schemaVersion\": *16", "\"schemaVersion\": 19")))
                .isEqualTo(with(form, text(form)));
    }

    @Test
    @DisplayName("a timer without a time is named by its id alone")
    void timerWithoutTime() {
        assertThat(changed(
                        "processes/transfer-handling.bpmn", "${acknowledgeDueAt}</bpmn:timeDate>", "</bpmn:timeDate>"))
                .filteredOn(finding -> finding.code().equals("timer-undeclared"))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains("（signingOverdue）");
    }

    @Test
    @DisplayName("nothing gets in by a document type, an entity or a file of another kind")
    void closedKinds() {
        String file = "processes/supervision.bpmn";
        String xml = text(file);
        String declaration = "<!DOCTYPE definitions [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
        assertThat(HouseOnPaper.findings(Map.of(
                        "a.bpmn",
                                xml.replaceFirst("<bpmn:def", declaration + "<bpmn:def")
                                        .getBytes(StandardCharsets.UTF_8),
                        "b.groovy", new byte[0],
                        "c.bpmn", xml.substring(0, 900).getBytes(StandardCharsets.UTF_8))))
                .extracting(finding -> finding.file() + " " + finding.code())
                .contains("a.bpmn doctype", "b.groovy file-kind", "c.bpmn not-xml");
    }

    @Test
    @DisplayName("a circle in which nothing waits is found, one with a task is none")
    void circles() {
        String process = """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                  <process id="supervisionOrder" isExecutable="true">
                    <startEvent id="begin"/>
                    <exclusiveGateway id="again"/>
                    %s
                    <endEvent id="done"/>
                    <sequenceFlow id="f1" sourceRef="begin" targetRef="again"/>
                    <sequenceFlow id="f2" sourceRef="again" targetRef="%s"/>
                    <sequenceFlow id="f3" sourceRef="again" targetRef="done"/>
                    <sequenceFlow id="f4" sourceRef="%s" targetRef="again"/>
                  </process>
                </definitions>
                """;
        assertThat(codes(process.formatted("", "again", "begin"), "again")).contains("circle", "way-without-condition");
        String delegate = "<serviceTask id=\"work\" camunda:asyncBefore=\"true\" camunda:delegateExpression=\"${x}\"/>";
        assertThat(codes(process.formatted(delegate, "work", "work"), "again")).contains("circle");
        assertThat(codes(process.formatted("<userTask id=\"work\"/>", "work", "work"), "again"))
                .doesNotContain("circle");
    }

    private static List<String> codes(String process, String element) {
        return HouseOnPaper.findings(Map.of("x.bpmn", process.getBytes(StandardCharsets.UTF_8))).stream()
                .filter(finding ->
                        finding.code().startsWith("way") || finding.element().equals(element))
                .map(Finding::code)
                .toList();
    }

    @Test
    @DisplayName("overlaps, crossings, lines through shapes and too large pages are hints")
    void findsBadLayout() {
        String file = "processes/platform-data-request.bpmn";
        String xml = text(file);
        assertThat(hints(file, move(xml, "submitDataRequest", "awaitAnswer"))).contains("layout-overlap");
        assertThat(hints(
                        file,
                        xml.replaceFirst(
                                "(bpmnElement=\"submissionMessage\">\\s*<di:waypoint [^>]*>\\s*<di:waypoint x=)\"\\d+\"",
                                "$1\"1500\"")))
                .contains("layout-cross");
        assertThat(hints(file, move(xml, "recordAnswerOverdue", "isDataApproved")))
                .contains("layout-through");
        assertThat(hints(file, xml.replaceFirst("width=\"1710\"", "width=\"3660\"")))
                .contains("layout-page");
    }

    private static List<String> hints(String file, String content) {
        return with(file, content).stream()
                .filter(finding -> finding.severity() == Finding.Severity.HINT)
                .map(Finding::code)
                .toList();
    }

    /** Draws one element where another one is. */
    private static String move(String xml, String element, String where) {
        String bounds = "bpmnElement=\"%s\"[^>]*>\\s*<dc:Bounds (x=\"\\d+\" y=\"\\d+\")";
        var target = Pattern.compile(bounds.formatted(where)).matcher(xml);
        var source = Pattern.compile(bounds.formatted(element)).matcher(xml);
        assertThat(target.find() && source.find()).isTrue();
        return xml.substring(0, source.start(1)) + target.group(1) + xml.substring(source.end(1));
    }

    private static List<Finding> changed(String file, String intact, String broken) {
        String text = text(file);
        assertThat(text).contains(intact);
        return with(file, text.replace(intact, broken == null ? "" : broken));
    }

    private static List<Finding> with(String file, String content) {
        return HouseOnPaper.findings(Models.around(file, content));
    }

    private static String compact(String json) {
        return json.replaceAll("\\s*([:,{}\\[\\]])\\s*", "$1");
    }

    private static String text(String file) {
        return new String(FILES.get(file), StandardCharsets.UTF_8);
    }
}
