package org.redshield.bridge.reconciliation.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redshield.bridge.ChildJvm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;

/** The process of {@code org.redshield.spark}: one session with a Spark. */
public final class SparkChild implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SparkChild.class);
    private static final String PROGRAM = "spark/redshield-spark.jar";
    private static final String MAIN = "org.redshield.spark.Session";

    private final Process process;
    private final BufferedReader in;
    private final OutputStream out;
    private final MatchingSettings settings;
    private volatile String last = "";

    private SparkChild(Process process, MatchingSettings settings) {
        this.process = process;
        this.in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.out = process.getOutputStream();
        this.settings = settings;
    }

    /**
     * @param folder for its files; it is removed after the end by whoever made it
     * @param jars that Spark is given
     * @throws IOException where there is no client or no Spark
     */
    public static SparkChild start(MatchingSettings settings, Path folder, List<Path> jars) throws IOException {
        if (!Files.isDirectory(settings.client())) {
            throw new IOException("There is no folder " + settings.client() + " with the jars of Spark's client");
        }
        Path program = folder.resolve("program.jar");
        try (InputStream content = new ClassPathResource(PROGRAM).getInputStream()) {
            Files.write(program, content.readAllBytes());
        }
        ProcessBuilder builder = ChildJvm.of(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // Arrow asks for it.
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                program + File.pathSeparator + settings.client() + File.separator + "*",
                MAIN));
        // An address may have a token in it: what stands on a command line all accounts of the machine can read.
        builder.environment().put("SPARK_REMOTE", settings.spark());
        SparkChild child = new SparkChild(builder.start(), settings);
        aside(child::readErrors);
        try {
            child.ask("begin\t" + program + "\t"
                    + String.join("\t", jars.stream().map(Path::toString).toList()));
        } catch (IOException e) {
            child.close();
            throw e;
        }
        return child;
    }

    /**
     * Has shops matched.
     *
     * @param shops a line of weights, then a line a shop
     * @param matches is written, a line a shop in the same order
     */
    public void match(Path shops, Path matches) throws IOException {
        ask("match\t" + shops + "\t" + matches);
    }

    private void ask(String line) throws IOException {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> exchange(line), SparkChild::aside);
        try {
            String said = answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (!"done".equals(said)) {
                throw new IOException(said == null ? "The process has ended: " + last : said);
            }
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("No answer within " + settings.timeout(), e);
        } catch (ExecutionException e) {
            throw new IOException("The process has ended: " + last, e.getCause());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("The bridge ends", e);
        }
    }

    /** In a thread of its own: an answer may take long. */
    private static void aside(Runnable task) {
        Thread thread = new Thread(task, "spark-child");
        thread.setDaemon(true);
        thread.start();
    }

    private String exchange(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With it the session ends, and Spark lets go of the register. */
    @Override
    public void close() {
        try {
            out.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.debug("It had ended before", e);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readErrors() {
        try (BufferedReader errors =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            errors.lines().forEach(line -> {
                last = line;
                LOG.debug("{}", line);
            });
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("Nothing more is heard of the process", e);
        }
    }
}
