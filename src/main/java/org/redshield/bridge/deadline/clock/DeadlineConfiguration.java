package org.redshield.bridge.deadline.clock;

import org.redshield.bridge.deadline.calendar.Calendars;
import org.redshield.bridge.deadline.calendar.DeadlineSettings;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the plain-Java calculator into the application. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class DeadlineConfiguration {

    @Bean
    DeadlineCalculator deadlineCalculator(Calendars calendars, DeadlineSettings settings) {
        return new DeadlineCalculator(calendars, settings.sameDayCutOff());
    }
}
