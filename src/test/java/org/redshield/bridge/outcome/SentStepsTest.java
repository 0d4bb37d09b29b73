package org.redshield.bridge.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.engine.form.SentForms.Sent;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

class SentStepsTest {

    private static final Instant SENT = Instant.parse("2026-09-18T02:00:00Z");

    private Instant now = SENT;
    private final SentSteps steps = new SentSteps(
            JdbcClient.create(TestDatabase.with("db/changelog/features/outcome.sql")),
            mock(PersonNames.class),
            () -> now);

    @Test
    void whatCameOfAFormIsToldForTwoDays() throws InterruptedException {
        steps.sent(new Sent(
                "task",
                "root",
                "协查请求",
                "审批协查请求",
                Optional.of("同意"),
                "unithead310105",
                "310105",
                "310105-2026-000001",
                Optional.empty()));
        Work expiry = steps.work().get(0);
        assertThat(expiry.next().get()).contains(SENT.plus(Duration.ofDays(2)));
        now = SENT.plus(Duration.ofDays(2)).minusMillis(1);
        expiry.round().run(null);
        assertThat(steps.find("task")).isPresent();
        now = SENT.plus(Duration.ofDays(2));
        expiry.round().run(null);
        assertThat(steps.find("task")).isEmpty();
    }
}
