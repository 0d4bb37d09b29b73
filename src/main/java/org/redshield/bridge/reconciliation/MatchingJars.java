package org.redshield.bridge.reconciliation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The jars that an engine of its own is given: our classes, and a register. */
final class MatchingJars {

    /** Whole packages where much of them is needed; of what is not, nothing is loaded. */
    private static final List<String> CODE = List.of(
            "org/redshield/bridge/*.class",
            "org/redshield/bridge/access/traces/Simplified.class",
            "org/redshield/bridge/bureau/*.class",
            "org/redshield/bridge/reconciliation/Match*.class",
            "org/redshield/bridge/reconciliation/match/*.class",
            "org/redshield/bridge/reconciliation/match/words/*.class",
            "org/apache/commons/csv/*.class",
            "bureau/division-history.csv",
            "reconciliation/*.txt",
            "traces/simplified.txt");

    private MatchingJars() {}

    /** All that {@link MatchingTask} needs but Jackson, Commons IO and Commons Codec. */
    static void code(Path file) throws IOException {
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        // The file for itself: a jar that cannot be written to its end does not close it.
        try (OutputStream content = Files.newOutputStream(file);
                ZipOutputStream jar = new ZipOutputStream(content)) {
            for (String pattern : CODE) {
                String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
                for (Resource resource : resources.getResources("classpath*:" + pattern)) {
                    jar.putNextEntry(new ZipEntry(folder + resource.getFilename()));
                    try (InputStream one = resource.getInputStream()) {
                        one.transferTo(jar);
                    }
                }
            }
        }
    }

    /** A register on its way into a jar, an entry after the other. */
    static final class RegisterJar implements AutoCloseable {

        private final OutputStream file;
        private final Writer lines;

        RegisterJar(Path file, LocalDate on) throws IOException {
            this.file = Files.newOutputStream(file);
            ZipOutputStream jar = new ZipOutputStream(this.file);
            lines = new BufferedWriter(new OutputStreamWriter(jar, StandardCharsets.UTF_8));
            try {
                jar.putNextEntry(new ZipEntry(MatchingTask.REGISTER));
                lines.write(on + "\n");
            } catch (IOException e) {
                this.file.close();
                throw e;
            }
        }

        void add(RegisterEntry entry) {
            try {
                lines.write(MatchingTask.line(entry) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** On a full disk the writers above give up and leave the file open; its room would be lost until the bridge ends. */
        @Override
        public void close() throws IOException {
            try (file) {
                lines.close();
            }
        }
    }
}
