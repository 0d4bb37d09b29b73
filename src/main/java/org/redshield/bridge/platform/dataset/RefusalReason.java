package org.redshield.bridge.platform.dataset;

import java.util.Arrays;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** Why a platform does not answer, in the structured form that the exchange knows. */
@Getter
@RequiredArgsConstructor
public enum RefusalReason {
    INCOMPLETE_REQUEST("请求内容不完整"),
    MANIFEST_ERROR("请求内容有明显错误"),
    INSUFFICIENT_IDENTIFIER("无法唯一确定店铺、商品或订单"),
    DATA_NOT_HELD("平台未保存该项数据"),
    RETENTION_EXPIRED("已超过法定保存期限"),
    OUT_OF_LEGAL_SCOPE("超出法定提供范围或审批层级不足"),
    WRONG_PLATFORM("应向其他平台经营者提出"),
    AUTHORITY_NOT_VERIFIED("办案机关或人员身份未能核实"),
    TECHNICAL_IMPOSSIBILITY("因技术原因暂时无法提供"),
    CONFLICT_OF_LAW("与其他法律规定冲突");

    /** As an officer reads it. */
    private final String title;

    /** Empty for a reason that is not in this list; its text is kept beside it. */
    public static Optional<RefusalReason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.name().equals(code))
                .findFirst();
    }
}
