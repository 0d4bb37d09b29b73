package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.timer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.CapturedLog;
import org.redshield.bridge.support.Scenario;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By what a line of the log leads to its case. */
class LogContextTest extends Scenario {

    private static final Logger SQL = (Logger) LoggerFactory.getLogger("org.springframework.jdbc.core.JdbcTemplate");

    @Autowired
    private JdbcClient jdbc;

    /** Every statement is a line, so that whatever is done can be seen. */
    @BeforeEach
    void talk() {
        SQL.setLevel(Level.DEBUG);
    }

    @AfterEach
    void silent() {
        SQL.setLevel(null);
    }

    @Test
    void aLettersDeliveryNamesCaseLetterAndReceiver() {
        try (CapturedLog log = new CapturedLog()) {
            String caseNo = raised("officer310105", Requests.question());
            does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
            assertThat(instance("assistanceHandling", "330110", caseNo)).isWaitingAt("acknowledgeLetter");

            String letter = jdbc.sql("select id from letter where case_no = ?")
                    .param(caseNo)
                    .query(UUID.class)
                    .single()
                    .toString();
            Map<String, String> context = Map.of("caseNo", caseNo, "letterId", letter, "tenant", "330110");
            for (String step : List.of("insert into inbox", "update inbox")) {
                assertThat(log.events(event -> event.getThreadName().equals("delivery")
                                && event.getFormattedMessage().contains(step)
                                && caseNo.equals(event.getMDCPropertyMap().get("caseNo"))
                                && "330110".equals(event.getMDCPropertyMap().get("tenant"))))
                        .as(step)
                        .isNotEmpty()
                        .allSatisfy(
                                event -> assertThat(event.getMDCPropertyMap()).containsAllEntriesOf(context));
            }
        }
    }

    @Test
    void aJobNamesItself() {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        Job job = timer("acknowledgementOverdue", caseNo);
        try (CapturedLog log = new CapturedLog()) {
            fires("acknowledgementOverdue", caseNo);

            List<ILoggingEvent> ofTheJob = log.events(
                    event -> job.getId().equals(event.getMDCPropertyMap().get("job")));
            assertThat(ofTheJob)
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.getMDCPropertyMap()).containsEntry("tenant", "330110"))
                    .anySatisfy(event -> assertThat(event.getMDCPropertyMap()).containsEntry("caseNo", caseNo));
        }
        assertThat(org.slf4j.MDC.get("job")).isNull();
    }

    @Test
    void anApiRequestNamesTheCallersOrganisation() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(as("officer310105").get("/api/cases").status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(
                            log.events(event -> event.getMDCPropertyMap().containsKey("requestId")
                                    && event.getFormattedMessage().contains("assistance_request")))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.getMDCPropertyMap()).containsEntry("tenant", "310105")));
        }
    }
}
