package org.redshield.bridge.indicators;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.RecordedActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this feature tells of cases. */
@Configuration(proxyBeanMethods = false)
class IndicatorsInCases {

    /** What happens; the codes stand in {@code case_event.what}. */
    @Getter
    @RequiredArgsConstructor
    enum IndicatorAct implements RecordedAct {
        INDICATORS_BEGUN("发起刷单研判"),
        ORDERS_CONFIRMED("认定可疑订单"),
        ORDERS_REJECTED("不认定可疑订单");

        private final String title;
    }

    @Bean
    RecordedActs indicatorActs() {
        return new RecordedActs("indicators", IndicatorAct.values());
    }
}
