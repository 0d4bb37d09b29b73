package org.redshield.bridge.ops;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of this machine that a test drives. */
public record Program(Path file) {

    /** What a finished program said. */
    public record Result(int exit, String out, String err) {}

    /** The program, or the test is skipped with the reason; where CI is set it must be there. */
    public static Program named(String name) {
        Path file = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                // Debian keeps haproxy where only root's path leads.
                .flatMap(found -> Stream.of(found, Path.of("/usr/sbin", name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        String reason = name + " is not installed (apt-get install " + name + ")";
        if (file == null && System.getenv("CI") != null) {
            throw new AssertionError(reason + ", but this is CI, where nothing may be left out");
        }
        Assumptions.assumeTrue(file != null, reason + ": skipped");
        return new Program(file);
    }

    /** Runs it to its end, in the project's folder, with these variables and PATH alone. */
    public Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("program", ".out");
        Path err = Files.createTempFile("program", ".err");
        Process process = builder(environment, arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError(file + " did not end within 60 s");
            }
            return new Result(
                    process.exitValue(), Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Not started yet. */
    public ProcessBuilder builder(Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(file.toString()), Arrays.stream(arguments))
                .toList());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().putAll(environment);
        return builder;
    }
}
