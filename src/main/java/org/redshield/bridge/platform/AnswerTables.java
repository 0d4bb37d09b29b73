package org.redshield.bridge.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.redshield.bridge.evidence.EvidenceStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/**
 * Brings an answer's files into tables. They are loaded into a table that nobody reads and become a partition of the
 * dataset's table in one step; neither step reads the rows again or holds them in memory.
 */
@Component
class AnswerTables {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerTables.class);
    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private static final Map<Charset, String> ENCODINGS = Map.of(
            StandardCharsets.UTF_8, "UTF8", Charset.forName("GBK"), "GBK", Charset.forName("GB18030"), "GB18030");
    private static final int LONGEST_HEADER = 64 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final EvidenceStore store;
    private final InstantSource clock;

    AnswerTables(JdbcClient jdbc, DataSource dataSource, EvidenceStore store, InstantSource clock) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.store = store;
        this.clock = clock;
    }

    /**
     * A file in the evidence store.
     *
     * @param rows as announced; empty for what an earlier release loaded without writing it down
     */
    record CsvFile(String name, String sha256, String charset, Optional<Long> rows) {

        CsvFile(String name, String sha256, String charset, long rows) {
            this(name, sha256, charset, Optional.of(rows));
        }
    }

    /**
     * The first line of a file.
     *
     * @param names as they stand there
     * @param columns what each of them means to us
     */
    record Header(List<String> names, List<Optional<Column>> columns) {

        List<Column> known() {
            return columns.stream().flatMap(Optional::stream).toList();
        }

        /** The names that mean nothing to us. */
        List<String> unknown() {
            return IntStream.range(0, names.size())
                    .filter(i -> columns.get(i).isEmpty())
                    .mapToObj(names::get)
                    .toList();
        }
    }

    /** Whether the request has records: at most once for ever, also while they are archived. */
    boolean present(String requestNo) {
        return jdbc.sql("select count(*) from answer_records where request_no = ?")
                        .param(requestNo)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The name of the table for one try; a node that lost its lease writes into another than its successor. */
    static String staging(Dataset dataset, long load, int attempt) {
        return "%s_p%d_%d".formatted(dataset.table(), load, attempt);
    }

    /** Removes what earlier tries left. A table that somebody still writes to is left for later. */
    void sweep(Dataset dataset, long load) {
        jdbc.sql("""
                        select relname from pg_class
                         where relkind = 'r' and not relispartition and relname ~ :pattern
                           and pg_table_is_visible(oid)
                        """)
                .param("pattern", "^%s_p%d_\\d+$".formatted(dataset.table(), load))
                .query(String.class)
                .list()
                .forEach(this::drop);
    }

    /** Removes a table that did not become a partition. */
    void drop(String staging) {
        try {
            // NOWAIT: dropping must not queue behind the COPY of a node that has not yet noticed the loss of its lease.
            jdbc.sql(
                            "do $$ begin if to_regclass('%1$s') is not null then lock table %1$s nowait; drop table %1$s; end if; end $$"
                                    .formatted(staging))
                    .update();
        } catch (RuntimeException e) {
            LOG.info("Table {} is still in use", staging);
        }
    }

    /**
     * Makes the table and fills it; called in a transaction, which makes the load cheap: the table is new in it, so rows
     * can be written as they will stay.
     *
     * @return rows loaded
     * @throws BadAnswer when a file is not what it should be
     */
    long fill(String staging, Dataset dataset, String requestNo, List<CsvFile> files) {
        String request = literal(requestNo);
        jdbc.sql("create table %s (like %s including defaults)".formatted(staging, dataset.table()))
                .update();
        // The same condition as the partition's: PostgreSQL then need not read the rows again to attach them.
        jdbc.sql("alter table %1$s add constraint %1$s_request check (request_no = %2$s)".formatted(staging, request))
                .update();
        jdbc.sql("alter table %s alter column request_no set default %s".formatted(staging, request))
                .update();
        // Cached, a number costs no look at the sequence.
        jdbc.sql("alter table %s alter column line_no add generated by default as identity (cache 1000)"
                        .formatted(staging))
                .update();
        long rows = 0;
        for (CsvFile file : files) {
            long loaded = copy(staging, dataset, file);
            if (file.rows().isPresent() && loaded != file.rows().get()) {
                throw new BadAnswer(
                        "platform.bad-rows", file.name(), loaded, file.rows().get());
            }
            rows += loaded;
        }
        // After the rows: one sort is cheaper than a million insertions.
        jdbc.sql("create unique index %1$s_line on %1$s (line_no)".formatted(staging))
                .update();
        if (!dataset.identity().isEmpty()) {
            jdbc.sql("create index %1$s_identity on %1$s (%2$s)"
                            .formatted(staging, String.join(", ", dataset.identity())))
                    .update();
        }
        // The first query would otherwise not know that the number of an order finds one row and not thousands.
        jdbc.sql("analyze %s (%s)"
                        .formatted(
                                staging,
                                Stream.concat(Stream.of("line_no"), dataset.identity().stream())
                                        .collect(Collectors.joining(", "))))
                .update();
        return rows;
    }

    /**
     * Makes the rows visible for the first time, in the caller's transaction.
     *
     * @param rows how many
     * @throws org.springframework.dao.DuplicateKeyException when the request has, or had, records
     */
    void attach(String staging, Dataset dataset, String requestNo, List<CsvFile> files, long rows) {
        // First the key: whoever comes second waits here and is refused, whatever became of the first one's rows.
        jdbc.sql("""
                        insert into answer_records (request_no, dataset, partition, row_count, loaded_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(
                        requestNo,
                        dataset.name(),
                        staging,
                        rows,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        long line = 1;
        for (int position = 0; position < files.size(); position++) {
            CsvFile file = files.get(position);
            jdbc.sql("""
                            insert into answer_file (request_no, position, name, sha256, charset, first_line, row_count)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            requestNo,
                            position,
                            file.name(),
                            file.sha256(),
                            file.charset(),
                            line,
                            file.rows().orElseThrow())
                    .update();
            line += file.rows().orElseThrow();
        }
        attach(staging, dataset, requestNo);
    }

    /** Makes a table that {@link #fill} has filled a partition, in the caller's transaction. */
    void attach(String staging, Dataset dataset, String requestNo) {
        jdbc.sql("alter table %1$s alter column request_no drop default, alter column line_no drop identity"
                        .formatted(staging))
                .update();
        jdbc.sql("alter table %s attach partition %s for values in (%s)"
                        .formatted(dataset.table(), staging, literal(requestNo)))
                .update();
        jdbc.sql("alter table %1$s drop constraint %1$s_request".formatted(staging))
                .update();
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private long copy(String staging, Dataset dataset, CsvFile file) {
        Charset charset = charset(file);
        Header header = header(dataset, file);
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            return header.unknown().isEmpty()
                    ? copyAsItIs(copy, staging, file, header, charset)
                    : copyKnownColumns(copy, staging, file, header, charset);
        } catch (PSQLException e) {
            throw refusal(file, e);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("A file could not be loaded", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private long copyAsItIs(CopyManager copy, String staging, CsvFile file, Header header, Charset charset)
            throws SQLException, IOException {
        try (InputStream in = store.open(file.sha256())) {
            return copy.copyIn(statement(staging, header.known(), "header true", charset), in, CHUNK);
        }
    }

    /** Columns that we do not know stay in the sealed file; the others are written anew, row by row. */
    private long copyKnownColumns(CopyManager copy, String staging, CsvFile file, Header header, Charset charset)
            throws SQLException, IOException {
        int[] positions = IntStream.range(0, header.names().size())
                .filter(i -> header.columns().get(i).isPresent())
                .toArray();
        CopyIn out = copy.copyIn(statement(staging, header.known(), "header false", StandardCharsets.UTF_8));
        try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(store.open(file.sha256()), strict(charset)));
                CSVParser parser = CSVFormat.RFC4180.builder().get().parse(reader)) {
            StringWriter chunk = new StringWriter();
            CSVPrinter printer = new CSVPrinter(
                    chunk, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
            boolean first = true;
            for (CSVRecord row : parser) {
                if (first) {
                    first = false;
                    continue;
                }
                if (row.size() != header.names().size()) {
                    throw new BadAnswer("platform.bad-content", file.name(), parser.getCurrentLineNumber());
                }
                for (int position : positions) {
                    printer.print(row.get(position));
                }
                printer.println();
                flush(out, chunk, CHUNK);
            }
            flush(out, chunk, 1);
            return out.endCopy();
        } catch (java.io.UncheckedIOException | IOException | IllegalStateException e) {
            throw new BadAnswer("platform.bad-content", file.name(), 0);
        } finally {
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }

    private static void flush(CopyIn out, StringWriter chunk, int atLeast) throws SQLException {
        if (chunk.getBuffer().length() >= atLeast) {
            byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
            out.writeToCopy(bytes, 0, bytes.length);
            chunk.getBuffer().setLength(0);
        }
    }

    private static java.nio.charset.CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(java.nio.charset.CodingErrorAction.REPORT)
                .onUnmappableCharacter(java.nio.charset.CodingErrorAction.REPORT);
    }

    private static String statement(String staging, List<Column> columns, String header, Charset charset) {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String typed = columns.stream()
                .filter(column -> column.type() != Column.Type.TEXT)
                .map(Column::name)
                .collect(Collectors.joining(", "));
        // A quoted nothing is no number and no time either.
        String forceNull = typed.isEmpty() ? "" : ", force_null (" + typed + ")";
        return "copy %s (%s) from stdin with (format csv, freeze true, %s, encoding '%s'%s)"
                .formatted(staging, names, header, ENCODINGS.get(charset), forceNull);
    }

    private static Charset charset(CsvFile file) {
        try {
            return Optional.of(Charset.forName(file.charset()))
                    .filter(ENCODINGS::containsKey)
                    .orElseThrow(() -> new BadAnswer("platform.bad-charset", file.name(), file.charset()));
        } catch (IllegalArgumentException e) {
            throw new BadAnswer("platform.bad-charset", file.name(), file.charset());
        }
    }

    /** @throws BadAnswer when the file has none, or two columns of the same meaning */
    Header header(Dataset dataset, CsvFile file) {
        Charset charset = charset(file);
        try (InputStream in = store.open(file.sha256())) {
            String start = new String(in.readNBytes(LONGEST_HEADER), charset);
            if (start.startsWith("\uFEFF")) {
                start = start.substring(1);
            }
            List<String> names;
            try (CSVParser parser = CSVFormat.RFC4180.parse(new java.io.StringReader(start))) {
                names = parser.iterator().hasNext()
                        ? parser.iterator().next().toList().stream()
                                .map(String::strip)
                                .toList()
                        : List.of();
            }
            Header header =
                    new Header(names, names.stream().map(dataset::headed).toList());
            List<Column> known = header.known();
            if (names.isEmpty() || new HashSet<>(known).size() != known.size()) {
                throw new BadAnswer("platform.bad-header", file.name());
            }
            return header;
        } catch (IOException | java.io.UncheckedIOException | IllegalStateException e) {
            throw new BadAnswer("platform.bad-header", file.name());
        }
    }

    /** The database's message quotes the row, which may name a person: only the line number is kept. */
    private static RuntimeException refusal(CsvFile file, PSQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("22") || state.startsWith("23")) {
            Matcher line = LINE.matcher(Optional.ofNullable(e.getServerErrorMessage())
                    .map(ServerErrorMessage::getWhere)
                    .orElse(""));
            return new BadAnswer("platform.bad-content", file.name(), line.find() ? Long.parseLong(line.group(1)) : 0);
        }
        return new IllegalStateException("A file could not be loaded, SQL state " + state);
    }
}
