package org.redshield.bridge.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.AuditTrail;
import org.redshield.bridge.access.audit.AuditTrail.Question;
import org.redshield.bridge.access.audit.PersonMarks;
import org.redshield.bridge.keys.MacKey;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What auditors ask of a record of 10,000,000 rows: who saw this person's telephone, what somebody did, who saw a case, what was
 * denied; through the service, and beside it the plain statement. A tenth of the rows show personal data as they are, of twenty
 * persons each. Not a test: run its main; the argument is the number of rows (10,000,000 unless given).
 */
final class RecordSearch {

    private static final int RUNS = 20;
    private static final String PHONE = "13812345678";

    private RecordSearch() {}

    public static void main(String[] args) throws Exception {
        long rows = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
        DataSource database = TestDatabase.with("db/changelog/master.xml");
        JdbcClient jdbc = JdbcClient.create(database);
        PersonMarks marks = new PersonMarks(MacKey.agreed("HmacSHA256", "of this test"));
        long mark = marks.of(List.of(PHONE)).get(0);
        load("before");
        long start = System.nanoTime();
        fill(jdbc, rows, mark);
        System.out.printf("%,d rows, filled in %,d s%n", rows, (System.nanoTime() - start) / 1_000_000_000);
        System.out.println(jdbc.sql(
                        "select pg_size_pretty(pg_table_size('access_log')) || ' and indexes of ' || pg_size_pretty(pg_indexes_size('access_log'))")
                .query(String.class)
                .single());
        AuditTrail trail = new AuditTrail(jdbc, marks, List.of(datum -> List.of("310105-2026-000007-R1-TRADE")));
        time("who saw this telephone", () -> trail.search(jdbc, question(whose(PHONE)), 101)
                .size());
        time(
                "the same, plain SQL",
                () -> jdbc.sql("""
                        select * from access_log where whose @> array[?]::bigint[]
                         order by at desc, id desc limit 101
                        """).param(mark).query().listOfRows().size());
        time("what a person did", () -> trail.search(jdbc, question(user("officer000017")), 101)
                .size());
        time("what was denied in a bureau", () -> trail.search(jdbc, denied("000042"), 101)
                .size());
        time("the newest", () -> trail.search(jdbc, question(none()), 101).size());
        time("who saw a case", () -> trail.ofCase("000007-2026-000007", 200).size());
        load("after");
        System.exit(0);
    }

    private static void load(String when) throws Exception {
        System.out.printf(
                "load average %s: %s%n",
                when, Files.readString(Path.of("/proc/loadavg")).strip());
    }

    /** Indexes are made afterwards: of many rows at once that is quicker. */
    private static void fill(JdbcClient jdbc, long rows, long mark) {
        List<String> indexes = jdbc.sql(
                        "select indexdef from pg_indexes where tablename = 'access_log' and indexname <> 'access_log_pkey'")
                .query(String.class)
                .list();
        jdbc.sql("select string_agg('drop index ' || indexname, ';') from pg_indexes"
                        + " where tablename = 'access_log' and indexname <> 'access_log_pkey'")
                .query(String.class)
                .list()
                .forEach(drop -> jdbc.sql(drop).update());
        String acts = "array['CASE','CASE','LIST','ENGINE_READ','LETTER','SEARCH','DECISION','SIGN_IN','DATASET_ROWS',"
                + "'DATASET_ROWS_UNMASKED']";
        jdbc.sql("""
                        insert into access_log (at, user_id, tenant, roles, what, operation, case_no, subject_id, source,
                                                purpose_code, purpose, whose)
                        select timestamptz '2026-01-01 00:00+08' + n * interval '1 s',
                               'officer' || lpad((n %% 60000)::text, 6, '0'), lpad((n %% 3200)::text, 6, '0'), 'officer',
                               case when n %% 5000 = 0 then 'DENIED' else (%s)[1 + n %% 10] end, 'GET /api/cases/{caseNo}',
                               lpad((n %% 3200)::text, 6, '0') || '-2026-' || lpad((n %% 100000)::text, 6, '0'),
                               '310105-2026-' || lpad((n %% 100000)::text, 6, '0') || '-R1-TRADE', '10.1.2.3',
                               case when n %% 10 = 9 then 'VERIFY_FACTS' end,
                               case when n %% 10 = 9 then '核对收货人是否真实' end,
                               case when n %% 10 = 9 then (
                                   select array_agg(hashtextextended((n * 20 + k)::text, 0) order by k) from generate_series(1, 19) k)
                                   || case when n %% 500000 = 9 then :mark else hashtextextended(n::text, 1) end end
                          from generate_series(1, :rows) n
                        """.formatted(acts)).param("mark", mark).param("rows", rows).update();
        indexes.forEach(index -> jdbc.sql(index).update());
        jdbc.sql("vacuum analyze access_log").update();
    }

    private static void time(String what, java.util.function.IntSupplier question) {
        List<Long> micros = new ArrayList<>();
        int found = 0;
        long first = 0;
        for (int run = 0; run <= RUNS; run++) {
            long start = System.nanoTime();
            found = question.getAsInt();
            long took = (System.nanoTime() - start) / 1000;
            if (run == 0) {
                first = took;
            } else {
                micros.add(took);
            }
        }
        Collections.sort(micros);
        System.out.printf(
                "%-32s %4d rows, first %,9.1f ms, p50 %,9.1f ms, worst %,9.1f ms%n",
                what, found, first / 1000.0, micros.get(RUNS / 2) / 1000.0, micros.get(RUNS - 1) / 1000.0);
    }

    private record Asked(Optional<String> user, Optional<String> whose) {}

    private static Asked none() {
        return new Asked(Optional.empty(), Optional.empty());
    }

    private static Asked user(String user) {
        return new Asked(Optional.of(user), Optional.empty());
    }

    private static Asked whose(String datum) {
        return new Asked(Optional.empty(), Optional.of(datum));
    }

    private static Question question(Asked asked) {
        return new Question(
                asked.user(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                asked.whose(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Question denied(String tenant) {
        return new Question(
                Optional.empty(),
                Optional.of(tenant),
                Optional.empty(),
                Optional.of(AuditAct.Kind.DENIAL),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
