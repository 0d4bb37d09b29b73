package org.redshield.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Where this process keeps files while it works on them: a folder of its own in the temporary directory. A file beside it is locked
 * for as long as the process lives, so that others can tell what a killed one left, and sweep it.
 */
public final class Scratch {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final String PREFIX = "redshield-bridge-";
    private static final String LOCK = ".lock";
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private static FileChannel lock;
    private static Path own;

    private Scratch() {}

    /** An empty file that only this account can read; whoever asked for it deletes it. */
    public static Path file(String prefix, String suffix) throws IOException {
        return Files.createTempFile(folder(), prefix, suffix);
    }

    /** An empty folder of the same kind. */
    public static Path folder(String prefix) throws IOException {
        return Files.createTempDirectory(folder(), prefix);
    }

    /** This process's own; made when it is first needed, and again if somebody cleaned up the temporary directory. */
    public static synchronized Path folder() throws IOException {
        while (own == null || Files.notExists(own)) {
            own = null;
            take(Files.createTempFile(TEMPORARY, PREFIX, LOCK));
        }
        return own;
    }

    /** The lock before the folder: there is no moment at which a living process has a folder and no lock. */
    private static void take(Path file) throws IOException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            // Whoever sweeps just now may have been faster.
            if (channel.tryLock() != null && Files.exists(file)) {
                own = Files.createDirectory(TEMPORARY.resolve(name(file)), ownerOnly());
                FileChannel before = lock;
                lock = channel;
                channel = before;
            }
        } catch (NoSuchFileException faster) {
            LOG.debug("{} was swept before it was locked", file);
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return TEMPORARY.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String name(Path lock) {
        String name = lock.getFileName().toString();
        return name.substring(0, name.length() - LOCK.length());
    }

    /**
     * Deletes what processes that are dead have left in the temporary directory.
     *
     * @return of how many there was something; one that stopped by itself leaves an empty folder
     */
    public static int sweep() {
        int dead = 0;
        for (Path lock : locks()) {
            if (isOwn(lock)) {
                continue;
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (channel.tryLock() != null) {
                    Path folder = lock.resolveSibling(name(lock));
                    dead += isEmpty(folder) ? 0 : 1;
                    FileSystemUtils.deleteRecursively(folder);
                    Files.deleteIfExists(lock);
                }
            } catch (OverlappingFileLockException e) {
                LOG.debug("{} is in use", lock);
            } catch (IOException e) {
                LOG.warn("What a dead process left at {} could not be deleted and is tried again tomorrow", lock, e);
            }
        }
        return dead;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (Stream<Path> left = Files.list(folder)) {
            return left.findAny().isEmpty();
        }
    }

    private static List<Path> locks() {
        List<Path> locks = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(TEMPORARY, PREFIX + "*" + LOCK)) {
            found.forEach(file -> {
                // In a directory that is everybody's, something else may be called like that.
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    locks.add(file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return locks;
    }

    /** Opening it a second time would unlock it when that is closed. */
    private static synchronized boolean isOwn(Path lock) {
        return own != null && name(lock).equals(own.getFileName().toString());
    }
}
