package org.redshield.bridge.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.ReadOnlyProcessDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.Resource;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ModelFiles;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a modeler deploys over HTTP: mistakes are named, attacks do not run, what lacks is completed, all is on record. */
class DeploymentGateTest extends Scenario {

    private static final String REMINDER = "supervision.bpmn";

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ProcessEngine engine;

    @AfterEach
    void undeploy() {
        repository
                .createDeploymentQuery()
                .deploymentName("by test")
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
        System.clearProperty("bridge.test.attack");
    }

    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            name="答复督办" | | answerReminder | 没有中文名称
            camunda:dueDate="${reminderDueAt}" | camunda:dueDate="${reminderDue}" | answerReminder | 没有这个变量或者步骤
            camunda:dueDate="${reminderDueAt}" | camunda:dueDate="15天" | answerReminder | 不是表达式
            camunda:dueDate="${reminderDueAt}" | camunda:dueDate="PT15D" | answerReminder | 不是表达式
            camunda:candidateGroups="unitHead" | camunda:candidateGroups="unithead" | answerReminder | 办理岗位“unithead”不存在
            "answerReminder" | "answerReminders" | answerReminders | 表单“answerReminders”不存在
            "answerReminder" | "answerReminders" | supervisionOrder | 不再有任务或者开始事件“answerReminder”
            id="reminderAnswered" name | id="reminderArrives" name | reminderArrives | 用了不止一次
            sourceRef="answerReminder" targetRef="reminderAnswered" | sourceRef="answerReminder" targetRef="answerReminder" | reminderAnswered | 永远到不了
            <bpmn:sequenceFlow id="flow002" sourceRef="answerReminder" targetRef="reminderAnswered" /> | | answerReminder | 没有出口
            <bpmn:endEvent id="reminderAnswered" | <bpmn:scriptTask id="reminderAnswered" scriptFormat="juel" | reminderAnswered | 脚本
            messageRef="supervisionOrderMessage" | | supervisionOrderMessage | 没有人接收
            name="SupervisionOrder" | name="SupervisionOrders" | supervisionOrderMessage | 没有人发送
            targetRef="reminderAnswered" /> | targetRef="nowhere" /> | flow002 | 不存在
            id="supervisionOrder" name | id="supervisionOrders" name | supervisionOrders | 没有登记流程
            """)
    void aMistakeIsNamedWithElementAndRemedy(String intact, String broken, String element, String sentence) {
        String model = ModelFiles.process("supervision");
        assertThat(model).contains(intact);
        String changed = model.replace(intact, broken == null ? "" : broken);
        if (changed.contains("scriptTask")) {
            changed = changed.replace("</bpmn:endEvent>", "</bpmn:scriptTask>");
        }
        refused(Map.of(REMINDER, changed), element, sentence);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            <bpmn:serviceTask id="added" name="加的" camunda:delegateExpression="${takeOverReqest}"/> | added | 不存在
            <bpmn:serviceTask id="added" name="加的" camunda:class="java.lang.Object"/> | added | 直接指定了 Java 类
            <bpmn:exclusiveGateway id="added" name="再来？"/> | added | 不停顿的循环
            <bpmn:exclusiveGateway id="added" name="再来？"/> | toItself | 没有条件
            <bpmn:serviceTask id="added" name="加的" camunda:asyncBefore="true" camunda:delegateExpression="${closeRequest}"/> | added | 不停顿的循环
            """)
    void whatIsAddedIsLookedAtToo(String node, String element, String sentence) {
        String model = ModelFiles.process("supervision")
                .replace(
                        "<bpmn:sequenceFlow id=\"flow002\" sourceRef=\"answerReminder\" targetRef=\"reminderAnswered\" />",
                        node + """
                        <bpmn:sequenceFlow id="flow002" sourceRef="answerReminder" targetRef="added" />
                        <bpmn:sequenceFlow id="toItself" name="再来" sourceRef="added" targetRef="added" />
                        <bpmn:sequenceFlow id="away" name="不再" sourceRef="added" targetRef="reminderAnswered">
                          <bpmn:conditionExpression>decision == 'answer'</bpmn:conditionExpression>
                        </bpmn:sequenceFlow>
                        """);
        refused(Map.of(REMINDER, model), element, sentence);
    }

    @Test
    void aDeploymentsNameFitsItsColumn() {
        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .name("n".repeat(300))
                        .addString("x.form", "{}")
                        .deploy())
                .hasMessageContaining("名称超过 255 个字");
    }

    @Test
    void aTimersExpressionDoesNotRunAtDeploymentAndTheAttemptIsOnRecord() {
        String attack = """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                  <process id="attack" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="begin"><timerEventDefinition><timeDate>${''.getClass().forName('java.lang.System')
                    .getMethod('setProperty', ''.getClass(), ''.getClass()).invoke(null, 'bridge.test.attack', 'x')}</timeDate>
                    </timerEventDefinition></startEvent>
                  </process>
                </definitions>
                """;
        long before = attempts("REFUSED");
        JsonNode findings = refused(Map.of("attack.bpmn", attack), "begin", "不合规则");
        assertThat(findings).isNotEmpty();
        assertThat(System.getProperty("bridge.test.attack")).isNull();
        Http.Answer webApplication = Browser.signedIn(as(null).base(), "modeler", "cockpit")
                .deploy("/camunda/api/engine/engine/default/deployment/create", "attack.bpmn", attack);
        assertThat(webApplication.status()).as(webApplication.text()).isEqualTo(400);
        assertThat(System.getProperty("bridge.test.attack")).isNull();

        assertThat(attempts("REFUSED")).isEqualTo(before + 2);
        Map<String, Object> row = jdbc.sql("""
                        select person, files ->> 'attack.bpmn' as hash, findings::text as findings, at
                          from deployment_record where state = 'REFUSED' order by at desc limit 1
                        """).query().singleRow();
        assertThat(row.get("person")).isEqualTo("modeler");
        assertThat((String) row.get("findings")).contains("\"element\": \"begin\"");
        assertThat((String) row.get("hash")).hasSize(64);
    }

    /** The gate refuses such a file; one that was deployed before there was a gate lies in the database. */
    @Test
    void whatAStoredModelNamesAsItsSchemaIsNotFetched() throws IOException {
        Set<String> fetched = ConcurrentHashMap.newKeySet();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            fetched.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        elsewhere.start();
        String deployment = repository
                .createDeployment()
                .name("by test")
                .addString("supervision.bpmn", ModelFiles.process("supervision"))
                .addString("deadlines.dmn", ModelFiles.table("deadlines"))
                .addString(
                        "answerReminder.form", ModelFiles.form("answerReminder").toString())
                .deploy()
                .getId();
        try {
            jdbc.sql("""
                            update act_ge_bytearray
                               set bytes_ = convert_to(regexp_replace(convert_from(bytes_, 'UTF8'), 'definitions ',
                                   'definitions xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:e="urn:e" e:x="" '
                                   || 'i:schemaLocation="urn:e http://localhost:' || ? || '/' || name_ || '" '), 'UTF8')
                             where deployment_id_ = ? and name_ not like '%.form'
                            """)
                    .params(String.valueOf(elsewhere.getAddress().getPort()), deployment)
                    .update();
            var cache = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getDeploymentCache();
            cache.discardProcessDefinitionCache();
            cache.discardDecisionDefinitionCache();
            ProcessDefinition process = newest("supervisionOrder");
            assertThat(process.getDeploymentId()).isEqualTo(deployment);
            assertThat(((ReadOnlyProcessDefinition)
                                    ((RepositoryServiceImpl) repository).getDeployedProcessDefinition(process.getId()))
                            .findActivity("answerReminder"))
                    .isNotNull();
            BpmnModelInstance model = repository.getBpmnModelInstance(process.getId());
            assertThat((Object) model.getModelElementById("answerReminder")).isNotNull();
            repository.getDmnModelInstance(repository
                    .createDecisionDefinitionQuery()
                    .deploymentId(deployment)
                    .singleResult()
                    .getId());
            assertThat(fetched).isEmpty();
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void aProcessAloneKeepsItsFormsItsCalledProcessesAndItsCallers() {
        Http.Answer answer = as("modeler").deploy(Map.of("my assistance.bpmn", ModelFiles.process("assistance")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(files(newest("assistanceRequest")))
                .contains("my assistance.bpmn", "processes/platform-data-request.bpmn", "forms/raiseRequest.form")
                .doesNotContain("processes/supervision.bpmn", "processes/deadlines.dmn");
        assertThat(newest("platformDataRequest").getDeploymentId())
                .isEqualTo(newest("assistanceRequest").getDeploymentId());
        assertThat(as("officer310105")
                        .get("/engine-rest/process-definition/key/assistanceRequest/deployed-start-form")
                        .status())
                .isEqualTo(200);

        assertThat(as("modeler")
                        .deploy(Map.of("platform.bpmn", ModelFiles.process("platform-data-request")))
                        .status())
                .isEqualTo(200);
        assertThat(newest("assistanceRequest").getDeploymentId())
                .isEqualTo(newest("platformDataRequest").getDeploymentId());
    }

    @Test
    void aFormAloneMakesNewVersionsOfTheProcessesThatUseIt() {
        ProcessDefinition before = newest("supervisionOrder");
        assertThat(as("modeler")
                        .deploy(Map.of(
                                "any name.form",
                                ModelFiles.form("answerReminder").toString()))
                        .status())
                .as("its file's name is a hint")
                .isEqualTo(400);
        Http.Answer answer = as("modeler")
                .deploy(Map.of(
                        "answerReminder.form", ModelFiles.form("answerReminder").toString()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        ProcessDefinition after = newest("supervisionOrder");
        assertThat(after.getVersion()).isEqualTo(before.getVersion() + 1);
        assertThat(files(after)).containsExactlyInAnyOrder("answerReminder.form", "processes/supervision.bpmn");
    }

    @Test
    void aSupersededVersionCannotBeStarted() {
        ProcessDefinition before = newest("caseDeadline");
        assertThat(as("modeler")
                        .deploy(Map.of("case-deadline.bpmn", ModelFiles.process("case-deadline")))
                        .status())
                .isEqualTo(200);
        Http.Answer answer = as("officer310105")
                .post(
                        "/engine-rest/process-definition/" + before.getId() + "/submit-form",
                        Map.of("variables", Map.of()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("已有新的版本");
    }

    @Test
    void aHintIsOverriddenWithAReasonOnRecord() {
        String model = ModelFiles.process("supervision")
                .replace("<dc:Bounds x=\"682\" y=\"332\"", "<dc:Bounds x=\"482\" y=\"332\"");
        refused(Map.of(REMINDER, model), "answerReminder", "重叠");
        refused(Map.of(REMINDER, model, "override.txt", "急"), "answerReminder", "重叠");
        Http.Answer answer = as("modeler").deploy(Map.of(REMINDER, model, "override.txt", "图下周再整理，先上线使用。"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(files(newest("supervisionOrder"))).doesNotContain("override.txt");
        assertThat(jdbc.sql("select reason from deployment_record where state = 'DEPLOYED' order by at desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("图下周再整理，先上线使用。");
        String worse = model.replace("name=\"答复督办\"", "");
        refused(Map.of(REMINDER, worse, "override.txt", "图下周再整理，先上线使用。"), "answerReminder", "没有中文名称");
    }

    @Test
    void aFormerVersionComesBackInOneCall() {
        ProcessDefinition first = newest("supervisionOrder");
        String changed = ModelFiles.process("supervision").replace("name=\"答复督办\"", "name=\"办理催办\"");
        assertThat(as("modeler").deploy(Map.of(REMINDER, changed)).status()).isEqualTo(200);
        assertThat(as("officer310105")
                        .post("/api/definitions/supervisionOrder/again", Map.of())
                        .status())
                .isEqualTo(403);
        Http.Answer answer = as("modeler").post("/api/definitions/supervisionOrder/again", Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        try {
            ProcessDefinition again = newest("supervisionOrder");
            assertThat(again.getVersion()).isEqualTo(first.getVersion() + 2);
            assertThat(repository
                            .getBpmnModelInstance(again.getId())
                            .getModelElementById("answerReminder")
                            .getAttributeValue("name"))
                    .isEqualTo("答复督办");
            assertThat(files(again)).contains("forms/answerReminder.form");
        } finally {
            repository.deleteDeployment(answer.json().path("deploymentId").asText(), true);
        }
    }

    @Test
    void aModelerReadsTablesAndCountsAndNoCase() {
        assertThat(as("modeler")
                        .get("/engine-rest/decision-definition?key=deadlineRule")
                        .json())
                .isNotEmpty();
        Http.Answer counts = as("modeler").get("/api/definitions");
        assertThat(counts.status()).isEqualTo(200);
        assertThat(counts.json().findValuesAsText("key")).contains("assistanceRequest");
        assertThat(as("modeler").get("/engine-rest/process-instance").json()).isEmpty();
        assertThat(as("officer310105").get("/api/definitions").status()).isEqualTo(403);
    }

    @Test
    void noOfficerApprovesWhateverTheModelSays() {
        String model = ModelFiles.process("assistance")
                .replace(
                        "camunda:formRef=\"approveRequest\" camunda:formRefBinding=\"deployment\" camunda:candidateGroups=\"unitHead\"",
                        "camunda:formRef=\"approveRequest\" camunda:formRefBinding=\"deployment\" camunda:candidateGroups=\"officer\"");
        refused(Map.of("assistance.bpmn", model), "approveRequest", "最低的批准人");
    }

    @Test
    void aStepThatIsTakenAwayIsAskedAbout() {
        String model = ModelFiles.process("assistance").replace("\"recordAgreementMissed\"", "\"noteAgreementMissed\"");
        refused(Map.of("assistance.bpmn", model), "recordAgreementMissed", "这次没有了");
    }

    /** The answer's findings, of which one speaks of the element. */
    private JsonNode refused(Map<String, String> files, String element, String sentence) {
        long before = repository.createDeploymentQuery().count();
        Http.Answer answer = as("modeler").deploy(new HashMap<>(files));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        JsonNode findings = answer.json().path("findings");
        assertThat(StreamSupport.stream(findings.spliterator(), false).toList())
                .as(answer.text())
                .anySatisfy(finding -> {
                    assertThat(finding.path("element").asText()).isEqualTo(element);
                    assertThat(finding.path("sentence").asText()).contains(sentence);
                    assertThat(finding.path("remedy").asText()).endsWith("。");
                });
        assertThat(answer.json().path("message").asText().lines()).hasSize(findings.size());
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
        return findings;
    }

    private long attempts(String state) {
        return jdbc.sql("select count(*) from deployment_record where state = ?")
                .param(state)
                .query(Long.class)
                .single();
    }

    private ProcessDefinition newest(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult();
    }

    private List<String> files(ProcessDefinition process) {
        return repository.getDeploymentResources(process.getDeploymentId()).stream()
                .map(Resource::getName)
                .toList();
    }
}
