package org.redshield.bridge.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
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

    private record Timer(String jobId, String executionId) {}

    private final JdbcClient jdbc;
    private final RuntimeService runtime;
    private final ManagementService management;

    TimerJobs(JdbcClient jdbc, @Lazy RuntimeService runtime, @Lazy ManagementService management) {
        this.jdbc = jdbc;
        this.runtime = runtime;
        this.management = management;
    }

    @Override
    public void move(String tenant, String subjectId, String timerElementId, Instant to) {
        timers(tenant, subjectId, Set.of(timerElementId))
                .forEach(timer -> management.setJobDuedate(timer.jobId(), Date.from(to)));
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
        List<String> instances =
                jdbc.sql("""
                        select distinct proc_inst_id_ from act_ru_variable
                        where text_ = ? and tenant_id_ = ? and proc_inst_id_ is not null
                        """).params(subjectId, tenant).query(String.class).list();
        for (String instance : instances) {
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
}
