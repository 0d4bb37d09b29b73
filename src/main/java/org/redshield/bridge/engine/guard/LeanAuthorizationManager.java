package org.redshield.bridge.engine.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.ActivityStatisticsQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.db.CompositePermissionCheck;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * Grants stand on definitions and never on a task or an instance ({@link LeanAuthorizations}), so none is looked for when
 * one of these goes; and a person has a handful of groups, so it is not asked first which groups have grants at all.
 */
public final class LeanAuthorizationManager extends AuthorizationManager {

    private static final Set<Resource> WITHOUT_GRANTS = Set.of(
            Resources.TASK, Resources.PROCESS_INSTANCE, Resources.HISTORIC_TASK, Resources.HISTORIC_PROCESS_INSTANCE);

    @Override
    public List<String> filterAuthenticatedGroupIds(List<String> groups) {
        return groups == null ? new ArrayList<>() : new ArrayList<>(groups);
    }

    @Override
    public void configureTaskQuery(TaskQueryImpl query) {
        super.configureTaskQuery(query);
        askOnce(query.getAuthCheck());
    }

    @Override
    public void configureExecutionQuery(AbstractQuery query) {
        super.configureExecutionQuery(query);
        askOnce(query.getAuthCheck());
    }

    @Override
    public void configureActivityStatisticsQuery(ActivityStatisticsQueryImpl query) {
        super.configureActivityStatisticsQuery(query);
        askOnce(query.getAuthCheck());
    }

    /** Cockpit's own questions come here with what is to be checked; the engine's have it checked above. */
    @Override
    public void enableQueryAuthCheck(AuthorizationCheck check) {
        super.enableQueryAuthCheck(check);
        askOnce(check);
    }

    /**
     * Whoever may read the tasks, or the instances, of every process, which is everybody who works on cases or supervises, is asked so
     * once and not for each row: joined with the grants the database can neither count by an index nor stop after a page.
     * Revocations play no part in queries ({@code authorization-check-revokes: never}).
     */
    private void askOnce(AuthorizationCheck check) {
        CompositePermissionCheck needed = check.getPermissionChecks();
        // One of several is enough; where all are needed, or groups of them, each row is asked.
        if (check.isAuthorizationCheckEnabled()
                && check.getAuthUserId() != null
                && needed.getCompositeChecks().isEmpty()
                && (needed.isDisjunctive() || needed.getAtomicChecks().size() == 1)
                && needed.getAtomicChecks().stream()
                        .filter(one -> one.getResource() == Resources.PROCESS_DEFINITION)
                        .anyMatch(one -> isAuthorized(
                                check.getAuthUserId(),
                                check.getAuthGroupIds(),
                                one.getPermission(),
                                one.getResource(),
                                Authorization.ANY))) {
            check.setAuthorizationCheckEnabled(false);
            check.setShouldPerformAuthorizatioCheck(false);
        }
    }

    @Override
    public void deleteAuthorizationsByResourceId(Resource resource, String id) {
        if (!WITHOUT_GRANTS.contains(resource)) {
            super.deleteAuthorizationsByResourceId(resource, id);
        }
    }
}
