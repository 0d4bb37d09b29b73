package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.TestBridgeApplication;

/** What whoever starts it reads when it does not start: the one sentence why, and exit code 1. */
class StartTest {

    @TempDir
    private Path folder;

    /** Nothing but the main class, as the packaged jar starts it. */
    @Test
    void theBridgeAloneSaysWhatIsMissing() throws Exception {
        String said = fails(BridgeApplication.class, Map.of());
        assertThat(said)
                .contains(
                        "Redshield Bridge does not start: set the database (spring.datasource.url, .username, .password)"
                                + " and the administrator's secret (bridge.administrator.password)")
                .doesNotContain("stack_trace", "\tat org.");
    }

    @Test
    void theBridgeAloneNamesAMisspeltSetting() throws Exception {
        assertThat(fails(
                        BridgeApplication.class,
                        Map.of(),
                        "--spring.datasource.url=jdbc:postgresql://localhost/none",
                        "--bridge.administrator.password=secret",
                        "--bridge.exchnage.interval=1s"))
                .contains("unknown setting bridge.exchnage.interval")
                .doesNotContain("stack_trace", "\tat org.");
    }

    /** The sandbox and PostgreSQL run already when the bridge finds its mistake. */
    @Test
    void theWholeSystemEndsWithTheBridge() throws Exception {
        String said = fails(TestBridgeApplication.class, ports(), "--bridge.exchnage.interval=1s");
        assertThat(said)
                .contains("Sandbox platform ready", "unknown setting bridge.exchnage.interval")
                .doesNotContain("\tat org.");
        assertThat(folder.resolve("target/bridge-data/postgres/PG_VERSION")).exists();
        assertThat(folder.resolve("target/bridge-data/postgres/postmaster.pid"))
                .as("PostgreSQL has ended too")
                .doesNotExist();
    }

    private static Map<String, String> ports() throws IOException {
        return Map.of("POSTGRES_PORT", freePort(), "SANDBOX_PORT", freePort(), "SERVER_PORT", freePort());
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /** @return all that it said before it ended with exit code 1 */
    private String fails(Class<?> main, Map<String, String> environment, String... settings) throws Exception {
        Path said = folder.resolve("said.log");
        String[] arguments = new String[4 + settings.length];
        arguments[0] = "-XX:TieredStopAtLevel=1";
        arguments[1] = "-cp";
        arguments[2] = System.getProperty("java.class.path");
        arguments[3] = main.getName();
        System.arraycopy(settings, 0, arguments, 4, settings.length);
        Process process = new Program(Path.of(System.getProperty("java.home"), "bin", "java"))
                .builder(environment, arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ends; it said %s", said)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(1);
            return Files.readString(said);
        } finally {
            process.destroyForcibly();
        }
    }
}
