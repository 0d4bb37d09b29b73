package org.redshield.bridge.reader;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChildJvm;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.ReadingLimits;
import org.redshield.bridge.reader.table.Wire;
import org.redshield.bridge.reader.table.Wire.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** One process that reads, seen from the bridge: started, asked, watched, and ended at its limits. */
final class ReaderChild {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderChild.class);

    /** A JVM that found no memory for its heap. */
    private static final int OUT_OF_MEMORY = 3;
    /** How a JVM ends whose native code failed, as DuckDB's may over a file: 128 and the signal. */
    private static final Set<Integer> CRASHED = Set.of(128 + 6, 128 + 7, 128 + 8, 128 + 11);

    /** The reader writes classes of errors. Whatever else a JVM or native code says may quote the file, which is about people. */
    private static final Pattern ERROR = Pattern.compile("\\w+(\\.[\\w$]+){1,10}");

    /** One that did so little while nothing was heard of it stood still, and was not kept busy by its file. */
    private static final Duration STILL = Duration.ofMillis(100);

    /** One that did so much is; with less it had to wait for a processor. */
    private static final Duration BUSY = Duration.ofSeconds(3);

    private final Path folder;
    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** Since when something is waited for; 0 while nothing is. */
    private volatile long waiting;
    /** What the watch saw last of {@link #waiting}, and the processor time then. */
    private long seen;

    private Duration usedThen = Duration.ZERO;

    /** The processor time when it was asked. */
    private volatile Duration begun = Duration.ZERO;

    private volatile Duration allowed = ReadingLimits.START;
    private volatile Duration silence = ReadingLimits.START;
    /** The limit at which it was ended. */
    private volatile Unreadable ended;

    private ReaderChild(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** @param program which says that it is {@link Wire#READY} when it is */
    static ReaderChild start(Class<?> program) throws IOException {
        Path folder = Scratch.folder("reader");
        try {
            ProcessBuilder builder = ChildJvm.of(options(folder, program))
                    .redirectError(folder.resolve("errors.log").toFile());
            builder.command().addAll(0, humble());
            // Each thread's own arena would be memory that nobody uses.
            builder.environment().put("MALLOC_ARENA_MAX", "1");
            return new ReaderChild(folder, builder.start());
        } catch (IOException | RuntimeException e) {
            FileSystemUtils.deleteRecursively(folder);
            throw e;
        }
    }

    private static List<String> options(Path folder, Class<?> program) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + ReadingLimits.HEAP_MB + "m",
                "-Xmn" + ReadingLimits.YOUNG_HEAP_MB + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ActiveProcessorCount=1",
                "-XX:ReservedCodeCacheSize=24m",
                "-XX:MaxMetaspaceSize=64m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                // What the JVM itself says would stand between the frames.
                "-XX:+DisplayVMOutputToStderr",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Djava.io.tmpdir=" + folder));
        options.addAll(ChildJvm.program(program));
        options.add(folder.toString());
        return options;
    }

    /** Behind the bridge where both want the processor, and so by Linux's rule the disk; a system without that program does without. */
    private static List<String> humble() {
        return Stream.of("/usr/bin/nice", "/bin/nice")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .map(nice -> List.of(nice, "-n", "5"))
                .orElse(List.of());
    }

    /** Waits until it can be asked. */
    void await() {
        Frame first = hear();
        if (first.kind() != Wire.READY) {
            throw lost(new IOException("It begins with " + first.kind()));
        }
    }

    /** @param bytes of the file */
    void ask(Path file, long bytes, Reading reading) {
        begun = processor();
        allowed = ReadingLimits.processor(bytes);
        silence = ReadingLimits.SILENCE;
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(content);
            data.writeUTF(file.toString());
            data.writeLong(bytes);
            reading.write(data);
            say(Wire.READ, content.toByteArray());
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void say(byte kind, byte[] content) throws IOException {
        Wire.write(out, new Frame(kind, content));
        out.flush();
    }

    /**
     * What it says next; it is ended by the watch if that is too much for it.
     *
     * @throws Unreadable where it was ended at a limit
     * @throws ReaderLost where it ended by itself, or says what nobody understands
     */
    Frame hear() {
        try {
            waiting = System.nanoTime();
            return Wire.read(in);
        } catch (IOException e) {
            throw lost(e);
        } finally {
            waiting = 0;
        }
    }

    /** Why nothing more is heard of it, to be thrown. It is dead afterwards. */
    private Refusal lost(IOException cause) {
        int exit = 0;
        try {
            exit = process.waitFor(1, TimeUnit.SECONDS) ? process.exitValue() : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
        if (ended == null && exit == OUT_OF_MEMORY) {
            ended = memory();
        } else if (ended == null && CRASHED.contains(exit)) {
            ended = new Unreadable(Fault.BROKEN, List.of("1"));
        }
        LOG.warn("A reader has ended ({}): {}", ended == null ? cause.getMessage() : ended.code(), errors());
        return ended == null ? new ReaderLost(cause) : ended;
    }

    private static Unreadable memory() {
        return new Unreadable(Fault.MEMORY, List.of(String.valueOf(ReadingLimits.MEMORY_MB)));
    }

    private static Unreadable time(Duration limit) {
        return new Unreadable(Fault.TIME, List.of(String.valueOf(limit.toSeconds())));
    }

    /** Nobody wants the rest. @return whether it can be asked again */
    boolean stop() {
        silence = Duration.ofSeconds(2);
        try {
            say(Wire.CANCEL, new byte[0]);
            while (true) {
                byte kind = hear().kind();
                if (kind == Wire.END || kind == Wire.FAULT) {
                    return true;
                }
            }
        } catch (IOException | Refusal e) {
            return false;
        }
    }

    /** Called several times a second. */
    void watch() {
        if (residentMegabytes() > ReadingLimits.MEMORY_MB) {
            end(memory());
            return;
        }
        long since = waiting;
        if (since == 0) {
            return;
        }
        Duration used = processor();
        if (since != seen) {
            seen = since;
            usedThen = used;
        }
        if (used.minus(begun).compareTo(allowed) > 0) {
            end(time(allowed));
        } else if (System.nanoTime() - since > silence.toNanos()) {
            Duration worked = used.minus(usedThen);
            if (worked.compareTo(STILL) < 0) {
                end(null);
            } else if (worked.compareTo(BUSY) > 0 || System.nanoTime() - since > 4 * silence.toNanos()) {
                end(time(silence));
            }
        }
    }

    private void end(Unreadable limit) {
        ended = limit;
        end();
    }

    /** By its handle: the process itself would first close the pipe that somebody may be reading. */
    void end() {
        process.toHandle().destroyForcibly();
    }

    boolean isFit() {
        return process.isAlive() && residentMegabytes() < ReadingLimits.SETTLED_MB;
    }

    /** As when this process dies. */
    void hangUp() throws IOException {
        out.close();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private Duration processor() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** 0 where the system does not say. */
    long residentMegabytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private String errors() {
        try (Stream<String> said = Files.lines(folder.resolve("errors.log"), StandardCharsets.ISO_8859_1)) {
            return said.filter(line -> ERROR.matcher(line).matches()).limit(5).collect(Collectors.joining(", "));
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    /** It and all that was its own is gone afterwards. */
    void close() {
        end();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            in.close();
            out.close();
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
