package org.redshield.bridge.transfer.jurisdiction;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a case.
 *
 * @param places division codes of places and bureaus, as stated; what is unknown is left out. That of PLATFORM is the
 *     platform's seat. A credit code is no place: nothing here ever reads one
 * @param on the day of decision
 */
public record JurisdictionFacts(Situation situation, Map<Fact, String> places, LocalDate on) {

    Optional<String> place(Fact fact) {
        Optional<String> stated = Optional.ofNullable(places.get(fact));
        // A platform's own domicile is its seat, which the directory knows.
        return fact == Fact.DOMICILE && situation.subject().equals(Optional.of(LiableSubject.PLATFORM))
                ? stated.or(() -> place(Fact.PLATFORM))
                : stated;
    }
}
