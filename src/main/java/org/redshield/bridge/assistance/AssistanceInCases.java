package org.redshield.bridge.assistance;

import org.redshield.bridge.cases.RecordedActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What co-investigations say in every case. */
@Configuration(proxyBeanMethods = false)
class AssistanceInCases {

    @Bean
    RecordedActs assistanceActs() {
        return new RecordedActs("assistance", CaseAct.values());
    }
}
