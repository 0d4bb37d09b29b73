package org.redshield.bridge.disposition;

import org.redshield.bridge.cases.RecordedActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What dispositions say in every case. */
@Configuration(proxyBeanMethods = false)
class DispositionInCases {

    @Bean
    RecordedActs dispositionActs() {
        return new RecordedActs("disposition", DispositionAct.values());
    }
}
