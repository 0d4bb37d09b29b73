package org.redshield.bridge.deadline;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the plain-Java calculator into the application. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class DeadlineConfiguration {

    @Bean
    DeadlineCalculator deadlineCalculator(DeadlineSettings settings) {
        return new DeadlineCalculator(WorkingCalendar.packaged(), settings.sameDayCutOff());
    }
}
