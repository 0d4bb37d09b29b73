package org.redshield.bridge.evidence.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.redshield.bridge.keys.KeyProvider;
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
    private final Resting resting;

    public DirectoryStore(EvidenceSettings settings, KeyProvider keys) {
        this.resting = new Resting(keys);
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
            try (OutputStream out = resting.writing(new FileOutputStream(temporary.toFile()))) {
                content = Hasher.copy(source, out, maxBytes, announced);
            }
            sync(temporary, StandardOpenOption.WRITE);
            sweep(Files.getLastModifiedTime(temporary).toInstant().minus(ABANDONED));
            if (resting.suffixes().stream().noneMatch(suffix -> Files.exists(path(content.sha256() + suffix)))) {
                publish(temporary, path(content.sha256() + resting.suffix()));
            }
            return content;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public Path place(long bytes) {
        Hasher.require(bytes, maxBytes);
        return incoming;
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
        Files.createDirectories(target.getParent());
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("The evidence directory must lie on one file system that can rename atomically", e);
        }
        // The name is part of what must survive a power cut.
        sync(target.getParent(), StandardOpenOption.READ);
        sync(target.getParent().getParent(), StandardOpenOption.READ);
        sync(directory, StandardOpenOption.READ);
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    @Override
    public boolean has(Announced announced) {
        String name = EvidenceStore.checked(announced.sha256());
        try {
            for (String suffix : resting.suffixes()) {
                Path path = path(name + suffix);
                if (Files.isRegularFile(path) && Resting.length(suffix, Files.size(path)) == announced.bytes()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream unchecked(String sha256) throws IOException {
        return resting.open(EvidenceStore.checked(sha256), name -> Files.newInputStream(path(name)));
    }

    private Path path(String name) {
        return directory
                .resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
    }
}
