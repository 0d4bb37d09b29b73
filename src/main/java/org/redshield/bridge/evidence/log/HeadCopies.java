package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings the newest head to each second place. One that is away holds up nothing; what it has is compared by the audit. */
@Component
public class HeadCopies implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(HeadCopies.class);
    private static final Duration NET = Duration.ofSeconds(10);

    private final EvidenceLog log;
    private final List<SecondPlace> places;

    public HeadCopies(EvidenceLog log, SecondPlaces places) {
        this.log = log;
        this.places = places.all();
    }

    @Override
    public List<Work> work() {
        return places.isEmpty() ? List.of() : List.of(Work.every("evidence-heads", NET, this::run));
    }

    public void run() {
        log.newest().ifPresent(head -> places.forEach(place -> bring(head, place)));
    }

    private static void bring(LogHead head, SecondPlace place) {
        try {
            Optional<HeadCopy> known = place.newest(head.origin());
            if (known.map(HeadCopy::size).orElse(0L) < head.size()) {
                place.keep(head, known);
            }
        } catch (IOException | IllegalStateException e) {
            LOG.error("The log's head of {} leaves was not taken by {}: {}", head.size(), place.name(), e.getMessage());
        }
    }
}
