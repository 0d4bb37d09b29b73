package org.redshield.bridge.reconciliation.parquet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that reads one file: {@code file folder columns…}. It says a line of JSON for what is to be told: an object of columns and
 * their types, an array for each row, and last {@code "end"}, or an object that says why there is none. It may read that file
 * and nothing else, and is lost rather than the bridge where memory is short.
 */
final class ParquetReader {

    static final String END = "\"end\"";

    /** What is wrong with a file, as it is told to the bridge. */
    enum Fault {
        /** Cut off, encrypted, or no Parquet. */
        BROKEN,
        /** A column that has several values a row. */
        NESTED,
        /** Text that is no UTF-8. */
        ENCODING,
        /** Unpacked it is more than a file of its size tells of shops. */
        SIZE
    }

    /** Of what is read; beyond it DuckDB puts things into the folder, or says that it cannot. */
    private static final String MEMORY = "256MB";

    private static final String DISK = "2GB";

    /** Cells are refused beyond 500 characters; one more tells which. */
    private static final int LONGEST = 501;

    /** Dictionaries and zstd make one of ten out of such tables. */
    private static final long MOST_UNPACKED = 100;

    private static final long ALWAYS = 64L << 20;
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

    private static final Pattern KIND = Pattern.compile("^([A-Z][A-Za-z -]{0,40} Error):");

    private final ObjectMapper json = new ObjectMapper();
    private final OutputStream out;
    private final Path file;
    private final List<String> columns;
    /** Expressions of what is read, in the order in which it is said. */
    private final List<String> read = new ArrayList<>();

    private long unpacked;

    ParquetReader(OutputStream out, Path file, List<String> columns) {
        this.out = out;
        this.file = file;
        this.columns = columns;
    }

    public static void main(String[] arguments) throws IOException {
        dieFirst();
        endWithTheBridge();
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
            List<String> all = List.of(arguments);
            new ParquetReader(out, Path.of(all.get(0)), all.subList(2, all.size())).read(Path.of(all.get(1)));
        } catch (RuntimeException | Error e) {
            log(e);
            throw e;
        }
    }

    private static void dieFirst() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException | UnsupportedOperationException e) {
            log(e);
        }
    }

    /** Whatever is done just now: the bridge says nothing, and its silence ends with it. */
    private static void endWithTheBridge() {
        Thread end = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // It is told nothing.
                }
            } catch (IOException e) {
                log(e);
            }
            Runtime.getRuntime().halt(1);
        });
        end.setDaemon(true);
        end.start();
    }

    /**
     * The bridge takes it into its own log, see {@link ParquetTable}. Of DuckDB's sentence only how it begins, "Conversion Error": behind
     * that a cell may be quoted.
     */
    private static void log(Throwable what) {
        Matcher kind = KIND.matcher(String.valueOf(what.getMessage()));
        String said = what.getClass().getName() + (kind.find() ? ": " + kind.group(1) : "");
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8).println(said);
    }

    void read(Path folder) throws IOException {
        Properties streamed = new Properties();
        streamed.setProperty("jdbc_stream_results", "true");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:", streamed)) {
            fence(duck, folder);
            Map<String, String> found = found(duck);
            say(found);
            for (Map.Entry<String, String> column : found.entrySet()) {
                String value = value(quoted(column.getKey()), column.getValue());
                if (value.isEmpty()) {
                    fault(Fault.NESTED, column.getKey(), column.getValue());
                    return;
                }
                read.add(value);
            }
            if (read.isEmpty()) {
                // Without any column there are no rows to be said.
                read.add("''");
            }
            rows(duck);
        } catch (SQLException | OutOfMemoryError e) {
            log(e);
            fault(isText(e) || isText(folder) ? Fault.ENCODING : Fault.BROKEN);
        }
    }

    private static boolean isText(Throwable e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("not valid utf");
    }

    /**
     * Where rows are streamed DuckDB says that something is wrong and not what. Asked for no rows it says what: column by column, with an
     * empty line before each, so that the bridge does not take it for stuck.
     */
    private boolean isText(Path folder) throws IOException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            fence(duck, folder);
            for (String value : read) {
                out.write('\n');
                out.flush();
                try (Statement statement = duck.createStatement()) {
                    statement.execute("select max(" + value + ")" + table());
                } catch (SQLException e) {
                    log(e);
                    if (isText(e)) {
                        return true;
                    }
                }
            }
        } catch (SQLException | OutOfMemoryError e) {
            log(e);
        }
        return false;
    }

    /** What a file could make it do otherwise: read others, load what is not there, take all memory. */
    private void fence(Connection duck, Path folder) throws SQLException {
        for (String setting : List.of(
                "memory_limit = '" + MEMORY + "'",
                "threads = 1",
                "temp_directory = " + text(folder.resolve("spill").toString()),
                "max_temp_directory_size = '" + DISK + "'",
                "autoinstall_known_extensions = false",
                "autoload_known_extensions = false",
                "allow_community_extensions = false",
                "allowed_paths = [" + text(file.toString()) + "]",
                "enable_external_access = false",
                "lock_configuration = true")) {
            try (Statement statement = duck.createStatement()) {
                statement.execute("set " + setting);
            }
        }
    }

    private String table() {
        return " from read_parquet(" + text(file.toString()) + ", hive_partitioning = false)";
    }

    private Map<String, String> found(Connection duck) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("describe select *" + table())) {
            while (rows.next()) {
                if (columns.contains(rows.getString(1))) {
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

    private void rows(Connection duck) throws SQLException, IOException {
        long most = ALWAYS + MOST_UNPACKED * Files.size(file);
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("select " + String.join(", ", read) + table())) {
            int width = read.size();
            boolean[] binary = new boolean[width];
            for (int at = 0; at < width; at++) {
                binary[at] = rows.getMetaData().getColumnTypeName(at + 1).equals("BLOB");
            }
            List<String> cells = new ArrayList<>();
            while (rows.next()) {
                cells.clear();
                unpacked += ROW;
                for (int at = 1; at <= width; at++) {
                    String cell = binary[at - 1] ? decoded(rows.getBytes(at)) : rows.getString(at);
                    cells.add(cell);
                    unpacked += cell == null ? 0 : cell.length();
                }
                say(cells);
                if (unpacked > most) {
                    fault(Fault.SIZE);
                    return;
                }
            }
            out.write((END + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (CharacterCodingException e) {
            log(e);
            fault(Fault.ENCODING);
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

    private void fault(Fault fault, String... about) throws IOException {
        say(Map.of("fault", fault, "about", about));
    }

    private void say(Object line) throws IOException {
        out.write(json.writeValueAsBytes(line));
        out.write('\n');
    }

    private static String quoted(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
