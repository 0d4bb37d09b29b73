package org.redshield.bridge.desk;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.view.FollowedCases;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts the lists of tasks into Tasklist. They belong to the system, people make none of their own: at each start they become
 * what this release says, and each role is granted its own ones.
 */
@Component
@Order(20)
class TaskLists implements ApplicationRunner {

    private static final long LOCK = 0x5EED_0002L;

    private final FilterService filters;
    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final TaskList.Kinds kinds;
    private final JdbcClient jdbc;

    TaskLists(
            FilterService filters,
            TaskService tasks,
            AuthorizationService authorizations,
            ProcessContracts contracts,
            JdbcClient jdbc) {
        this.filters = filters;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.kinds = TaskList.Kinds.of(contracts);
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
        Map<String, Filter> present = filters.createFilterQuery().list().stream()
                .filter(filter -> filter.getOwner() == null)
                .collect(Collectors.toMap(Filter::getName, Function.identity(), (one, other) -> one));
        Map<String, List<Authorization>> granted =
                authorizations.createAuthorizationQuery().resourceType(Resources.FILTER).list().stream()
                        .filter(grant -> grant.getGroupId() != null)
                        .filter(grant -> !grant.getGroupId().equals(Groups.CAMUNDA_ADMIN))
                        .collect(Collectors.groupingBy(Authorization::getResourceId));
        // An earlier release showed every list to everybody.
        granted.getOrDefault(ANY, List.of()).forEach(grant -> authorizations.deleteAuthorization(grant.getId()));
        for (TaskList list : TaskList.values()) {
            Filter filter = present.remove(list.title());
            String id = save(list, filter == null ? filters.newTaskFilter(list.title()) : filter);
            grant(id, list.groups(), granted.getOrDefault(id, List.of()));
        }
        present.values().forEach(former -> filters.deleteFilter(former.getId()));
    }

    private String save(TaskList list, Filter filter) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("description", list.description());
        properties.put("priority", 10 * (list.ordinal() + 1));
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        if (list.isFollowedOnly()) {
            properties.put(FollowedCases.FOLLOWED_ONLY, true);
        }
        if (list.reachesBelow()) {
            properties.put(FollowedCases.BELOW, true);
        }
        filters.saveFilter(
                filter.setQuery(list.query(tasks.createTaskQuery(), kinds)).setProperties(properties));
        return filter.getId();
    }

    private void grant(String filter, Set<String> groups, List<Authorization> present) {
        Set<String> missing = new HashSet<>(groups);
        for (Authorization grant : present) {
            if (!missing.remove(grant.getGroupId())) {
                authorizations.deleteAuthorization(grant.getId());
            }
        }
        for (String group : missing) {
            Authorization grant = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            grant.setGroupId(group);
            grant.setResource(Resources.FILTER);
            grant.setResourceId(filter);
            grant.addPermission(Permissions.READ);
            authorizations.saveAuthorization(grant);
        }
    }
}
