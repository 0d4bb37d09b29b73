package org.redshield.bridge.bureau;

import org.redshield.bridge.Refusal;

/**
 * Somebody would be named in what goes out, and the directory does not say of him what it must say. Nothing has a number yet. A step
 * that met it waits ({@code bureau.directory}), a form is refused.
 */
public final class PersonLacks extends Refusal {

    private static final long serialVersionUID = 1;

    private final String person;
    private final String lacking;
    private final String act;

    PersonLacks(String person, String lacking, Naming act) {
        super("bureau.person-lacks", person, lacking, act.title());
        this.person = person;
        this.lacking = lacking;
        this.act = act.title();
    }

    /** The same of somebody whom the directory does not know, and whom nobody else of his bureau can stand for. */
    public static PersonLacks unknown(String person, Naming act) {
        return new PersonLacks(person, act.inWords(), act);
    }

    /** What he is called. */
    public String person() {
        return person;
    }

    /** In words, by their titles. */
    public String lacking() {
        return lacking;
    }

    /** What would have named him. */
    public String act() {
        return act;
    }
}
