package org.redshield.bridge.campaign.meetings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Minutes, as a bureau noted them.
 *
 * @param tenant the bureau
 * @param bureaus codes of those that took part
 * @param corrects the minutes that these stand for
 * @param correctedBy the minutes that stand for these
 */
public record Meeting(
        UUID id,
        String caseNo,
        String tenant,
        LocalDate heldOn,
        List<String> bureaus,
        String agenda,
        List<Decision> decisions,
        Optional<UUID> corrects,
        Optional<UUID> correctedBy,
        String notedBy,
        Instant notedAt) {

    /** Codes of all bureaus that it names. */
    public Stream<String> named() {
        return Stream.concat(
                Stream.concat(Stream.of(tenant), bureaus.stream()),
                decisions.stream().map(Decision::bureau));
    }

    /**
     * Who does what until when.
     *
     * @param place from 1
     */
    public record Decision(int place, String what, String bureau, LocalDate due, Optional<Done> done) {}

    /** That it was done, as the bureau that owed it says. */
    public record Done(String note, String by, Instant at) {}
}
