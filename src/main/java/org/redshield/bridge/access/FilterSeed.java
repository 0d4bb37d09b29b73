package org.redshield.bridge.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.redshield.bridge.engine.ProcessContracts;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The task lists that everybody sees in Tasklist. They belong to the system, officers make none of their own: at each start
 * they become what this release says.
 */
@Component
@Order(20)
class FilterSeed implements ApplicationRunner {

    private static final long LOCK = 0x5EED_0002L;
    private static final String ME = "${currentUser()}";
    private static final String NOW = "${now()}";
    private static final String IN_THREE_DAYS = "${dateTime().withTimeAtStartOfDay().plusDays(4).minusSeconds(1)}";

    private final FilterService filters;
    private final TaskService tasks;
    private final String[] tracking;
    private final JdbcClient jdbc;

    FilterSeed(FilterService filters, TaskService tasks, ProcessContracts contracts, JdbcClient jdbc) {
        this.filters = filters;
        this.tasks = tasks;
        this.tracking = contracts.tracking().toArray(String[]::new);
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
        Map<String, Filter> present = filters.createFilterQuery().list().stream()
                .filter(filter -> filter.getOwner() == null)
                .collect(Collectors.toMap(Filter::getName, Function.identity(), (one, other) -> one));
        seed(
                present,
                "我的任务",
                10,
                "已认领、等我办理的任务",
                query().taskAssigneeExpression(ME).taskDefinitionKeyNotIn(tracking));
        seed(
                present,
                "本岗位待认领",
                20,
                "本单位本岗位尚无人认领的任务",
                query().taskCandidateGroupInExpression("${currentUserGroups()}").taskUnassigned());
        seed(
                present,
                "我跟踪的案件",
                30,
                "已发出、可查看进展或撤回的案件",
                query().taskAssigneeExpression(ME).taskDefinitionKeyIn(tracking));
        seed(
                present,
                "今日到期",
                40,
                "今天之内到期、等我办理的任务",
                query().taskAssigneeExpression(ME)
                        .dueAfterExpression(NOW)
                        .dueBeforeExpression("${dateTime().withTimeAtStartOfDay().plusDays(1).minusSeconds(1)}"));
        seed(
                present,
                "即将到期",
                45,
                "三天之内到期、等我办理的任务",
                query().taskAssigneeExpression(ME)
                        .taskDefinitionKeyNotIn(tracking)
                        .dueAfterExpression(NOW)
                        .dueBeforeExpression(IN_THREE_DAYS));
        seed(
                present,
                "已逾期",
                50,
                "已过期限、等我办理的任务",
                query().taskAssigneeExpression(ME).dueBeforeExpression(NOW));
        seed(present, "数据协查（按期限）", 55, "平台政企协查专员待答复的数据协查函，先到期的在前", ofLiaison());
        seed(
                present,
                "本岗位即将到期",
                60,
                "三天之内到期的本岗位任务，不论是否已有人认领",
                ofMyRoles().dueAfterExpression(NOW).dueBeforeExpression(IN_THREE_DAYS));
        seed(present, "本岗位已逾期", 70, "已过期限的本岗位任务，不论是否已有人认领", ofMyRoles().dueBeforeExpression(NOW));
        seed(
                present,
                "本单位已认领",
                80,
                "本单位人员已认领、尚未办结的任务；负责人可以在“案卷”页收回",
                query().taskAssigned().taskDefinitionKeyNotIn(tracking));
    }

    /** A liaison's letters, by the day on which the answer is due; what a colleague has taken is there too. */
    private TaskQuery ofLiaison() {
        return query().taskCandidateGroup("liaison")
                .includeAssignedTasks()
                .orderByDueDate()
                .asc();
    }

    /** Of whoever looks: what his role in his organisation has to do, taken or not. */
    private TaskQuery ofMyRoles() {
        return query().taskCandidateGroupInExpression("${currentUserGroups()}")
                .includeAssignedTasks()
                .taskDefinitionKeyNotIn(tracking);
    }

    private TaskQuery query() {
        return tasks.createTaskQuery();
    }

    private void seed(Map<String, Filter> present, String name, int priority, String description, TaskQuery query) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("description", description);
        properties.put("priority", priority);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        Filter filter = Optional.ofNullable(present.get(name)).orElseGet(() -> filters.newTaskFilter(name));
        filters.saveFilter(filter.setQuery(query).setProperties(properties));
    }
}
