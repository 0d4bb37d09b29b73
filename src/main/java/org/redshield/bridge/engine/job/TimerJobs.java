package org.redshield.bridge.engine.job;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.management.JobDefinition;
import org.redshield.bridge.engine.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The engine's timer jobs, found by the subject of the clock that they wait for. */
@Component
public class TimerJobs implements ClockTimers {

    private static final Logger LOG = LoggerFactory.getLogger(TimerJobs.class);
    private static final String INCIDENT = "clockWithoutTimer";

    /** A timer without a date would fire at once. */
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** A job that was taken longer ago than this is held by a node that is dead or hangs; our steps take milliseconds. */
    private static final Duration STALLED = Duration.ofSeconds(15);

    /** So long a timer may wait for its turn behind others that are due, before something is wrong with it. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(10);

    /**
     * Parallel targets share the instance: a timer belongs to a subject when it sees it in the nearest of its executions
     * that has a variable of that name.
     */
    private static final String TIMERS = """
            with recursive wanted as (
                select * from unnest(cast(:tenants as text[]), cast(:subjects as text[]), cast(:elements as text[]))
                              as w (tenant, subject, element)
            ), timer as (
                select distinct w.tenant, w.subject, w.element, j.id_ as job, j.execution_id_ as execution,
                       coalesce(j.retries_ > 0 and j.suspension_state_ = 1 and j.duedate_ <= :now
                                and (j.lock_exp_time_ > :takenLately
                                     or j.duedate_ > :waitsTooLong
                                        and (j.lock_exp_time_ is null or j.lock_exp_time_ < :now)
                                        and exists (select from act_ru_job o
                                                     where o.type_ = 'timer' and o.duedate_ <= :now
                                                       and o.lock_exp_time_ > :takenLately)), false) as in_hand
                  from wanted w
                  join act_ru_variable v on v.text_ = w.subject and v.tenant_id_ = w.tenant
                  join act_ru_job j on j.process_instance_id_ = v.proc_inst_id_ and j.type_ = 'timer'
                  join act_ru_jobdef d on d.id_ = j.job_def_id_ and d.act_id_ = w.element
            ), scope as (
                select job, subject, execution, 0 as distance from timer
                union all
                select s.job, s.subject, e.parent_id_, s.distance + 1
                  from scope s join act_ru_execution e on e.id_ = s.execution
                 where e.parent_id_ is not null
            ), seen as (
                select distinct on (s.job, s.subject, v.name_) s.job, s.subject, v.text_
                  from scope s join act_ru_variable v on v.execution_id_ = s.execution and v.task_id_ is null
                 order by s.job, s.subject, v.name_, s.distance
            )
            select t.tenant, t.subject, t.element, t.job, t.in_hand from timer t
             where exists (select from seen s where s.job = t.job and s.subject = t.subject and s.text_ = t.subject)
             order by t.job
            """;

    /** The steps that wait for the job executor, where they see the subject. */
    private static final String STEPS = """
            with recursive step as (
                select w.tenant, w.subject, v.execution_id_ as scope, j.execution_id_ as execution,
                       j.process_def_id_ as model, d.act_id_ as element
                  from unnest(cast(:tenants as text[]), cast(:subjects as text[])) as w (tenant, subject)
                  join act_ru_variable v on v.text_ = w.subject and v.tenant_id_ = w.tenant
                  join act_ru_job j on j.process_instance_id_ = v.proc_inst_id_ and j.type_ = 'message'
                  join act_ru_jobdef d on d.id_ = j.job_def_id_
                union
                select s.tenant, s.subject, s.scope, e.parent_id_, s.model, s.element
                  from step s join act_ru_execution e on e.id_ = s.execution
                 where s.execution <> s.scope and e.parent_id_ is not null
            )
            select distinct tenant, subject, model, element from step where execution = scope
            """;

    /** @param model id of the process definition */
    private record Step(String tenant, String subject, String model, String element) {

        boolean isOf(Wanted wanted) {
            return tenant.equals(wanted.tenant()) && subject.equals(wanted.subjectId());
        }
    }

    private record Timer(String tenant, String subject, String element, String jobId, boolean inHand) {

        boolean isOf(Wanted wanted) {
            return tenant.equals(wanted.tenant())
                    && subject.equals(wanted.subjectId())
                    && wanted.timerElementIds().contains(element);
        }
    }

    private final JdbcClient jdbc;
    private final ProcessEngine engine;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final Duration lock;

    TimerJobs(
            JdbcClient jdbc,
            @Lazy ProcessEngine engine,
            @Lazy RuntimeService runtime,
            @Lazy ManagementService management,
            @Value("${camunda.bpm.job-execution.lock-time-in-millis}") long lockMillis) {
        this.jdbc = jdbc;
        this.engine = engine;
        this.runtime = runtime;
        this.management = management;
        this.lock = Duration.ofMillis(lockMillis);
    }

    @Override
    public void follow(String tenant, String subjectId, Map<Variable<Instant>, Optional<Instant>> dates) {
        instances(tenant, subjectId).forEach(instance -> commands().execute(context -> {
            // The officer who registers an extension has no right to move dates; the clock has.
            context.runWithoutAuthorization(() -> {
                dates.forEach((variable, at) -> follow(context, instance, subjectId, variable.name(), at));
                return null;
            });
            return null;
        }));
    }

    @Override
    public void renew(String tenant, String subjectId, Set<Variable<Instant>> dates) {
        instances(tenant, subjectId).forEach(instance -> commands().execute(context -> {
            context.runWithoutAuthorization(() -> {
                scopes(context.getExecutionManager().findExecutionById(instance))
                        .forEach((execution, scope) -> {
                            if (sees(execution, subjectId)) {
                                dates.forEach(date -> renew(context, execution, scope, date.name()));
                            }
                        });
                return null;
            });
            return null;
        }));
    }

    /** Whatever is under way in the instance, and what of the model it is. */
    private static Map<ExecutionEntity, ScopeImpl> scopes(ExecutionEntity instance) {
        Map<ExecutionEntity, ScopeImpl> scopes = new HashMap<>();
        executions(instance)
                .filter(execution -> execution.getActivity() != null)
                .forEach(execution -> execution
                        .createActivityExecutionMapping()
                        .forEach((scope, at) -> scopes.put((ExecutionEntity) at, scope)));
        return scopes;
    }

    private static Stream<ExecutionEntity> executions(ExecutionEntity above) {
        return Stream.concat(Stream.of(above), above.getExecutions().stream().flatMap(TimerJobs::executions));
    }

    private static void renew(CommandContext context, ExecutionEntity execution, ScopeImpl scope, String name) {
        for (TimerDeclarationImpl timer :
                TimerDeclarationImpl.getDeclarationsForScope(scope).values()) {
            JobDefinitionEntity definition = context.getJobDefinitionManager().findById(timer.getJobDefinitionId());
            if (waitsFor(definition, name)
                    && execution.getJobs().stream()
                            .noneMatch(job -> definition.getId().equals(job.getJobDefinitionId()))) {
                timer.createTimerInstance(execution);
            }
        }
    }

    private static void follow(
            CommandContext context, String instanceId, String subjectId, String name, Optional<Instant> at) {
        ExecutionEntity instance = context.getExecutionManager().findExecutionById(instanceId);
        if (instance == null || instance.isEnded()) {
            return;
        }
        Date date = Date.from(at.orElse(NEVER));
        if (instance.hasVariableLocal(name)) {
            instance.setVariableLocal(name, date);
        }
        for (JobEntity job : context.getJobManager().findJobsByProcessInstanceId(instanceId)) {
            if (job instanceof TimerEntity
                    && waitsFor(job.getJobDefinition(), name)
                    && sees(job.getExecution(), subjectId)) {
                job.setDuedate(date);
            }
        }
        for (TaskEntity task : context.getTaskManager().findTasksByProcessInstanceId(instanceId)) {
            if (isDueAt(task, name) && sees(task.getExecution(), subjectId)) {
                task.setDueDate(at.map(Date::from).orElse(null));
            }
        }
    }

    private static boolean waitsFor(JobDefinition job, String name) {
        return job != null && ("DATE: " + expression(name)).equals(job.getJobConfiguration());
    }

    private static boolean isDueAt(TaskEntity task, String name) {
        TaskDefinition definition = task.getTaskDefinition();
        return definition != null
                && definition.getDueDateExpression() != null
                && expression(name).equals(definition.getDueDateExpression().getExpressionText());
    }

    private static String expression(String name) {
        return "${" + name + "}";
    }

    /** Parallel targets share the instance: the timer or task must be one that sees this subject. */
    private static boolean sees(ExecutionEntity execution, String subjectId) {
        return execution != null && execution.getVariables().containsValue(subjectId);
    }

    private CommandExecutor commands() {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getCommandExecutorTxRequired();
    }

    @Override
    public Set<Wanted> inHand(Collection<Wanted> wanted) {
        List<Timer> timers = timers(wanted);
        Set<Wanted> without = wanted.stream()
                .filter(each -> timers.stream().noneMatch(timer -> timer.isOf(each)))
                .collect(Collectors.toSet());
        Map<String, List<Timer>> inHand =
                timers.stream().filter(Timer::inHand).collect(Collectors.groupingBy(Timer::subject));
        return Stream.concat(
                        onTheirWay(without).stream(),
                        wanted.stream().filter(each -> inHand.getOrDefault(each.subjectId(), List.of()).stream()
                                .anyMatch(timer -> timer.isOf(each))))
                .collect(Collectors.toSet());
    }

    /**
     * Those whose process has a step before it that is not done, as when a platform is away: the timer comes with the next
     * step, and is due at once. Where that step failed for good, an incident says so already.
     */
    private Set<Wanted> onTheirWay(Collection<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return Set.of();
        }
        List<Step> steps = jdbc.sql(STEPS)
                .param("tenants", wanted.stream().map(Wanted::tenant).toArray(String[]::new))
                .param("subjects", wanted.stream().map(Wanted::subjectId).toArray(String[]::new))
                .query((row, n) -> new Step(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
        return commands().execute(context -> wanted.stream()
                .filter(each -> steps.stream().anyMatch(step -> step.isOf(each) && comesBefore(context, step, each)))
                .collect(Collectors.toSet()));
    }

    /** What stands beside the flow leads to no timer; what stands inside that which a timer hangs on should have it. */
    private static boolean comesBefore(CommandContext context, Step step, Wanted wanted) {
        ProcessDefinitionEntity model = context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(step.model());
        Set<ScopeImpl> hosts = wanted.timerElementIds().stream()
                .map(model::findActivity)
                .filter(Objects::nonNull)
                .map(ActivityImpl::getEventScope)
                .collect(Collectors.toSet());
        ScopeImpl around = model.findActivity(step.element()).getFlowScope();
        while (around instanceof ActivityImpl inner && !inner.isTriggeredByEvent() && !hosts.contains(inner)) {
            around = inner.getFlowScope();
        }
        return around == model && !hosts.contains(model);
    }

    @Override
    public Fired fire(Wanted wanted) {
        List<Timer> timers = timers(List.of(wanted));
        if (timers.isEmpty() && !onTheirWay(List.of(wanted)).isEmpty()) {
            return Fired.IN_HAND;
        }
        if (timers.isEmpty()) {
            raiseIncident(wanted.tenant(), wanted.subjectId(), wanted.timerElementIds());
            return Fired.NONE;
        }
        Timer timer = timers.get(0);
        if (timer.inHand()) {
            return Fired.IN_HAND;
        }
        management.executeJob(timer.jobId());
        return Fired.EXECUTED;
    }

    private List<Timer> timers(Collection<Wanted> wanted) {
        List<String> tenants = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        List<String> elements = new ArrayList<>();
        for (Wanted timer : wanted) {
            for (String element : timer.timerElementIds()) {
                tenants.add(timer.tenant());
                subjects.add(timer.subjectId());
                elements.add(element);
            }
        }
        Instant now = ClockUtil.getCurrentTime().toInstant();
        return jdbc.sql(TIMERS)
                .param("tenants", tenants.toArray(String[]::new))
                .param("subjects", subjects.toArray(String[]::new))
                .param("elements", elements.toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .param("takenLately", Timestamp.from(now.plus(lock).minus(STALLED)))
                .param("waitsTooLong", Timestamp.from(now.minus(LONGEST_TURN)))
                .query((row, n) -> new Timer(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)))
                .list();
    }

    private void raiseIncident(String tenant, String subjectId, Collection<String> elements) {
        for (String instance : instances(tenant, subjectId)) {
            boolean raised = runtime.createIncidentQuery()
                            .processInstanceId(instance)
                            .incidentType(INCIDENT)
                            .configuration(subjectId)
                            .count()
                    > 0;
            if (!raised) {
                runtime.createIncident(INCIDENT, waiting(instance), subjectId, "期限已过，但流程中没有对应的定时器：" + elements);
                LOG.error(
                        "A clock of {} ran out but process instance {} holds none of {}",
                        subjectId,
                        instance,
                        elements);
            }
        }
    }

    /** An incident can only stand at a step; the instance itself is at none while it waits inside one. */
    private String waiting(String instance) {
        return jdbc.sql("""
                        select id_ from act_ru_execution where proc_inst_id_ = ? and act_id_ is not null
                         order by id_ limit 1
                        """).param(instance).query(String.class).single();
    }

    private List<String> instances(String tenant, String subjectId) {
        return jdbc.sql("""
                        select distinct proc_inst_id_ from act_ru_variable
                        where text_ = ? and tenant_id_ = ? and proc_inst_id_ is not null
                        """).params(subjectId, tenant).query(String.class).list();
    }
}
