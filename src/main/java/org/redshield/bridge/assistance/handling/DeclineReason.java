package org.redshield.bridge.assistance.handling;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.Reason;

/** Why a bureau does not help: the closed list that a letter of decline chooses from. */
@Getter
@RequiredArgsConstructor
public enum DeclineReason implements Reason {
    NOT_COMPETENT("不属于本局职权范围"),
    OUT_OF_LEGAL_SCOPE("请求事项超出法定协助范围"),
    NO_LEGAL_BASIS("请求缺少法律依据"),
    CANNOT_IDENTIFY("无法确定协查对象"),
    OTHER("其他原因");

    private final String title;
}
