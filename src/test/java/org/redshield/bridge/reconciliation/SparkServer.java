package org.redshield.bridge.reconciliation;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Spark with Spark Connect, on two cores of this machine, in a JVM of its own; its jars Maven brings. */
final class SparkServer implements AutoCloseable {

    private static final Path TARGET = Path.of("target", "spark").toAbsolutePath();
    /** As Spark's own launcher opens them for Java 17. */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.security.jgss/sun.security.krb5");

    private final Process process;
    private final int port;

    private SparkServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static SparkServer start(Path folder, String memory) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx" + memory));
        OPENED.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath(), "-Dspark.master=local[2]", "-Dspark.app.name=test"));
        command.addAll(List.of("-Dspark.ui.enabled=false", "-Dspark.driver.host=127.0.0.1"));
        command.addAll(List.of("-Dspark.local.dir=" + folder, "-Dspark.sql.warehouse.dir=" + folder));
        command.addAll(
                List.of("-Dspark.connect.grpc.binding.address=127.0.0.1", "-Dspark.connect.grpc.binding.port=" + port));
        command.add("org.apache.spark.sql.connect.service.SparkConnectServer");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("spark.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        SparkServer server = new SparkServer(process, port);
        await("Spark listens")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("Spark ended: " + Files.readString(folder.resolve("spark.log")));
                    }
                    return server.listens();
                });
        return server;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String classPath() throws IOException, InterruptedException {
        Path written = TARGET.resolve("server.txt");
        maven("server", "dependency:build-classpath", "-Dmdep.outputFile=" + written);
        return Files.readString(written);
    }

    /** The folder that an operator fills, filled as docs/operations/nodes.md says. */
    static Path client() throws IOException, InterruptedException {
        Path folder = TARGET.resolve("client");
        maven("client", "dependency:copy-dependencies", "-DoutputDirectory=" + folder);
        return folder;
    }

    private static void maven(String project, String... arguments) throws IOException, InterruptedException {
        Files.createDirectories(TARGET);
        Path log = TARGET.resolve(project + ".log");
        List<String> command = Stream.concat(
                        Stream.of("./mvnw", "-B", "-q", "-f", "src/spark/" + project + "/pom.xml"),
                        Stream.of(arguments))
                .toList();
        Process maven = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!maven.waitFor(10, TimeUnit.MINUTES) || maven.exitValue() != 0) {
            maven.destroyForcibly();
            throw new AssertionError("The jars were not brought: " + Files.readString(log));
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "sc://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
