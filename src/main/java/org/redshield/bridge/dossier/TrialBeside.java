package org.redshield.bridge.dossier;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redshield.bridge.ChildJvm;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.dossier.Binder.Unreadable;
import org.redshield.bridge.engine.input.InputLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Tries files in a process of its own, one after the other, begun with the first. A library that reads PDFs or pictures allots what the
 * file says it needs, and unpacks what is packed: a few kilobytes can end a JVM. What a process with little memory and time got through, the
 * bridge gets through as well; a file that ended it is not opened here.
 */
final class TrialBeside implements Trial {

    private static final Logger LOG = LoggerFactory.getLogger(TrialBeside.class);

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private Path folder;
    private Process process;
    private BufferedReader answers;
    private BufferedWriter questions;

    @Override
    public void stand(Path file, String mediaType) throws Unreadable, IOException {
        if (process == null) {
            start();
        }
        String answer;
        try {
            questions.write(mediaType + "\t" + file.toAbsolutePath() + "\n");
            questions.flush();
            answer = heard(InputLimits.BIND_TIME);
        } catch (IOException e) {
            LOG.warn("A file to be bound has ended the process that tried it: {}", e.getMessage());
            close();
            throw new Unreadable(
                    "文件过大或者过于复杂（超过 " + InputLimits.BIND_HEAP + " MB 内存或者 " + InputLimits.BIND_TIME.toSeconds()
                            + " 秒的限度），不能编入案卷",
                    e);
        }
        if (!answer.equals(TrialProcess.WELL)) {
            throw new Unreadable(answer, null);
        }
    }

    private void start() throws IOException {
        folder = Scratch.folder("trial");
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + InputLimits.BIND_HEAP + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder));
        options.addAll(ChildJvm.program(TrialProcess.class));
        process = ChildJvm.of(options)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        if (!heard(LONGEST_START).equals(TrialProcess.READY)) {
            throw new IOException("The process that tries files does not begin");
        }
    }

    /** Its next line, in time. */
    private String heard(Duration longest) throws IOException {
        FutureTask<String> line = new FutureTask<>(() -> {
            try {
                String said = answers.readLine();
                while (said != null && !said.startsWith(TrialProcess.SAYS)) {
                    said = answers.readLine();
                }
                return said == null ? "" : said.substring(TrialProcess.SAYS.length());
            } catch (IOException e) {
                return "";
            }
        });
        Thread listener = new Thread(line, "trial");
        listener.setDaemon(true);
        listener.start();
        try {
            String said = line.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (said.isEmpty()) {
                throw new IOException("it has ended");
            }
            return said;
        } catch (TimeoutException e) {
            // Its line comes as its end now, and lets go of the thread that waits.
            process.destroyForcibly();
            throw new IOException("it took too long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            process = null;
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
