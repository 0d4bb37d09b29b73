package org.redshield.bridge.cases.act;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** On whom an act has its effect; the law gives each its own instrument. */
@Getter
@RequiredArgsConstructor
public enum Addressee {
    BUREAU("市场监督管理部门"),
    SUPERIOR("上级市场监督管理部门"),
    PLATFORM("网络交易平台"),
    PARTY("当事人"),
    POLICE("公安机关"),
    PROCURATORATE("检察机关");

    private final String title;
}
