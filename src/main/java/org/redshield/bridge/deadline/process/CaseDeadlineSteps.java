package org.redshield.bridge.deadline.process;

import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.DEADLINE_ID;
import static org.redshield.bridge.engine.Step.on;

import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.deadline.registered.CaseDeadlines;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The step of {@code caseDeadline}. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class CaseDeadlineSteps {

    private final CaseDeadlines deadlines;

    /** Notes that a case's deadline has passed; the work goes on. */
    @Bean
    JavaDelegate escalateOverdueCase() {
        return on(DEADLINE_ID, deadlines::overdue);
    }
}
