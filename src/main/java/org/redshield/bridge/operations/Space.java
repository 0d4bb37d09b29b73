package org.redshield.bridge.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether the disks have room. What would fill them is refused while there is some left: letters, records of access and all
 * that the bridge itself has to write go on with that.
 */
@Component
public class Space implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(Space.class);
    private static final long MEGABYTE = 1024L * 1024;

    private final List<WatchedFolder> folders;
    private final Set<WatchedFolder> full = ConcurrentHashMap.newKeySet();

    /** How many bytes are free; a test fills a disk by another one. */
    volatile ToLongFunction<WatchedFolder> free = Space::ofDisk;

    Space(List<WatchedFolder> folders, MeterRegistry registry) {
        this.folders = folders;
        for (WatchedFolder folder : folders) {
            Gauge.builder("bridge.disk.free", folder, one -> free.applyAsLong(one))
                    .description("Free space where files of that kind lie")
                    .baseUnit("bytes")
                    .tag("folder", folder.name())
                    .register(registry);
            Gauge.builder("bridge.disk.least", folder, WatchedFolder::least)
                    .description("Free space below which files are refused and answers of platforms wait")
                    .baseUnit("bytes")
                    .tag("folder", folder.name())
                    .register(registry);
        }
    }

    /**
     * Before something large is taken that passes through every folder.
     *
     * @param bytes how much it will be; 0 or less where nobody knows
     * @throws NoRoom when less than the least would be left anywhere
     */
    public void require(long bytes) {
        folders.forEach(folder -> require(folder, bytes));
    }

    /**
     * Before something large is written to one place.
     *
     * @param place absolute
     * @param bytes how much it will be
     * @throws NoRoom when less than the least would be left there, or is left anywhere
     */
    public void require(Path place, long bytes) {
        for (WatchedFolder folder : folders) {
            boolean there = place.startsWith(folder.path().toAbsolutePath().normalize());
            require(folder, there ? bytes : 0);
        }
    }

    /**
     * Before more is written to one place, whatever is left elsewhere.
     *
     * @param place absolute
     * @throws NoRoom when less than the least is left there
     */
    public void requireAt(Path place) {
        for (WatchedFolder folder : folders) {
            if (place.startsWith(folder.path().toAbsolutePath().normalize())) {
                require(folder, 0);
            }
        }
    }

    private void require(WatchedFolder folder, long bytes) {
        long there = free.applyAsLong(folder);
        if (there - Math.max(0, bytes) < folder.least()) {
            throw new NoRoom(folder.title(), there / MEGABYTE, folder.least() / MEGABYTE);
        }
    }

    /** Whether anything large may be taken at all. */
    public boolean isRoom() {
        return folders.stream().allMatch(this::isRoom);
    }

    private boolean isRoom(WatchedFolder folder) {
        return free.applyAsLong(folder) >= folder.least();
    }

    /** In bytes; none where it cannot be read. A folder that is not made yet lies on the disk of the one above it. */
    static long ofDisk(WatchedFolder folder) {
        Path there = folder.path().toAbsolutePath();
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        // A file store would be looked for among the mounts, of which a container does not always show this one.
        return there.toFile().getUsableSpace();
    }

    /** Not part of readiness: all nodes share the disk of evidence, and none would be left to read what is there. */
    @Override
    public Health health() {
        Health.Builder health = isRoom() ? Health.up() : Health.outOfService();
        for (WatchedFolder folder : folders) {
            health.withDetail(
                    folder.name(),
                    (isRoom(folder) ? "ok" : "full") + ", free " + free.applyAsLong(folder) / MEGABYTE + " MB, least "
                            + folder.least() / MEGABYTE + " MB");
        }
        return health.build();
    }

    /** Says in the log what has changed, once. */
    @Scheduled(fixedDelayString = "${bridge.operations.interval:30s}")
    void look() {
        for (WatchedFolder folder : folders) {
            boolean room = isRoom(folder);
            if (!room && full.add(folder)) {
                LOG.error(
                        "The disk of {} ({}) has {} MB left, less than {} MB: files are refused and answers of platforms"
                                + " wait until there is room",
                        folder.path(),
                        folder.name(),
                        free.applyAsLong(folder) / MEGABYTE,
                        folder.least() / MEGABYTE);
            } else if (room && full.remove(folder)) {
                LOG.info("The disk of {} ({}) has room again", folder.path(), folder.name());
            }
        }
    }
}
