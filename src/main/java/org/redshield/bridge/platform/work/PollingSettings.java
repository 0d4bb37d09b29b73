package org.redshield.bridge.platform.work;

import java.time.Duration;
import java.util.List;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often platforms are asked and answers are fetched.
 *
 * @param intervals between two questions about the same thing; the last one repeats
 * @param faultIntervals how long questions without an answer are put off, by how many there were in a row; the last one
 *     repeats
 * @param loadRetries between two tries to bring in one answer's files; after the last the liaison is asked
 * @param badAnswerPatience for so long an answer is fetched again that is not what the platform says it is, or the
 *     letter of an answer without data: the first of {@code loadRetries}
 * @param wakeRetries between two tries to wake a process that does not wait yet; the last one repeats
 * @param idle longest time in which work goes unseen whose signal did not come
 * @param lease how long work of a node that died stays with it; renewed at a third of it
 */
@ConfigurationProperties(prefix = "bridge.polling", ignoreUnknownFields = false)
public record PollingSettings(
        @DefaultValue({"500ms", "1s", "2s", "5s", "15s", "60s", "5m", "15m", "30m"})
        List<Duration> intervals,

        @DefaultValue({"1s", "5s", "15s", "60s"}) List<Duration> faultIntervals,

        @DefaultValue({
            "1s", "2s", "5s", "5s", "10s", "10s", "20s", "20s", "30s", "30s", "1m", "1m", "2m", "5m", "15m", "30m",
            "2h", "6h", "12h", "1d", "1d", "1d", "1d", "1d", "1d", "1d", "1d"
        })
        List<Duration> loadRetries,

        @DefaultValue("1h") Duration badAnswerPatience,

        @DefaultValue({"500ms", "1s", "5s", "30s", "5m", "30m"})
        List<Duration> wakeRetries,

        @DefaultValue("10s") Duration idle,
        @DefaultValue("30s") Duration lease) {

    public PollingSettings {
        if (intervals.isEmpty() || faultIntervals.isEmpty() || wakeRetries.isEmpty()) {
            throw new WrongSetting(
                    intervals.isEmpty() ? "intervals" : faultIntervals.isEmpty() ? "fault-intervals" : "wake-retries",
                    "至少要有一个时长",
                    "needs at least one duration");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new WrongSetting("lease", "不能短于 1 秒", "must be at least one second");
        }
    }

    /** Those between two tries to bring in what another try will hardly make better. */
    public List<Duration> badAnswerRetries() {
        Duration sum = Duration.ZERO;
        int count = 0;
        while (count < loadRetries.size() && sum.plus(loadRetries.get(count)).compareTo(badAnswerPatience) <= 0) {
            sum = sum.plus(loadRetries.get(count));
            count++;
        }
        return loadRetries.subList(0, count);
    }
}
