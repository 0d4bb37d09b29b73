package org.redshield.bridge.engine.job;

/**
 * Whether what a message wakes or starts goes on at once, in the transaction that hands the message over. Else the step behind
 * the message is a job of its own, as the model says, and a fault in it none of the message's. So whoever hands over in one go
 * does it once more otherwise when that fails.
 */
public final class Onward {

    private final ThreadLocal<Boolean> inOneGo = new ThreadLocal<>();

    /** The message that is handed over inside goes on at once; what its step wakes or starts in turn does not. */
    public void inOneGo(Runnable handingOver) {
        inOneGo.set(true);
        try {
            handingOver.run();
        } finally {
            inOneGo.remove();
        }
    }

    /** Yes once. */
    boolean isFirst() {
        boolean first = inOneGo.get() != null;
        inOneGo.remove();
        return first;
    }
}
