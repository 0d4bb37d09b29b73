package org.redshield.bridge.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clocks of the first release keep what their rows said only in words. */
class DeadlineUpgradeTest {

    private static final String INSERT = """
            insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit, amount, due_at,
                               half_at, four_fifths_at, state, provisional, calendar_version, explanation)
            values ('c', ?, 't', ?, 1, '程序规定第四十五条', '2026-09-18T10:00:00+08:00', 'WORKING_DAYS', 15,
                    '2026-10-30T23:59:59+08:00', '2026-10-01T00:00:00+08:00', '2026-10-02T00:00:00+08:00', 'RUNNING',
                    false, '2026-1', ?)
            returning id
            """;

    @Test
    void anOldClockKeepsItsMoveAndItsOuterClock() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            DataSource database = postgres.getPostgresDatabase();
            update(database, 1);
            JdbcClient jdbc = JdbcClient.create(database);
            UUID moved = insert(
                    jdbc,
                    "moved",
                    "STATUTORY_REPLY",
                    "自 …，届满 2026-10-15；2026-10-14 09:30:00 告知延期（商户在外地），由 2026-10-15 23:59:59 改至 2026-10-30 23:59:59");
            UUID inner = insert(
                    jdbc,
                    "inner",
                    "TRADE_RECORDS",
                    "自 …；外层期限 2026-10-31 23:59:59 届满，本期限至迟提前一个工作日，改为 2026-10-30 23:59:59");
            update(database, Integer.MAX_VALUE);

            ClockStore store = new ClockStore(jdbc);
            Clock clock = store.find(moved).orElseThrow();
            assertThat(clock.title()).isEqualTo("法定答复");
            assertThat(clock.law().movedByNotice()).isTrue();
            assertThat(clock.outerDueAt()).isEmpty();
            assertThat(store.extensions(moved)).singleElement().satisfies(extension -> {
                assertThat(extension.newDueAt()).contains(at("2026-10-30T23:59:59+08:00"));
                assertThat(extension.ground()).isEqualTo("商户在外地");
                assertThat(extension.at()).isEqualTo(at("2026-10-14T09:30:00+08:00"));
            });
            assertThat(store.find(inner).orElseThrow().outerDueAt()).contains(at("2026-10-31T23:59:59+08:00"));
            assertThat(store.extensions(inner)).isEmpty();
        }
    }

    private static UUID insert(JdbcClient jdbc, String subject, String kind, String explanation) {
        return jdbc.sql(INSERT)
                .params(subject, kind, explanation)
                .query(UUID.class)
                .single();
    }

    private static void update(DataSource database, int changes) throws Exception {
        try (Connection connection = database.getConnection();
                Liquibase liquibase = new Liquibase(
                        "db/changelog/deadline.sql",
                        new ClassLoaderResourceAccessor(),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            liquibase.update(changes, "");
        }
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
