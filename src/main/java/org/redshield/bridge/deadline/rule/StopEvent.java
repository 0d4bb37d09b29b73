package org.redshield.bridge.deadline.rule;

import java.util.Arrays;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What may stop a legal clock. Which of them a deadline knows is said by its row in the table; all others are refused. */
@Getter
@RequiredArgsConstructor
public enum StopEvent {
    SUSPENSION("中止调查"),
    HEARING("听证"),
    ANNOUNCEMENT("公告"),
    TESTING("检测检验检疫鉴定"),
    IDENTIFICATION("权利人辨认鉴别"),
    REFUND_ORDER("责令退款");

    /** The event as an officer reads it. */
    private final String label;

    /** The event of that name; empty when there is none. */
    public static Optional<StopEvent> find(String name) {
        return Arrays.stream(values())
                .filter(event -> event.name().equals(name))
                .findFirst();
    }
}
