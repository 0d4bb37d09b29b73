package org.redshield.bridge.installation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.redshield.bridge.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory. Each node that runs holds a lock on a byte of a file in it, which nobody else's copy of the directory has: so a node that
 * starts sees whether the others use the same one.
 *
 * @param role as {@link OutsidePlace#role}
 * @param store as {@link OutsidePlace#store}
 * @param directory absolute
 * @param chinese for sentences, with its setting
 * @param english the same
 */
public record Folder(String role, String store, Path directory, String chinese, String english)
        implements OutsidePlace {

    private static final Logger LOG = LoggerFactory.getLogger(Folder.class);
    private static final String NODES = "installation.nodes";
    private static final long BYTES = 1L << 40;

    @Override
    public Optional<String> mark() throws IOException {
        try {
            return Optional.of(Files.readString(directory.resolve(Mark.FILE)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void mark(String text) throws IOException {
        Files.createDirectories(directory);
        Path fresh = directory.resolve("." + Ids.next());
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
            Files.move(fresh, directory.resolve(Mark.FILE), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    @Override
    public boolean isEmpty() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public Optional<Boolean> isInUse() {
        try (FileChannel channel = FileChannel.open(directory.resolve(NODES), StandardOpenOption.WRITE);
                FileLock all = channel.tryLock()) {
            return Optional.of(all == null);
        } catch (OverlappingFileLockException e) {
            // Another bridge in this very JVM.
            return Optional.of(true);
        } catch (NoSuchFileException e) {
            return Optional.of(false);
        } catch (IOException e) {
            LOG.debug("No locks in {}", directory, e);
            return Optional.empty();
        }
    }

    @Override
    public AutoCloseable enter() {
        try {
            FileChannel channel =
                    FileChannel.open(directory.resolve(NODES), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock(ThreadLocalRandom.current().nextLong(BYTES), 1, false);
            return channel;
        } catch (IOException | OverlappingFileLockException e) {
            LOG.warn("Other nodes cannot see that this one uses {}: {}", directory, e.getMessage());
            return () -> {};
        }
    }
}
