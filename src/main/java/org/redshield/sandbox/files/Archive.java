package org.redshield.sandbox.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.world.OrderBook;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The files on disk, one folder per request or disposition. A folder counts once its {@code manifest.json} stands: it
 * is moved there last, so that a killed process leaves no half answer behind.
 */
@Component
public class Archive implements DisposableBean {

    private static final String MANIFEST = "manifest.json";

    private final Path root;
    private final boolean temporary;
    private final ObjectMapper json;
    private final Clock clock;

    public Archive(SandboxProperties properties, ObjectMapper json, Clock clock) throws IOException {
        this.temporary = properties.dataDirectory().isBlank();
        this.root = temporary
                ? Files.createTempDirectory("sandbox-files")
                : Files.createDirectories(Path.of(properties.dataDirectory(), "files"));
        this.json = json;
        this.clock = clock;
    }

    /** What was produced for {@code owner}, if it is complete. */
    public Optional<Production> find(String owner) {
        Path manifest = root.resolve(owner).resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(manifest.toFile(), Production.class));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + manifest, e);
        }
    }

    /** The path of a file that was produced, if there is one of that name. */
    public Optional<Path> file(String owner, String name) {
        Path path = root.resolve(owner).resolve(name).normalize();
        return path.startsWith(root) && !name.equals(MANIFEST) && Files.isRegularFile(path)
                ? Optional.of(path)
                : Optional.empty();
    }

    /**
     * Writes a dataset and its reply letter; the same input gives the same bytes. No file is made for no rows.
     *
     * @param letter makes the text of the reply letter from the number of rows
     */
    public Production produce(
            String owner, Dataset dataset, OrderBook book, Scope scope, long rowsPerFile, LongFunction<String> letter) {
        try {
            Path folder = Files.createDirectories(root.resolve(owner));
            List<Production.DataFile> files = new ArrayList<>();
            if (scope != null) {
                try (Parts parts = new Parts(folder, dataset, rowsPerFile, files)) {
                    DatasetRows.write(dataset, book, scope, parts);
                }
            }
            long rows = files.stream().mapToLong(Production.DataFile::rows).sum();
            Production production = new Production(files, letter(folder, letter.apply(rows)), rows, clock.instant());
            Path unfinished = folder.resolve(MANIFEST + ".part");
            json.writeValue(unfinished.toFile(), production);
            Files.move(unfinished, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
            return production;
        } catch (IOException e) {
            throw new UncheckedIOException("The files of " + owner + " cannot be written", e);
        }
    }

    /** Writes a letter of its own, unless it is there already. */
    public Production.Letter letter(String owner, String text) {
        try {
            return letter(Files.createDirectories(root.resolve(owner)), text);
        } catch (IOException e) {
            throw new UncheckedIOException("The letter of " + owner + " cannot be written", e);
        }
    }

    private static Production.Letter letter(Path folder, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Path unfinished = folder.resolve("reply-letter.txt.part");
        Files.write(unfinished, bytes);
        Files.move(unfinished, folder.resolve("reply-letter.txt"), StandardCopyOption.ATOMIC_MOVE);
        return new Production.Letter("reply-letter.txt", bytes.length, Hashes.sha256Hex(text));
    }

    /** Removes all files. */
    public void clear() {
        try (var folders = Files.list(root)) {
            for (Path folder : folders.toList()) {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files under " + root + " cannot be removed", e);
        }
    }

    @Override
    public void destroy() throws IOException {
        if (temporary) {
            FileSystemUtils.deleteRecursively(root);
        }
    }

    /** Rows into CSV files (RFC 4180) of at most so many rows, hashed on the way. */
    private static final class Parts implements DatasetRows.Sink, AutoCloseable {

        private final Path folder;
        private final Dataset dataset;
        private final long rowsPerFile;
        private final List<Production.DataFile> finished;
        private final MessageDigest digest = Hashes.sha256();
        private CSVPrinter printer;
        private Path path;
        private long rows;

        Parts(Path folder, Dataset dataset, long rowsPerFile, List<Production.DataFile> finished) {
            this.folder = folder;
            this.dataset = dataset;
            this.rowsPerFile = rowsPerFile;
            this.finished = finished;
        }

        @Override
        public void row(Object... cells) throws IOException {
            if (printer == null) {
                open();
            }
            printer.printRecord(cells);
            if (++rows == rowsPerFile) {
                close();
            }
        }

        private void open() throws IOException {
            path = folder.resolve(dataset.fileName(finished.size() + 1));
            OutputStream out = new DigestOutputStream(Files.newOutputStream(path), digest);
            printer = new CSVPrinter(
                    new OutputStreamWriter(new BufferedOutputStream(out, 1 << 16), StandardCharsets.UTF_8),
                    CSVFormat.RFC4180);
            printer.printRecord(dataset.columns());
        }

        @Override
        public void close() throws IOException {
            if (printer == null) {
                return;
            }
            printer.close();
            finished.add(new Production.DataFile(
                    path.getFileName().toString(),
                    Files.size(path),
                    rows,
                    dataset.columns(),
                    HexFormat.of().formatHex(digest.digest())));
            printer = null;
            rows = 0;
        }
    }
}
