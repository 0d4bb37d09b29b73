package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.installation.Difference;
import org.redshield.bridge.installation.InstallationRecord;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The signed heads at the second places, held at the start against the log in the database and against what is on record to stand there. A
 * log that is shorter is that of an earlier database; a place that has less is another one. Either way sending is held, once.
 */
@Component
@RequiredArgsConstructor
public class KnownHeads implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KnownHeads.class);

    private final SecondPlaces places;
    private final JdbcClient jdbc;
    private final InstallationRecord installation;
    private final PlatformSending sending;
    private volatile boolean running;

    /** @param known size of the head that is on record to stand outside */
    public static Optional<Difference> difference(SecondPlace place, JdbcClient database, Optional<Long> known)
            throws IOException {
        UUID log = database.sql("select origin from evidence_log")
                .query(UUID.class)
                .single();
        long here = database.sql("select coalesce(max(size), 0) from tree_head")
                .query(Long.class)
                .single();
        long there = place.newest(log).map(HeadCopy::size).orElse(0L);
        if (there > here && there > known.orElse(0L)) {
            return Optional.of(Difference.held(
                    "证据日志在数据库中只有 " + here + " 条，而另处（" + place.name() + "）保存的日志头已到 " + there
                            + " 条，数据库是较早的状态。节点照常启动，但不向平台发送任何内容：请与平台核对这段时间发出的内容后放行（/api/sending/release）",
                    "the evidence log has " + here + " leaves in the database and " + there + " by the head kept in "
                            + place.name()
                            + ": the database is an earlier one. A node starts and sends nothing to platforms; ask them about what"
                            + " was sent since, and release sending (/api/sending/release)"));
        }
        if (there < Math.min(here, known.orElse(0L))) {
            return Optional.of(Difference.held(
                    "另处（" + place.name() + "）保存的证据日志头只到 " + there + " 条，而数据库记得那里已存到 " + known.get()
                            + " 条，存放处不是原来的那一个或者已被清空。节点照常启动，但不向平台发送任何内容：请放回原来的，或者核验（--audit）后放行（/api/sending/release）",
                    "the heads of the evidence log kept in " + place.name() + " end at " + there
                            + " leaves, and the database knows that they had got to " + known.get()
                            + ": it is another place, or was emptied. A node starts and sends nothing to platforms; put back what was"
                            + " there, or verify (--audit) and release sending (/api/sending/release)"));
        }
        return Optional.empty();
    }

    /** Behind the comparison of the numbers, and before all that is heard, sent or worked on. */
    @Override
    public void start() {
        Optional<Long> known = installation.read().logSize();
        for (SecondPlace place : places.all()) {
            try {
                difference(place, jdbc, known).ifPresent(one -> {
                    LOG.error("Nothing is sent to platforms: {}", one.english());
                    sending.hold(one.chinese());
                    // Said once; what stands there from now on is what is known.
                    known(place);
                });
            } catch (IOException e) {
                LOG.warn("The heads kept in {} could not be compared: {}", place.name(), e.getMessage());
            }
        }
        running = true;
    }

    private void known(SecondPlace place) {
        try {
            installation.headKnown(place.newest(jdbc.sql("select origin from evidence_log")
                            .query(UUID.class)
                            .single())
                    .map(HeadCopy::size)
                    .orElse(0L));
        } catch (IOException e) {
            LOG.warn("The heads kept in {} could not be read: {}", place.name(), e.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }
}
