package org.redshield.bridge.evidence;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What can happen to a sealed file. */
@Getter
@RequiredArgsConstructor
public enum CustodyKind {
    RECEIVED("接收"),
    VERIFIED("核对校验值"),
    VIEWED("查看或下载"),
    EXPORTED("导出"),
    REFERENCED("引用"),
    REVERIFIED("复核");

    /** As an officer reads it. */
    private final String title;
}
