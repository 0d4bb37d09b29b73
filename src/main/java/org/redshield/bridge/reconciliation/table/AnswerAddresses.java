package org.redshield.bridge.reconciliation.table;

import java.time.InstantSource;
import java.util.Optional;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.words.Address;
import org.redshield.bridge.reconciliation.match.words.DivisionWords;
import org.springframework.stereotype.Component;

/**
 * Addresses of shops as they leave the bridge by a reconciliation. Out of a case's records only the division is shown, whoever asks: the
 * whole is shown there, by the case's own rule and on record.
 */
@Component
public class AnswerAddresses {

    private static final String HIDDEN = "****";

    private final DivisionWords places;

    AnswerAddresses(Divisions divisions, InstantSource clock) {
        this.places = new DivisionWords(divisions, ChinaTime.day(clock.instant()));
    }

    /** @param caseNo case out of whose records the shop is; absent: its table was brought */
    public String shown(Optional<String> caseNo, String address) {
        return caseNo.isEmpty() || address.isEmpty() ? address : Address.divisions(address, places) + HIDDEN;
    }

    /** Whether it tells where to look. */
    public boolean tells(String shown) {
        return !shown.isBlank() && !shown.equals(HIDDEN);
    }
}
