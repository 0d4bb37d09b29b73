package org.redshield.bridge.platform.retryqueue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.engine.job.Jobs;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.guard.CallGuard;
import org.redshield.bridge.platform.guard.CallGuards;
import org.redshield.bridge.platform.guard.NumberTaken;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.work.BackOff;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of a step whose call to a platform failed: it waits and is tried again for as long as the timetable lasts,
 * then a person decides.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PlatformCalls {

    /** One that only waits for its turn is called up; should nobody do so, it looks by itself. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final WaitingCalls line;
    private final Jobs jobs;
    private final Organisations organisations;
    private final SentNumbers numbers;
    private final InstantSource clock;
    private final CallGuards guards;

    /**
     * What follows from a fault.
     *
     * @param again when it is tried again at the latest; empty: never by itself
     * @param sentence for those who see the step; empty when the platform was not called
     * @param news a person must be told, and has not been yet
     */
    public record Consequence(Optional<Instant> again, Optional<String> sentence, boolean news) {}

    /**
     * A step failed because of its platform.
     *
     * @param subjects numbers of what it is about
     */
    public Consequence failed(
            String jobId,
            String tenant,
            String caseNo,
            String step,
            Set<String> subjects,
            PlatformUnavailable fault,
            RetryTimetable timetable) {
        boolean called = !(fault instanceof PlatformBusy) && !fault.isAboutPace();
        WaitingCall call =
                line.join(jobId, fault.platform().orElseThrow(), tenant, caseNo, step, subjects, called, fault.code());
        Instant now = clock.instant();
        if (timetable.next(Duration.between(call.since(), now)).isEmpty()) {
            boolean news = line.giveUp(jobId);
            return new Consequence(Optional.empty(), Optional.of(sentence("platform.call-given-up", call)), news);
        }
        Duration wait = called ? interval(timetable, call, now) : LONGEST_WAIT;
        return new Consequence(
                Optional.of(now.plus(BackOff.spread(wait))),
                called ? Optional.of(sentence("platform.call-put-off", call)) : Optional.empty(),
                false);
    }

    /** Counted from its own failures, not from when it began to wait for its turn: one that fails once is soon tried again. */
    private static Duration interval(RetryTimetable timetable, WaitingCall call, Instant now) {
        return timetable
                .next(Duration.between(call.failedAt().orElse(now), now))
                .orElseThrow();
    }

    /**
     * A step found its number taken by somebody else: it is not tried again before a person has judged that.
     *
     * @param subjects numbers of what it is about
     */
    public Consequence taken(
            String jobId, String tenant, String caseNo, String step, Set<String> subjects, NumberTaken fault) {
        line.join(jobId, fault.platform(), tenant, caseNo, step, subjects, true, Optional.empty());
        line.taken(jobId, fault.number());
        boolean news = line.giveUp(jobId);
        WaitingCall call = line.find(jobId).orElseThrow();
        return new Consequence(Optional.empty(), Optional.of(sentence(call)), news);
    }

    /**
     * A person has judged whose it is what the platform has under the call's number.
     *
     * @throws Refusal platform.number-not-taken when there is nothing to judge
     */
    public void judge(String callId, boolean ours, String user) {
        String number = line.find(WaitingCall.jobOf(callId))
                .flatMap(WaitingCall::taken)
                .orElseThrow(() -> new Refusal("platform.number-not-taken"));
        numbers.judge(number, ours, user);
    }

    /** @throws Refusal platform.number-unjudged when sending again would not help: somebody must judge first */
    public void requireNothingToJudge(String callId) {
        line.find(WaitingCall.jobOf(callId)).flatMap(WaitingCall::taken).ifPresent(number -> {
            throw new Refusal("platform.number-unjudged", number);
        });
    }

    /** A person lets the call go again, with a whole timetable before it. Without effect when it is over. */
    public void resume(String callId) {
        String job = WaitingCall.jobOf(callId);
        line.again(job, false);
        jobs.resume(job);
    }

    /**
     * A person does not want to wait for the next try of what waits in a case. A platform that is left alone stays so: what waits for it
     * goes when it is back.
     *
     * @param tenant of whom; empty for all
     * @return whose, one for each call
     */
    public List<String> goNow(String caseNo, Optional<String> tenant) {
        List<WaitingCall> calls = line.waiting(caseNo, tenant).stream()
                .filter(call -> guards.find(call.platform())
                        .filter(guard -> guard.health() != CallGuard.Health.AWAY)
                        .isPresent())
                .toList();
        List<String> ids = calls.stream().map(WaitingCall::jobId).toList();
        if (!ids.isEmpty()) {
            line.released(ids);
            jobs.runNow(ids);
        }
        return calls.stream().map(WaitingCall::tenant).toList();
    }

    /** For the person who decides: what could not be sent, since when, and why. */
    @Transactional(readOnly = true)
    public String describe(String callId) {
        return line.find(WaitingCall.jobOf(callId))
                .map(this::sentence)
                .orElseGet(() -> new Refusal("platform.call-over").getMessage());
    }

    private String sentence(WaitingCall call) {
        return call.taken()
                .map(number -> new Refusal(
                                "platform.number-taken",
                                call.caseNo(),
                                call.step(),
                                number,
                                organisations.get(call.platform()).name(),
                                numbers.find(number)
                                        .flatMap(SentNumbers.Sent::platformId)
                                        .map(id -> "，平台的编号为 " + id)
                                        .orElse(""))
                        .getMessage())
                .orElseGet(() -> sentence(call.givenUp() ? "platform.call-summary" : "platform.call-again", call));
    }

    private String sentence(String code, WaitingCall call) {
        return new Refusal(
                        code,
                        call.step(),
                        organisations.get(call.platform()).name(),
                        call.code().map(text -> "平台代码：" + text).orElse("平台没有给出可用的应答"),
                        call.tries(),
                        ChinaTime.moment(call.since()),
                        call.caseNo())
                .getMessage();
    }
}
