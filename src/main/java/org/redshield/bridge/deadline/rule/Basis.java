package org.redshield.bridge.deadline.rule;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** On what a deadline rests. */
@Getter
@RequiredArgsConstructor
public enum Basis {
    LAW("法定"),
    /** Between two organisations; it comes before the general rule and holds for them only. */
    AGREEMENT("约定"),
    INTERNAL("内部");

    /** As an officer reads it. */
    private final String label;
}
