package org.redshield.bridge.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Thorough;

/** The same answers whatever zone the machine is in, in JVMs of their own that take it from {@code TZ}. */
class AnyZoneTest {

    @Test
    void answersDoNotDependOnTheMachinesZone() throws Exception {
        List<String> shanghai = answers("Asia/Shanghai");
        assertThat(shanghai).hasSize(3_001);
        assertThat(shanghai.get(0)).contains("dueDate=2026-10-15", "dueAt=2026-10-15T15:59:59Z");
        for (String zone : Thorough.some(1, List.of("UTC", "America/New_York", "Pacific/Kiritimati"), "zones")) {
            assertThat(answers(zone)).as("TZ=" + zone).isEqualTo(shanghai);
        }
    }

    private static List<String> answers(String zone) throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        AnyZone.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        program.environment().put("TZ", zone);
        Process process = program.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().toList();
    }

    /** As the bridge has it: the reader of calendars that tests use brings time zones of its own, and says so. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("ical4j"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
