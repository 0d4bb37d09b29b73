package org.redshield.bridge.deadline.rule;

import lombok.RequiredArgsConstructor;

/** On what a deadline rests. */
@RequiredArgsConstructor
public enum Basis {
    LAW("法定"),
    /** Between two organisations; it comes before the general rule and holds for them only. */
    AGREEMENT("约定"),
    INTERNAL("内部");

    private final String label;

    /** As an officer reads it. */
    public String label() {
        return label;
    }
}
