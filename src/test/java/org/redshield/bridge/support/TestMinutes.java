package org.redshield.bridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * What each class of tests takes, its tests of each tier apart, and each start of a bridge in it: time on the clock, and of the processors that of this JVM with
 * the browser and the bridges that it started; its database is nobody's child and not among it. A line each in {@code target/test-minutes}; {@code TestsPage} makes a table of them.
 */
public final class TestMinutes implements TestExecutionListener {

    private static final Path FOLDER = Path.of("target", "test-minutes");
    /** Clock ticks of {@code /proc}: always a hundredth of a second for programs. */
    private static final long TICK_MILLIS = 10;

    private static volatile String running = "";

    private long begun;
    private long processor;
    private int tests;
    /** What the tests since then are marked with: a class may have some of another tier. */
    private String marked;

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isClass(test)) {
            running = name(test);
            marked = null;
            begins();
        } else if (test.isTest()) {
            String marks =
                    test.getTags().stream().map(TestTag::getName).sorted().collect(Collectors.joining(","));
            if (marked != null && !marked.equals(marks)) {
                write();
            }
            marked = marks;
        }
    }

    private void begins() {
        begun = System.nanoTime();
        processor = processorMillis();
        tests = 0;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            tests++;
        }
        if (isClass(test)) {
            write();
        }
    }

    /** What has run since the class began, or since the test before which it was written last. */
    private void write() {
        if (tests > 0) {
            write(String.join(
                    ";",
                    "class",
                    running,
                    marked,
                    String.valueOf(tests),
                    String.valueOf(Duration.ofNanos(System.nanoTime() - begun).toMillis()),
                    String.valueOf(processorMillis() - processor)));
        }
        begins();
    }

    /** A bridge began to serve in the class that runs. */
    static void started(Duration taken) {
        write(String.join(";", "bridge", running, "", "", String.valueOf(taken.toMillis()), ""));
    }

    private static boolean isClass(TestIdentifier test) {
        return test.getSource().filter(ClassSource.class::isInstance).isPresent()
                && !test.getUniqueId().contains("nested-class:");
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(ClassSource.class::cast)
                .map(ClassSource::getClassName)
                .orElseThrow();
    }

    private static synchronized void write(String line) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(
                    FOLDER.resolve(ProcessHandle.current().pid() + ".csv"),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of this process and all below it, those included that have ended; nothing where there is no {@code /proc}. */
    private static long processorMillis() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .mapToLong(process -> processorMillis(process.pid()))
                .sum();
    }

    private static long processorMillis(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // After the name, which may hold anything: fields 14 to 17 are its own time and its ended children's.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return TICK_MILLIS
                    * Stream.of(11, 12, 13, 14)
                            .mapToLong(at -> Long.parseLong(fields[at]))
                            .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
