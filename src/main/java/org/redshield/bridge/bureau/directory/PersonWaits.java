package org.redshield.bridge.bureau.directory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Causes;
import org.redshield.bridge.bureau.PersonLacks;
import org.redshield.bridge.engine.job.FailedJobRule;
import org.springframework.stereotype.Component;

/**
 * A step that would name somebody of whom something is not known waits until an account administrator has added it, and goes on by
 * itself: it has no number, and all else of it is in order. Cockpit shows the sentence at the job.
 */
@Component
@RequiredArgsConstructor
final class PersonWaits implements FailedJobRule {

    private static final Duration UNTIL_NEXT_LOOK = Duration.ofMinutes(1);

    private final InstantSource clock;

    @Override
    public boolean knows(Throwable failure) {
        return Causes.first(failure, PersonLacks.class).isPresent();
    }

    @Override
    public Optional<Verdict> of(FailedJob job, Throwable failure) {
        return Causes.first(failure, PersonLacks.class)
                .map(lack -> new PutOff(clock.instant().plus(UNTIL_NEXT_LOOK), Optional.of(lack.getMessage())));
    }
}
