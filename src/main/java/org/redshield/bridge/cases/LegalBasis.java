package org.redshield.bridge.cases;

import java.util.stream.Stream;

/** The provisions on which a request for facts may stand. */
public enum LegalBasis {
    NET_TRADE_34("《网络交易监督管理办法》第三十四条"),
    ECOMMERCE_25("《中华人民共和国电子商务法》第二十五条"),
    PENALTY_26("《中华人民共和国行政处罚法》第二十六条"),
    PROCEDURE_30("《市场监督管理行政处罚程序规定》第三十条"),
    LIVE_COMMERCE_16("《直播电商监督管理办法》第十六条"),
    UNFAIR_COMPETITION_16("《中华人民共和国反不正当竞争法》第十六条");

    private final String citation;

    LegalBasis(String citation) {
        this.citation = citation;
    }

    /** Law and article as a letter cites them. */
    public String citation() {
        return citation;
    }

    /** The same as short as people say it, e.g. 电子商务法第二十五条. */
    public String title() {
        return citation.replace("中华人民共和国", "").replaceAll("[《》]", "");
    }

    /** The same by the provision's name; another installation may cite one that this one does not list. */
    public static String citation(String name) {
        return Stream.of(values())
                .filter(known -> known.name().equals(name))
                .map(LegalBasis::citation)
                .findFirst()
                .orElse(name);
    }
}
