package org.redshield.bridge.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The short question about grants is answered as the engine's own. */
class LeanAuthorizationManagerTest extends Scenario {

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

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

    /** Also where a person, a group and everybody have grants of any kind, beside revocations, which count for nothing. */
    @Test
    void whateverIsGrantedToWhomever() {
        Random random = new Random(20_261_128);
        List<String> ids = List.of(Authorization.ANY, "nobody's", "PaperLetter");
        List<Asked> kinds = List.of(
                new Asked(Resources.PROCESS_DEFINITION, "", Permissions.READ),
                new Asked(Resources.PROCESS_DEFINITION, "", Permissions.UPDATE_TASK),
                new Asked(Resources.PROCESS_DEFINITION, "", Permissions.TASK_WORK),
                new Asked(Resources.PROCESS_DEFINITION, "", Permissions.CREATE_INSTANCE),
                new Asked(Resources.TASK, "", Permissions.READ),
                new Asked(Resources.TASK, "", Permissions.TASK_WORK));
        Supplier<Asked> any = () -> {
            Asked kind = one(kinds, random);
            return new Asked(kind.resource(), one(ids, random), kind.permission());
        };
        int[] granted = new int[2];
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            for (int world = 0; world < 40; world++) {
                jdbc.sql("delete from act_ru_authorization").update();
                for (int n = 0; n < 4; n++) {
                    Asked kind = any.get();
                    int type = random.nextInt(3);
                    boolean ofGroup = type > 0 && random.nextBoolean();
                    jdbc.sql("""
                                    insert into act_ru_authorization (id_, rev_, type_, user_id_, group_id_, resource_type_, resource_id_, perms_)
                                    values (?, 1, ?, ?, ?, ?, ?, ?) on conflict do nothing
                                    """)
                            .params(
                                    "lean-%d-%d".formatted(world, n),
                                    type,
                                    ofGroup
                                            ? null
                                            : type == 0
                                                    ? Authorization.ANY
                                                    : random.nextBoolean() ? "somebody" : "other",
                                    ofGroup ? random.nextBoolean() ? "officer" : "others" : null,
                                    kind.resource().resourceType(),
                                    one(ids, random),
                                    kind.permission().getValue() & random.nextInt()
                                            | any.get().permission().getValue())
                            .update();
                }
                ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                        .getCommandExecutorTxRequired()
                        .execute(command -> {
                            AuthorizationManager own = new AuthorizationManager();
                            for (int n = 0; n < 60; n++) {
                                String user = random.nextInt(5) == 0 ? null : "somebody";
                                List<String> groups = one(
                                        List.of(List.of(), List.of("officer"), List.of("officer", "third")), random);
                                Asked first = any.get();
                                Asked second = any.get();
                                CompositePermissionCheck needed =
                                        random.nextBoolean() ? either(first) : either(first, second);
                                boolean expected = own.isAuthorized(user, groups, needed);
                                assertThat(command.getAuthorizationManager().isAuthorized(user, groups, needed))
                                        .as("%s %s: %s, %s", user, groups, first, second)
                                        .isEqualTo(expected);
                                granted[expected ? 1 : 0]++;
                            }
                            return null;
                        });
            }
        });
        assertThat(granted[0]).isGreaterThan(100);
        assertThat(granted[1]).isGreaterThan(100);
    }

    private static <T> T one(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    private static CompositePermissionCheck either(Asked... some) {
        PermissionCheckBuilder builder = new PermissionCheckBuilder().disjunctive();
        for (Asked one : some) {
            builder.atomicCheckForResourceId(one.resource(), one.id(), one.permission());
        }
        return builder.build();
    }
}
