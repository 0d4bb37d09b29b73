package org.redshield.bridge.disposition.plan;

import java.util.List;
import lombok.AccessLevel;
import lombok.Getter;

/** The laws and rules that a disposition may stand on, with the names by which officers cite them. */
public enum MeasureLaw {
    ECOMMERCE(org.redshield.bridge.cases.law.Law.ECOMMERCE),
    NET_TRADE(org.redshield.bridge.cases.law.Law.NET_TRADE),
    LIVE_STREAMING(org.redshield.bridge.cases.law.Law.LIVE_COMMERCE),
    UNFAIR_COMPETITION(org.redshield.bridge.cases.law.Law.UNFAIR_COMPETITION),
    DISHONESTY_LIST(org.redshield.bridge.cases.law.Law.DISHONESTY_LIST),
    /** What the merchant agreed to with the platform: no law, so the platform alone decides by it. */
    PLATFORM_AGREEMENT("平台服务协议和交易规则", List.of("平台服务协议和交易规则", "平台规则"));

    @Getter
    private final String title;

    @Getter(AccessLevel.PACKAGE)
    private final List<String> names;

    MeasureLaw(org.redshield.bridge.cases.law.Law law) {
        this(law.shortName(), law.names());
    }

    MeasureLaw(String title, List<String> names) {
        this.title = title;
        this.names = names;
    }
}
