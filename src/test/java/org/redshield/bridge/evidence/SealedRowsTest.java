package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.evidence.audit.LogFinding;
import org.redshield.bridge.evidence.audit.LogFinding.Problem;
import org.redshield.bridge.evidence.log.SealedRows;
import org.redshield.bridge.evidence.log.SecondPlaces;
import org.springframework.dao.DataAccessException;

/** Rows whose leaves the database writes: at once, for what an upgrade finds, and for what is confirmed later. */
class SealedRowsTest {

    private static final String EVENT = """
            insert into case_event (case_no, tenant, at, actor, feature, what, detail, note)
            values ('310105-2026-000001', '310105', '2026-09-16T10:00:00.5+08:00', 'officer310105', 'assistance', 'RAISED',
                    '{"b": "2", "a": "一\\"二"}', E'第一行\\n第二行\\t\\u0001')
            """;

    @TempDir
    Path directory;

    private LogFixture fixture;

    @BeforeEach
    void start() {
        fixture = new LogFixture(directory, TestDatabase.with("db/changelog/master.xml"), new SecondPlaces(List.of()));
        fixture.sequencer.run();
        fixture.sequencer.run();
    }

    private List<Problem> found() {
        return fixture.audit.whole().findings().stream()
                .map(LogFinding::problem)
                .toList();
    }

    private long leaves() {
        return fixture.jdbc
                .sql("select count(*) from log_leaf")
                .query(Long.class)
                .single();
    }

    @Test
    void aRowHasItsLeafInItsOwnTransaction() {
        fixture.transaction.executeWithoutResult(status -> {
            fixture.jdbc.sql(EVENT).update();
            assertThat(leaves()).isOne();
            status.setRollbackOnly();
        });
        assertThat(leaves()).isZero();
        fixture.jdbc.sql(EVENT).update();
        fixture.sequencer.run();
        Map<UUID, byte[]> records = fixture.rows.records(List.of(new SealedRows.Row("CASE_EVENT", key())));
        assertThat(new String(records.values().iterator().next(), StandardCharsets.UTF_8))
                .contains("\"kind\":\"CASE_EVENT\"", "\"key\":\"" + key() + "\"", "\"version\":1}")
                .contains("\"at\":\"2026-09-16T02:00:00.5+00:00\"")
                .contains("\"detail\":\"{\\\"a\\\": \\\"一\\\\\\\"二\\\", \\\"b\\\": \\\"2\\\"}\"")
                .contains("\"note\":\"第一行\\n第二行\\t\\u0001\"")
                .doesNotContain("subject_id");
        assertThat(found()).isEmpty();
    }

    private String key() {
        return fixture.jdbc
                .sql("select max(id)::text from case_event")
                .query(String.class)
                .single();
    }

    @Test
    void whatWasThereBeforeIsSealedLate() {
        for (int i = 0; i < 5; i++) {
            fixture.asSuperuser(EVENT);
        }
        assertThat(found()).contains(Problem.NOT_IN_LOG);
        fixture.asSuperuser("update sealed_rows set backlog = true where kind = 'CASE_EVENT'");
        assertThat(found()).isEmpty();
        fixture.sequencer.run();
        fixture.sequencer.run();
        assertThat(leaves()).isEqualTo(5);
        assertThat(fixture.rows.hasBacklog()).isFalse();
        assertThat(found()).isEmpty();
    }

    /** Confirmed by an update: the newest leaf counts, and what was found stays as it was. */
    @Test
    void aConfirmationIsALeafOfItsOwn() {
        fixture.asSuperuser("""
                insert into finding (id, tenant, request_id, case_no, round, conclusion, text, written_by, written_at)
                values ('00000000-0000-7000-8000-000000000001', '330110', 'R', 'C', 0, 'FOUND', '属实', 'a', now());
                update sealed_rows set backlog = true where kind like 'FINDING%'
                """);
        fixture.sequencer.run();
        for (String who : List.of("b", "c")) {
            fixture.jdbc
                    .sql("update finding set confirmed_by = ?, confirmed_at = now()")
                    .param(who)
                    .update();
        }
        fixture.sequencer.run();
        assertThat(leaves()).isEqualTo(3);
        assertThat(found()).isEmpty();
        fixture.asSuperuser("update finding set confirmed_by = 'b'");
        assertThat(found()).containsExactly(Problem.RECORD_CHANGED);
        for (String change :
                List.of("update finding set text = 'x'", "delete from finding", "update finding set round = 1")) {
            assertThatThrownBy(() -> fixture.jdbc.sql(change).update()).isInstanceOf(DataAccessException.class);
        }
    }

    /** Nobody can read him from the log, and nothing of him is exchanged unseen. */
    @Test
    void allThatIsKnownOfAReporterIsSealed() {
        fixture.jdbc.sql("""
                insert into clue_report (id, tenant, source, channel, received_at, registered_by, registered_at)
                values ('00000000-0000-7000-8000-000000000001', '310105', 'REPORT', 'LETTER_OR_VISIT', now(), 'a', now());
                insert into clue_reporter (report_id, name, identity_no, phone, address)
                values ('00000000-0000-7000-8000-000000000001', '丁一', '310105199001010014', '13900001111', '愚园路1号')
                """).update();
        fixture.sequencer.run();
        assertThat(found()).isEmpty();
        for (String column : List.of("name", "identity_no", "phone", "address")) {
            fixture.asSuperuser("update clue_reporter set %1$s = %1$s || '2'".formatted(column));
            assertThat(found()).as(column).containsExactly(Problem.RECORD_CHANGED);
            fixture.asSuperuser("update clue_reporter set %1$s = left(%1$s, -1)".formatted(column));
            assertThat(found()).isEmpty();
        }
    }

    /** By it the audit knows what went by the schedule from what was taken out. */
    @Test
    void whatIsSaidOfADeletionStays() {
        fixture.jdbc.sql("""
                insert into deletion (id, rule, basis, kept, case_nos, subject, over_since, leaf_kind, leaf_keys, rows, sha256,
                                      deleted_at, deleted_by)
                values ('00000000-0000-7000-8000-000000000001', 'REPORTER', 'x', 'P5Y', '{C}', 'S', now(), 'REPORTER', '{S}', 1,
                        repeat('0', 64), now(), 'system')
                """).update();
        for (String change :
                List.of("update deletion set leaf_keys = '{S,T}'", "delete from deletion", "truncate deletion")) {
            assertThatThrownBy(() -> fixture.jdbc.sql(change).update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
    }

    /** The audit has the record's text of its own. */
    @Test
    void aReplacedFunctionDeceivesNobody() {
        fixture.jdbc.sql(EVENT).update();
        fixture.sequencer.run();
        fixture.asSuperuser("""
                create or replace function seal_new_case_event() returns trigger language plpgsql as $$
                begin
                    insert into log_leaf (subject, kind, row_key, nonce, sealed_at, leaf_hash)
                    select uuidv7(), 'CASE_EVENT', id::text, 'nonce', clock_timestamp(), sha256('anything') from new_rows;
                    return null;
                end
                $$
                """);
        fixture.jdbc.sql(EVENT).update();
        fixture.sequencer.run();
        assertThat(found()).containsExactly(Problem.RECORD_CHANGED);
    }

    /** Written out column by column, a record says of each type what JSON says of it: so the audit reads it. */
    @Test
    void aRecordOfAnyColumnsIsTheTextThatTheAuditReads() {
        fixture.jdbc.sql("""
                create table odd_row (id uuid, part integer, small smallint, large bigint, amount numeric(9, 2), share float8,
                    sure boolean, "from" text, code varchar(9), kept_out text, at timestamptz, local timestamp, day date,
                    times text[], raw bytea, detail jsonb, other uuid, primary key (id, part));
                insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values ('ODD', 'odd_row',
                    array['id uuid', 'part integer'], array['small', 'large', 'amount', 'share', 'sure', 'from', 'code', 'at',
                    'local', 'day', 'times', 'raw', 'detail', 'other', 'Z', 'part'], false, true);
                call seal_rows_of('odd_row');
                """).update();
        String rows = """
                insert into odd_row values
                    (gen_random_uuid(), 1, -1, 9223372036854775807, 10.50, 1e-7, true, E'"\\\\\n\u0001\u2028%s', '', 'x',
                     '2026-09-16T10:00:00.5+08:00', '2026-09-16T10:00:00', '2026-09-16', array['a', null, '"'], '\\x00ff',
                     '{"b": 1.0, "a": [null]}', gen_random_uuid()),
                    (gen_random_uuid(), 2, null, null, null, 'NaN', false, null, null, null, 'infinity', null, '-infinity',
                     '{}', '', 'null', null),
                    (gen_random_uuid(), 3, null, null, null, null, null, '', null, null, null, null, null, null, null,
                     '"text"', null)
                """;
        fixture.jdbc.sql(rows).update();
        fixture.sequencer.run();
        fixture.jdbc.sql("""
                create trigger odd_row_sealed after insert on odd_row
                    referencing new table as new_rows for each statement execute function seal_new_odd_row()
                """).update();
        fixture.jdbc.sql(rows).update();
        fixture.sequencer.run();
        fixture.sequencer.run();
        assertThat(leaves()).isEqualTo(6);
        assertThat(fixture.rows.hasBacklog()).isFalse();
        assertThat(found()).isEmpty();
    }

    /** A leaf gets its place once, and nothing else of it is ever said anew: of no column, whichever comes with a release. */
    @Test
    void aLeafGetsItsPlaceAndNothingElse() {
        fixture.jdbc.sql(EVENT).update();
        fixture.sequencer.run();
        for (String column : fixture.jdbc
                .sql("select column_name from information_schema.columns where table_name = 'log_leaf'")
                .query(String.class)
                .list()) {
            assertThatThrownBy(() -> fixture.jdbc
                            .sql("update log_leaf set %1$s = %1$s".formatted(column))
                            .update())
                    .as(column)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("log_leaf is append-only");
        }
        fixture.jdbc.sql(EVENT).update();
        assertThatThrownBy(() -> fixture.jdbc
                        .sql("update log_leaf set log_index = null where log_index is null")
                        .update())
                .hasMessageContaining("log_leaf is append-only");
    }
}
