package org.redshield.bridge.outcome;

import java.time.InstantSource;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.idempotency.SentRequests;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.springframework.stereotype.Component;

/** What was sent under which key goes when what came of it goes ({@link SentSteps}). */
@Component
@RequiredArgsConstructor
class SentRequestsEnd implements BackgroundWork {

    private final SentRequests requests;
    private final InstantSource time;

    @Override
    public List<Work> work() {
        return List.of(Work.of(
                "sent-requests",
                SentSteps.NET,
                () -> requests.first().map(first -> first.plus(SentSteps.KEPT)),
                () -> requests.deleteUntil(time.instant().minus(SentSteps.KEPT))));
    }
}
