package org.redshield.bridge.transfer.handling;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.Reason;

/** Why a bureau does not take what was handed over. */
@Getter
@RequiredArgsConstructor
public enum ObjectionReason implements Reason {
    /** A clue: the competent bureau is named. */
    NOT_OURS("不属于本局管辖"),
    /** A report that was distributed (投诉举报处理办法 art. 41): its intake unit gets it back. */
    GIVE_BACK("分送的举报不属于本局管辖，退回分送单位"),
    /** What was reported by a bureau below (程序规定 art. 15): it goes on itself. */
    STAYS("不由本局管辖，由报请单位继续办理"),
    /** A filed case (程序规定 art. 14): the common superior will say. */
    DISPUTE("对管辖有异议，报请共同的上一级指定管辖");

    private final String title;
}
