package org.redshield.bridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.platform.answer.RecordSettings;
import org.redshield.bridge.platform.answer.RecordSweeper;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.records.RecordDatabase;
import org.redshield.bridge.platform.records.RecordQuestion;
import org.redshield.bridge.platform.records.Records;
import org.redshield.bridge.platform.request.DataRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers that earlier releases loaded. */
class RecordsUpgradeTest {

    private static final int CHANGES_BEFORE = 8;

    @Test
    void loadedAnswersKeepTheirOrderAndAreKnown() throws Exception {
        DataSource database = TestDatabase.with("db/changelog/evidence.sql");
        update(database, "db/changelog/platform.sql", CHANGES_BEFORE);
        JdbcClient jdbc = JdbcClient.create(database);
        answer(jdbc, "A'1", 7, 3);
        answer(jdbc, "B", 8, 2);
        UUID first = evidence(jdbc, "A'1", "a");
        evidence(jdbc, "B", "b");
        UUID second = evidence(jdbc, "B", "c");
        UUID twin = evidence(jdbc, "B", "c");

        update(database, "db/changelog/platform.sql", Integer.MAX_VALUE);

        assertThat(jdbc.sql(
                                "select request_no || ' ' || line_no || ' ' || tid from answer_trade order by request_no, line_no")
                        .query(String.class)
                        .list())
                .containsExactly("A'1 1 T1", "A'1 2 T2", "A'1 3 T3", "B 1 T1", "B 2 T2");
        assertThat(jdbc.sql("select request_no || ' ' || partition || ' ' || row_count from answer_records order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("A'1 answer_trade_p7_1 3", "B answer_trade_p8_1 2");
        assertThat(jdbc.sql(
                                "select request_no || ' ' || position || ' ' || coalesce(row_count::text, '?') from answer_file order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("A'1 1 3", "B 1 ?", "B 2 ?");
        assertThat(jdbc.sql("select evidence_id from platform_request_evidence")
                        .query(UUID.class)
                        .list())
                .contains(first, second)
                .doesNotContain(twin);
        assertThat(jdbc.sql("select count(*) from pg_indexes where tablename = 'answer_trade_p7_1'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    /** The statements are those of the release before shared tables. */
    @Test
    void answersOfTheReleaseBeforeAreReadWhereTheyLie() throws Exception {
        DataSource database = TestDatabase.with("db/changelog/evidence.sql", "db/changelog/platform.sql");
        JdbcClient jdbc = JdbcClient.create(database);
        partition(jdbc, "R-1", 7, 3);
        partition(jdbc, "R-2", 8, 2);
        jdbc.sql("create table answer_trade_p9_2 (like answer_trade including defaults)")
                .update();

        update(database, "db/changelog/records.sql", Integer.MAX_VALUE);

        partition(jdbc, "R-3", 10, 1);
        try (RecordDatabase reading =
                new RecordDatabase(new DriverManagerDataSource(TestDatabase.url(database), "postgres", "postgres"))) {
            Records records = new Records(jdbc, reading, TestKeys.plain());
            List<DataRequest> requests = Stream.of("R-1", "R-2", "R-3")
                    .map(number -> RecordsBenchmark.request(number, 0))
                    .toList();
            assertThat(records.page(requests, question(RecordQuestion.Kind.PAGE))
                            .rows())
                    .extracting(row -> row.requestNo() + " " + row.line())
                    .containsExactly("R-1 1", "R-1 2", "R-1 3");
            assertThat(records.summary(requests.subList(1, 2), question(RecordQuestion.Kind.SUMMARY))
                            .count())
                    .isEqualTo(2);
            List<Long> lines = new ArrayList<>();
            records.export(requests.subList(0, 1), question(RecordQuestion.Kind.EXPORT), row -> lines.add(row.line()));
            assertThat(lines).containsExactly(1L, 2L, 3L);
        }
        new RecordSweeper(
                        jdbc,
                        new TransactionTemplate(new JdbcTransactionManager(database)),
                        new RecordSettings(4, Duration.ZERO, 100, Duration.ofSeconds(1)))
                .sweep();
        assertThat(jdbc.sql(
                                "select relname from pg_class where relkind = 'r' and relname ~ '^answer_trade_p' order by 1")
                        .query(String.class)
                        .list())
                .as("the table that a killed node left is gone")
                .containsExactly("answer_trade_p10_1", "answer_trade_p7_1", "answer_trade_p8_1");
    }

    private static RecordQuestion question(RecordQuestion.Kind kind) {
        return RecordQuestion.read(Dataset.TRADE, kind, Map.of());
    }

    private static void partition(JdbcClient jdbc, String requestNo, int load, int rows) {
        String table = "answer_trade_p%d_1".formatted(load);
        request(jdbc, requestNo, rows);
        for (String statement : List.of(
                "create table %1$s (like answer_trade including defaults)",
                "alter table %1$s add constraint %1$s_request check (request_no = '%2$s')",
                "alter table %1$s alter column request_no set default '%2$s'",
                "alter table %1$s alter column line_no add generated by default as identity (cache 1000)",
                "insert into %1$s (tid, oid) select 'T' || n, n from generate_series(1, %3$d) n",
                "create unique index %1$s_line on %1$s (line_no)",
                "create index %1$s_identity on %1$s (tid, oid)",
                "alter table %1$s alter column request_no drop default, alter column line_no drop identity",
                "alter table answer_trade attach partition %1$s for values in ('%2$s')",
                "alter table %1$s drop constraint %1$s_request",
                "insert into answer_records (request_no, dataset, partition, row_count, loaded_at)"
                        + " values ('%2$s', 'TRADE', '%1$s', %3$d, now())")) {
            jdbc.sql(statement.formatted(table, requestNo, rows)).update();
        }
    }

    private static void request(JdbcClient jdbc, String requestNo, int rows) {
        jdbc.sql("""
                        insert into platform_request (request_no, request_id, case_no, tenant, platform, dataset, content,
                                                      status, row_count, created_at)
                        values (?, 'R', 'C', '310105', 'taobao', 'TRADE', '{}', 'ANSWERED', ?, now())
                        """).params(requestNo, rows).update();
    }

    private static void answer(JdbcClient jdbc, String requestNo, int load, int rows) {
        request(jdbc, requestNo, rows);
        jdbc.sql("create table answer_trade_p%d_1 partition of answer_trade for values in ('%s')"
                        .formatted(load, requestNo.replace("'", "''")))
                .update();
        for (int row = 1; row <= rows; row++) {
            jdbc.sql("insert into answer_trade (request_no, tid) values (?, ?)")
                    .params(requestNo, "T" + row)
                    .update();
        }
    }

    private static UUID evidence(JdbcClient jdbc, String requestNo, String digit) {
        UUID id = org.redshield.bridge.Ids.next();
        jdbc.sql("""
                        insert into evidence (id, case_no, tenant, subject_id, name, media_type, bytes, sha256, source,
                                              method, received_at, received_by)
                        values (?, 'C', '310105', ?, 'trade.csv', 'text/csv', 1, repeat(?, 64), 'taobao', 'm', now(), 'p')
                        """).params(id, requestNo, digit).update();
        jdbc.sql("insert into platform_request_evidence (request_no, evidence_id) values (?, ?)")
                .params(requestNo, id)
                .update();
        return id;
    }

    private static void update(DataSource database, String changeLog, int changes) throws Exception {
        try (Connection connection = database.getConnection()) {
            new Liquibase(changeLog, new ClassLoaderResourceAccessor(), new JdbcConnection(connection))
                    .update(changes, "");
        }
    }
}
