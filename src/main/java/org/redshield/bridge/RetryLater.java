package org.redshield.bridge;

/** Not now: the same may be asked again after a while. */
public class RetryLater extends Refusal {

    private static final long serialVersionUID = 1;

    private final long seconds;

    /** @param seconds as in the header Retry-After */
    public RetryLater(long seconds, String code, Object... arguments) {
        super(code, arguments);
        this.seconds = seconds;
    }

    public final long seconds() {
        return seconds;
    }
}
