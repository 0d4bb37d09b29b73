package org.redshield.bridge.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Scratch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes what killed processes left on this node's disk: when a node starts, and once a day. */
@Component
@RequiredArgsConstructor
class ScratchSweep implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchSweep.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final InstantSource time;
    private volatile Instant next = Instant.EPOCH;

    @Override
    public Share share() {
        return Share.EACH;
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of("scratch", DAY, () -> Optional.of(next), this::sweep));
    }

    private void sweep() {
        next = time.instant().plus(DAY);
        int dead = Scratch.sweep();
        if (dead > 0) {
            LOG.info("Deleted what {} processes left on the disk when they were killed", dead);
        }
    }
}
