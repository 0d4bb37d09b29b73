package org.redshield.bridge.campaign.meetings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
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

    /** With what was done by the minutes that these correct, where they decide the same. */
    Meeting after(Meeting before) {
        List<Decision> all = decisions.stream()
                .map(one -> before.decisions.stream()
                        .filter(other -> other.same(one) && one.done.isEmpty())
                        // Of two that are the same the one at the same place, else the one that is done.
                        .min(Comparator.comparing((Decision other) -> other.place != one.place)
                                .thenComparing(other -> other.done.isEmpty()))
                        .map(other -> new Decision(one.place, one.what, one.bureau, one.due, other.done))
                        .orElse(one))
                .toList();
        return new Meeting(id, caseNo, tenant, heldOn, bureaus, agenda, all, corrects, correctedBy, notedBy, notedAt);
    }

    /** Whether a bureau noted the same, as it does that sends it again. */
    boolean same(Meeting other) {
        return caseNo.equals(other.caseNo)
                && tenant.equals(other.tenant)
                && heldOn.equals(other.heldOn)
                && bureaus.equals(other.bureaus)
                && agenda.equals(other.agenda)
                && corrects.equals(other.corrects)
                && decisions.size() == other.decisions.size()
                && decisions.stream().allMatch(one -> one.same(other.decisions.get(one.place - 1)));
    }

    /**
     * Who does what until when.
     *
     * @param place from 1
     */
    public record Decision(int place, String what, String bureau, LocalDate due, Optional<Done> done) {

        boolean same(Decision other) {
            return what.equals(other.what) && bureau.equals(other.bureau) && due.equals(other.due);
        }
    }

    /** That it was done, as the bureau that owed it says. */
    public record Done(String note, String by, Instant at) {}
}
