package org.redshield.bridge.transfer.handling;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.casework.IncomingLetter;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.transfer.jurisdiction.StatedFacts;
import org.springframework.stereotype.Component;

/** The bureau that whoever disputes his competence holds to be competent. */
@Component
@RequiredArgsConstructor
class CompetentBureaus {

    private final SubjectClocks clocks;
    private final Organisations organisations;
    private final Divisions divisions;
    private final StatedFacts stated;

    String competent(Optional<String> named, IncomingLetter letter) {
        String given = named.orElseThrow(() -> new Refusal("transfer.competent-missing"));
        return stated.division(given)
                .filter(code -> organisations
                        .find(code)
                        .filter(found -> found.kind() == Organisation.Kind.BUREAU)
                        .isPresent())
                .filter(code -> divisions.at(code, clocks.today()).standing() == Divisions.Standing.IN_FORCE)
                .filter(code -> !code.equals(letter.tenant()))
                .orElseThrow(() -> new Refusal("transfer.competent-not-a-bureau", given));
    }
}
