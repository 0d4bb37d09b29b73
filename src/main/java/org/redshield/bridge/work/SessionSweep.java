package org.redshield.bridge.work;

import java.time.Duration;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.session.StoredSessions;
import org.springframework.stereotype.Component;

/** Deletes sessions that have expired, in portions and well after: nobody waits for it, and a row that is left is not found any more. */
@Component
@RequiredArgsConstructor
class SessionSweep implements BackgroundWork {

    private static final Duration NET = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final StoredSessions sessions;

    @Override
    public List<Work> work() {
        return List.of(
                Work.of("sessions", NET, sessions::nextExpiry, this::sweep).atMostEvery(PAUSE));
    }

    private void sweep() {
        while (sessions.deleteExpired()) {
            // The next portion, in a transaction of its own.
        }
    }
}
