package org.redshield.bridge.platform.retryqueue;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.deadline.clock.ClockStore;
import org.redshield.bridge.engine.job.Jobs;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The line of calls that wait for a platform, {@code platform_call}; written in the transaction that puts a job off. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class WaitingCalls {

    /** A call that was let go and has not been heard of since: the node that took it has died. */
    private static final Duration LOST = Duration.ofMinutes(2);

    private static final String CAN_RUN = Jobs.runnable("platform_call.job_id");
    private static final String HAS_JOB = Jobs.present("platform_call.job_id");

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Signals signals;
    private final ClockStore clocks;

    /**
     * Puts a call in line, or back.
     *
     * @param subjects numbers of what the step is about; the earliest open deadline of one of them orders the line
     * @param called whether the platform was called at all
     */
    WaitingCall join(
            String jobId,
            String platform,
            String tenant,
            String caseNo,
            String step,
            Set<String> subjects,
            boolean called,
            Optional<String> code) {
        jdbc.sql("""
                        insert into platform_call as c (job_id, platform, tenant, case_no, step, due_at, since, failed_at,
                                                        tries, tried_at, called, code, state, state_at)
                        values (:job, :platform, :tenant, :caseNo, :step, :dueAt, :now, :triedAt, :tries, :triedAt, :called, :code, 'WAITING', :now)
                        on conflict (job_id) do update
                           set due_at = excluded.due_at, failed_at = coalesce(c.failed_at, excluded.failed_at),
                               tries = c.tries + excluded.tries, tried_at = coalesce(excluded.tried_at, c.tried_at),
                               called = excluded.called, code = coalesce(excluded.code, c.code), state = 'WAITING',
                               state_at = excluded.state_at
                        """)
                .param("job", jobId)
                .param("platform", platform)
                .param("tenant", tenant)
                .param("caseNo", caseNo)
                .param("step", step)
                .param(
                        "dueAt",
                        clocks.firstDue(subjects, tenant).map(Rows::timestamp).orElse(null),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", now())
                .param("tries", called ? 1 : 0)
                .param("triedAt", called ? now() : null)
                .param("called", called)
                .param("code", code.orElse(null))
                .update();
        signals.send(CatchUp.CALLS);
        return find(jobId).orElseThrow();
    }

    /** @return false when a person has been told already */
    boolean giveUp(String jobId) {
        return jdbc.sql("""
                        update platform_call c set state = 'GIVEN_UP', state_at = :now, task_open = true
                          from platform_call before
                         where c.job_id = :job and before.job_id = c.job_id
                        returning before.task_open
                        """)
                .param("now", now())
                .param("job", jobId)
                .query(Boolean.class)
                .optional()
                .map(told -> !told)
                .orElse(false);
    }

    /** The platform has something of somebody else's under the number of that call. */
    void taken(String jobId, String number) {
        jdbc.sql("update platform_call set taken = ? where job_id = ?")
                .params(number, jobId)
                .update();
    }

    public Optional<WaitingCall> find(String jobId) {
        return jdbc.sql("select * from platform_call where job_id = :job")
                .param("job", jobId)
                .query(WaitingCalls::call)
                .optional();
    }

    /** What an organisation could not send in a case so far, oldest first. */
    @Transactional(propagation = Propagation.SUPPORTS)
    List<WaitingCall> ofCase(String caseNo, String tenant) {
        return jdbc.sql("""
                        select * from platform_call
                         where case_no = :caseNo and tenant = :tenant and state <> 'RELEASED'
                         order by since
                        """)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .query(WaitingCalls::call)
                .list();
    }

    /** Those of a case that wait and may go, held until the end of the transaction. @param tenant empty for all */
    List<WaitingCall> waiting(String caseNo, Optional<String> tenant) {
        return jdbc.sql("select * from platform_call where case_no = :caseNo and tenant = coalesce(:tenant, tenant)"
                        + " and state = 'WAITING' and " + CAN_RUN + " order by since, job_id for update skip locked")
                .param("caseNo", caseNo)
                .param("tenant", tenant.orElse(null), Types.VARCHAR)
                .query(WaitingCalls::call)
                .list();
    }

    /**
     * A call that was given up begins anew.
     *
     * @param task whether a person still has the task to begin it
     */
    void again(String jobId, boolean task) {
        jdbc.sql("""
                        update platform_call
                           set state = 'RELEASED', state_at = :now, since = :now, failed_at = null, tries = 0,
                               called = false, task_open = :task, taken = null
                         where job_id = :job
                        """)
                .param("now", now())
                .param("task", task)
                .param("job", jobId)
                .update();
        signals.send(CatchUp.CALLS);
    }

    /** Platforms with calls in line, and whether all of these were given up. */
    @Transactional(propagation = Propagation.SUPPORTS)
    Map<String, Boolean> platforms() {
        Map<String, Boolean> platforms = new HashMap<>();
        jdbc.sql("select platform, bool_and(state = 'GIVEN_UP') from platform_call group by platform")
                .query(row -> {
                    platforms.put(row.getString(1), row.getBoolean(2));
                });
        return platforms;
    }

    /** What may go now, in order of deadline: what was never called, and what failed before the platform was back. */
    List<String> next(String platform, Instant wellSince, int limit) {
        return take(
                "state = 'WAITING' and (not called or tried_at < :moment) and " + CAN_RUN,
                "due_at nulls last, since",
                platform,
                wellSince,
                limit);
    }

    /** What was given up before the platform was back. */
    List<String> givenUp(String platform, Instant wellSince, int limit) {
        return take(
                "state = 'GIVEN_UP' and taken is null and state_at < :moment",
                "due_at nulls last, since",
                platform,
                wellSince,
                limit);
    }

    /** The call that tries whether the platform is back: not always the same one, which may fail for its own reasons. */
    List<String> scout(String platform) {
        return take(
                "state = 'WAITING' and " + CAN_RUN + """
                 and not exists (select from platform_call
                                  where platform = :platform and state = 'RELEASED' and state_at > :moment)""",
                "tried_at nulls first, due_at nulls last",
                platform,
                lost(),
                1);
    }

    /** Held until the end of the transaction, which lets them go. */
    private List<String> take(String condition, String order, String platform, Instant moment, int limit) {
        return jdbc.sql("select job_id from platform_call where platform = :platform and " + condition + " order by "
                        + order + ", job_id limit :limit for update skip locked")
                .param("platform", platform)
                .param("moment", timestamp(moment))
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** They are let go, and fail for the first time if they fail again: the outage before says nothing about the next. */
    void released(Collection<String> jobIds) {
        jdbc.sql("""
                        update platform_call set state = 'RELEASED', state_at = :now, failed_at = null
                         where job_id = any(:jobs)
                        """)
                .param("now", now())
                .param("jobs", jobIds.toArray(String[]::new))
                .update();
    }

    /** Calls that are over: their jobs are done, or their processes have ended. */
    List<WaitingCall> over(String platform) {
        return jdbc.sql("""
                        select * from platform_call
                         where platform = :platform
                           and not """ + HAS_JOB + """
                         order by state_at desc
                         limit 500 for update skip locked
                        """)
                .param("platform", platform)
                .query(WaitingCalls::call)
                .list();
    }

    /** How many were let go and are not done. */
    int onTheirWay(String platform) {
        return jdbc.sql("select count(*) from platform_call where platform = :platform and state = 'RELEASED' and "
                        + CAN_RUN)
                .param("platform", platform)
                .query(Integer.class)
                .single();
    }

    /** Puts back in line what was let go and never heard of again. */
    void putBackLost(String platform) {
        jdbc.sql("""
                        update platform_call set state = 'WAITING', state_at = :now, called = false
                         where platform = :platform and state = 'RELEASED' and state_at < :lost
                        """)
                .param("now", now())
                .param("platform", platform)
                .param("lost", timestamp(lost()))
                .update();
    }

    void forget(WaitingCall call) {
        jdbc.sql("delete from platform_call where job_id = :job")
                .param("job", call.jobId())
                .update();
    }

    private static WaitingCall call(ResultSet row, int number) throws SQLException {
        return new WaitingCall(
                row.getString("job_id"),
                row.getString("platform"),
                row.getString("tenant"),
                row.getString("case_no"),
                row.getString("step"),
                instantIfAny(row, "due_at"),
                instant(row, "since"),
                instantIfAny(row, "failed_at"),
                row.getInt("tries"),
                textIfAny(row, "code"),
                row.getString("state").equals("GIVEN_UP"),
                row.getBoolean("task_open"),
                textIfAny(row, "taken"));
    }

    private Object now() {
        return timestamp(clock.instant());
    }

    private Instant lost() {
        return clock.instant().minus(LOST);
    }
}
