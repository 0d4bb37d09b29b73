package org.redshield.bridge;

/**
 * The person has the role but took part in what is to be decided. He cannot hold on to the task either: with this refusal it
 * goes back to its group.
 */
public final class OthersMustDecide extends Refusal {

    private static final long serialVersionUID = 1;

    public OthersMustDecide(String code, Object... arguments) {
        super(code, arguments);
    }
}
