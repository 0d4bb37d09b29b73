package org.redshield.sandbox.casework;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.sandbox.SandboxClient.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.sandbox.SandboxApplication;
import org.redshield.sandbox.SandboxClient;
import org.redshield.sandbox.files.Hashes;
import org.springframework.context.ConfigurableApplicationContext;

/** Events that come twice, in the wrong order, and before the answer to the submission. */
class EventFaultsTest {

    private static final String SECRET = "of both sides";

    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final List<String> wronglySigned = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private ConfigurableApplicationContext context;
    private SandboxClient sandbox;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String signed =
                    exchange.getRequestHeaders().getFirst("Redshield-Timestamp") + "." + new String(body, UTF_8);
            String signature = exchange.getRequestHeaders().getFirst("Redshield-Signature");
            if (!("v1=" + HexFormat.of().formatHex(Hashes.hmac("HmacSHA256", SECRET, signed))).equals(signature)) {
                wronglySigned.add(signed);
            }
            events.add(SandboxClient.parse(new String(body, UTF_8)));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        receiver.start();
        context = SandboxApplication.start(
                "--server.port=0",
                "--sandbox.data-directory=",
                "--sandbox.delay.manual=PT0S",
                "--sandbox.webhook.secret=" + SECRET,
                "--sandbox.webhook.url=http://127.0.0.1:"
                        + receiver.getAddress().getPort() + "/events",
                "--logging.level.root=WARN");
        sandbox = new SandboxClient(context.getEnvironment().getProperty("local.server.port"));
    }

    @AfterEach
    void stop() {
        context.close();
        receiver.stop(0);
    }

    private void submit(String fault) {
        sandbox.put("/admin/faults", "[{\"fault\":\"NEW_DATE\",\"hold\":\"PT0S\"}" + fault + "]");
        sandbox.execute("request.submit", request("E-1", "TRADE", "SHOP", "S1000001"));
    }

    private List<String> ids() {
        return events.stream().map(event -> event.get("eventId").asText()).toList();
    }

    @Test
    void onceEachWithoutAFault() {
        submit("");
        await().until(() -> events.size() >= 2);
        assertThat(ids()).doesNotHaveDuplicates();
        assertThat(wronglySigned)
                .as("not signed over its time and its body, as docs/platform-api says")
                .isEmpty();
    }

    @Test
    void twiceByTheirIdAndTwiceByTheirMeaning() {
        submit(",{\"fault\":\"EVENTS_TWICE\"}");
        await().until(() -> ids().stream()
                        .distinct()
                        .filter(id -> Collections.frequency(ids(), id) == 2)
                        .count()
                == 4);
        assertThat(events).allMatch(event -> event.get("requestNo").asText().equals("E-1"));
    }

    @Test
    void inReverseOrderAndBeforeTheAnswer() {
        submit(",{\"fault\":\"EVENTS_REVERSED\"},{\"fault\":\"EVENTS_EARLY\"}");
        assertThat(events).hasSize(2);
        assertThat(events.get(0).get("at").asText())
                .isGreaterThanOrEqualTo(events.get(1).get("at").asText());
    }
}
