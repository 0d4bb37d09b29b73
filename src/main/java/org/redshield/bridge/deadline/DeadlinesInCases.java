package org.redshield.bridge.deadline;

import org.redshield.bridge.cases.RecordedActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What registered deadlines say in every case. */
@Configuration(proxyBeanMethods = false)
class DeadlinesInCases {

    @Bean
    RecordedActs deadlineActs() {
        return new RecordedActs("deadline", CaseDeadline.Act.values());
    }
}
