package org.redshield.bridge.deadline.rule;

/** On what a deadline rests. */
public enum Basis {
    LAW("法定"),
    /** Between two organisations; it comes before the general rule and holds for them only. */
    AGREEMENT("约定"),
    INTERNAL("内部");

    private final String label;

    Basis(String label) {
        this.label = label;
    }

    /** As an officer reads it. */
    public String label() {
        return label;
    }
}
