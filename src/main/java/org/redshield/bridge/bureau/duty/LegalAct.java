package org.redshield.bridge.bureau.duty;

import java.util.Set;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.engine.duty.Head;

/**
 * Something that a feature asks the table of approvals about and that is no form; one bean for each feature's
 * {@link Contribution}.
 *
 * @param name as the table names it
 * @param least the lowest head who may decide by law
 * @param aboveOnly the levels of bureaus that by law cannot decide themselves
 */
public record LegalAct(String name, String title, Head least, Set<Level> aboveOnly) {

    /** All of a feature. */
    public interface Contribution {

        Set<LegalAct> acts();
    }
}
