package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The models keep the rules, and the rules find whoever breaks them. */
class ModelRulesTest {

    private static final Models MODELS = Models.read();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    @DisplayName("every model keeps the modelling rules")
    void modelsKeepTheRules() {
        assertThat(MODELS.processes()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(ModelRules.offenders(MODELS)).isEmpty();
    }

    @Test
    @DisplayName("every form keeps the rules for forms")
    void formsKeepTheRules() {
        assertThat(FormRules.offenders(MODELS.forms(), tasks(), starts())).isEmpty();
    }

    @Test
    @DisplayName("every diagram can be read")
    void diagramsCanBeRead() {
        assertThat(LayoutRules.offenders(MODELS)).isEmpty();
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
            platform-data-request.bpmn | isExecutable="true" | isExecutable="false" | process platformDataRequest “平台数据调取” is not executable
            platform-data-request.bpmn | camunda:versionTag="1.2.0" | | has no versionTag
            platform-data-request.bpmn | camunda:historyTimeToLive="P3650D" | | has no historyTimeToLive
            platform-data-request.bpmn | name="平台数据调取" | name="Data request" | process platformDataRequest “Data request” has no Chinese name
            platform-data-request.bpmn | "classifyDataset" | "Activity_0a1b2c3" | Activity_0a1b2c3 “定级并起算期限” needs an English lowerCamelCase id
            platform-data-request.bpmn | name="登记不予同意" | name="Record" | recordDataDeclined “Record” has no Chinese name
            platform-data-request.bpmn | name="答复结果？" | name="答复结果" | must be a question that ends with ？
            platform-data-request.bpmn | name="不可调取" | | has a way out to tierRefused without a Chinese name
            platform-data-request.bpmn | camunda:formRef="approveDataRequest" | camunda:formRef="approve" | needs the form of its own name, not approve
            platform-data-request.bpmn | camunda:formRefBinding="deployment" | camunda:formRefBinding="latest" | must bind its form to the deployment
            platform-data-request.bpmn | camunda:candidateGroups="unitHead" | camunda:candidateGroups="unitHead310105" | approveDataRequest “审批调取数据” needs exactly one candidate group
            platform-data-request.bpmn | camunda:dueDate="${taskDue.inWorkingDays(1)}" | | has no due date
            platform-data-request.bpmn | camunda:delegateExpression="${classifyDataset}" | camunda:class="org.redshield.Classify" | must not use camunda:class
            platform-data-request.bpmn | "${classifyDataset}" | "${classifyDataset.now()}" | must have a delegate expression ${bean}
            platform-data-request.bpmn | camunda:asyncBefore="true" camunda:delegateExpression="${submitDataRequest}" | camunda:delegateExpression="${submitDataRequest}" | submitDataRequest “提交平台” goes outwards and needs asyncBefore
            platform-data-request.bpmn | ${retryIntervals.platform} | R3/PT1M | submitDataRequest “提交平台” needs a retry cycle
            platform-data-request.bpmn | camunda:asyncAfter="true" messageRef="platformAnswer" | messageRef="platformAnswer" | awaitAnswer “等待平台答复” receives a message and needs asyncAfter
            platform-data-request.bpmn | name="LiaisonAnswer" | name="LiaisonAnswered" | liaisonAnswer “LiaisonAnswered” is a message that nobody sends
            platform-data-request.bpmn | ${answerDueAt}</bpmn:timeDate> | ${clock.plus(3)}</bpmn:timeDate> | must fire at the date of one variable
            platform-data-request.bpmn | ${answerDueAt}</bpmn:timeDate> | ${someDay}</bpmn:timeDate> | waits for ${someDay}, which is no clock
            case-deadline.bpmn | <bpmn:timeDate xsi:type="bpmn:tFormalExpression">${caseDueAt}</bpmn:timeDate> | <bpmn:timeDuration>P15D</bpmn:timeDuration> | caseDeadlineOverdue “期限已过” must fire at the date of one variable
            case-deadline.bpmn | attachedToRef="watchDeadline" cancelActivity="false" | attachedToRef="watchDeadline" | caseDeadlineOverdue “期限已过” cancels work
            case-deadline.bpmn | sourceRef="caseHalfway" targetRef="remindCaseDeadline" | sourceRef="caseHalfway" targetRef="reminderNoted" | caseHalfway “期限过半” reaches nobody
            case-deadline.bpmn | camunda:dueDate="${caseDueAt}" | camunda:dueDate="${inTime}" | is due at ${inTime}, which is no clock
            platform-data-request.bpmn | ${approver == 'BARRED'} | ${approver == 'BARRED' and amount gt 10} | reads amount; allowed are
            platform-data-request.bpmn | ${decision == 'decline'} | ${decision == 'refuse'} | offers decline, which no gateway reads
            platform-data-request.bpmn | ${decision == 'decline'} | ${decision == 'refuse'} | does not offer refuse, which a gateway behind it reads
            platform-data-request.bpmn | id="whichTier" name | id="whichTier" default="flow003" name | has a default flow
            platform-data-request.bpmn | value="反馈" | value="其他" | must show its phases as groups
            assistance.bpmn | camunda:calledElementBinding="deployment" | camunda:calledElementBinding="latest" | must call the process of its own deployment
            assistance.bpmn | calledElement="platformDataRequest" | calledElement="dataRequest" | calls dataRequest, which no model contains
            assistance.bpmn | <camunda:in businessKey="#{execution.processBusinessKey}" /> | | requestDirectData “直接向平台调取数据” must hand on the business key
            assistance.bpmn | <camunda:in source="dataRequestId" target="dataRequestId" /> | <camunda:in variables="all" /> | must name the variables that it hands on
            assistance.bpmn | <camunda:inputParameter name="decision" /> | <camunda:inputParameter name="note" /> | superviseOverdueReply “督办逾期协查” runs beside the main flow and must keep its decision to itself
            """)
    void theRulesFindWhoBreaksThem(String file, String intact, String broken, String sentence) throws IOException {
        String xml = Files.readString(Path.of("processes", file));
        assertThat(xml).contains(intact);
        String changed = xml.replace(intact, broken == null ? "" : broken);

        assertThat(ModelRules.offenders(file, model(changed), MODELS.forms(), Set.of("platformDataRequest")))
                .anyMatch(offender -> offender.startsWith(file + ": ") && offender.contains(sentence));
    }

    @Test
    @DisplayName("scripts, listeners and undrawn elements are found")
    void findsScriptsAndListeners() throws IOException {
        String xml = Files.readString(Path.of("processes", "platform-data-request.bpmn"));
        String task = "<bpmn:receiveTask id=\"awaitLiaison\"";
        String script = "<bpmn:scriptTask id=\"countRows\" name=\"计数\" scriptFormat=\"groovy\"><bpmn:extensionElements>"
                + "<camunda:executionListener event=\"start\" expression=\"${x}\" /></bpmn:extensionElements>"
                + "<bpmn:script>1</bpmn:script></bpmn:scriptTask>";
        List<String> offenders =
                ModelRules.offenders("broken.bpmn", model(xml.replace(task, script + task)), MODELS.forms(), Set.of());

        assertThat(offenders)
                .contains(
                        "broken.bpmn: scriptTask countRows “计数” is a script or rule task; only ${bean} delegates are"
                                + " allowed",
                        "broken.bpmn: contains a listener; work belongs in a task that one can see",
                        "broken.bpmn: scriptTask countRows “计数” is not drawn",
                        "broken.bpmn: scriptTask countRows “计数” can never be reached",
                        "broken.bpmn: scriptTask countRows “计数” leads nowhere");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            "id" : "approveReply" | "id" : "approveAnswer" | id and file name must be the same
            "schemaVersion" : 16 | "schemaVersion" : 18 | must have schema version 16
            {{summary}} | 请审批 | must begin with the text {{summary}}
            "key" : "decision" | "key" : "outcome" | must have one field decision
            "label" : "审批结论" | "label" : "Decision" | field decision has no Chinese label
            "label" : "退回重新核查" | "label" : "Return" | has an option return without a Chinese label
            "maxLength" : 1000 | "minLength" : 1 | field reason needs a maximal length
            "validate" : { "maxLength" : 1000 } | "validate" : { "required" : true, "maxLength" : 9 }, "conditional" : { "hide" : "=decision = 1" } | may be hidden and must not be required
            "columns" : 16 | "columns" : 17 | is wider than the form
            """)
    void theFormRulesFindWhoBreaksThem(String intact, String broken, String sentence) throws IOException {
        JsonNode form = MODELS.forms().get("approveReply.form");
        String json = form.toString();
        String compactIntact = compact(intact);
        assertThat(json).contains(compactIntact);
        Map<String, JsonNode> forms = new HashMap<>();
        forms.put("approveReply.form", JSON.readTree(json.replace(compactIntact, compact(broken))));

        assertThat(FormRules.offenders(forms, Set.of("approveReply", "approveAnswer"), Set.of()))
                .anyMatch(offender -> offender.startsWith("approveReply.form: ") && offender.contains(sentence));
    }

    @Test
    @DisplayName("a form that nobody shows is found")
    void findsOrphanedForms() {
        assertThat(FormRules.offenders(MODELS.forms(), tasks(), Set.of()))
                .contains("raiseRequest.form: no user task or start event has this name");
    }

    @Test
    @DisplayName("overlaps, crossings, lines through shapes and too large pages are found")
    void findsBadLayout() throws IOException {
        String xml = Files.readString(Path.of("processes", "platform-data-request.bpmn"));
        assertThat(LayoutRules.offenders("x.bpmn", model(move(xml, "submitDataRequest", "awaitAnswer"))))
                .contains("x.bpmn: submitDataRequest and awaitAnswer overlap");
        String slanted = xml.replaceFirst(
                "(bpmnElement=\"submissionMessage\">\\s*<di:waypoint [^>]*>\\s*<di:waypoint x=)\"\\d+\"", "$1\"1500\"");
        assertThat(LayoutRules.offenders("x.bpmn", model(slanted)))
                .contains("x.bpmn: flows submissionMessage and answerMessage cross");
        assertThat(LayoutRules.offenders("x.bpmn", model(move(xml, "recordAnswerOverdue", "isDataApproved"))))
                .anyMatch(offender -> offender.endsWith("runs through recordAnswerOverdue"));
        assertThat(LayoutRules.offenders("x.bpmn", model(xml.replaceFirst("width=\"1710\"", "width=\"3660\""))))
                .anyMatch(offender -> offender.contains("cannot be read on one A3 page"));
    }

    /** Draws one element where another one is. */
    private static String move(String xml, String element, String where) {
        String bounds = "bpmnElement=\"%s\"[^>]*>\\s*<dc:Bounds (x=\"\\d+\" y=\"\\d+\")";
        var target = java.util.regex.Pattern.compile(bounds.formatted(where)).matcher(xml);
        var source = java.util.regex.Pattern.compile(bounds.formatted(element)).matcher(xml);
        assertThat(target.find() && source.find()).isTrue();
        return xml.substring(0, source.start(1)) + target.group(1) + xml.substring(source.end(1));
    }

    private static String compact(String json) {
        return json.replace(" : ", ":").replace("{ ", "{").replace(" }", "}").replace(", ", ",");
    }

    private static BpmnModelInstance model(String xml) {
        return Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static Set<String> tasks() {
        return MODELS.processes().values().stream()
                .flatMap(model -> model.getModelElementsByType(UserTask.class).stream())
                .map(BaseElement::getId)
                .collect(Collectors.toSet());
    }

    private static Set<String> starts() {
        return MODELS.processes().values().stream()
                .flatMap(model -> model.getModelElementsByType(StartEvent.class).stream())
                .filter(start -> start.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "formRef") != null)
                .map(BaseElement::getId)
                .collect(Collectors.toSet());
    }
}
