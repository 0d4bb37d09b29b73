package org.redshield.bridge.support;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.BridgeApplication;

/**
 * The bridge as a JVM of its own, which can be killed and started again on the same port: the packaged jar where the build
 * names it ({@code bridge.jar}), else the classes.
 */
public final class ChildBridge implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private final Path log;
    private final int port = freePort();
    private final int healthPort = freePort();
    private final List<String> command = new ArrayList<>();
    private Process process;

    /**
     * One that starts fast and is never compiled fully: for tests.
     *
     * @param log what the child says is added here
     * @param heap as for -Xmx
     * @param settings {@code --key=value}
     */
    public ChildBridge(Path log, String heap, String... settings) {
        this(log, List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1"), settings);
    }

    /**
     * @param log what the child says is added here
     * @param options of its JVM; {@code -cp} makes it another build
     * @param settings {@code --key=value}
     */
    public ChildBridge(Path log, List<String> options, String... settings) {
        this.log = log;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        boolean thisBuild = !options.contains("-cp");
        String jar = System.getProperty("bridge.jar");
        if (thisBuild) {
            command.addAll(jar == null ? List.of("-cp", classPath()) : List.of("-jar", jar));
        }
        if (!thisBuild || jar == null) {
            command.add(BridgeApplication.class.getName());
        }
        // Given twice, both would hold.
        if (Stream.of(settings).noneMatch(given -> given.startsWith("--spring.profiles.active="))) {
            command.add("--spring.profiles.active=demo");
        }
        command.addAll(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + healthPort,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres"));
        // An older build may not know them.
        if (thisBuild) {
            Map.of(
                            "bridge.evidence.keys",
                            "keys",
                            "bridge.numbers.directory",
                            "numbers",
                            "bridge.seals.directory",
                            "seals")
                    .forEach((setting, folder) -> {
                        if (Stream.of(settings).noneMatch(given -> given.startsWith("--" + setting + "="))) {
                            command.add(
                                    "--" + setting + "=" + log.toAbsolutePath().resolveSibling(folder));
                        }
                    });
        }
        command.addAll(List.of(settings));
        // A test run that is stopped leaves no bridge behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Without the tests: the bridge scans its package. */
    public static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                // Spring Boot would make a sign-in provider of the bridge.
                .filter(entry -> !entry.contains("oauth2-authorization-server"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Starts it and returns when it serves and works on jobs. */
    public void start() throws IOException {
        begin(Map.of());
        await("the bridge serves; see " + log)
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(100))
                .until(this::isReady);
    }

    /** Starts it and returns at once. @param environment variables that it gets beside this process's own */
    public void begin(Map<String, String> environment) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** What a command of the jar ended with, and what it said. */
    public record Ended(int code, String said) {}

    /** Runs a command of the jar, such as {@code --audit}, with this node's settings. */
    public Ended run(String argument) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.add(argument);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ended(process.waitFor(), said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether it serves and works on jobs.
     *
     * @throws AssertionError when it has ended by itself
     */
    public boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("The bridge ended; see " + log);
        }
        try {
            // A node for matching listens on no other port.
            String at = command.contains("--bridge.node=matching") ? "http://127.0.0.1:" + healthPort : address();
            return new Http(at, null).get("/actuator/health/readiness").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Sends a signal, such as {@code STOP} or {@code TERM}. */
    public void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL; returns when it is dead. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Where it listens. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Host and port where it listens. */
    public String hostAndPort() {
        return "127.0.0.1:" + port;
    }

    /** Where operators and HAProxy ask for its health. */
    public int healthPort() {
        return healthPort;
    }

    /** What its threads are called. */
    public Set<String> threads() throws IOException {
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = dump.inputReader()) {
            return lines.lines()
                    .filter(line -> line.startsWith("\""))
                    .map(line -> line.substring(1, line.indexOf('"', 1)))
                    .collect(Collectors.toSet());
        }
    }

    /** Of its process. */
    public long pid() {
        return process.pid();
    }

    /** The processor time that it has used since its start. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Of these that of the JVM's compilers, which have less and less to do. */
    public Duration compilerTime() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.map(ChildBridge::stat)
                    .filter(stat -> stat.matches("\\d+ \\(C[12] Compiler.*"))
                    .map(stat -> stat.replaceFirst(".*\\) ", "").split(" "))
                    // In hundredths of a second: of the program, and of the kernel for it.
                    .map(stat -> Duration.ofMillis(10 * (Long.parseLong(stat[11]) + Long.parseLong(stat[12]))))
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty of a thread that has ended. */
    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException e) {
            return "";
        }
    }

    /** The most memory that the process has held so far, in KiB. */
    public long peakResidentKiB() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        kill();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
