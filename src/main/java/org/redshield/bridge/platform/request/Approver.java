package org.redshield.bridge.platform.request;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** Who must have approved a data request before it leaves the bureau, from nobody to the highest. */
@Getter
@RequiredArgsConstructor
public enum Approver {
    NONE("NONE", "无须审批"),
    UNIT_HEAD("unitHead", "办案机构负责人"),
    BUREAU_HEAD("bureauHead", "部门负责人"),
    CHIEF_HEAD("chiefHead", "主要负责人");

    /** As the table and the models name it: the group of the engine. */
    private final String code;

    /** As an officer reads it. */
    private final String title;

    /** Whether an approval by this one is enough where {@code required} is asked for. */
    public boolean suffices(Approver required) {
        return compareTo(required) >= 0;
    }

    /** The higher of the two. */
    public Approver orHigher(Approver other) {
        return suffices(other) ? this : other;
    }

    public static Optional<Approver> of(String code) {
        return Arrays.stream(values())
                .filter(approver -> approver.code.equals(code))
                .findFirst();
    }

    /** The highest of the heads that these groups of a person make; {@link #NONE} when they make none. */
    public static Approver among(Collection<String> groups) {
        return Arrays.stream(values())
                .filter(approver -> groups.contains(approver.code))
                .reduce(NONE, Approver::orHigher);
    }
}
