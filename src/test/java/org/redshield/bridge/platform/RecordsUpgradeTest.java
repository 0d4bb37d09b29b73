package org.redshield.bridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.UUID;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers that an earlier release loaded get their places and their one row for ever. */
class RecordsUpgradeTest {

    private static final int CHANGES_BEFORE = 8;

    @Test
    void loadedAnswersKeepTheirOrderAndAreKnown() throws Exception {
        DataSource database = TestDatabase.with("db/changelog/evidence.sql");
        update(database, CHANGES_BEFORE);
        JdbcClient jdbc = JdbcClient.create(database);
        answer(jdbc, "A'1", 7, 3);
        answer(jdbc, "B", 8, 2);
        UUID first = evidence(jdbc, "A'1", "a");
        evidence(jdbc, "B", "b");
        UUID second = evidence(jdbc, "B", "c");
        UUID twin = evidence(jdbc, "B", "c");

        update(database, Integer.MAX_VALUE);

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

    private static void answer(JdbcClient jdbc, String requestNo, int load, int rows) {
        jdbc.sql("""
                        insert into platform_request (request_no, request_id, case_no, tenant, platform, dataset, content,
                                                      status, row_count, created_at)
                        values (?, 'R', 'C', '310105', 'taobao', 'TRADE', '{}', 'ANSWERED', ?, now())
                        """).params(requestNo, rows).update();
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

    private static void update(DataSource database, int changes) throws Exception {
        try (Connection connection = database.getConnection()) {
            new Liquibase(
                            "db/changelog/platform.sql",
                            new ClassLoaderResourceAccessor(),
                            new JdbcConnection(connection))
                    .update(changes, "");
        }
    }
}
