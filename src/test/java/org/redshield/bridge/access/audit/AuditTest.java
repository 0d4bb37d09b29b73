package org.redshield.bridge.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.keys.MacKey;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditTest {

    private final DataSource database = TestDatabase.with("db/changelog/master.xml");
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void theAccessLogTakesRowsAndGivesNoneBack() {
        new Audit(
                        new JdbcTemplate(database),
                        InstantSource.fixed(Instant.parse("2026-09-18T02:00:00Z")),
                        new PersonMarks(MacKey.agreed("HmacSHA256", "of this test")))
                .record(
                        new Caller("officer330110", Set.of("officer"), List.of("330110")),
                        "310105-2026-000001",
                        AuditAct.DATASET_ROWS,
                        "310105-2026-000001-R1-TRADE");

        assertThat(jdbc.sql("select user_id || ' ' || tenant || ' ' || case_no || ' ' || what || ' ' || subject_id"
                                + " from access_log")
                        .query(String.class)
                        .list())
                .containsExactly("officer330110 330110 310105-2026-000001 DATASET_ROWS 310105-2026-000001-R1-TRADE");
        for (String attempt :
                List.of("update access_log set user_id = 'x'", "delete from access_log", "truncate access_log")) {
            assertThatThrownBy(() -> jdbc.sql(attempt).update())
                    .as(attempt)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
    }
}
