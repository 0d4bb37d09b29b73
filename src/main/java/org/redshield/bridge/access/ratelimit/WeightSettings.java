package org.redshield.bridge.access.ratelimit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one person's requests may weigh.
 *
 * @param perDay how much a person may send and take along in a day, through all doors together
 * @param requests how many requests of one person may be on their way at a time on a node, those whose answers are still being read
 *     among them; the next one is told to come again
 * @param downloads of these, how many files, exports and rows of records: as many as a browser has connections to one server
 * @param slowest how many bytes a second an answer must be read by; a slower reader loses his connection
 * @param grace what each reader may take besides
 * @param largest answer that is put aside on the node's disk, encrypted, so that it can be read without a thread
 * @param together all that is put aside on a node at a time
 * @param larger how many answers that are larger, or find no room, may be on their way at a time, each with a thread
 */
@ConfigurationProperties(prefix = "bridge.weights", ignoreUnknownFields = false)
record WeightSettings(
        @DefaultValue("20GB") DataSize perDay,
        @DefaultValue("40") int requests,
        @DefaultValue("6") int downloads,
        @DefaultValue("16KB") DataSize slowest,
        @DefaultValue("60s") Duration grace,
        @DefaultValue("256MB") DataSize largest,
        @DefaultValue("4GB") DataSize together,
        @DefaultValue("3") int larger) {

    /** Until when so many bytes must have been read. */
    Duration patience(long bytes) {
        return grace.plusMillis(bytes * 1_000 / slowest.toBytes());
    }
}
