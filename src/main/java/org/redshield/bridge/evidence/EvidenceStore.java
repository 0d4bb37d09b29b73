package org.redshield.bridge.evidence;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Files named by the hash of their bytes: {@code aa/bb/<sha256>}. A file appears complete and on disk, or not at all;
 * what is there is never written again. The same bytes twice are one file, so a second try costs nothing.
 */
@Component
public class EvidenceStore {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 64 * 1024;
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceStore.class);

    private final Path directory;
    private final Path incoming;
    private final long maxBytes;

    public EvidenceStore(EvidenceSettings settings) {
        this.directory = settings.directory().toAbsolutePath().normalize();
        this.incoming = directory.resolve("incoming");
        this.maxBytes = settings.maxBytes().toBytes();
    }

    /** Stores what can be read from {@code source}, which the caller closes. */
    public Content keep(InputStream source) throws IOException {
        return keep(source, Optional.empty());
    }

    /**
     * Stores the bytes only if they are the expected ones.
     *
     * @throws ContentMismatch when they are others; nothing is kept
     */
    public Content keep(InputStream source, Content expected) throws IOException {
        return keep(source, Optional.of(expected));
    }

    private Content keep(InputStream source, Optional<Content> expected) throws IOException {
        Files.createDirectories(incoming);
        Path temporary = incoming.resolve(Ids.next().toString());
        try {
            Content content =
                    write(source, temporary, expected.map(Content::bytes).orElse(maxBytes));
            if (expected.isPresent() && !expected.get().equals(content)) {
                throw new ContentMismatch(expected.get(), content);
            }
            sweep(Files.getLastModifiedTime(temporary).toInstant().minus(ABANDONED));
            publish(temporary, path(content.sha256()));
            return content;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Removes what a node that was killed left half-written. Measured by the file system's clock, the only one that all
     * nodes share; whoever still writes would have written later.
     */
    private void sweep(Instant before) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException | IOException e) {
            // Another node was faster, or the next file finds it again: no reason to refuse this one.
            LOG.debug("Abandoned files were not removed", e);
        }
    }

    private Content write(InputStream source, Path file, long limit) throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            byte[] buffer = new byte[BUFFER];
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                bytes += read;
                if (bytes > maxBytes) {
                    throw new Refusal("evidence.too-large", maxBytes / (1024 * 1024));
                }
                if (bytes > limit) {
                    throw new ContentMismatch("More than the " + limit + " bytes announced");
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            out.getFD().sync();
        }
        return new Content(HexFormat.of().formatHex(digest.digest()), bytes);
    }

    private void publish(Path temporary, Path target) throws IOException {
        if (Files.exists(target)) {
            return;
        }
        Files.createDirectories(target.getParent());
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("The evidence directory must lie on one file system that can rename atomically", e);
        }
        // The name is part of what must survive a power cut.
        syncDirectory(target.getParent());
        syncDirectory(target.getParent().getParent());
        syncDirectory(directory);
    }

    private static void syncDirectory(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Whether these bytes are here already. */
    public boolean has(Content content) {
        Path path = path(content.sha256());
        try {
            return Files.isRegularFile(path) && Files.size(path) == content.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be closed by the reader. */
    public InputStream open(String sha256) throws IOException {
        return Files.newInputStream(path(sha256));
    }

    private Path path(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("Not a SHA-256 in lower-case hex");
        }
        return directory
                .resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
