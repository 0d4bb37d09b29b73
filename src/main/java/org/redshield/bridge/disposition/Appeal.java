package org.redshield.bridge.disposition;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A merchant's appeal as the platform reported it (网络交易平台规则监督管理办法 art. 19).
 *
 * @param shownAt when it was put before an officer
 */
public record Appeal(
        UUID id,
        String targetId,
        Optional<Instant> appealedAt,
        String content,
        Instant receivedAt,
        Optional<Instant> shownAt,
        Optional<Decision> decision,
        Optional<String> reason,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt) {

    /** What the bureau says to it. */
    public enum Decision {
        UPHOLD("维持处置"),
        LIFT("解除处置");

        private final String title;

        Decision(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }
}
