package org.redshield.bridge.evidence;

import lombok.RequiredArgsConstructor;

/** What can happen to a sealed file. */
@RequiredArgsConstructor
public enum CustodyKind {
    RECEIVED("接收"),
    VERIFIED("核对校验值"),
    VIEWED("查看或下载"),
    EXPORTED("导出"),
    REFERENCED("引用"),
    REVERIFIED("复核");

    private final String title;

    /** As an officer reads it. */
    public String title() {
        return title;
    }
}
