package org.redshield.bridge.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.CompositePermissionCheck;
import org.camunda.bpm.engine.impl.db.PermissionCheckBuilder;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;

/** The short question about grants is answered as the engine's own. */
class LeanAuthorizationManagerTest extends Scenario {

    @Autowired
    ProcessEngine engine;

    private record Asked(Resource resource, String id, Permission permission) {}

    @Test
    void isAnsweredAsTheEngineDoes() {
        List<String> groups = engine.getIdentityService().createGroupQuery().list().stream()
                .map(group -> group.getId())
                .toList();
        List<Asked> all = new ArrayList<>();
        List<String> definitions = new ArrayList<>(List.of("nobody's", Authorization.ANY));
        engine.getRepositoryService().createProcessDefinitionQuery().latestVersion().list().stream()
                .map(ProcessDefinition::getKey)
                .forEach(definitions::add);
        for (String key : definitions) {
            all.add(new Asked(Resources.PROCESS_DEFINITION, key, Permissions.TASK_WORK));
            all.add(new Asked(Resources.PROCESS_DEFINITION, key, Permissions.UPDATE_TASK));
            all.add(new Asked(Resources.PROCESS_DEFINITION, key, ProcessDefinitionPermissions.READ_TASK));
            all.add(new Asked(Resources.PROCESS_DEFINITION, key, Permissions.CREATE_INSTANCE));
        }
        all.add(new Asked(Resources.TASK, "some task", Permissions.TASK_WORK));
        all.add(new Asked(Resources.DEPLOYMENT, "some deployment", Permissions.READ));
        all.add(new Asked(Resources.APPLICATION, "tasklist", Permissions.ACCESS));
        List<List<String>> people = new ArrayList<>(List.of(List.of(), List.of("officer", "unitHead")));
        groups.forEach(group -> people.add(List.of(group)));

        var asked = new Object() {
            int granted;
            int refused;
        };
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(command -> {
                    AuthorizationManager lean = command.getAuthorizationManager();
                    assertThat(lean).isInstanceOf(LeanAuthorizationManager.class);
                    AuthorizationManager own = new AuthorizationManager();
                    for (List<String> mine : people) {
                        for (int n = 0; n < all.size(); n++) {
                            // Alone, and with another of which one is enough.
                            for (CompositePermissionCheck needed : List.of(
                                    either(all.get(n)), either(all.get(n), all.get((n * 7 + 3) % all.size())))) {
                                boolean granted = own.isAuthorized("somebody", mine, needed);
                                assertThat(lean.isAuthorized("somebody", mine, needed))
                                        .as("%s: %s", mine, all.get(n))
                                        .isEqualTo(granted);
                                if (granted) {
                                    asked.granted++;
                                } else {
                                    asked.refused++;
                                }
                            }
                        }
                    }
                    return null;
                });
        assertThat(asked.granted).isGreaterThan(50);
        assertThat(asked.refused).isGreaterThan(50);
    }

    private static CompositePermissionCheck either(Asked... some) {
        PermissionCheckBuilder builder = new PermissionCheckBuilder().disjunctive();
        for (Asked one : some) {
            builder.atomicCheckForResourceId(one.resource(), one.id(), one.permission());
        }
        return builder.build();
    }
}
