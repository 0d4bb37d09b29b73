package org.redshield.sandbox.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.redshield.sandbox.SandboxClient.disposition;
import static org.redshield.sandbox.SandboxClient.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.sandbox.SandboxApplication;
import org.redshield.sandbox.SandboxClient;
import org.springframework.context.ConfigurableApplicationContext;

/** What was answered survives the process. */
class JournalTest {

    @TempDir
    private Path directory;

    private ConfigurableApplicationContext start() {
        return SandboxApplication.start(
                "--server.port=0",
                "--sandbox.data-directory=" + directory,
                "--sandbox.delay.manual=PT0S",
                "--sandbox.delay.disposition=PT0S",
                "--logging.level.root=OFF");
    }

    private static SandboxClient client(ConfigurableApplicationContext context) {
        return new SandboxClient(context.getEnvironment().getProperty("local.server.port"));
    }

    @Test
    void survivesARestartAndATornLastLine() throws IOException {
        JsonNode ledger;
        JsonNode manifest;
        String id;
        try (ConfigurableApplicationContext context = start()) {
            SandboxClient sandbox = client(context);
            id = submit(sandbox, "J-1");
            submit(sandbox, "J-1");
            submit(sandbox, "J-2");
            sandbox.execute(
                    "request.withdraw", SandboxClient.parse("{\"version\":1,\"requestNo\":\"J-2\",\"reason\":\"x\"}"));
            String task = sandbox.dispose(disposition("D-1")).get("data").asText();
            sandbox.dispose(disposition("D-1"));
            sandbox.post("/admin/dispositions/" + task + "/appeal", "{\"text\":\"货源合法\"}");
            await().until(() -> sandbox.status(id).equals("ANSWERED"));
            ledger = sandbox.getJson("/admin/ledger");
            manifest = sandbox.manifest(id).get("files").get(0);
        }
        Path journal = directory.resolve("journal.jsonl");
        Files.writeString(journal, "{\"event\":\"REQUEST_SUBMI", StandardOpenOption.APPEND);
        // The answer is lost as well, and made again with the same bytes.
        Files.delete(directory.resolve("files").resolve(id).resolve("manifest.json"));
        try (ConfigurableApplicationContext context = start()) {
            SandboxClient sandbox = client(context);
            await().until(() -> sandbox.status(id).equals("ANSWERED"));
            assertThat(sandbox.getJson("/admin/ledger")).isEqualTo(ledger).hasSize(3);
            assertThat(sandbox.manifest(id).get("files").get(0).get("sha256")).isEqualTo(manifest.get("sha256"));
            assertThat(sandbox.disposeQuery("D-1").toString()).contains("货源合法");
            assertThat(submit(sandbox, "J-1")).isEqualTo(id);
            submit(sandbox, "J-3");
        }
        try (ConfigurableApplicationContext context = start()) {
            assertThat(client(context).getJson("/admin/ledger")).hasSize(4);
            client(context).delete("/admin/ledger");
            submit(client(context), "J-4");
        }
        try (ConfigurableApplicationContext context = start()) {
            assertThat(client(context).getJson("/admin/ledger")).hasSize(1);
        }
    }

    @Test
    void twoSandboxesDoNotShareAFolder() {
        try (ConfigurableApplicationContext first = start()) {
            assertThat(first.isRunning()).isTrue();
            assertThatThrownBy(this::start)
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining("sandbox.data-directory");
        }
    }

    @Test
    void refusesAJournalThatIsBrokenInTheMiddle() throws IOException {
        Files.writeString(directory.resolve("journal.jsonl"), "{\"event\":\n{}\n");
        assertThatThrownBy(this::start).hasStackTraceContaining("Line 1 of");
    }

    private static String submit(SandboxClient sandbox, String requestNo) {
        return sandbox.executeForData("request.submit", request(requestNo, "TRADE", "SHOP", "S1000001"))
                .get("requestId")
                .asText();
    }
}
