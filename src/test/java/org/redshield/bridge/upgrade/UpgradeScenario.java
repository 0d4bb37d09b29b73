package org.redshield.bridge.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.redshield.bridge.scenario.DispositionScenario;
import org.redshield.bridge.support.Alone;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A bridge whose database, folders and platform can be kept, or were. */
@Alone
abstract class UpgradeScenario extends DispositionScenario {

    static final Path ARCHIVE = Path.of("src/test/resources/upgrade/installation.zip");
    static final String EVIDENCE = "evidence";
    static final String PLATFORM = "platform";

    private static ConfigurableApplicationContext platform;

    /** The folders lie in that directory, and the platform lives by that clock. */
    static void settings(DynamicPropertyRegistry settings, Path directory, Clock clock) throws IOException {
        Path journal = Files.createDirectories(directory.resolve(PLATFORM));
        platform = new SpringApplicationBuilder(SandboxApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("platformClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)))
                .run(
                        "--spring.config.name=sandbox",
                        "--server.port=0",
                        // Of the bridge's start check, which on the class path of a test meets the sandbox too.
                        "--spring.datasource.url=none",
                        "--bridge.administrator.password=none",
                        "--sandbox.delay.manual=PT0.5S",
                        "--sandbox.data-directory=" + journal);
        String url = "http://localhost:" + platform.getEnvironment().getProperty("local.server.port") + "/router/rest";
        settings.add("bridge.platforms.taobao.url", () -> url);
        // Cases lie side by side: who moves the clock for one must not have the others' marked as missed.
        settings.add("bridge.deadline.mark-interval", () -> "1h");
        settings.add("bridge.evidence.directory", () -> directory.resolve(EVIDENCE));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    void approveData(String bureau, String caseNo) {
        does("unithead" + bureau, "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
    }

    static String rows(String caseNo) {
        return "/api/cases/" + caseNo + "/datasets/" + caseNo + "-R1-TRADE/rows";
    }

    void adds(String user, String caseNo, String text) {
        var answer = as(user).upload("/api/cases/" + caseNo + "/evidence", Map.of("note", "现场取得"), "说明.txt", text);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    static List<String> evidence(JsonNode file) {
        return each(file.get("evidence")).map(one -> one.get("id").asText()).toList();
    }
}
