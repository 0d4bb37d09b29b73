package org.redshield.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.redshield.bridge.reader.table.ReadingLimits;

/**
 * Whether test-run finds the memory that it takes: what Linux would give a new program, or what a container has left below its
 * limit, whichever is less. Where no system says, neither does this.
 */
final class EnoughMemory {

    /**
     * Bytes for the bridge with its sandbox, PostgreSQL and the small JVM for OFD: what {@code bench.TestRun} measured after
     * 100,000 requests, and a fifth more; and for its readers. Maven has its part already when this is asked.
     */
    static final long NEEDED = 1_500_000_000 + (long) ReadingLimits.PROCESSES * ReadingLimits.MEMORY_MB * 1_000_000;

    private final Path proc;
    private final Path groups;

    EnoughMemory() {
        this(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * @param proc where Linux tells of its processes
     * @param groups and of the limits of their groups
     */
    EnoughMemory(Path proc, Path groups) {
        this.proc = proc;
        this.groups = groups;
    }

    /** Where there is too little, one sentence for whoever starts it, in Chinese and then in English. */
    Optional<String> warning() {
        OptionalLong available = available();
        return available.isPresent() && available.getAsLong() < NEEDED
                ? Optional.of(warning(available.getAsLong() / 1_000_000, NEEDED / 1_000_000))
                : Optional.empty();
    }

    private static String warning(long available, long needed) {
        return ("可用内存只有 %1$d MB，整个系统要用 %2$d MB：照常启动，但可能很慢，也可能中途被操作系统终止，请关闭其他程序，或者提高容器的内存上限。"
                        + "Only %1$d MB of memory are available and the whole system takes %2$d MB: it starts all the same, but may be"
                        + " slow, or be killed by the operating system; close other programs, or raise the container's limit.")
                .formatted(available, needed);
    }

    private OptionalLong available() {
        List<Long> left = new ArrayList<>();
        number(proc.resolve("meminfo"), "MemAvailable:").ifPresent(kilobytes -> left.add(kilobytes * 1024));
        for (String line : lines(proc.resolve("self").resolve("cgroup"))) {
            String[] cells = line.split(":", 3);
            if (cells.length < 3) {
                continue;
            }
            if (cells[1].isEmpty()) {
                leftInAll(groups, cells[2], new Names("memory.max", "memory.current", ""), left);
            } else if (List.of(cells[1].split(",")).contains("memory")) {
                Names first = new Names("memory.limit_in_bytes", "memory.usage_in_bytes", "total_");
                leftInAll(groups.resolve("memory"), cells[2], first, left);
            }
        }
        return left.stream().mapToLong(Long::longValue).min();
    }

    /** How a version of control groups calls its limit, what is used, and the sums over the groups within. */
    private record Names(String limit, String used, String sum) {}

    /** In that group and all around it: each has its limit. In a container its own is often all that is seen, as the root. */
    private static void leftInAll(Path root, String group, Names names, List<Long> left) {
        Path own = root.resolve(group.substring(1)).normalize();
        for (Path folder = own.startsWith(root) ? own : root; folder.startsWith(root); folder = folder.getParent()) {
            Path stat = folder.resolve("memory.stat");
            OptionalLong limit = number(folder.resolve(names.limit), "");
            OptionalLong used = number(folder.resolve(names.used), "");
            if (limit.isPresent() && used.isPresent()) {
                // Files that were read count as used, and are let go when somebody needs the room.
                long cached = number(stat, names.sum + "inactive_file").orElse(0)
                        + number(stat, names.sum + "active_file").orElse(0);
                left.add(Math.max(0, limit.getAsLong() - used.getAsLong() + cached));
            }
        }
    }

    /** What stands behind that name at the beginning of a line. No limit is no number. */
    private static OptionalLong number(Path file, String name) {
        return lines(file).stream()
                .map(line -> (line + " ").split("\\s+"))
                .filter(cells -> name.isEmpty() || cells[0].equals(name))
                .map(cells -> cells[name.isEmpty() ? 0 : 1])
                .filter(text -> text.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            // Another system, or another version of it.
            return List.of();
        }
    }
}
