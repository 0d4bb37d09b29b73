package org.redshield.bridge.reconciliation.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChildJvm;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.reconciliation.parquet.ParquetReader.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** A table in Parquet, row by row. The process that reads it lives as long as this is open. */
public final class ParquetTable implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ParquetTable.class);

    /** As such a file begins; the second where it is encrypted. */
    private static final Set<String> MAGIC = Set.of("PAR1", "PARE");

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    /** As {@link ParquetReader} writes it: a class, and how DuckDB names the error. */
    private static final Pattern ERROR = Pattern.compile("\\w+(\\.[\\w$]+){1,10}(: [A-Z][A-Za-z -]{0,40} Error)?");

    private static final Set<String> STRUCTURES = Set.of("STRUCT", "MAP", "UNION");

    /** The reader unpacks its library of 70 MB and may put rows aside; with less than this it fails in ways that look like the file's. */
    private static final long NEEDED = 128L << 20;

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "parquet-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final String name;
    private final Path folder;
    private final Process process;
    private final BufferedReader lines;
    private final ScheduledFuture<?> watch;
    private final List<String> columns = new ArrayList<>();
    private long row;
    /** Since when a line is waited for; 0 while none is. */
    private volatile long waiting;

    /** There is no room for the file, or for what its reader needs; nothing is wrong with it. */
    public static final class DiskFull extends IOException {

        private static final long serialVersionUID = 1;

        DiskFull(Exception cause) {
            super("No room for a Parquet file and its reader in " + Scratch.directory(), cause);
        }
    }

    /** Whether these bytes begin such a file; they stay unread. */
    public static boolean isBegun(InputStream bytes) throws IOException {
        bytes.mark(4);
        String magic = new String(bytes.readNBytes(4), StandardCharsets.ISO_8859_1);
        bytes.reset();
        return MAGIC.contains(magic);
    }

    /**
     * Opens one.
     *
     * @param name of the table, for what is said of it
     * @param known columns that are read where they are there, all others are left aside
     * @throws Refusal {@code reconciliation.file-parquet}, {@code reconciliation.file-parquet-nested}
     * @throws DiskFull also of {@link #next}; nothing of it is left
     */
    public ParquetTable(String name, InputStream bytes, List<String> known) throws IOException {
        this.name = name;
        this.folder = Scratch.folder("parquet");
        Process started = null;
        try {
            // Such a file is read from its end; the folder goes with the process, and is swept where that was killed.
            Path file = folder.resolve("table.parquet");
            Files.copy(bytes, file);
            blameTheDisk(null);
            started = start(folder, file, known);
        } catch (IOException e) {
            blameTheDisk(e);
            throw e;
        } finally {
            if (started == null) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
        this.process = started;
        this.lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        long tick = LONGEST_SILENCE.dividedBy(10).toMillis();
        this.watch = WATCH.scheduleWithFixedDelay(this::endSilence, tick, tick, TimeUnit.MILLISECONDS);
        try {
            JsonNode first = Json.read(line(), JsonNode.class);
            refuse(first);
            first.fieldNames().forEachRemaining(columns::add);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Process start(Path folder, Path file, List<String> known) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath()));
        if (isPacked()) {
            command.add(command.size() - 2, "-Dloader.main=" + ParquetReader.class.getName());
            command.add(LAUNCHER);
        } else {
            command.add(ParquetReader.class.getName());
        }
        command.add(file.toString());
        command.add(folder.toString());
        command.addAll(known);
        return ChildJvm.of(command)
                .redirectError(folder.resolve("errors.log").toFile())
                .start();
    }

    /** Made absolute: nobody knows where the other process begins to look. */
    private static String classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    /** In the jar that has all libraries in it, only its own launcher finds them. */
    private static boolean isPacked() {
        return ClassLoader.getSystemResource(LAUNCHER.replace('.', '/') + ".class") != null;
    }

    private void endSilence() {
        long since = waiting;
        if (since != 0 && System.nanoTime() - since > LONGEST_SILENCE.toNanos()) {
            LOG.warn("A Parquet file keeps its reader busy without a row; it is ended");
            process.destroyForcibly();
        }
    }

    /** @throws EOFException when the process ended without having said that it is through */
    private String line() throws IOException {
        String line;
        try {
            do {
                waiting = System.nanoTime();
                line = lines.readLine();
                // By an empty one it says that it is still at it.
            } while (line != null && line.isEmpty());
        } finally {
            waiting = 0;
        }
        if (line == null) {
            blameTheDisk(null);
            throw new EOFException("The process that reads Parquet has ended: " + errors());
        }
        return line;
    }

    /** While what was written is still there: behind that there may be room again. */
    private static void blameTheDisk(Exception cause) throws DiskFull {
        if (Scratch.directory().toFile().getUsableSpace() < NEEDED) {
            throw cause instanceof DiskFull same ? same : new DiskFull(cause);
        }
    }

    /** What kinds of errors. Whatever else native code or a JVM has said may quote the file, which is about people. */
    private String errors() throws IOException {
        try (Stream<String> said = Files.lines(folder.resolve("errors.log"), StandardCharsets.ISO_8859_1)) {
            return said.filter(line -> ERROR.matcher(line).matches()).limit(3).collect(Collectors.joining(", "));
        }
    }

    private void refuse(JsonNode said) throws IOException {
        if (!said.has("fault")) {
            return;
        }
        if (Fault.valueOf(said.path("fault").asText()) == Fault.BROKEN) {
            blameTheDisk(null);
        }
        LOG.warn("The table {} cannot be read after row {}: {}", name, row, errors());
        JsonNode about = said.path("about");
        throw switch (Fault.valueOf(said.path("fault").asText())) {
            case BROKEN -> new Refusal("reconciliation.file-parquet", name, row);
            case NESTED ->
                new Refusal(
                        "reconciliation.file-parquet-nested",
                        name,
                        about.path(0).asText(),
                        kind(about.path(1).asText()));
            case ENCODING -> new Refusal("reconciliation.file-encoding", name, row);
            case SIZE -> new Refusal("reconciliation.file-parquet-size", name, row);
        };
    }

    /** In an officer's words: a structure's own type names all its columns. */
    private static String kind(String type) {
        if (type.endsWith("]")) {
            return "列表";
        }
        return STRUCTURES.stream().anyMatch(type::startsWith) ? "结构" : "其他类型";
    }

    /** Those of the known ones that it has. */
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /**
     * The next row; empty at the end.
     *
     * @throws Refusal {@code reconciliation.file-parquet}, {@code reconciliation.file-parquet-size},
     *     {@code reconciliation.file-encoding}
     */
    public Optional<Map<String, String>> next() throws IOException {
        String line = line();
        if (line.equals(ParquetReader.END)) {
            return Optional.empty();
        }
        if (!line.startsWith("[")) {
            refuse(Json.read(line, JsonNode.class));
        }
        String[] cells = Json.read(line, String[].class);
        row++;
        Map<String, String> values = new HashMap<>();
        for (int at = 0; at < columns.size(); at++) {
            if (cells[at] != null) {
                values.put(columns.get(at), cells[at]);
            }
        }
        return Optional.of(values);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** As when this process dies. */
    void hangUp() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public void close() {
        watch.cancel(false);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            lines.close();
            hangUp();
        } catch (IOException e) {
            LOG.debug("What was not said any more is not missed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be removed", folder, e);
        }
    }
}
