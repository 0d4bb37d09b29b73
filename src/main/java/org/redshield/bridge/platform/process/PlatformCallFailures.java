package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformFaultProcess.PLATFORM_CALL_ID;

import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.Causes;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.job.FailedJobRule;
import org.redshield.bridge.engine.job.RetryIntervals;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.guard.NumberTaken;
import org.redshield.bridge.platform.retryqueue.OpenFault;
import org.redshield.bridge.platform.retryqueue.PlatformCalls;
import org.redshield.bridge.platform.retryqueue.RetryTimetable;
import org.redshield.bridge.platform.retryqueue.WaitingCall;
import org.springframework.stereotype.Component;

/** Steps that could not reach their platform wait for it instead of counting down; what is given up becomes a task. */
@Component
final class PlatformCallFailures implements FailedJobRule, OpenFault {

    private static final String FAULT = "PlatformFault";
    private static final String RECOVERED = "PlatformRecovered";

    private final PlatformCalls calls;
    private final ProcessMessages messages;
    private final RetryTimetable timetable;

    PlatformCallFailures(PlatformCalls calls, ProcessMessages messages, RetryIntervals intervals) {
        this.calls = calls;
        this.messages = messages;
        this.timetable = RetryTimetable.of(intervals.getPlatform());
    }

    @Override
    public boolean knows(Throwable failure) {
        return fault(failure).flatMap(PlatformUnavailable::platform).isPresent()
                || Causes.first(failure, NumberTaken.class).isPresent();
    }

    @Override
    public Optional<Verdict> of(FailedJob job, Throwable failure) {
        // What belongs to no case has nobody to tell: the model's retry cycle counts.
        if (job.caseNo() == null || job.tenant() == null) {
            return Optional.empty();
        }
        return fault(failure)
                .map(fault -> calls.failed(
                        job.id(), job.tenant(), job.caseNo(), job.step(), job.subjects(), fault, timetable))
                .or(() -> Causes.first(failure, NumberTaken.class)
                        .map(taken ->
                                calls.taken(job.id(), job.tenant(), job.caseNo(), job.step(), job.subjects(), taken)))
                .map(consequence -> {
                    if (consequence.news()) {
                        messages.start(
                                job.tenant(),
                                FAULT,
                                job.caseNo(),
                                Map.of(PLATFORM_CALL_ID.name(), WaitingCall.idOf(job.caseNo(), job.id())));
                    }
                    return consequence
                            .again()
                            .<Verdict>map(again -> new PutOff(again, consequence.sentence()))
                            .orElseGet(() -> new GivenUp(consequence.sentence().orElseThrow()));
                });
    }

    @Override
    public boolean end(WaitingCall call) {
        return recovered(call, call.id())
                // Tasks from before the number had the case in it.
                || recovered(call, call.jobId());
    }

    private boolean recovered(WaitingCall call, String id) {
        return messages.correlate(call.tenant(), RECOVERED, PLATFORM_CALL_ID, id, Map.of());
    }

    private static Optional<PlatformUnavailable> fault(Throwable failure) {
        return Causes.first(failure, PlatformUnavailable.class);
    }
}
