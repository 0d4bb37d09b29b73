package org.redshield.bridge.disposition.file;

import java.util.EnumSet;
import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.State;

/** The life of one target. What the platform says decides it, but for the two last steps, which the bureau decides. */
@Getter
@RequiredArgsConstructor
public enum TargetState implements State {
    DRAFT("草拟"),
    SUBMITTED("已提交平台"),
    EXECUTED("已执行"),
    PARTIAL("部分执行"),
    REFUSED("平台未执行"),
    /** The platform has finished but says how only in its own words. */
    ANSWERED("平台已答复，结果见平台原文"),
    PUBLISHED("已执行并公示"),
    APPEALED("商家已申诉"),
    UPHELD("申诉后维持"),
    LIFTED("已解除");

    /** In force: something was done to the merchant and still is. */
    private static final Set<TargetState> IN_FORCE =
            EnumSet.of(EXECUTED, PARTIAL, ANSWERED, PUBLISHED, APPEALED, UPHELD);

    private final String title;

    public boolean isInForce() {
        return IN_FORCE.contains(this);
    }

    @Override
    public boolean over() {
        return this == REFUSED || this == LIFTED;
    }
}
