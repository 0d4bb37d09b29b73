package org.redshield.bridge.disposition.file;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What became of one task at the platform. */
@Getter
@RequiredArgsConstructor
public enum PlatformOutcome {
    EXECUTED("已执行", TargetState.EXECUTED),
    PARTIAL("部分执行", TargetState.PARTIAL),
    REFUSED("未执行", TargetState.REFUSED),
    /** Finished, but the platform says how only in its own words; these are shown as they are. */
    UNSTATED("平台已答复，结果见平台原文", TargetState.ANSWERED);

    private final String title;
    private final TargetState state;
}
