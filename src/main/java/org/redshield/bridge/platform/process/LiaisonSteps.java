package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.Step.on;
import static org.redshield.bridge.platform.process.PlatformVariables.BUREAU_DUE_AT;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.LIAISON_DUE_AT;

import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.deadline.process.TaskDue;
import org.redshield.bridge.platform.liaison.Liaison;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code liaisonHandling}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class LiaisonSteps {

    private final Liaison liaison;
    private final TaskDue due;

    /** Opens the platform's own file of the letter that has arrived. */
    @Bean
    JavaDelegate registerLiaisonRequest() {
        return e -> LIAISON_DUE_AT.set(
                e,
                liaison.register(DATA_REQUEST_ID.in(e), e.getTenantId())
                        // A letter that names no day.
                        .orElseGet(() -> due.inWorkingDays(1).toInstant()));
    }

    /** Sends the bureau the liaison's question or proposed date, waited for no longer than a working day. */
    @Bean
    JavaDelegate askBureau() {
        return e -> {
            liaison.sendMessage(DATA_REQUEST_ID.in(e), e.getTenantId());
            BUREAU_DUE_AT.set(e, due.inWorkingDays(1).toInstant());
        };
    }

    /** The bureau has answered: an accepted date is when the liaison's answer is due. */
    @Bean
    JavaDelegate recordBureauAnswer() {
        return e -> liaison.dueAt(DATA_REQUEST_ID.in(e), e.getTenantId())
                .ifPresent(agreed -> LIAISON_DUE_AT.set(e, agreed));
    }

    /** Sends the bureau the liaison's answer as a numbered letter. */
    @Bean
    JavaDelegate sendLiaisonAnswer() {
        return on(DATA_REQUEST_ID, liaison::send);
    }
}
