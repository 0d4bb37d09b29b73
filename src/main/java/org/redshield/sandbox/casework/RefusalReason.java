package org.redshield.sandbox.casework;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** Why a platform may refuse, with the sentence that it gives unless told another. */
@Getter
@RequiredArgsConstructor
public enum RefusalReason {
    INCOMPLETE_REQUEST("协查请求要素不全，请补充函件文号、法律依据和协查目的后重新提交。"),
    MANIFEST_ERROR("协查请求存在明显错误，请核对后重新提交。"),
    INSUFFICIENT_IDENTIFIER("所提供的标识不足以唯一确定店铺、商品或订单。"),
    DATA_NOT_HELD("平台未保存所请求的数据。"),
    RETENTION_EXPIRED("所请求的数据已超过三年保存期限，不再保存。"),
    OUT_OF_LEGAL_SCOPE("所请求的数据类别不在《网络交易监督管理办法》第三十四条规定的范围内，请补充法律依据及相应层级的批准。"),
    WRONG_PLATFORM("该经营者不在本平台，请向其他平台发函。"),
    AUTHORITY_NOT_VERIFIED("未能核实发函单位或办案人员的身份。"),
    TECHNICAL_IMPOSSIBILITY("因系统原因暂时无法提供，预计恢复后可重新提交。"),
    CONFLICT_OF_LAW("提供所请求的数据与其他法律规定相冲突。");

    private final String text;
}
