package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is on record stays as it was written: the database itself says so, to its owner too, of a table without rows. */
class AppendOnlyTest {

    /** {@code raise_exception}: a trigger's own. */
    private static final String RAISED = "P0001";

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.with("db/changelog/master.xml"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answer_records_act",
                "calendar_day",
                "calendar_load",
                "calendar_version",
                "campaign_check",
                "campaign_deed",
                "campaign_done",
                "campaign_meeting",
                "campaign_place",
                "case_event",
                "case_message",
                "case_message_mark",
                "clock_change",
                "cold_case",
                "custody_event",
                "deletion",
                "evidence_export",
                "evidence_log",
                "finding_answer",
                "head_time_stamp",
                "letter",
                "letter_document",
                "letter_evidence",
                "letter_ofd",
                "log_certificate",
                "log_node",
                "platform_attachment_access",
                "receipt",
                "tree_head",
                "wrong_password"
            })
    void isOnlyAddedTo(String table) {
        refused(table, "update", "delete", "truncate");
    }

    /** Some of what is in them may change once, or leaves by the schedule. */
    @ParameterizedTest
    @CsvSource({
        "access_batch, delete truncate",
        "access_log, update truncate",
        "clue_reporter, update truncate",
        "evidence, delete truncate",
        "finding, delete truncate",
        "legal_hold, delete truncate",
        "log_leaf, delete truncate"
    })
    void isNotChangedByThese(String table, String ways) {
        refused(table, ways.split(" "));
    }

    private void refused(String table, String... ways) {
        for (String way : ways) {
            assertThatThrownBy(() -> jdbc.sql(statement(table, way)).update())
                    .as(way + " " + table)
                    .rootCause()
                    .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                            .as(refusal.getMessage())
                            .isEqualTo(RAISED));
        }
    }

    private String statement(String table, String way) {
        return switch (way) {
            case "update" ->
                "update " + table + " set %1$s = %1$s".formatted(columns(table).get(0));
            case "delete" -> "delete from " + table;
            default -> "truncate " + table + " cascade";
        };
    }

    /** Those that anybody may set. */
    private List<String> columns(String table) {
        return jdbc.sql("""
                        select column_name from information_schema.columns
                         where table_name = ? and is_identity = 'NO' and is_generated = 'NEVER' order by ordinal_position
                        """).param(table).query(String.class).list();
    }
}
