package org.redshield.bridge.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The engine's timer jobs, found by the subject of the clock that they wait for. */
@Component
class TimerJobs implements ClockTimers {

    private static final Logger LOG = LoggerFactory.getLogger(TimerJobs.class);
    private static final String INCIDENT = "clockWithoutTimer";

    /** A timer without a date would fire at once. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private record Timer(String jobId, String executionId) {}

    private final JdbcClient jdbc;
    private final ProcessEngine engine;
    private final RuntimeService runtime;
    private final ManagementService management;

    TimerJobs(
            JdbcClient jdbc,
            @Lazy ProcessEngine engine,
            @Lazy RuntimeService runtime,
            @Lazy ManagementService management) {
        this.jdbc = jdbc;
        this.engine = engine;
        this.runtime = runtime;
        this.management = management;
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
            if (job instanceof TimerEntity && waitsFor(job, name) && sees(job.getExecution(), subjectId)) {
                job.setDuedate(date);
            }
        }
        for (TaskEntity task : context.getTaskManager().findTasksByProcessInstanceId(instanceId)) {
            if (isDueAt(task, name) && sees(task.getExecution(), subjectId)) {
                task.setDueDate(at.map(Date::from).orElse(null));
            }
        }
    }

    private static boolean waitsFor(JobEntity job, String name) {
        return job.getJobDefinition() != null
                && ("DATE: " + expression(name)).equals(job.getJobDefinition().getJobConfiguration());
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
    public boolean fire(String tenant, String subjectId, Collection<String> timerElementIds) {
        List<Timer> timers = timers(tenant, subjectId, timerElementIds);
        if (timers.isEmpty()) {
            raiseIncident(tenant, subjectId, timerElementIds);
            return false;
        }
        management.executeJob(timers.get(0).jobId());
        return true;
    }

    private List<Timer> timers(String tenant, String subjectId, Collection<String> elements) {
        return jdbc
                .sql("""
                        select distinct j.id_, j.execution_id_
                        from act_ru_variable v
                        join act_ru_job j on j.process_instance_id_ = v.proc_inst_id_ and j.type_ = 'timer'
                        join act_ru_jobdef d on d.id_ = j.job_def_id_
                        where v.text_ = :subject and v.tenant_id_ = :tenant and d.act_id_ in (:elements)
                        """)
                .param("subject", subjectId)
                .param("tenant", tenant)
                .param("elements", elements)
                .query((row, n) -> new Timer(row.getString(1), row.getString(2)))
                .list()
                .stream()
                // Parallel targets share the instance: the timer must be the one that sees this subject.
                .filter(timer -> runtime.getVariables(timer.executionId()).containsValue(subjectId))
                .toList();
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
                runtime.createIncident(INCIDENT, instance, subjectId, "期限已过，但流程中没有对应的定时器：" + elements);
                LOG.error(
                        "A clock of {} ran out but process instance {} holds none of {}",
                        subjectId,
                        instance,
                        elements);
            }
        }
    }

    private List<String> instances(String tenant, String subjectId) {
        return jdbc.sql("""
                        select distinct proc_inst_id_ from act_ru_variable
                        where text_ = ? and tenant_id_ = ? and proc_inst_id_ is not null
                        """).params(subjectId, tenant).query(String.class).list();
    }
}
