package org.redshield.bridge.letter.ofd;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.redshield.bridge.ChildJvm;
import org.redshield.bridge.Scratch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** The process of {@code org.redshield.ofd}: with our libraries, some more jars that lie in ours, and a folder that goes with it. */
final class OfdChild implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OfdChild.class);
    private static final String JARS = "classpath:/ofd/*.jar";
    private static final String MAIN = "org.redshield.ofd.Ofd";

    /** No answer is longer. */
    private static final int LONGEST = 64 * 1024 * 1024;

    private final Path folder;
    private final Process process;
    private final InputStream in;
    private final OutputStream out;

    OfdChild(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.in = new BufferedInputStream(process.getInputStream());
        this.out = process.getOutputStream();
    }

    static OfdChild start(DataSize memory) throws IOException {
        Path folder = Scratch.folder("ofd");
        try {
            List<String> command = new ArrayList<>(List.of(
                    "-Xmx" + memory.toMegabytes() + "m",
                    "-XX:+UseSerialGC",
                    // It lives for minutes: what would be compiled better late is never.
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.awt.headless=true",
                    "-Djava.io.tmpdir=" + folder));
            command.addAll(ChildJvm.program(MAIN, jars(folder)));
            command.add(folder.toString());
            Process process = ChildJvm.of(command).start();
            OfdChild child = new OfdChild(folder, process);
            Thread errors = new Thread(child::readErrors, "ofd-log");
            errors.setDaemon(true);
            errors.start();
            return child;
        } catch (IOException | RuntimeException e) {
            FileSystemUtils.deleteRecursively(folder);
            throw e;
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Resource jar : new PathMatchingResourcePatternResolver().getResources(JARS)) {
            Path file = folder.resolve(Objects.requireNonNull(jar.getFilename()));
            try (InputStream content = jar.getInputStream()) {
                Files.copy(content, file);
            }
            jars.add(file);
        }
        return jars;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    void say(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** @throws IOException when it has died, or says more than any answer is */
    List<String> hear() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The process has ended");
            }
            if (line.size() == LONGEST) {
                throw new IOException("The process says too much");
            }
            line.write(next);
        }
        return List.of(line.toString(StandardCharsets.US_ASCII).split(" "));
    }

    /** By its handle: the process itself would first close the pipe that somebody may be writing to. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    /** By whoever speaks with it. */
    @Override
    public void close() {
        kill();
        try {
            process.waitFor(1, TimeUnit.SECONDS);
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

    private void readErrors() {
        try (BufferedReader errors =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            errors.lines().forEach(line -> LOG.debug("{}", line));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("Nothing more is heard of the process", e);
        }
    }
}
