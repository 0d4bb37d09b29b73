package org.redshield.bridge.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.keys.MacKey;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads on their way into the record, and the record on its way into the log and the archive. */
class AuditQueueTest {

    private static final Caller OFFICER = new Caller("officer310105", Set.of("officer"), List.of("310105"));
    private static final String CASE = "310105-2026-000001";

    private final DataSource database = TestDatabase.with("db/changelog/master.xml");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    private Instant now = Instant.parse("2026-03-02T01:00:00Z");
    private final InstantSource clock = () -> now;
    private final AuditSettings settings =
            new AuditSettings(Duration.ofMinutes(5), Duration.ofSeconds(20), Period.ofMonths(6), 200, null);
    private final Audit audit =
            new Audit(new JdbcTemplate(database), clock, new PersonMarks(MacKey.agreed("HmacSHA256", "of this test")));
    private final AuditQueue queue = new AuditQueue(audit, clock, settings, new SimpleMeterRegistry());
    private final AccessBatches batches = new AccessBatches(new JdbcTemplate(database), clock);
    private final Map<String, byte[]> files = new HashMap<>();
    private final AccessBatches.Archive archive = new AccessBatches.Archive() {
        @Override
        public String keep(InputStream file) throws IOException {
            String name = "%064x".formatted(files.size());
            files.put(name, file.readAllBytes());
            return name;
        }

        @Override
        public InputStream open(String sha256) {
            return new ByteArrayInputStream(files.get(sha256));
        }
    };

    private static AuditEntry look(AuditAct act, String subject) {
        return AuditEntry.of(act, OFFICER).by("GET /api/cases/{caseNo}").on(CASE, subject);
    }

    private List<String> rows() {
        return jdbc.sql("select what || ' ' || times from access_log order by id")
                .query(String.class)
                .list();
    }

    @Test
    void theSameAgainIsCountedAndWrittenWhenItsTimeIsOver() {
        queue.add(look(AuditAct.CASE, null));
        queue.add(look(AuditAct.CASE, null));
        queue.add(look(AuditAct.CASE, null));
        queue.add(look(AuditAct.CASE, "other"));
        queue.flush();
        assertThat(rows()).containsExactly("CASE 1", "CASE 1");

        now = now.plus(Duration.ofMinutes(6));
        assertThat(queue.next()).isPresent();
        queue.flush();
        assertThat(rows()).containsExactly("CASE 1", "CASE 1", "CASE 2");

        queue.add(look(AuditAct.CASE, null));
        queue.flush();
        assertThat(rows()).hasSize(4);
    }

    @Test
    void whatIsNotFoldedIsWrittenEachTime() {
        queue.add(look(AuditAct.CHANGE, null));
        queue.add(look(AuditAct.CHANGE, null));
        queue.flush();
        assertThat(rows()).containsExactly("CHANGE 1", "CHANGE 1");
    }

    @Test
    void allThatWaitIsOneStatementWhichFindsTheCasesOfTasksAndInstances() {
        jdbc.sql("insert into act_hi_procinst (id_, proc_inst_id_, business_key_, proc_def_id_, start_time_)"
                        + " values ('instance', 'instance', ?, 'model:1', now())")
                .param(CASE)
                .update();
        jdbc.sql("insert into act_hi_taskinst (id_, proc_inst_id_, start_time_) values ('task', 'instance', now())")
                .update();
        for (String id : List.of("task", "instance", "nothing")) {
            queue.add(AuditEntry.of(AuditAct.ENGINE_READ, OFFICER).by("Cockpit").on(null, id));
        }
        queue.flush();

        assertThat(jdbc.sql("select subject_id || ' ' || coalesce(case_no, '?') from access_log order by id")
                        .query(String.class)
                        .list())
                .containsExactly("task " + CASE, "instance " + CASE, "nothing ?");
        assertThat(jdbc.sql("select count(distinct (xmin::text, cmin::text)) from access_log")
                        .query(Integer.class)
                        .single())
                .as("statements")
                .isEqualTo(1);
    }

    @Test
    void nothingIsLostWhileTheDatabaseIsAwayAndAboveALimitNothingIsShown() {
        jdbc.sql("alter table access_log rename to away").update();
        for (int n = 0; n < 20_000; n++) {
            assertThat(queue.isFull()).isFalse();
            queue.add(look(AuditAct.CHANGE, "s" + n));
        }
        assertThatThrownBy(queue::flush).isInstanceOf(DataAccessException.class);
        assertThat(queue.isFull()).isTrue();

        jdbc.sql("alter table away rename to access_log").update();
        queue.flush();
        assertThat(queue.isFull()).isFalse();
        assertThat(jdbc.sql("select count(*) from access_log")
                        .query(Integer.class)
                        .single())
                .isEqualTo(20_000);
        assertThat(jdbc.sql("select subject_id from access_log order by id limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("s0");
    }

    @Test
    void theEndOfANodeWritesWhatItHasCounted() {
        queue.add(look(AuditAct.CASE, null));
        queue.add(look(AuditAct.CASE, null));
        queue.end();
        assertThat(rows()).containsExactly("CASE 1", "CASE 1");
    }

    private int seal() {
        return transaction.execute(status -> batches.seal());
    }

    private Set<Long> changed() {
        return batches.changed(
                jdbc.sql("select id from access_batch").query(Long.class).list(), archive);
    }

    private void asSuperuser(String change) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql(change).update();
        });
    }

    @Test
    void aBatchTellsWhenARowOfItIsNotWhatItWas() {
        write(5);
        assertThat(seal()).isEqualTo(5);
        assertThat(seal()).isZero();
        assertThat(batches.hasMore()).isFalse();
        assertThat(changed()).isEmpty();

        asSuperuser("update access_log set user_id = 'nobody' where id = 3");
        assertThat(changed()).hasSize(1);
        asSuperuser("update access_log set user_id = 'officer310105' where id = 3");
        assertThat(changed()).isEmpty();
        asSuperuser("delete from access_log where id = 2");
        assertThat(changed()).hasSize(1);
        asSuperuser("insert into access_log (id, at, what) overriding system value values (-7, now(), 'CASE')");
        assertThat(batches.outside(true)).containsExactly(-7L);
    }

    @Test
    void aBatchCoversEveryColumnOfItsRows() {
        write(1);
        // None is empty: what is, is in no line.
        asSuperuser("""
                update access_log set roles = 'officer', operation = 'GET /', detail = 'approve', source = '10.0.0.1', purpose_code = 'OTHER',
                                      purpose = 'why', whose = '{1}'
                """);
        seal();
        Map<String, String> columns = new HashMap<>();
        jdbc.sql("select column_name, data_type from information_schema.columns where table_name = 'access_log'")
                .query(row -> {
                    columns.put(row.getString(1), row.getString(2));
                });
        columns.remove("id");
        assertThat(columns).containsKeys("at", "detail", "times");

        columns.forEach((column, type) -> {
            jdbc.sql("create table kept as select * from access_log").update();
            asSuperuser("update access_log set " + column + " = "
                    + switch (type) {
                        case "text" -> column + " || 'x'";
                        case "timestamp with time zone" -> column + " + interval '1 microsecond'";
                        case "ARRAY" -> column + " || 1::bigint";
                        default -> column + " + 1";
                    });
            assertThat(changed()).as(column).hasSize(1);
            asSuperuser("delete from access_log");
            asSuperuser("insert into access_log overriding system value select * from kept");
            jdbc.sql("drop table kept").update();
            assertThat(changed()).as("as it was").isEmpty();
        });
    }

    @Test
    void whoCommitsLateJoinsALaterBatch() {
        write(2);
        jdbc.sql("select nextval(pg_get_serial_sequence('access_log', 'id'))")
                .query(Long.class)
                .single();
        write(2);
        assertThat(seal()).isEqualTo(4);
        assertThat(batches.outside(true)).isEmpty();

        jdbc.sql("insert into access_log (id, at, what) overriding system value values (3, now(), 'CASE')")
                .update();
        assertThat(batches.hasMore()).isTrue();
        assertThat(seal()).isEqualTo(1);
        assertThat(batches.outside(true)).isEmpty();
        assertThat(changed()).isEmpty();
    }

    @Test
    void oldRowsLeaveWhenAFileHasTakenTheirPlaceAndNoSooner() throws IOException {
        write(3);
        seal();
        now = now.plus(Duration.ofDays(100));
        write(2);
        seal();
        assertThat(batches.hasOld(settings)).isFalse();
        assertThat(archive()).isZero();

        now = now.plus(Duration.ofDays(90));
        assertThat(batches.hasOld(settings)).isTrue();
        assertThat(archive()).isEqualTo(3);
        assertThat(archive()).isZero();
        assertThat(rows()).hasSize(2);
        assertThat(changed()).isEmpty();
        assertThat(batches.archived()).singleElement().satisfies(file -> assertThat(file.rows())
                .isEqualTo(3));
        assertThat(new String(files.values().iterator().next()))
                .contains("officer310105")
                .startsWith("batch 1 3\n{");
        assertThatThrownBy(() -> jdbc.sql("delete from access_log").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");

        files.replaceAll((name, bytes) ->
                new String(bytes).replace("officer310105", "nobody").getBytes());
        assertThat(changed()).containsExactly(1L);
    }

    private long archive() {
        return transaction.execute(status -> {
            try {
                return batches.archive(settings, archive);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void write(int rows) {
        for (int n = 0; n < rows; n++) {
            audit.record(OFFICER, CASE, AuditAct.EVIDENCE_CONTENT, "e" + n);
        }
    }

    @Test
    void rangesAreWhatTheDatabaseReads() {
        assertThat(AccessBatches.ranges(List.of(1L, 2L, 3L, 7L, 9L, 10L))).isEqualTo("{[1,4),[7,8),[9,11)}");
    }

    @Test
    void aNumberIsTheSameHoweverItIsWritten() {
        PersonMarks marks = new PersonMarks(MacKey.agreed("HmacSHA256", "of this test"));
        assertThat(marks.of(List.of("+86 138-1234-5678", "13812345678", "１３８１２３４５６７８", " ")))
                .hasSize(1)
                .isNotEqualTo(marks.of(List.of("13812345679")));
    }

    @Test
    void theRecordIsKeptForSixMonthsAtLeast() {
        assertThatThrownBy(() ->
                        new AuditSettings(Duration.ofMinutes(5), Duration.ofSeconds(20), Period.ofMonths(5), 200, null))
                .hasMessageContaining("P6M");
    }
}
