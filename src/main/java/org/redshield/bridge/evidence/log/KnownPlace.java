package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.installation.InstallationRecord;

/** A second place of which the installation knows what it has, so that it is missed where it has that no more. */
public record KnownPlace(SecondPlace place, InstallationRecord installation) implements SecondPlace {

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public Optional<HeadCopy> newest(UUID log) throws IOException {
        return place.newest(log);
    }

    @Override
    public void keep(LogHead head, Optional<HeadCopy> known) throws IOException {
        place.keep(head, known);
        installation.headKnown(head.size());
    }

    @Override
    public Optional<String> numbers(UUID log) throws IOException {
        return place.numbers(log);
    }

    @Override
    public void keepNumbers(UUID log, String marks) throws IOException {
        place.keepNumbers(log, marks);
    }
}
