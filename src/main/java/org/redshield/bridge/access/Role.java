package org.redshield.bridge.access;

import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.DELETE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.Permissions.TASK_WORK;
import static org.camunda.bpm.engine.authorization.Permissions.UPDATE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;
import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DEPLOYMENT;
import static org.camunda.bpm.engine.authorization.Resources.GROUP;
import static org.camunda.bpm.engine.authorization.Resources.GROUP_MEMBERSHIP;
import static org.camunda.bpm.engine.authorization.Resources.OPERATION_LOG_CATEGORY;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_INSTANCE;
import static org.camunda.bpm.engine.authorization.Resources.TENANT;
import static org.camunda.bpm.engine.authorization.Resources.TENANT_MEMBERSHIP;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.redshield.bridge.engine.account.Offices;

/**
 * The roles, the same in every organisation, and what each may do in the engine. Nobody gets UPDATE_TASK or TASK_ASSIGN:
 * they would let anyone move due dates and assignees. Which role starts which process, the processes say themselves.
 */
@RequiredArgsConstructor
public enum Role {
    OFFICER("officer", "办案人员", tasklist().toList()),
    UNIT_HEAD("unitHead", "办案机构负责人", tasklist().toList()),
    BUREAU_HEAD("bureauHead", "部门负责人", tasklist().toList()),
    CHIEF_HEAD("chiefHead", "主要负责人", tasklist().toList()),
    REVIEWER("reviewer", "法制审核人员", tasklist().toList()),
    SUPERVISOR("supervisor", "督办人员", supervision()),
    LIAISON("liaison", "平台政企协查专员", tasklist().toList()),
    MODELER(
            "modeler",
            "流程设计人员",
            List.of(
                    grant(DEPLOYMENT, "*", CREATE, READ),
                    grant(PROCESS_DEFINITION, "*", READ),
                    grant(DECISION_DEFINITION, "*", READ),
                    grant(APPLICATION, "cockpit", ACCESS))),
    SECURITY_ADMIN(
            "securityAdmin",
            "安全管理员",
            List.of(
                    grant(DEPLOYMENT, "*", READ),
                    grant(PROCESS_DEFINITION, "*", READ),
                    grant(DECISION_DEFINITION, "*", READ),
                    grant(APPLICATION, "cockpit", ACCESS))),
    OPERATOR(
            "operator",
            "运维人员",
            List.of(
                    grant(APPLICATION, "cockpit", ACCESS),
                    grant(PROCESS_DEFINITION, "*", READ, READ_INSTANCE, READ_HISTORY, RETRY_JOB))),
    /** The records of what was done, and nothing of cases: neither instances nor their history. */
    AUDITOR(
            "auditor",
            "审计人员",
            List.of(
                    grant(APPLICATION, "cockpit", ACCESS),
                    grant(PROCESS_DEFINITION, "*", READ),
                    grant(OPERATION_LOG_CATEGORY, "*", UserOperationLogCategoryPermissions.READ))),
    /** People, their roles and organisations; never his own, and those with powers with a second person ({@code engine.account.Accounts}). */
    ACCOUNT_ADMIN(
            "accountAdmin",
            "账号管理员",
            List.of(
                    grant(APPLICATION, "admin", ACCESS),
                    grant(USER, "*", READ, CREATE, UPDATE),
                    grant(GROUP, "*", READ),
                    grant(TENANT, "*", READ),
                    grant(GROUP_MEMBERSHIP, "*", CREATE, DELETE),
                    grant(TENANT_MEMBERSHIP, "*", CREATE, DELETE)));

    /** A grant of the engine: what may be done with which resource. */
    public record Grant(Resource resource, String id, List<Permission> permissions) {}

    /** The engine's group, as models name it in {@code camunda:candidateGroups}. */
    @Getter
    private final String group;

    /** What the role is called on screen. */
    @Getter
    private final String title;

    @Getter(AccessLevel.PACKAGE)
    private final List<Grant> grants;

    /** The role of that group; none where the group is no role. */
    public static Optional<Role> of(String group) {
        return Stream.of(values()).filter(role -> role.group.equals(group)).findFirst();
    }

    /** A platform's own people; all others work in bureaus. */
    public boolean isOfPlatform() {
        return this == LIAISON;
    }

    /** One for the whole installation, for all its organisations. */
    public boolean isCentral() {
        return this == MODELER
                || this == SECURITY_ADMIN
                || this == OPERATOR
                || this == AUDITOR
                || this == ACCOUNT_ADMIN;
    }

    /** One of the three offices that are nothing else beside and read no case ({@link Offices}). */
    public boolean isOffice() {
        return Offices.APART.contains(group);
    }

    private static Stream<Grant> tasklist() {
        return Stream.of(
                grant(APPLICATION, "tasklist", ACCESS), grant(PROCESS_DEFINITION, "*", READ, READ_TASK, TASK_WORK));
    }

    private static List<Grant> supervision() {
        return List.of(
                grant(APPLICATION, "tasklist", ACCESS),
                grant(APPLICATION, "cockpit", ACCESS),
                grant(PROCESS_DEFINITION, "*", READ, READ_TASK, TASK_WORK, READ_INSTANCE, READ_HISTORY));
    }

    /** What it takes to start these processes. */
    static List<Grant> starting(List<String> processes) {
        return processes.isEmpty()
                ? List.of()
                : Stream.concat(
                                processes.stream().map(process -> grant(PROCESS_DEFINITION, process, CREATE_INSTANCE)),
                                Stream.of(grant(PROCESS_INSTANCE, "*", CREATE)))
                        .toList();
    }

    private static Grant grant(Resource resource, String id, Permission... permissions) {
        return new Grant(resource, id, List.of(permissions));
    }
}
