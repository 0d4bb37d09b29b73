package org.redshield.bridge.cases;

/** A kind of order that a feature accepts; one bean for each. */
public interface OrderKind {

    /** A stable name, e.g. {@code merchantDisposition}. */
    String name();

    /**
     * Begins what is ordered, in the transaction of who orders it.
     *
     * @return id of what was begun
     * @throws org.redshield.bridge.Refusal when the facts are not enough, or it may not begin; then nothing has happened
     */
    String accept(Order order);
}
