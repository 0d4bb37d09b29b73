package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A bridge is killed after a message was written and before it is delivered: it is delivered all the same, once, and told once. */
@Tag("kill")
class MessageKillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private DataSource database;
    private JdbcClient jdbc;
    private ChildBridge bridge;

    @BeforeEach
    void startABridge() throws IOException {
        String url = TestDatabase.emptyUrl();
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        jdbc = JdbcClient.create(database);
        Path files = Files.createTempDirectory("message-kill");
        bridge = new ChildBridge(
                Path.of("target", "kill", "message.log"),
                "384m",
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + files.resolve("evidence"),
                "--bridge.evidence.keys=" + files.resolve("keys"),
                "--bridge.numbers.directory=" + files.resolve("numbers"));
        bridge.start();
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aMessageSurvivesAKillAtEachOfItsSteps() throws Exception {
        Desk desk = new Desk(bridge.address(), PATIENCE);
        String caseNo = desk.raised("officer310105", Requests.question());
        desk.does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        desk.waitingTask("officer330110", "acknowledgeLetter", caseNo);
        String path = "/api/cases/" + caseNo + "/messages";
        UUID id = UUID.randomUUID();

        TableHold inbox = new TableHold(database, "inbox", "share");
        assertThat(desk.as("officer310105")
                        .post(path, Map.of("id", id, "to", "330110", "text", "在吗"))
                        .status())
                .isEqualTo(200);
        inbox.awaitReached(PATIENCE);
        bridge.kill();
        // Next time it is in the inbox, and not handed over.
        TableHold marks = new TableHold(database, "case_message_mark", "share");
        inbox.close();
        bridge.start();
        marks.awaitReached(PATIENCE);
        bridge.kill();
        marks.close();
        bridge.start();

        await("it is delivered")
                .atMost(PATIENCE)
                .until(() -> desk.as("officer330110")
                                .get(path)
                                .json()
                                .get("messages")
                                .size()
                        == 1);
        assertThat(texts("select mark from case_message_mark")).containsExactly("DELIVERED");
        assertThat(texts("select state from inbox where kind = 'CASE_MESSAGE'")).containsExactly("FILED");
        await("and told").atMost(PATIENCE).until(() -> texts("select kind from notice_news")
                .isEmpty());
        assertThat(texts("select kind from log_leaf where kind like 'MESSAGE%' order by 1"))
                .containsExactly("MESSAGE", "MESSAGE_MARK", "MESSAGE_PERSON");
    }

    private List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
