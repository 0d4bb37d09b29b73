package org.redshield.bridge.platform.answer;

import static org.redshield.bridge.Rows.timestamp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.request.RecordPlace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/**
 * Brings an answer's files into tables: among those of other answers, or, if there are many, into a table of their own.
 * Readers see the rows that {@code answer_records} names and no others, so that one row more there shows all of them at
 * once; no step reads them again or holds them in memory.
 */
@Component
@RequiredArgsConstructor
public class AnswerTables {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private static final Map<Charset, String> ENCODINGS = Map.of(
            StandardCharsets.UTF_8, "UTF8", Charset.forName("GBK"), "GBK", Charset.forName("GB18030"), "GB18030");
    private static final int LONGEST_HEADER = 64 * 1024;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final EvidenceStore store;
    private final RecordSettings settings;
    private final InstantSource clock;

    /**
     * A file in the evidence store.
     *
     * @param rows as announced; empty for what an earlier release loaded without writing it down
     */
    public record CsvFile(String name, String sha256, String charset, Optional<Long> rows) {

        public CsvFile(String name, String sha256, String charset, long rows) {
            this(name, sha256, charset, Optional.of(rows));
        }
    }

    /**
     * The first line of a file.
     *
     * @param names as they stand there
     * @param columns what each of them means to us
     */
    record Header(List<String> names, List<Optional<DatasetColumn>> columns) {

        List<DatasetColumn> known() {
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

    /**
     * Rows that nobody reads yet.
     *
     * @param load under which {@code record_load} keeps them until they are shown or deleted
     */
    public record Staged(long load, RecordPlace place, long rows) {}

    /**
     * Writes the rows where nobody reads them; called in a transaction. Of what is not shown afterwards, or not in time,
     * {@link RecordSweeper} disposes.
     *
     * @param owner whose lease must last until they are shown; none where they are shown in the same transaction
     * @param expected the number of rows, by which the place is chosen
     * @throws BadAnswer when a file is not what it should be
     */
    public Staged stage(Dataset dataset, String requestNo, List<CsvFile> files, long expected, Optional<UUID> owner) {
        boolean shared = expected <= settings.largestShared();
        Staged empty = jdbc.sql("""
                        insert into record_load (id, place, shared, owner)
                        select id, case when :shared then record_leaf(:table, :request) else :table || '_t' || id end,
                               :shared, cast(:owner as uuid)
                          from nextval(pg_get_serial_sequence('record_load', 'id')) id
                        returning id, place
                        """)
                .param("shared", shared)
                .param("table", dataset.table())
                .param("request", requestNo)
                .param("owner", owner.orElse(null))
                .query((row, number) -> {
                    long id = row.getLong("id");
                    Optional<Long> load = shared ? Optional.of(id) : Optional.empty();
                    return new Staged(id, new RecordPlace(row.getString("place"), load), 0);
                })
                .single();
        RecordPlace place = empty.place();
        if (!shared) {
            create(place.table(), dataset);
        }
        String common = shared ? "\"%s\",%d".formatted(requestNo.replace("\"", "\"\""), empty.load()) : "";
        long rows = 0;
        for (CsvFile file : files) {
            rows += copy(place, dataset, file, common, rows + 1, expected);
        }
        if (!shared) {
            index(place.table(), dataset);
        }
        refuseRepeats(place, dataset);
        return new Staged(empty.load(), place, rows);
    }

    /** The same record twice would count twice in every sum. One without its number cannot be told from others. */
    private void refuseRepeats(RecordPlace place, Dataset dataset) {
        if (dataset.identity().isEmpty()) {
            return;
        }
        String numbers = String.join(", ", dataset.identity());
        String present = dataset.identity().stream().map("%s <> ''"::formatted).collect(Collectors.joining(" and "));
        String here =
                place.load().map(load -> present + " and load_id = " + load).orElse(present);
        long repeats = jdbc.sql("""
                        select coalesce(sum(times - 1), 0)
                          from (select count(*) times from %s where %s group by %s having count(*) > 1) repeated
                        """.formatted(place.table(), here, numbers))
                .query(Long.class)
                .single();
        if (repeats > 0) {
            String titles = dataset.identity().stream()
                    .map(name -> dataset.column(name).orElseThrow().title())
                    .collect(Collectors.joining("、"));
            throw new BadAnswer("platform.bad-repeats", repeats, titles);
        }
    }

    private void create(String table, Dataset dataset) {
        String columns = dataset.columns().stream().map(DatasetColumn::name).collect(Collectors.joining(", "));
        jdbc.sql("create table %s as select line_no, %s from %s with no data"
                        .formatted(table, columns, dataset.table()))
                .update();
    }

    private void index(String table, Dataset dataset) {
        // After the rows: one sort is cheaper than a million insertions.
        jdbc.sql("create unique index %1$s_line on %1$s (line_no)".formatted(table))
                .update();
        if (!dataset.identity().isEmpty()) {
            jdbc.sql("create index %1$s_identity on %1$s (%2$s)"
                            .formatted(table, String.join(", ", dataset.identity())))
                    .update();
        }
        // The first query would otherwise not know that the number of an order finds one row and not thousands.
        jdbc.sql("analyze %s (%s)"
                        .formatted(
                                table,
                                Stream.concat(Stream.of("line_no"), dataset.identity().stream())
                                        .collect(Collectors.joining(", "))))
                .update();
    }

    /**
     * Makes the rows visible for the first time, in the caller's transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException when the request has, or had, records
     */
    public void show(Staged staged, Dataset dataset, String requestNo, List<CsvFile> files) {
        // First the key: whoever comes second waits here and is refused, whatever became of the first one's rows.
        jdbc.sql("""
                        insert into answer_records (request_no, dataset, partition, load_id, row_count, loaded_at)
                        values (:requestNo, :dataset, :partition, :loadId, :rowCount, :loadedAt)
                        """)
                .param("requestNo", requestNo)
                .param("dataset", dataset.name())
                .param("partition", staged.place().table())
                .param("loadId", staged.place().load().orElse(null))
                .param("rowCount", staged.rows())
                .param("loadedAt", timestamp(clock.instant()))
                .update();
        long line = 1;
        for (int position = 0; position < files.size(); position++) {
            CsvFile file = files.get(position);
            jdbc.sql("""
                            insert into answer_file (request_no, position, name, sha256, charset, first_line, row_count)
                            values (:requestNo, :position, :name, :sha256, :charset, :firstLine, :rowCount)
                            """)
                    .param("requestNo", requestNo)
                    .param("position", position)
                    .param("name", file.name())
                    .param("sha256", file.sha256())
                    .param("charset", file.charset())
                    .param("firstLine", line)
                    .param("rowCount", file.rows().orElseThrow())
                    .update();
            line += file.rows().orElseThrow();
        }
        claim(staged);
    }

    /** From the end of the caller's transaction the rows are an answer's; never if their deletion has begun. */
    public void claim(Staged staged) {
        int claimed = jdbc.sql("delete from record_load where id = ? and dead_at is null")
                .param(staged.load())
                .update();
        if (claimed == 0) {
            throw new IllegalStateException("The rows of load " + staged.load() + " are being deleted");
        }
    }

    /** Gives up an answer's rows, in the caller's transaction; they are deleted later. */
    public void retire(RecordPlace place) {
        jdbc.sql("""
                        insert into record_load (id, place, shared, dead_at)
                        values (coalesce(:load, nextval(pg_get_serial_sequence('record_load', 'id'))), :place, :shared,
                                clock_timestamp())
                        """)
                .param("load", place.load().orElse(null))
                .param("place", place.table())
                .param("shared", place.load().isPresent())
                .update();
    }

    /** @param most rows that are written of a file of which it is not known how many it has */
    private long copy(RecordPlace place, Dataset dataset, CsvFile file, String common, long firstLine, long most) {
        Charset charset = charset(file);
        Header header = header(dataset, file);
        boolean[] kept = new boolean[header.columns().size()];
        IntStream.range(0, kept.length)
                .forEach(i -> kept[i] = header.columns().get(i).isPresent());
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (InputStream in = store.open(file.sha256())) {
            CopyIn out = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement(place, header.known(), charset));
            try {
                long announced = file.rows().orElse(most);
                long rows = new CsvRows(in, kept, common, firstLine, announced, out::writeToCopy).copy();
                out.endCopy();
                if (file.rows().isPresent() && rows != announced) {
                    throw new BadAnswer("platform.bad-rows", file.name(), rows, announced);
                }
                return rows;
            } finally {
                if (out.isActive()) {
                    out.cancelCopy();
                }
            }
        } catch (CsvRows.Uneven e) {
            throw new BadAnswer("platform.bad-content", file.name(), e.record);
        } catch (PSQLException e) {
            throw refusal(file, e);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("A file could not be loaded", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static String statement(RecordPlace place, List<DatasetColumn> columns, Charset charset) {
        List<String> names = new ArrayList<>(place.load().isPresent() ? List.of("request_no", "load_id") : List.of());
        names.add("line_no");
        columns.forEach(column -> names.add(column.name()));
        String typed = columns.stream()
                .filter(column -> column.type() != DatasetColumn.Type.TEXT)
                .map(DatasetColumn::name)
                .collect(Collectors.joining(", "));
        // A quoted nothing is no number and no time either.
        String forceNull = typed.isEmpty() ? "" : ", force_null (" + typed + ")";
        // Rows of a table that is new in this transaction are written as they will stay.
        String freeze = place.load().isPresent() ? "" : ", freeze true";
        return "copy %s (%s) from stdin with (format csv, encoding '%s'%s%s)"
                .formatted(place.table(), String.join(", ", names), ENCODINGS.get(charset), forceNull, freeze);
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
            List<String> names =
                    FirstRecord.of(start).stream().map(String::strip).toList();
            Header header =
                    new Header(names, names.stream().map(dataset::headed).toList());
            List<DatasetColumn> known = header.known();
            if (names.isEmpty() || new HashSet<>(known).size() != known.size()) {
                throw new BadAnswer("platform.bad-header", file.name());
            }
            return header;
        } catch (IOException e) {
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
            // The header is a line of the file and not of what the database was given.
            return new BadAnswer(
                    "platform.bad-content", file.name(), line.find() ? Long.parseLong(line.group(1)) + 1 : 0);
        }
        return new IllegalStateException("A file could not be loaded, SQL state " + state);
    }
}
