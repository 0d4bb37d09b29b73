package org.redshield.bridge.cases;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lombok.Getter;
import org.redshield.bridge.cases.law.Law;

/** The provisions that forms offer to be cited. It is the one list of them; what each allows, the features' rules say. */
public enum LegalBasis {
    NET_TRADE_34(Law.NET_TRADE.cite(34), Use.FACTS, Use.MEASURES),
    ECOMMERCE_25(Law.ECOMMERCE.cite(25), Use.FACTS),
    PENALTY_26(Law.PENALTY.cite(26), Use.FACTS, Use.CAMPAIGN),
    PROCEDURE_30(Law.PROCEDURE.cite(30), Use.FACTS),
    LIVE_COMMERCE_16(Law.LIVE_COMMERCE.cite(16), Use.FACTS),
    UNFAIR_COMPETITION_16(Law.UNFAIR_COMPETITION.cite(16), Use.FACTS),

    ECOMMERCE_29(Law.ECOMMERCE.cite(29), Use.MEASURES),
    ECOMMERCE_36(Law.ECOMMERCE.cite(36), Use.MEASURES),
    ECOMMERCE_42(Law.ECOMMERCE.cite(42), Use.MEASURES),
    ECOMMERCE_45(Law.ECOMMERCE.cite(45), Use.MEASURES),
    NET_TRADE_29(Law.NET_TRADE.cite(29), Use.MEASURES),
    NET_TRADE_30(Law.NET_TRADE.cite(30), Use.MEASURES),
    NET_TRADE_37(Law.NET_TRADE.cite(37), Use.MEASURES),
    LIVE_COMMERCE_11(Law.LIVE_COMMERCE.cite(11), Use.MEASURES),
    LIVE_COMMERCE_12(Law.LIVE_COMMERCE.cite(12), Use.MEASURES),
    LIVE_COMMERCE_14(Law.LIVE_COMMERCE.cite(14), Use.MEASURES),
    LIVE_COMMERCE_22(Law.LIVE_COMMERCE.cite(22), Use.MEASURES),
    UNFAIR_COMPETITION_21(Law.UNFAIR_COMPETITION.cite(21), Use.MEASURES),
    DISHONESTY_LIST(Law.DISHONESTY_LIST.cite(), Use.MEASURES),
    PLATFORM_RULES("平台服务协议和交易规则", Use.MEASURES),

    PROCEDURE_10(Law.PROCEDURE.cite(10), Use.JURISDICTION),
    PROCEDURE_11(Law.PROCEDURE.cite(11), Use.JURISDICTION),
    PROCEDURE_12(Law.PROCEDURE.cite(12), Use.JURISDICTION),
    PROCEDURE_14(Law.PROCEDURE.cite(14), Use.JURISDICTION),
    PROCEDURE_15(Law.PROCEDURE.cite(15), Use.JURISDICTION),
    PENALTY_25(Law.PENALTY.cite(25), Use.JURISDICTION, Use.CAMPAIGN),
    LIVE_COMMERCE_47(Law.LIVE_COMMERCE.cite(47), Use.JURISDICTION),
    ONLINE_COMPETITION_27(Law.ONLINE_COMPETITION.cite(27), Use.JURISDICTION, Use.CAMPAIGN),

    SUPERVISION_2(Law.SUPERVISION.cite(2), Use.SUPERVISION);

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

    /** Law and article as a letter cites them. */
    @Getter
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
