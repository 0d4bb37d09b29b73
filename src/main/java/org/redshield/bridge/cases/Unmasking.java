package org.redshield.bridge.cases;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.personal.Purpose;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Who may see the personal data of a case as they are, by whatever door: an officer of a bureau that works on it, and a
 * superior's supervisor to whom it was opened ({@link OpenedAbove}), who say for what. Everybody else, and who does not say,
 * sees them masked.
 */
@Component
@RequiredArgsConstructor
public class Unmasking {

    /** A feature's contribution: whether a case was put at the disposal of a supervisor of a superior bureau, as it is. */
    @FunctionalInterface
    public interface OpenedAbove {

        /** @param caller who looks on through the eyes of the bureau below ({@link Caller#looksOn}) */
        boolean opened(Caller caller, String caseNo);
    }

    private static final String OFFICER = "officer";

    private final Involvements involvements;
    private final ObjectProvider<OpenedAbove> opened;

    public boolean allowed(Caller caller, String caseNo) {
        return caller.looksOn()
                ? opened.stream().anyMatch(one -> one.opened(caller, caseNo))
                : caller.hasRole(OFFICER) && involvements.open(caseNo, caller.tenant());
    }

    /** @throws Forbidden casefile.unmasked-not-allowed */
    public void require(Caller caller, String caseNo) {
        if (!allowed(caller, caseNo)) {
            throw new Forbidden("casefile.unmasked-not-allowed");
        }
    }

    /**
     * The purpose of one who asks for what is not masked.
     *
     * @throws Forbidden casefile.unmasked-not-allowed
     * @throws org.redshield.bridge.Refusal see {@link Purpose#of}
     */
    public Purpose purpose(Caller caller, String caseNo, String code, String text) {
        require(caller, caseNo);
        return Purpose.of(code, text);
    }
}
