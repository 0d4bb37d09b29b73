package org.redshield.bridge.upgrade;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.CompositeResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * All that an installation of some version consists of, in one archive: that version's change sets, each table's rows as
 * COPY writes them, the tables that its program made while it ran, and the folders beside the database.
 */
final class SavedInstallation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHANGE_LOG = "db/changelog";
    private static final String TABLES = """
            select c.relname from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname
            """;
    /** Without those that PostgreSQL computes. */
    private static final String COLUMNS = """
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
             where attrelid = to_regclass('%s') and attnum > 0 and not attisdropped and attgenerated = ''
            """;
    /** A partition, what bounds it and what hangs on it. */
    private static final String PARTITIONS = """
            select format('create table %1$I (like %2$I including defaults)', c.relname, parent.relname) || ';' ||
                   coalesce((select string_agg(pg_get_indexdef(indexrelid), ';') || ';' from pg_index
                              where indrelid = c.oid), '') ||
                   format('alter table %2$I attach partition %1$I %3$s', c.relname, parent.relname,
                          pg_get_expr(c.relpartbound, c.oid))
              from pg_class c join pg_inherits on inhrelid = c.oid join pg_class parent on parent.oid = inhparent
             where c.relispartition and c.relkind = 'r' order by c.relname
            """;

    private SavedInstallation() {}

    /**
     * Writes it.
     *
     * @param folders name in the archive and where it lies
     * @param notes what whoever reads it must know
     */
    static void save(Path archive, DataSource database, Map<String, Path> folders, Object notes)
            throws IOException, SQLException {
        Files.createDirectories(archive.getParent());
        Files.deleteIfExists(archive);
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"));
                Connection connection = database.getConnection()) {
            // One snapshot, as a backup takes it.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            Files.createDirectories(zip.getPath("tables"));
            for (String table : strings(connection, TABLES)) {
                try (OutputStream rows = Files.newOutputStream(zip.getPath("tables", table))) {
                    String columns =
                            strings(connection, COLUMNS.formatted(table)).get(0);
                    rows.write((columns + "\n").getBytes(StandardCharsets.UTF_8));
                    copy.copyOut("copy " + table + " (" + columns + ") to stdout", rows);
                }
            }
            Files.write(zip.getPath("partitions.sql"), strings(connection, PARTITIONS));
            Files.write(zip.getPath("sequences.sql"), strings(connection, """
                            select format('select setval(%L, %s)', sequencename, last_value) from pg_sequences
                             where schemaname = 'public' and last_value is not null order by 1
                            """));
            connection.rollback();
            Files.write(
                    zip.getPath("notes.json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(notes));
            copyTree(Path.of("src/main/resources", CHANGE_LOG), zip.getPath(CHANGE_LOG));
            for (var folder : folders.entrySet()) {
                copyTree(folder.getValue(), zip.getPath(folder.getKey()));
            }
        }
    }

    /** Unpacks the archive into a directory that must be empty. */
    static void unpack(Path archive, Path directory) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            copyTree(zip.getPath("/"), directory);
        }
    }

    /** What was noted when it was saved. */
    static <T> T notes(Path unpacked, Class<T> type) throws IOException {
        return JSON.readValue(unpacked.resolve("notes.json").toFile(), type);
    }

    /** Makes of an empty database the saved one: the schema by that version's change sets, then its rows. */
    static void restore(Path unpacked, DataSource database) throws Exception {
        try (Connection connection = database.getConnection()) {
            schema(unpacked, connection);
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // Rows come in no order and as they were: no trigger and no foreign key has a say.
            statement.execute("set session_replication_role = replica");
            for (String partition : Files.readAllLines(unpacked.resolve("partitions.sql"))) {
                statement.execute(partition);
            }
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            List<String> tables = strings(connection, TABLES);
            statement.execute("truncate " + String.join(", ", tables));
            try (Stream<Path> files = Files.list(unpacked.resolve("tables"))) {
                for (Path file : files.sorted().toList()) {
                    try (InputStream rows = Files.newInputStream(file)) {
                        copy.copyIn("copy " + file.getFileName() + " (" + line(rows) + ") from stdin", rows);
                    }
                }
            }
            for (String sequence : Files.readAllLines(unpacked.resolve("sequences.sql"))) {
                statement.execute(sequence);
            }
            statement.execute("set session_replication_role = origin");
            statement.execute("analyze");
        }
    }

    private static void schema(Path unpacked, Connection connection) throws Exception {
        // The engine's change sets come from the class path, where today's of ours lie as well: the saved ones go
        // first.
        var resources = new CompositeResourceAccessor(
                new DirectoryResourceAccessor(unpacked), new ClassLoaderResourceAccessor());
        Scope.child(
                Map.of("liquibase.duplicateFileMode", "SILENT"),
                () -> new Liquibase(CHANGE_LOG + "/master.xml", resources, new JdbcConnection(connection)).update(""));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
