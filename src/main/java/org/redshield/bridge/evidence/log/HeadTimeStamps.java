package org.redshield.bridge.evidence.log;

import static org.redshield.bridge.Rows.timestamp;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Gets the newest head a time stamp. An authority that is away delays the stamp and nothing else. */
@Component
@RequiredArgsConstructor
public class HeadTimeStamps {

    private static final Logger LOG = LoggerFactory.getLogger(HeadTimeStamps.class);

    private final JdbcClient jdbc;
    private final EvidenceLog log;
    private final TimeStamper authority;
    private final InstantSource clock;

    @Scheduled(fixedDelayString = "${bridge.evidence.time-stamp.interval:1m}")
    public void run() {
        log.newest().filter(this::saysMore).ifPresent(this::stamp);
    }

    /** A stamp is a leaf of the log itself: a head that only adds it needs no stamp, or there would be one for ever. */
    private boolean saysMore(LogHead head) {
        return jdbc.sql("""
                        select exists (select from log_leaf
                                        where log_index < :size and kind <> 'TIME_STAMP'
                                          and log_index >= (select coalesce(max(size), 0) from head_time_stamp))
                        """).param("size", head.size()).query(Boolean.class).single();
    }

    /** Fingerprint of the authority's certificate: of its newest stamp, or of one that is asked for to learn it. */
    public Optional<String> authorityCertificate() {
        Optional<byte[]> newest = jdbc.sql("select token from head_time_stamp order by size desc limit 1")
                .query(byte[].class)
                .optional();
        try {
            byte[] token = newest.isPresent() ? newest.get() : authority.stamp(new byte[0]);
            return Optional.of(TimeStampTokens.authority(token));
        } catch (IOException e) {
            LOG.warn("The time-stamping authority does not say who it is: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** @return whether this head has a time stamp now */
    public boolean stamp(LogHead head) {
        Optional<byte[]> there = log.token(head.size());
        if (there.isPresent()) {
            return true;
        }
        try {
            byte[] token = authority.stamp(head.bytes());
            jdbc.sql("insert into head_time_stamp (size, token, at) values (?, ?, ?) on conflict do nothing")
                    .params(head.size(), token, timestamp(clock.instant()))
                    .update();
            return true;
        } catch (IOException e) {
            LOG.warn("The log's head of {} leaves has no time stamp yet: {}", head.size(), e.getMessage());
            return false;
        }
    }
}
