package org.redshield.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.TASK_ASSIGN;
import static org.camunda.bpm.engine.authorization.Permissions.TASK_WORK;
import static org.camunda.bpm.engine.authorization.Permissions.UPDATE_TASK;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Permission;
import org.junit.jupiter.api.Test;

/** What roles may do in the engine. */
class RoleTest {

    private static List<Role> whoMay(Permission permission) {
        return Stream.of(Role.values())
                .filter(role -> role.grants().stream()
                        .anyMatch(grant -> grant.permissions().contains(permission)))
                .toList();
    }

    @Test
    void instancesAndTheirHistoryAreReadBySupervisorsAndOperatorsAlone() {
        assertThat(whoMay(READ_INSTANCE)).containsExactly(Role.SUPERVISOR, Role.OPERATOR);
        assertThat(whoMay(READ_HISTORY)).containsExactly(Role.SUPERVISOR, Role.OPERATOR);
    }

    @Test
    void tasksAreWorkedOnByBureausAndPlatformsAndNobodyMovesThemAtWill() {
        assertThat(whoMay(TASK_WORK))
                .containsExactly(
                        Role.OFFICER,
                        Role.UNIT_HEAD,
                        Role.BUREAU_HEAD,
                        Role.CHIEF_HEAD,
                        Role.REVIEWER,
                        Role.SUPERVISOR,
                        Role.LIAISON);
        assertThat(whoMay(UPDATE_TASK)).isEmpty();
        assertThat(whoMay(TASK_ASSIGN)).isEmpty();
    }
}
