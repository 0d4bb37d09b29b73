package org.redshield.bridge.operations;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Rows;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.work.Signals;
import org.redshield.bridge.work.Workers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For each alert there is something that goes wrong by which what is scraped passes its threshold. */
class AlertedFiguresTest extends Scenario {

    private static final Path RULES = Path.of("ops/prometheus/rules.yml");

    /** Calendars are missed from December on. */
    private static final Instant NOW = Instant.parse("2026-12-02T02:00:00Z");

    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(2));

    /** What lies there since {@code :ago}. */
    private static final Map<String, String> ROWS = Map.ofEntries(
            entry("bridge_jobs_oldest_seconds", """
                    insert into act_ru_job (id_, rev_, type_, retries_, suspension_state_, duedate_)
                    values ('late', 1, 'timer', 1, 1, cast(:ago as timestamptz) at time zone 'Asia/Shanghai')
                    """),
            entry("bridge_incidents_open", """
                    insert into act_ru_incident (id_, rev_, incident_timestamp_, incident_type_)
                    values ('open', 1, cast(:ago as timestamptz), 'failedJob')
                    """),
            entry("bridge_outbox_oldest_seconds", """
                    insert into outbox (id, sender, receiver, kind, subject_id, case_no, variables, written_at, next_at)
                    values (uuidv7(), '310105', '330110', 'NONE', 'none', 'none', '{}', :ago, :ago)
                    """),
            entry("bridge_inbox_oldest_seconds", """
                    insert into inbox (id, sender, receiver, kind, subject_id, case_no, variables, received_at, state, next_at)
                    values (uuidv7(), '310105', '330110', 'NONE', 'none', 'none', '{}', :ago, 'ARRIVED', :ago)
                    """),
            entry("bridge_letters_unsealed_oldest_seconds", """
                    insert into letter_unsealed (letter_id, sender, late, next_at)
                    values (uuidv7(cast(:ago as timestamptz) - clock_timestamp()), '310105', false, :ago)
                    """),
            entry("bridge_platform_calls_oldest_seconds", call("WAITING")),
            entry("bridge_platform_calls_given_up", call("GIVEN_UP")),
            entry("bridge_platform_loads_oldest_seconds", """
                    insert into platform_load (request_no, platform, outcome, next_at, since) values ('r', 'taobao', 'ANSWERED', :ago, :ago)
                    """),
            entry("bridge_evidence_log_findings", """
                    insert into log_finding (problem, place, about, found_at) values ('ALTERED', 1, 'a file', :ago)
                    """),
            entry("bridge_evidence_log_audited_seconds", "update log_audit set done_at = :ago"),
            entry("bridge_evidence_log_whole_overdue_seconds", "update log_audit set whole_at = :ago"),
            entry("bridge_evidence_log_unsigned_seconds", leaf("null")),
            entry("bridge_evidence_log_unstamped_seconds", "with leaf as (" + leaf("0") + """
                    ) insert into tree_head (size, root, at, signature, certificate)
                      values (1, decode(repeat('00', 32), 'hex'), :ago, '', 'c')
                    """),
            entry("bridge_calendar_missing", "delete from calendar_version where year = 2027"),
            entry("bridge_mail_oldest_seconds", """
                    insert into notice_mail (user_id, digest, since, next_at, attempts) values ('u', uuidv7(), :ago, :ago, 1)
                    """),
            entry("bridge_drafts_overdue", """
                    insert into draft (form, user_id, revision, window_id, step, saved_at, expires_on, content)
                    values ('task:1', 'u', 1, uuidv7(), 1, :ago, cast(:ago as timestamptz), '')
                    """),
            entry("bridge_search_waiting", """
                    insert into search_due (tenant, case_no, next_at)
                    select '310105', n::text, :ago from generate_series(1, 1001) as n
                    """),
            entry("bridge_reconciliation_unattended_seconds", """
                    insert into reconciliation_part (reconciliation_id, part, shops, next_at) values (uuidv7(), 1, 1, :ago)
                    """),
            entry(
                    "bridge_indicators_unattended_seconds",
                    "insert into indicator_work (run_id, next_at) values (uuidv7(), :ago)"),
            entry(
                    "bridge_campaign_rings_unattended_seconds",
                    "insert into campaign_ring_work (run_id, next_at) values (uuidv7(), :ago)"));

    /** What is no row: {@link #whatIsNoRowMovesToo()}, and what the test of its own beside it moves. */
    private static final Set<String> OTHERWISE = Set.of(
            "bridge_audit_waiting",
            "bridge_password_wrong_total",
            "bridge_sending_held",
            // StandbyTest
            "bridge_standby_waiting",
            // FiguresTest, DeadlineListTest, BureauNumbersTest
            "bridge_figures_age_seconds",
            "bridge_disk_free_bytes",
            "bridge_disk_least_bytes",
            "bridge_deadlines_missed",
            "bridge_supervision_differences_total",
            // The database's clock is this machine's: FaultListTest.
            "bridge_clock_ahead_seconds");

    private static final Pattern METRIC = Pattern.compile("\\bbridge_[a-z0-9_]+");
    private static final Pattern THRESHOLD = Pattern.compile("(bridge_[a-z0-9_]+)[^>\\n]*?> ([0-9.]+)");

    @Autowired
    private List<Figures> figures;

    @Autowired
    private Workers workers;

    @Autowired
    private Signals signals;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Environment environment;

    private static String call(String state) {
        return """
                insert into platform_call (job_id, platform, tenant, case_no, step, since, called, state, state_at)
                values ('%1$s', '%1$s', '310105', 'none', 'none', :ago, true, '%1$s', :ago)
                """.formatted(state);
    }

    private static String leaf(String place) {
        return """
                insert into log_leaf (subject, kind, row_key, nonce, sealed_at, leaf_hash, log_index)
                values (uuidv7(), 'LETTER', 'k%1$s', 'n', :ago, decode(repeat('00', 32), 'hex'), %1$s)
                """.formatted(place);
    }

    @Test
    void whatGoesWrongInTheTablesPassesTheThresholdOfItsAlert() throws Exception {
        String rules = Files.readString(RULES);
        assertThat(METRIC.matcher(rules).results().map(found -> found.group()))
                .as("who adds an alert says what moves its figure")
                .isSubsetOf(
                        Stream.of(ROWS.keySet(), OTHERWISE).flatMap(Set::stream).toList());
        Map<String, Double> thresholds = new HashMap<>();
        THRESHOLD
                .matcher(rules)
                .results()
                .forEach(found -> thresholds.put(found.group(1), Double.valueOf(found.group(2))));

        DataSource apart = TestDatabase.with("db/changelog/master.xml");
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(TestDatabase.url(apart));
        pool.setUsername("postgres");
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        OperationsDatabase database = new OperationsDatabase(pool);
        FigureReading reading = new FigureReading(database, figures, () -> NOW, registry);
        // What is referred to is of no account.
        pool.setConnectionInitSql("set session_replication_role = replica");
        try (pool) {
            JdbcClient rows = JdbcClient.create(pool);
            rows.sql("update log_audit set done_at = :now, whole_at = :now")
                    .param("now", Rows.timestamp(NOW))
                    .update();
            rows.sql("insert into calendar_version (version, year, revision, published, document, loaded_at)"
                            + " values ('2027-1', 2027, 1, '2026-11-04', '', now())")
                    .update();
            reading.read();
            for (String metric : ROWS.keySet()) {
                assertThat(greatest(registry.scrape(), metric))
                        .as(metric + " before")
                        .isLessThanOrEqualTo(thresholds.get(metric));
            }
            ROWS.values()
                    .forEach(row ->
                            rows.sql(row).param("ago", Rows.timestamp(LONG_AGO)).update());
            reading.read();
            for (String metric : ROWS.keySet()) {
                assertThat(greatest(registry.scrape(), metric)).as(metric).isGreaterThan(thresholds.get(metric));
            }
        } finally {
            database.close();
        }
    }

    private static double greatest(String scraped, String metric) {
        return scraped.lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .max()
                .orElse(0);
    }

    private double scraped(String metric) {
        return scraped(environment, metric);
    }

    static double scraped(Environment environment, String metric) {
        Http operations =
                new Http("http://localhost:" + environment.getRequiredProperty("local.management.port"), null);
        return greatest(operations.get("/actuator/prometheus").text(), metric);
    }

    @Test
    void whatIsNoRowMovesToo() {
        workers.stop();
        try {
            double before = scraped("bridge_audit_waiting");
            as("officer310105").get("/api/cases?text=" + System.nanoTime());
            assertThat(scraped("bridge_audit_waiting")).isGreaterThan(before);
        } finally {
            workers.start();
        }
        double wrong = scraped("bridge_password_wrong_total");
        assertThat(as("nobody310105").get("/api/me").status()).isEqualTo(401);
        assertThat(scraped("bridge_password_wrong_total")).isGreaterThan(wrong);

        held("insert into sending_hold (since, lost) values (now(), '[]')", 1);
        held("delete from sending_hold where released_at is null", 0);
    }

    private void held(String change, double held) {
        jdbc.sql(change).update();
        signals.send(PlatformSending.KIND);
        await().atMost(Duration.ofSeconds(60)).until(() -> scraped("bridge_sending_held") == held);
    }
}
