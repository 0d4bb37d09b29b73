package org.redshield.bridge.engine.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.ActivityStatisticsQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.db.CompositePermissionCheck;
import org.camunda.bpm.engine.impl.db.PermissionCheck;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * Grants stand on definitions and never on a task or an instance ({@link LeanAuthorizations}), so none is looked for when
 * one of these goes; and a person has a handful of groups, so it is not asked first which groups have grants at all.
 */
public final class LeanAuthorizationManager extends AuthorizationManager {

    private static final Set<Resource> WITHOUT_GRANTS = Set.of(
            Resources.TASK, Resources.PROCESS_INSTANCE, Resources.HISTORIC_TASK, Resources.HISTORIC_PROCESS_INSTANCE);

    /** Every grant that could be meant: a person's, his groups', everybody's; on what is asked about, or on all of its kind. */
    private static final String GRANTS = """
            select resource_type_, resource_id_, perms_ from act_ru_authorization
             where resource_type_ = any (?) and resource_id_ = any (?)
               and (type_ = 1 and (user_id_ = ? or group_id_ = any (?)) or type_ = 0 and user_id_ = '*')
            """;

    /**
     * Whether one of several permissions is granted. The engine makes the statement anew each time, some hundred lines for each
     * permission, which took a quarter of the processor time of a submitted form; here it is always the same one. What asks for more than
     * that one of them is enough goes the engine's way.
     */
    @Override
    public boolean isAuthorized(String user, List<String> groups, CompositePermissionCheck needed) {
        List<PermissionCheck> some = needed.getAtomicChecks();
        if (!needed.getCompositeChecks().isEmpty()
                || some.isEmpty()
                || some.size() > 1 && !needed.isDisjunctive()
                || !some.stream().allMatch(this::isPlain)
                || isRevokeAuthCheckEnabled(user, groups)) {
            return super.isAuthorized(user, groups, needed);
        }
        try (PreparedStatement statement =
                getDbSqlSession().getSqlSession().getConnection().prepareStatement(GRANTS)) {
            Connection connection = statement.getConnection();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int4",
                            some.stream()
                                    .map(PermissionCheck::getResourceType)
                                    .distinct()
                                    .toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            Stream.concat(
                                            Stream.of(Authorization.ANY),
                                            some.stream()
                                                    .map(PermissionCheck::getResourceId)
                                                    .filter(Objects::nonNull))
                                    .distinct()
                                    .toArray()));
            statement.setString(3, user);
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text", filterAuthenticatedGroupIds(groups).toArray()));
            try (ResultSet grant = statement.executeQuery()) {
                boolean granted = false;
                while (!granted && grant.next()) {
                    int type = grant.getInt(1);
                    String id = grant.getString(2);
                    int permissions = grant.getInt(3);
                    granted = some.stream()
                            .anyMatch(one -> one.getResourceType() == type
                                    && (id.equals(Authorization.ANY) || id.equals(one.getResourceId()))
                                    && (permissions & one.getPerms()) == one.getPerms());
                }
                return granted;
            }
        } catch (SQLException e) {
            throw new ProcessEngineException("The grants of " + user + " could not be read", e);
        }
    }

    /** About one resource, or all of its kind, and of a kind that knows the permission. */
    private boolean isPlain(PermissionCheck one) {
        return one.getResourceIdQueryParam() == null
                && one.getAuthorizationNotFoundReturnValue() == null
                && isResourceValidForPermission(one);
    }

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
