package org.redshield.bridge.paper.api;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** How a letter of the organisation's own was served that went on paper, as it was registered. */
public interface ServedOnPaper {

    Optional<Served> of(UUID letterId, String tenant);

    /**
     * @param how the way, with the number of the mail
     * @param sentBy user id of who registered that it was sent
     * @param never whether it was decided that it is not sent any more
     * @param slip the scan of the signed slip, among the evidence
     */
    record Served(
            Optional<LocalDate> sentOn,
            Optional<String> how,
            Optional<String> sentBy,
            Optional<LocalDate> receivedOn,
            Optional<String> signedBy,
            boolean never,
            Optional<UUID> slip) {}
}
