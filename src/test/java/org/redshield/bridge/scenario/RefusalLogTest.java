package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.CapturedLog;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;

/** What the log says of a refusal: that there was one, and never what the officer typed. */
class RefusalLogTest extends Scenario {

    private static final String WRONG_CODE = "91310000632101512C";

    /** The web applications have a REST interface of their own beside the public one. */
    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest", "/camunda/api/engine/engine/default"})
    void aRefusedFormIsAnsweredWithItsSentenceAndIsOneLineWithTheCodeOnly(String interfaceOf) {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
        request.put("creditCode", WRONG_CODE);
        String path = interfaceOf + "/process-definition/key/assistanceRequest/submit-form";
        Map<String, Object> form = Map.of("variables", variables(request));
        Browser tasklist = Browser.signedIn(address(), "officer310105");
        try (CapturedLog log = new CapturedLog()) {
            Http.Answer answer = interfaceOf.equals("/engine-rest")
                    ? as("officer310105").post(path, form)
                    : tasklist.post(path, form);
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.json().get("message").asText()).startsWith("统一社会信用代码“" + WRONG_CODE);

            assertThat(log.events()).noneMatch(event -> everything(event).contains(WRONG_CODE));
            assertThat(log.events(event -> everything(event).contains("credit-code")))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getLevel()).isEqualTo(Level.INFO);
                        assertThat(event.getFormattedMessage()).matches("Refused: [a-z.-]+");
                        assertThat(event.getThrowableProxy()).isNull();
                        // Background work may have something to say of others' cases meanwhile.
                        assertThat(log.events(other -> other.getThreadName().equals(event.getThreadName())
                                        && other.getLevel().isGreaterOrEqual(Level.WARN)))
                                .isEmpty();
                    });
        }
    }

    @Test
    void aRefusedQuestionToTheApiIsOneLineWithTheCodeOnly() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(as("officer310105").get("/api/cases?state=ZHANGSAN").status())
                    .isEqualTo(422);
            assertThat(log.events()).noneMatch(event -> everything(event).contains("ZHANGSAN"));
            assertThat(log.events(event -> event.getFormattedMessage().startsWith("Refused: casefile")))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getFormattedMessage()).isEqualTo("Refused: casefile.state-unknown");
                        assertThat(event.getMDCPropertyMap()).containsEntry("tenant", "310105");
                    });
        }
    }

    @Test
    void otherFaultsKeepTheirStackTrace() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(as("operator")
                            .post("/engine-rest/job/no-such-job/execute", Map.of())
                            .status())
                    .isGreaterThanOrEqualTo(400);
            assertThat(log.events(event -> event.getLoggerName().equals("org.camunda.bpm.engine.context")))
                    .isNotEmpty()
                    .allMatch(event -> event.getThrowableProxy() != null);
        }
    }

    @Test
    void aFaultThatARefusalCausedKeepsItsLineWithTheCodeInItsPlace() {
        Refusal refusal = new Refusal("engine.not-a-date", "张三");
        try (CapturedLog log = new CapturedLog()) {
            LoggerFactory.getLogger("org.redshield.bridge.exchange.Delivery")
                    .warn("Envelope {} failed: {}", "e1", refusal.getMessage(), new IllegalStateException(refusal));
            // Background work may have something to say of others' cases meanwhile.
            assertThat(log.events(event ->
                            event.getThreadName().equals(Thread.currentThread().getName())))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getLevel()).isEqualTo(Level.WARN);
                        assertThat(event.getFormattedMessage())
                                .isEqualTo("Envelope e1 failed: engine.not-a-date (refused: engine.not-a-date)");
                        assertThat(event.getThrowableProxy()).isNull();
                    });
        }
    }

    /** Development has the sandbox in the same JVM; every application that starts may begin the log anew. */
    @Test
    void anApplicationThatResetsTheLogDoesNotLetThemIn() {
        LoggingSystem.get(getClass().getClassLoader()).cleanUp();
        try (var other = new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run()) {
            aFaultThatARefusalCausedKeepsItsLineWithTheCodeInItsPlace();
        }
    }

    private static final class Nothing {}

    private static String everything(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getMessage());
    }
}
