package org.redshield.bridge.cases;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** The four parts of a case, in their order. */
@Getter
@RequiredArgsConstructor
public enum Phase {
    REQUEST("请求"),
    INVESTIGATE("查办"),
    FEEDBACK("反馈"),
    DISPOSITION("处置");

    private final String title;

    /** Where a part stands; of what two features say of one, the later counts. */
    public enum Status {
        /** It will not come: the case ended before, or nobody asked for it. */
        SKIPPED,
        PENDING,
        DONE,
        CURRENT
    }
}
