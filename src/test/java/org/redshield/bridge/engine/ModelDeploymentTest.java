package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.DeployCmd;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.support.Thorough;
import org.springframework.beans.factory.annotation.Autowired;

/** Models are code: only the modeler deploys, and what he or an earlier version deployed reaches steps and nothing behind. */
class ModelDeploymentTest extends Scenario {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ProcessMessages messages;

    @Autowired
    private ProcessEngine engine;

    @AfterEach
    void undeploy() {
        repository
                .createDeploymentQuery()
                .deploymentName("intruder.bpmn")
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
        System.clearProperty("bridge.test.script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "officer310105",
                "unithead310105",
                "bureauhead310105",
                "chiefhead310105",
                "reviewer310105",
                "supervisor310105",
                "liaisontaobao",
                "operator",
                "auditor"
            })
    void isClosedToEverybodyButTheModeler(String user) throws Exception {
        long before = repository.createDeploymentQuery().count();
        assertThat(deploy(user, model("<task id=\"nothing\"/>"))).isEqualTo(403);
        if (!user.equals("operator") && !user.equals("auditor")) {
            assertThat(Browser.signedIn(as(null).base(), user)
                            .deploy(
                                    "/camunda/api/engine/engine/default/deployment/create",
                                    "intruder.bpmn",
                                    model("<task id=\"nothing\"/>"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"juel", "javascript", "groovy", "feel", "beanshell"})
    void aScriptDoesNotRun(String language) throws Exception {
        String script = model("""
                <scriptTask id="script" scriptFormat="%s"><script>1 + 1</script></scriptTask>
                """.formatted(language));
        assertThat(deploy("modeler", script)).isEqualTo(400);
        withoutGate(script);
        assertThatThrownBy(this::start).hasStackTraceContaining("scripting engine");
    }

    private static final List<String> REACHING = Thorough.some(
            5,
            List.of(
                    "dataSource.toString()",
                    "jdbcClient.toString()",
                    "identityService.toString()",
                    "repositoryService.toString()",
                    "environment.toString()",
                    "systemProperties.toString()",
                    "letters.toString()",
                    "checkCompleteness.toString()",
                    "''.getClass()",
                    "execution.getClass()",
                    "execution.processEngineServices",
                    "execution.variables",
                    "taskDue.class",
                    "taskDue.getClass()",
                    "dataRequests.withdrawAll('310105-2026-888888-R1', '330110', 'x')"),
            "reaching");

    @ParameterizedTest
    @FieldSource("REACHING")
    void anExpressionReachesNothingElse(String expression) throws Exception {
        String model = model("<serviceTask id=\"reach\" camunda:expression=\"${%s}\"/>".formatted(expression));
        assertThat(deploy("modeler", model)).isEqualTo(400);
        withoutGate(model);
        assertThatThrownBy(this::start)
                .satisfiesAnyOf(
                        fault -> assertThat(fault).hasStackTraceContaining("Unknown property used in expression"),
                        fault -> assertThat(fault).hasStackTraceContaining("Unknown method used in expression"));
    }

    @Test
    void anExpressionReachesWhatModelsNeed() throws Exception {
        for (String expression : List.of(
                "taskDue.inWorkingDays(1)",
                "retryIntervals.own",
                "execution.tenantId",
                "dataRequests.pending(execution.processBusinessKey, execution.tenantId)",
                "dispositions.openTargets('none') == null")) {
            withoutGate(model("<serviceTask id=\"reach\" camunda:expression=\"${%s}\"/>".formatted(expression)));
            start();
            undeploy();
        }
    }

    /** As if an earlier version of the house had let it in. */
    private void withoutGate(String content) {
        DeploymentBuilderImpl deployment = (DeploymentBuilderImpl)
                repository.createDeployment().name("intruder.bpmn").addString("intruder.bpmn", content);
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> new DeployCmd(deployment).execute(context));
    }

    private void start() {
        messages.start("310105", "IntruderArrives", "310105-2026-888888", Map.of());
    }

    private static String model(String element) {
        String id = element.replaceAll("(?s).*?id=\"(\\w+)\".*", "$1");
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                  <message id="m" name="IntruderArrives"/>
                  <process id="intruder" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="begin"><messageEventDefinition messageRef="m"/></startEvent>
                    <sequenceFlow id="f" sourceRef="begin" targetRef="%s"/>
                    %s
                  </process>
                </definitions>
                """.formatted(id, element);
    }

    private int deploy(String user, String content) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(as(null).base() + "/engine-rest/deployment/create"))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8)));
        return HttpClient.newHttpClient()
                .send(Browser.deployment(request, "intruder.bpmn", content).build(), BodyHandlers.ofString())
                .statusCode();
    }
}
