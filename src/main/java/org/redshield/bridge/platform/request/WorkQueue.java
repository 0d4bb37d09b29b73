package org.redshield.bridge.platform.request;

import static org.redshield.bridge.Rows.timestamp;

import java.sql.Types;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.work.Polling;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts work for the poller and the loader into their tables, in the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class WorkQueue implements Polling {

    /** The kind of work by which those are woken who bring in answers. */
    public static final String LOADS = "answers";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Signals signals;

    @Override
    public void watch(Kind kind, String platform, String key) {
        watch(kind, platform, key, Duration.ZERO);
    }

    void watch(Kind kind, String platform, String key, Duration delay) {
        jdbc.sql("""
                        insert into platform_poll (kind, key, platform, next_at, due_at)
                        values (?, ?, ?, ?, (select due_at from platform_request where request_no = ?))
                        on conflict (kind, key) do nothing
                        """)
                .params(kind.name(), key, platform, timestamp(clock.instant().plus(delay)), key)
                .update();
        signals.send(polls(platform));
    }

    @Override
    public void askNow(Kind kind, String platform, Collection<String> keys) {
        jdbc.sql("""
                        update platform_poll set next_at = ?, attempts = 0, woken = true
                         where (kind, key) in (select kind, key from platform_poll where kind = ? and key = any(?)
                                                  for update skip locked)
                        """)
                .params(timestamp(clock.instant()), kind.name(), keys.toArray(String[]::new))
                .update();
        signals.send(polls(platform));
    }

    /** The platform says that something has changed: it is asked at once, and often again. */
    public void wake(String platform, String key) {
        jdbc.sql("""
                        update platform_poll set next_at = ?, attempts = 0, woken = true
                         where platform = ? and key = ?
                        """).params(timestamp(clock.instant()), platform, key).update();
        signals.send(polls(platform));
    }

    /** Whether the number is a request of ours, or of what is asked about now. */
    public boolean knows(String number) {
        return jdbc.sql("""
                        select exists (select from platform_request where request_no = :number)
                            or exists (select from platform_poll where key = :number)
                        """).param("number", number).query(Boolean.class).single();
    }

    @Override
    public void stop(Kind kind, String key) {
        jdbc.sql("delete from platform_poll where kind = ? and key = ?")
                .params(kind.name(), key)
                .update();
    }

    /** The request's answer is known; its files are fetched and the process is woken. */
    public void answer(DataRequest request, AnswerState outcome) {
        answer(request, outcome, null);
    }

    /** The same for an answer of the liaison, whose files came with that letter. */
    public void answer(DataRequest request, AnswerState outcome, UUID letterId) {
        jdbc.sql("""
                        insert into platform_load (request_no, platform, outcome, letter_id, next_at, due_at)
                        values (:requestNo, :platform, :outcome, :letterId, :nextAt, :dueAt)
                        on conflict (request_no) do nothing
                        """)
                .param("requestNo", request.requestNo())
                .param("platform", request.platform())
                .param("outcome", outcome.name())
                .param("letterId", letterId)
                .param("nextAt", timestamp(clock.instant()))
                .param(
                        "dueAt",
                        request.times().dueAt().map(due -> timestamp(due)).orElse(null))
                .update();
        stop(Kind.REQUEST, request.requestNo());
        signals.send(LOADS);
    }

    /**
     * Answers of a case that wait for their next try are brought in now; what a node is at is being tried anyway.
     *
     * @param tenant of whom; empty for all
     * @return whose, one for each
     */
    public List<String> answersNow(String caseNo, Optional<String> tenant) {
        List<String> whose = jdbc.sql("""
                        update platform_load l set next_at = :now
                          from platform_request r
                         where r.request_no = l.request_no and r.case_no = :caseNo
                           and r.tenant = coalesce(:tenant, r.tenant)
                           and l.next_at > :now and not l.loaded
                           and (l.lease_until is null or l.lease_until < :now)
                        returning r.tenant
                        """)
                .param("now", timestamp(clock.instant()))
                .param("caseNo", caseNo)
                .param("tenant", tenant.orElse(null), Types.VARCHAR)
                .query(String.class)
                .list();
        if (!whose.isEmpty()) {
            signals.send(LOADS);
        }
        return whose;
    }

    /** Nobody waits for this request any more. */
    void forget(String requestNo) {
        stop(Kind.REQUEST, requestNo);
        jdbc.sql("delete from platform_load where request_no = ?")
                .param(requestNo)
                .update();
    }

    /** As signals call what a platform is to be asked. */
    public static String polls(String platform) {
        return "platform." + platform;
    }
}
