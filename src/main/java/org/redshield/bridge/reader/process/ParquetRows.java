package org.redshield.bridge.reader.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.ReadingLimits;
import org.redshield.bridge.reader.table.Row;
import org.redshield.bridge.reader.table.Wire.Opened;

/**
 * A table in Parquet. What is in such a file only its library finds out, DuckDB, which is native code and takes memory outside the heap: it
 * may read that file and nothing else.
 */
final class ParquetRows {

    /** Longer cells are of no use to anybody; one more character tells which. */
    private static final int LONGEST = 20_001;

    /** What a row costs whoever takes it, beside its text: in memory, and in the database with why it is refused. */
    private static final long ROW = 512;

    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "DECIMAL");
    /** A column that is empty throughout may have no type. */
    private static final Set<String> TEXTS = Set.of("VARCHAR", "JSON", "UUID", "ENUM", "BOOLEAN", "DATE", "NULL");

    /** For which its library can have native code; what is installed has that beside its jar, or not. */
    private static final List<String> SYSTEMS = List.of("linux_amd64", "linux_arm64", "macos_arm64", "windows_amd64");

    private final Talk talk;
    private final Talk.Request request;
    private final Path folder;
    private final long most;
    /** Expressions of what is read, in the order in which it is said. */
    private final List<String> read = new ArrayList<>();

    private int row;
    private long unpacked;

    ParquetRows(Talk talk, Talk.Request request, Path folder) {
        this.talk = talk;
        this.request = request;
        this.folder = folder;
        this.most = ReadingLimits.table(request.bytes());
    }

    void read() throws IOException {
        if (SYSTEMS.stream().allMatch(system -> getClass().getResource("/libduckdb_java.so_" + system) == null)) {
            throw new FaultFound(Fault.NO_PARQUET);
        }
        Properties streamed = new Properties();
        streamed.setProperty("jdbc_stream_results", "true");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:", streamed)) {
            fence(duck);
            Map<String, String> found = found(duck);
            for (Map.Entry<String, String> column : found.entrySet()) {
                String value = value(quoted(column.getKey()), column.getValue());
                if (value.isEmpty()) {
                    throw new FaultFound(Fault.NESTED, column.getKey(), column.getValue());
                }
                read.add(value);
            }
            talk.opened(new Opened(Format.PARQUET, "", List.copyOf(found.keySet()), List.of()));
            if (read.isEmpty()) {
                // Without any column there are no rows to be said.
                read.add("''");
            }
            rows(duck);
        } catch (SQLException e) {
            ReaderProcess.log(e);
            throw new FaultFound(isOfText(e) || isOfText() ? Fault.CHARSET : Fault.BROKEN, row);
        }
    }

    private static boolean isOfText(SQLException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("not valid utf");
    }

    /**
     * Where rows are streamed DuckDB says that something is wrong and not what. Asked for no rows it says what: column by column, so that
     * the bridge does not take it for stuck.
     */
    private boolean isOfText() {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            fence(duck);
            for (String value : read) {
                talk.beat();
                try (Statement statement = duck.createStatement()) {
                    statement.execute("select max(" + value + ")" + table());
                } catch (SQLException e) {
                    ReaderProcess.log(e);
                    if (isOfText(e)) {
                        return true;
                    }
                }
            }
        } catch (SQLException e) {
            ReaderProcess.log(e);
        }
        return false;
    }

    /** What a file could make it do otherwise: read others, load what is not there, take all memory. */
    private void fence(Connection duck) throws SQLException {
        for (String setting : List.of(
                "memory_limit = '" + ReadingLimits.DUCKDB_MEMORY + "'",
                "threads = 1",
                "temp_directory = " + text(folder.resolve("spill").toString()),
                "max_temp_directory_size = '" + ReadingLimits.DUCKDB_DISK + "'",
                "autoinstall_known_extensions = false",
                "autoload_known_extensions = false",
                "allow_community_extensions = false",
                "allowed_paths = [" + text(request.file().toString()) + "]",
                "enable_external_access = false",
                "lock_configuration = true")) {
            try (Statement statement = duck.createStatement()) {
                statement.execute("set " + setting);
            }
        }
    }

    private String table() {
        return " from read_parquet(" + text(request.file().toString()) + ", hive_partitioning = false)";
    }

    private Map<String, String> found(Connection duck) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        int columns = 0;
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("describe select *" + table())) {
            while (rows.next()) {
                if (++columns > ReadingLimits.COLUMNS) {
                    throw new FaultFound(Fault.COLUMNS, 1, ReadingLimits.COLUMNS);
                }
                if (request.reading().columns().contains(rows.getString(1))) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return found;
    }

    /** How a cell is written as text; empty for what has no one text. */
    private static String value(String column, String type) {
        String kind = type.replaceAll("\\(.*|\"", "");
        if (type.endsWith("]")) {
            return "";
        }
        if (TEXTS.contains(kind) || NUMBERS.contains(kind)) {
            return "left(cast(%s as varchar), %d)".formatted(column, LONGEST);
        }
        if (kind.equals("FLOAT") || kind.equals("DOUBLE")) {
            // Numbers of telephones beside empty cells come so.
            return "case when %1$s = trunc(%1$s) and abs(%1$s) < 1e15 then cast(cast(%1$s as bigint) as varchar) else cast(%1$s as varchar) end"
                    .formatted(column);
        }
        if (kind.equals("TIMESTAMP WITH TIME ZONE")) {
            return moment("make_timestamp(epoch_us(%s) + 28800000000)".formatted(column));
        }
        if (kind.startsWith("TIMESTAMP")) {
            return moment("cast(%s as timestamp)".formatted(column));
        }
        if (kind.equals("BLOB")) {
            // Text of which the file does not say that it is; too long stays too long.
            return "case when octet_length(%1$s) > 4 * %2$d then cast(repeat('x', %2$d) as blob) else %1$s end"
                    .formatted(column, LONGEST);
        }
        return "";
    }

    /** Days come as their midnight. */
    private static String moment(String value) {
        return "case when %1$s = date_trunc('day', %1$s) then cast(cast(%1$s as date) as varchar) else cast(%1$s as varchar) end"
                .formatted(value);
    }

    private void rows(Connection duck) throws SQLException {
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("select " + String.join(", ", read) + table())) {
            int width = read.size();
            boolean[] binary = new boolean[width];
            for (int at = 0; at < width; at++) {
                binary[at] = rows.getMetaData().getColumnTypeName(at + 1).equals("BLOB");
            }
            while (rows.next()) {
                List<Cell> cells = new ArrayList<>(width);
                unpacked += ROW;
                for (int at = 1; at <= width; at++) {
                    String cell = binary[at - 1] ? decoded(rows.getBytes(at)) : rows.getString(at);
                    cells.add(cell == null ? Cell.EMPTY : Cell.of(cell));
                    unpacked += cell == null ? 0 : cell.length();
                }
                talk.row(Row.of(++row, row, cells));
                if (unpacked > most) {
                    throw new FaultFound(Fault.UNPACKED, most >> 20, ReadingLimits.RATIO);
                }
            }
        } catch (CharacterCodingException e) {
            ReaderProcess.log(e);
            throw new FaultFound(Fault.CHARSET, row);
        }
    }

    private static String decoded(byte[] text) throws CharacterCodingException {
        return text == null
                ? null
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(text))
                        .toString();
    }

    private static String quoted(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
