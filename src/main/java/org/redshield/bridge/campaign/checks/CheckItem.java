package org.redshield.bridge.campaign.checks;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What is looked at in a campaign (检查事项). The names are stored; what means something else gets one of its own. */
@Getter
@RequiredArgsConstructor
public enum CheckItem {
    LICENCE("营业执照信息公示", "首页显著位置是否公示营业执照信息，是否与登记一致（电子商务法第十五条）"),
    PERMIT("行政许可信息", "需要许可的经营是否取得许可并公示（电子商务法第十二条、第十五条）"),
    BRUSHING("虚构交易、刷单炒信", "销量、评价是否真实（电子商务法第十七条、反不正当竞争法第九条）"),
    COUNTERFEIT("侵权假冒商品", "商品是否侵犯注册商标专用权（商标法第五十七条）"),
    PRICE("价格行为", "是否明码标价，有没有价格欺诈（价格法第十三条、第十四条）");

    private final String title;

    /** What the officer asks himself, with the article. */
    private final String question;
}
