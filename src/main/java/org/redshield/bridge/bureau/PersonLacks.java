package org.redshield.bridge.bureau;

import org.redshield.bridge.Refusal;
import org.redshield.bridge.RequestThread;

/**
 * Somebody would be named in what goes out, and the directory does not say of him what it must say. Nothing has a number yet. A step
 * that met it waits ({@code bureau.directory}), a form is refused.
 */
public final class PersonLacks extends Refusal {

    private static final long serialVersionUID = 1;

    private final Refusal unnamed;

    PersonLacks(String person, String lacking, Naming act) {
        super("bureau.person-lacks", person, lacking, act.title());
        this.unnamed = new Refusal("bureau.somebody-lacks", lacking, act.title());
    }

    /** The same of somebody whom the directory does not know, and whom nobody else of his bureau can stand for. */
    public static PersonLacks unknown(String person, Naming act) {
        return new PersonLacks(person, act.inWords(), act);
    }

    /** Who it is hears whoever sent a form; where a step of its own met it, the engine keeps the sentence, and it names nobody. */
    @Override
    public String getMessage() {
        return RequestThread.isCurrent() ? super.getMessage() : unnamed.getMessage();
    }
}
