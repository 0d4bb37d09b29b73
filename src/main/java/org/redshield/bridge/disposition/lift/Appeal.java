package org.redshield.bridge.disposition.lift;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.gateway.DispositionStatus;

/**
 * A merchant's appeal as the platform reported it (网络交易平台规则监督管理办法 art. 19).
 */
public record Appeal(
        UUID id,
        String targetId,
        Optional<Instant> appealedAt,
        String content,
        Instant receivedAt,
        Optional<Decision> decision,
        Optional<String> reason,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt) {

    private static final Duration WANDERING = Duration.ofHours(1);

    /** The same appeal comes with every answer; platforms' clocks wander by minutes, so its instant alone does not tell. */
    boolean isSame(DispositionStatus.Appeal reported) {
        boolean sameWords = content.equals(reported.text());
        if (appealedAt.isEmpty() || reported.at().isEmpty()) {
            return sameWords;
        }
        Duration between =
                Duration.between(appealedAt.get(), reported.at().get()).abs();
        return between.isZero() || between.compareTo(WANDERING) <= 0 && sameWords;
    }

    /** What the bureau says to it. */
    @Getter
    @RequiredArgsConstructor
    public enum Decision {
        UPHOLD("维持处置"),
        LIFT("解除处置");

        private final String title;
    }
}
