package org.redshield.bridge.cases;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The provisions that forms offer to be cited. It is the one list of them; what each allows, the features' rules say. */
public enum LegalBasis {
    NET_TRADE_34("《网络交易监督管理办法》第三十四条", Use.FACTS, Use.MEASURES),
    ECOMMERCE_25("《中华人民共和国电子商务法》第二十五条", Use.FACTS),
    PENALTY_26("《中华人民共和国行政处罚法》第二十六条", Use.FACTS, Use.CAMPAIGN),
    PROCEDURE_30("《市场监督管理行政处罚程序规定》第三十条", Use.FACTS),
    LIVE_COMMERCE_16("《直播电商监督管理办法》第十六条", Use.FACTS),
    UNFAIR_COMPETITION_16("《中华人民共和国反不正当竞争法》第十六条", Use.FACTS),

    ECOMMERCE_29("《中华人民共和国电子商务法》第二十九条", Use.MEASURES),
    ECOMMERCE_36("《中华人民共和国电子商务法》第三十六条", Use.MEASURES),
    ECOMMERCE_42("《中华人民共和国电子商务法》第四十二条", Use.MEASURES),
    ECOMMERCE_45("《中华人民共和国电子商务法》第四十五条", Use.MEASURES),
    NET_TRADE_29("《网络交易监督管理办法》第二十九条", Use.MEASURES),
    NET_TRADE_30("《网络交易监督管理办法》第三十条", Use.MEASURES),
    NET_TRADE_37("《网络交易监督管理办法》第三十七条", Use.MEASURES),
    LIVE_COMMERCE_11("《直播电商监督管理办法》第十一条", Use.MEASURES),
    LIVE_COMMERCE_12("《直播电商监督管理办法》第十二条", Use.MEASURES),
    LIVE_COMMERCE_14("《直播电商监督管理办法》第十四条", Use.MEASURES),
    LIVE_COMMERCE_22("《直播电商监督管理办法》第二十二条", Use.MEASURES),
    UNFAIR_COMPETITION_21("《中华人民共和国反不正当竞争法》第二十一条", Use.MEASURES),
    DISHONESTY_LIST("《市场监督管理严重违法失信名单管理办法》", Use.MEASURES),
    PLATFORM_RULES("平台服务协议和交易规则", Use.MEASURES),

    PROCEDURE_10("《市场监督管理行政处罚程序规定》第十条", Use.JURISDICTION),
    PROCEDURE_11("《市场监督管理行政处罚程序规定》第十一条", Use.JURISDICTION),
    PROCEDURE_12("《市场监督管理行政处罚程序规定》第十二条", Use.JURISDICTION),
    PROCEDURE_14("《市场监督管理行政处罚程序规定》第十四条", Use.JURISDICTION),
    PROCEDURE_15("《市场监督管理行政处罚程序规定》第十五条", Use.JURISDICTION),
    PENALTY_25("《中华人民共和国行政处罚法》第二十五条", Use.JURISDICTION, Use.CAMPAIGN),
    LIVE_COMMERCE_47("《直播电商监督管理办法》第四十七条", Use.JURISDICTION),
    ONLINE_COMPETITION_27("《网络反不正当竞争暂行规定》第二十七条", Use.JURISDICTION, Use.CAMPAIGN),

    SUPERVISION_2("《市场监督管理执法监督暂行规定》第二条", Use.SUPERVISION);

    /** What stands on it. */
    public enum Use {
        /** A request for facts: of another bureau, or of a platform. */
        FACTS,
        /** Measures against a shop. */
        MEASURES,
        /** That a bureau is competent. */
        JURISDICTION,
        /** Several bureaus working together on one list of shops. */
        CAMPAIGN,
        /** What a superior orders about a case below: 提调, 挂牌督办. */
        SUPERVISION
    }

    private final String citation;
    private final Set<Use> uses;

    LegalBasis(String citation, Use... uses) {
        this.citation = citation;
        this.uses = Set.of(uses);
    }

    /** Those that can be cited for it, in the order in which they are offered. */
    public static List<LegalBasis> of(Use use) {
        return Stream.of(values()).filter(basis -> basis.uses.contains(use)).toList();
    }

    /** Law and article as a letter cites them. */
    public String citation() {
        return citation;
    }

    /** The same as short as people say it, e.g. 电子商务法第二十五条. */
    public String title() {
        return citation.replace("中华人民共和国", "").replaceAll("[《》]", "");
    }

    /** The same by the provision's name; what is no name, an officer or another installation has said in words. */
    public static String citation(String name) {
        return Stream.of(values())
                .filter(known -> known.name().equals(name))
                .map(LegalBasis::citation)
                .findFirst()
                .orElse(name);
    }
}
