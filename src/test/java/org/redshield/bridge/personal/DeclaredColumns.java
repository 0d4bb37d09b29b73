package org.redshield.bridge.personal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which columns of our tables hold data of persons, as docs/personal-data.md says, and which do not. */
record DeclaredColumns(Map<Kind, Set<Column>> personal, Set<Column> searched, Set<String> kept) {

    private static final Path PERSONAL = Path.of("docs/personal-data.md");
    private static final Path SEARCHED = Path.of("src/test/resources/personal/scanned-columns.txt");

    /** As the page explains them. */
    enum Kind {
        PERSON,
        DETAIL,
        WORDS,
        STAFF,
        TRAIL
    }

    /** Of a table. */
    record Column(String table, String name) {

        @Override
        public String toString() {
            return table + "." + name;
        }
    }

    static DeclaredColumns read() {
        Map<Kind, Set<Column>> personal = new EnumMap<>(Kind.class);
        Set<String> kept = new HashSet<>();
        for (String line : lines(PERSONAL)) {
            String[] cells = line.split("\\|");
            if (line.startsWith("| ") && cells.length == 6 && !cells[1].strip().equals("table")) {
                Kind kind = Kind.valueOf(cells[3].strip().toUpperCase(Locale.ROOT));
                personal.computeIfAbsent(kind, any -> new HashSet<>())
                        .addAll(columns(cells[1], cells[2]).toList());
                kept.add(cells[5].strip());
            }
        }
        Set<Column> searched = lines(SEARCHED).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(":"))
                .flatMap(parts -> columns(parts[0], parts[1]))
                .collect(Collectors.toSet());
        return new DeclaredColumns(personal, searched, kept);
    }

    private static Stream<Column> columns(String table, String names) {
        return Arrays.stream(names.split(",")).map(name -> new Column(table.strip(), name.strip()));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<Column> allPersonal() {
        return personal.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** All columns of a database that can hold text. Partitions and tables of single answers are their parents' columns; what is
     * generated of others holds nothing of its own. */
    static Set<Column> inDatabase(JdbcClient jdbc) {
        return Set.copyOf(jdbc.sql("""
                        select c.table_name, c.column_name
                          from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                         where table_schema = current_schema() and t.table_type = 'BASE TABLE'
                           and not exists (select from pg_inherits where inhrelid = format('%I', c.table_name)::regclass)
                           and c.is_generated = 'NEVER' and c.table_name !~ '^record_.*_t[0-9]+$' and c.table_name !~ '^databasechangelog'
                           and (c.data_type in ('text', 'character varying', 'jsonb', 'json', 'bytea') or c.udt_name = '_text')
                        """)
                .query((row, number) -> new Column(row.getString(1), row.getString(2)))
                .list());
    }

    static boolean isEngines(Column column) {
        return column.table().startsWith("act_");
    }
}
