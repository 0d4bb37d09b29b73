package org.redshield.bridge.messages.notice;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** Of what people are told; the names are stored and stay. */
@Getter
@RequiredArgsConstructor
public enum NoticeKind {
    ASSIGNED("指派给我"),
    DUE_SOON("即将到期"),
    OVERDUE("已逾期"),
    UNTAKEN_SOON("无人认领，即将到期"),
    UNTAKEN_OVERDUE("无人认领，已逾期"),
    UNDISPATCHED_SOON("待分派，即将到期"),
    UNDISPATCHED_OVERDUE("待分派，已逾期"),
    REPLY("收到复函"),
    MESSAGE("新消息"),
    UPLOAD_STOPPED("上传文件没有处理完"),
    /** Of no case, and nobody silences it: who did not ask for it must hear of it. */
    ACCOUNT("账号安全");

    private final String title;

    /** Whether a person may say that he does not want to be told. */
    boolean isOptional() {
        return this != ACCOUNT;
    }
}
