package org.redshield.bridge.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.cases.retention.Retained;
import org.redshield.bridge.personal.DeclaredColumns.Column;
import org.redshield.bridge.personal.DeclaredColumns.Kind;
import org.redshield.bridge.support.EveryLog;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every column is decided, and the scan finds a person's data in each place where none may be. */
class PersonalScanTest {

    private static final String MOBILE = "13912345678";
    private static final String WAYBILL = "SF1234567890123";

    private static JdbcClient jdbc;

    @BeforeAll
    static void database() {
        jdbc = JdbcClient.create(TestDatabase.with("db/changelog/master.xml"));
    }

    @Test
    void everyColumnWithTextIsDecided() {
        DeclaredColumns declared = DeclaredColumns.read();
        Set<Column> there = DeclaredColumns.inDatabase(jdbc).stream()
                .filter(column -> !DeclaredColumns.isEngines(column))
                .collect(Collectors.toSet());
        Set<Column> decided = new HashSet<>(declared.searched());
        decided.addAll(declared.allPersonal());

        assertThat(sorted(there, decided))
                .as("neither in docs/personal-data.md nor in scanned-columns.txt")
                .isEmpty();
        assertThat(sorted(decided, there)).as("declared, and not there").isEmpty();
        assertThat(declared.searched()).as("declared as both").doesNotContainAnyElementsOf(declared.allPersonal());
    }

    @Test
    void everyKindHasItsTimeInTheSchedule() {
        assertThat(Stream.of(Retained.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)))
                .containsAll(DeclaredColumns.read().kept());
    }

    private static Set<String> sorted(Set<Column> of, Set<Column> without) {
        return of.stream()
                .filter(column -> !without.contains(column))
                .map(Column::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatIsPlantedIsFoundInEveryColumn() {
        JdbcClient bare = JdbcClient.create(TestDatabase.with("db/changelog/master.xml"));
        Set<Column> searched = DeclaredColumns.inDatabase(bare).stream()
                .filter(column -> DeclaredColumns.isEngines(column)
                        || DeclaredColumns.read().searched().contains(column))
                .collect(Collectors.toSet());
        withoutRules(bare);
        Set<String> expected = new TreeSet<>();
        for (Column column : searched) {
            if (plant(bare, column, MOBILE) && plant(bare, column, WAYBILL)) {
                expected.add(column.toString());
            }
        }
        assertThat(expected).hasSizeGreaterThan(500);
        assertThat(expected)
                .contains(
                        "act_ru_variable.text_",
                        "act_hi_varinst.text_",
                        "act_hi_detail.text_",
                        "act_ge_bytearray.bytes_",
                        "act_hi_comment.message_",
                        "act_hi_attachment.name_",
                        "act_ru_job.exception_msg_",
                        "act_hi_incident.incident_msg_",
                        "act_hi_op_log.org_value_");

        for (String planted : List.of(MOBILE, WAYBILL)) {
            // A number is found by what it looks like, a waybill because a declared column has it.
            PersonalScan scan = new PersonalScan();
            if (planted.equals(WAYBILL)) {
                bare.sql("insert into record_logistics (load_id, request_no, line_no, out_sid) values (1, 'R', 1, ?)")
                        .param(WAYBILL)
                        .update();
                scan.lookingFor(PersonalScan.planted(bare, DeclaredColumns.read(), Kind.PERSON));
            }
            scan.columns(bare, searched);
            Set<String> found = new TreeSet<>();
            for (String finding : scan.findings()) {
                if (finding.contains(" " + planted.substring(0, 3) + "…")) {
                    found.add(finding.substring(0, finding.indexOf(':')));
                }
            }
            assertThat(found).as(planted).isEqualTo(expected);
        }
    }

    /** A row with nothing but that; not where a column is too short for it. */
    private static boolean plant(JdbcClient bare, Column column, String value) {
        String type = bare.sql("""
                        select case when data_type = 'ARRAY' then 'text[]' when data_type like 'json%' then data_type
                                    when data_type = 'bytea' then 'bytea'
                                    when character_maximum_length < 16 then '' else 'text' end
                          from information_schema.columns where table_schema = current_schema() and table_name = ? and column_name = ?
                        """)
                .params(column.table(), column.name())
                .query(String.class)
                .single();
        String planted =
                switch (type) {
                    case "text[]" -> "array['before', '" + value + "']";
                    case "json", "jsonb" -> "'{\"a\": [\"" + value + "\"]}'";
                    case "bytea" -> "convert_to('naïve " + value + " 是', 'UTF8')";
                    default -> "'" + value + "'";
                };
        if (!type.isEmpty()) {
            bare.sql("insert into \"" + column.table() + "\" (\"" + column.name() + "\") values (" + planted + ")")
                    .update();
        }
        return !type.isEmpty();
    }

    /** Takes away all that would not let such a row in. */
    private static void withoutRules(JdbcClient bare) {
        for (String statement : bare.sql("""
                        select format('alter table %I disable trigger all', relname) from pg_class
                         where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
                        union all
                        select format('alter table %s drop constraint if exists %I cascade', conrelid::regclass, conname)
                          from pg_constraint where connamespace = current_schema()::regnamespace and contype in ('c', 'f', 'p', 'u')
                           and conrelid <> 0 and conparentid = 0
                        union all
                        select format('drop index if exists %I cascade', i.relname)
                          from pg_index x join pg_class i on i.oid = x.indexrelid
                         where i.relnamespace = current_schema()::regnamespace and x.indisunique
                           and not exists (select from pg_constraint c where c.conindid = x.indexrelid)
                        union all
                        select format('create table %I partition of %I default', relname || '_any', relname)
                          from pg_class join pg_partitioned_table on partrelid = oid
                         where relnamespace = current_schema()::regnamespace and partstrat = 'l'
                        """).query(String.class).list()) {
            bare.sql(statement).update();
        }
        bare.sql("""
                        select format('alter table %I alter column %I drop not null', table_name, column_name)
                          from information_schema.columns c
                         where table_schema = current_schema() and is_nullable = 'NO' and is_identity = 'NO'
                           and not exists (select from pg_inherits where inhrelid = format('%I', c.table_name)::regclass)
                           and exists (select from pg_class p where p.relname = c.table_name and p.relkind in ('r', 'p')
                                          and p.relnamespace = current_schema()::regnamespace)
                        """).query(String.class).list().forEach(statement -> bare.sql(statement)
                .update());
    }

    @Test
    void whatIsPlantedIsFoundInTheLog() throws IOException {
        EveryLog.keep();
        String secret = "PLANTED-" + UUID.randomUUID();
        LoggerFactory.getLogger("test").info("said {}", secret + "1");
        MDC.put("caseNo", secret + "2");
        LoggerFactory.getLogger("test").info("in its context");
        MDC.clear();
        LoggerFactory.getLogger("test")
                .info("failed", new IllegalStateException("outer", new IOException(secret + "3")));
        PersonalScan scan = new PersonalScan().lookingFor(List.of(secret + "1", secret + "2", secret + "3"));
        try (Stream<String> lines = EveryLog.lines()) {
            scan.lines("log", lines);
        }
        // Shortened in a finding: three lines of the log differ by none but their number.
        assertThat(scan.findings()).isNotEmpty();
        try (Stream<String> lines = EveryLog.lines()) {
            assertThat(lines.flatMap(line -> scan.first(line).stream()))
                    .contains(secret + "1", secret + "2", secret + "3");
        }
    }

    @Test
    void numbersOfPersonsAreToldFromOthers() {
        PersonalScan scan = new PersonalScan();
        assertThat(scan.first("phone 13912345678.")).contains("13912345678");
        assertThat(scan.first("身份证11010519491231002X，")).contains("11010519491231002X");
        assertThat(scan.first("身份证110105194912310021")).isEmpty();
        assertThat(scan.first("1764154000123 2b13912345678c 0139123456780 a9f3-13912345678"))
                .isEmpty();
    }
}
