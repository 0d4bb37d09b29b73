package org.redshield.bridge.evidence.store;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.redshield.bridge.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in a directory: {@code aa/bb/<sha256>}. A file appears complete and on disk, or not at all. For one machine, or
 * several that share a file system.
 */
public class DirectoryStore implements EvidenceStore {

    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryStore.class);

    private final Path directory;
    private final Path incoming;
    private final long maxBytes;

    public DirectoryStore(EvidenceSettings settings) {
        this.directory = settings.directory().toAbsolutePath().normalize();
        this.incoming = directory.resolve("incoming");
        this.maxBytes = settings.maxBytes().toBytes();
    }

    @Override
    public Content keep(InputStream source) throws IOException {
        return keep(source, Optional.empty());
    }

    @Override
    public Content keep(InputStream source, Announced announced) throws IOException {
        return keep(source, Optional.of(announced));
    }

    private Content keep(InputStream source, Optional<Announced> announced) throws IOException {
        Files.createDirectories(incoming);
        Path temporary = incoming.resolve(Ids.next().toString());
        try {
            Content content;
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                content = Hasher.copy(source, out, maxBytes, announced);
                out.getFD().sync();
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

    @Override
    public boolean has(Announced announced) {
        Path path = path(announced.sha256());
        try {
            return Files.isRegularFile(path) && Files.size(path) == announced.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream unchecked(String sha256) throws IOException {
        return Files.newInputStream(path(sha256));
    }

    private Path path(String sha256) {
        String name = EvidenceStore.checked(sha256);
        return directory
                .resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
    }
}
