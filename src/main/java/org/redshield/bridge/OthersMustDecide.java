package org.redshield.bridge;

import java.util.List;

/**
 * The person has the role but took part in what is to be decided, or what is to be decided takes a higher head. He cannot hold
 * on to the task either: with this refusal it goes back to its group.
 */
public final class OthersMustDecide extends Refusal {

    private static final long serialVersionUID = 1;

    private final transient List<String> hands;
    private transient String onward;

    public OthersMustDecide(String code) {
        this(code, List.of());
    }

    /**
     * @param hands user ids of all who took part
     * @param arguments as those of a {@link Refusal}
     */
    public OthersMustDecide(String code, List<String> hands, Object... arguments) {
        super(code, arguments);
        this.hands = List.copyOf(hands);
    }

    public List<String> hands() {
        return hands;
    }

    /** Nobody of the person's rank is left; the sentence then says who decides, in place of what to do. */
    public void goesOn(Refusal sentence) {
        onward = sentence.getMessage();
    }

    @Override
    public String getMessage() {
        return onward == null ? super.getMessage() : sentence() + onward;
    }
}
