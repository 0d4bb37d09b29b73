package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.deadline.ArrangementText;
import org.redshield.bridge.deadline.ClockRows;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The bridge is killed while it recomputes clocks for a revised calendar, and finishes after its restart. */
@Tag("kill")
class CalendarKillTest {

    private static final int TOUCHED = 20_000;
    private static final int UNTOUCHED = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void aPassThatIsKilledHalfWayFinishesAfterTheRestart() throws Exception {
        String url = TestDatabase.emptyUrl();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        int year = today.getYear() + 1;
        LocalDate moved = firstMonday(year);
        try (ChildBridge bridge = new ChildBridge(
                Path.of("target", "kill", "calendar.log"),
                "512m",
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + Files.createTempDirectory("kill-evidence"))) {
            bridge.start();
            Http operator = new Http(bridge.address(), "operator");
            assertThat(operator.put("/api/calendars/" + year, ArrangementText.csv(year + "-1", today))
                            .status())
                    .isEqualTo(201);
            awaitDone(jdbc, year + "-1");
            ClockRows.insert(jdbc, operator, TOUCHED, moved.minusDays(4).toString());
            ClockRows.insert(jdbc, operator, UNTOUCHED, moved.plusDays(40).toString());

            assertThat(operator.put(
                                    "/api/calendars/" + year,
                                    ArrangementText.csv(year + "-2", today, moved + ",OFF,试验"))
                            .status())
                    .isEqualTo(201);
            await("half way")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> batches(jdbc, year) >= 3);
            bridge.kill();
            long half = changes(jdbc, year);
            assertThat(half).as("killed half-way").isBetween(1L, TOUCHED - 1L);
            assertThat(state(jdbc, year + "-2")).isEqualTo("OPEN");

            bridge.start();
            awaitDone(jdbc, year + "-2");
        }
        assertThat(changes(jdbc, year)).isEqualTo(TOUCHED);
        assertThat(jdbc.sql("select count(distinct clock_id) from clock_change where version = ?")
                        .param(year + "-2")
                        .query(Long.class)
                        .single())
                .as("each once")
                .isEqualTo(TOUCHED);
        assertThat(jdbc.sql("""
                        select count(*) from clock c join clock_change x on x.clock_id = c.id
                         where x.version = ? and c.due_at = x.new_due_at and x.new_due_at > x.old_due_at
                        """).param(year + "-2").query(Long.class).single())
                .as("row and list agree")
                .isEqualTo(TOUCHED);
        assertThat(jdbc.sql("select count(*) from clock_change_failure")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** In March, where no festival is. */
    private static LocalDate firstMonday(int year) {
        return LocalDate.of(year, 3, 7)
                .with(java.time.temporal.TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
    }

    private static void awaitDone(JdbcClient jdbc, String version) {
        await(version + " is done").atMost(PATIENCE).until(() -> state(jdbc, version)
                .equals("DONE"));
    }

    private static String state(JdbcClient jdbc, String version) {
        return jdbc.sql("select state from calendar_pass where version = ?")
                .param(version)
                .query(String.class)
                .single();
    }

    private static int batches(JdbcClient jdbc, int year) {
        return jdbc.sql("select batches from calendar_pass where version = ?")
                .param(year + "-2")
                .query(Integer.class)
                .single();
    }

    private static long changes(JdbcClient jdbc, int year) {
        return jdbc.sql("select count(*) from clock_change where version = ?")
                .param(year + "-2")
                .query(Long.class)
                .single();
    }
}
