package org.redshield.bridge.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.ReadOnlyProcessDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.engine.rule.Bundle;
import org.redshield.bridge.engine.rule.Findings;
import org.redshield.bridge.engine.rule.Rules;
import org.redshield.bridge.engine.rule.TableCheck;
import org.redshield.bridge.engine.rule.VocabularyOfBeans;
import org.redshield.bridge.support.HonestModels;
import org.redshield.bridge.support.HonestModels.Honest;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ModelFiles;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.support.Spellings;
import org.redshield.bridge.support.Spellings.Forbidden;
import org.redshield.bridge.support.Thorough;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** Some of what {@code SpellingsTest} tries by thousands, over the real door: a deployment says what the rules say, and nothing else. */
class DeploymentSpellingsTest extends Scenario {

    private static final String KEY = "jurisdictionDispute";
    private static final List<String> FORMS =
            List.of("designateJurisdiction", "approveDesignation", "superviseDesignation");

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private ConfigurableApplicationContext context;

    @Autowired
    private List<TableCheck> tables;

    @AfterEach
    void undeploy() {
        repository
                .createDeploymentQuery()
                .deploymentName("by test")
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    @DisplayName("the first spelling of each forbidden thing is refused, in the words of the rules")
    void forbidden() {
        long before = repository.createDeploymentQuery().count();
        for (Forbidden forbidden : Thorough.some(6, Spellings.FORBIDDEN, "deployed")) {
            Map<String, byte[]> files =
                    around(forbidden.file(), Spellings.of(forbidden, 1).get(0).content());
            Http.Answer answer = as("modeler").deployAsTheyAre(files);
            assertThat(answer.status()).as(forbidden + ": " + answer.text()).isEqualTo(400);
            // What else is said is of what the house has deployed and the gate brought along.
            assertThat(StreamSupport.stream(answer.json().path("findings").spliterator(), false)
                            .filter(finding -> finding.path("file").asText().equals(forbidden.file()))
                            .map(finding -> finding.path("element").asText() + " "
                                    + finding.path("sentence").asText())
                            .toList())
                    .as(forbidden.name())
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(said(files, forbidden.file()));
        }
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    /** What the rules of this house, asked by nobody's deployment, say to the same files. */
    private List<String> said(Map<String, byte[]> files, String file) {
        Findings findings = new Findings();
        new Rules(new VocabularyOfBeans(context.getBeanFactory()), () -> tables)
                .check(Bundle.read(files, findings), findings);
        return findings.all().stream()
                .filter(finding -> finding.file().equals(file))
                .map(finding -> finding.element() + " " + finding.sentence())
                .toList();
    }

    @Test
    @DisplayName("each kind of honest writing deploys, and the engine has what was meant")
    void honest() {
        for (HonestModels.Kind kind : Thorough.some(2, HonestModels.KINDS, "deployed")) {
            Honest honest = HonestModels.of(kind, Spellings.PROCESS);
            Http.Answer answer = as("modeler").deployAsTheyAre(around(Spellings.PROCESS, honest.content()));
            assertThat(answer.status()).as(kind + ": " + answer.text()).isEqualTo(200);
            ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                    .getDeploymentCache()
                    .discardProcessDefinitionCache();
            ProcessDefinition newest = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(KEY)
                    .latestVersion()
                    .singleResult();
            var task = ((ReadOnlyProcessDefinition)
                            ((RepositoryServiceImpl) repository).getDeployedProcessDefinition(newest.getId()))
                    .findActivity("approveDesignation");
            assertThat(task.getProperty("name")).as(kind.name()).isEqualTo("审批指定管辖");
            assertThat(repository.getProcessModel(newest.getId()))
                    .as("as Cockpit reads it: " + kind)
                    .asString(StandardCharsets.UTF_8)
                    .contains("userTask", "</");
        }
    }

    private static Map<String, byte[]> around(String file, byte[] content) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(file, content);
        if (file.equals(Spellings.PROCESS)) {
            FORMS.forEach(form ->
                    files.put(form + ".form", ModelFiles.form(form).toString().getBytes(StandardCharsets.UTF_8)));
        }
        return files;
    }
}
