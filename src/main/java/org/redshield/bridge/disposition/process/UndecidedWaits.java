package org.redshield.bridge.disposition.process;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Causes;
import org.redshield.bridge.disposition.restorecheck.Undecided;
import org.redshield.bridge.engine.job.FailedJobRule;
import org.springframework.stereotype.Component;

/** A step that would do to a shop what was done already waits until an officer has decided about that. */
@Component
@RequiredArgsConstructor
final class UndecidedWaits implements FailedJobRule {

    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final InstantSource clock;

    @Override
    public boolean knows(Throwable failure) {
        return Causes.first(failure, Undecided.class).isPresent();
    }

    @Override
    public Optional<Verdict> of(FailedJob job, Throwable failure) {
        return Causes.first(failure, Undecided.class)
                .map(waits -> new PutOff(clock.instant().plus(AGAIN), Optional.of(waits.getMessage())));
    }
}
