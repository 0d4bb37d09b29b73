package org.redshield.bridge.engine.job;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes the next due jobs for one node, in one statement. By the same conditions as the engine's own command, in the same
 * order and with the same marks, so that everything else in the engine finds what it expects. That one reads the jobs, then
 * locks each by its revision: of two nodes that look at once, one has read in vain. Here each skips what the other holds.
 */
@RequiredArgsConstructor
public final class TakeJobs implements Command<AcquiredJobs> {

    /** {@code offset 0} keeps PostgreSQL from reading all jobs first to answer the question for each. */
    private static final String TAKE = """
            with next as (
                select id_ from act_ru_job j
                 where retries_ > 0 and suspension_state_ = 1 and duedate_ <= :now
                   and (lock_owner_ is null or lock_exp_time_ < :now)
                   and (not exclusive_
                        or not exists (select from act_ru_job o
                                        where o.process_instance_id_ = j.process_instance_id_ and o.exclusive_
                                          and o.lock_owner_ is not null and o.lock_exp_time_ >= :now
                                       offset 0))
                 order by type_ desc, duedate_
                 limit :limit
                 for update skip locked
            ), taken as (
                update act_ru_job j
                   set lock_owner_ = :owner, lock_exp_time_ = :until, rev_ = j.rev_ + 1
                  from next where j.id_ = next.id_
                returning j.id_, j.process_instance_id_, j.exclusive_, j.type_, j.duedate_
            )
            select id_, process_instance_id_, exclusive_ from taken order by type_ desc, duedate_, id_
            """;

    private record Job(String id, String instance, boolean exclusive) {}

    private final JobExecutor executor;
    private final JdbcClient jdbc;
    private final int limit;

    @Override
    public AcquiredJobs execute(CommandContext context) {
        AcquiredJobs taken = new AcquiredJobs(limit);
        // One thread works off the exclusive jobs of an instance, one after the other.
        Map<String, List<String>> exclusive = new LinkedHashMap<>();
        for (Job job : take()) {
            if (job.exclusive()) {
                exclusive
                        .computeIfAbsent(job.instance(), instance -> new ArrayList<>())
                        .add(job.id());
            } else {
                taken.addJobIdBatch(job.id());
            }
        }
        exclusive.values().forEach(taken::addJobIdBatch);
        return taken;
    }

    private List<Job> take() {
        Instant now = ClockUtil.getCurrentTime().toInstant();
        return jdbc.sql(TAKE)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plusMillis(executor.getLockTimeInMillis())))
                .param("owner", executor.getLockOwner())
                .param("limit", limit)
                .query((row, n) -> new Job(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
    }
}
