package org.redshield.bridge.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.redshield.bridge.support.HostileFiles.Hostile;

/**
 * Sends hostile files of data where an attacker would, with the account of an officer of one bureau, while an officer of another imports
 * 100 honest rows.
 */
public final class HostileUploads {

    /** As an installation has to refuse each. */
    public static final Duration REFUSED = Duration.ofSeconds(10);

    /** In which the file of the other bureau has to be through. */
    public static final Duration THROUGH = Duration.ofSeconds(15);

    public static final String CLUES =
            "externalNo,receivedAt,channel,platform,shopId,shopName,creditCode,subjectName,address,"
                    + "divisionCode,content,reporterName,reporterPhone,reporterIdNo,realName";
    public static final String SHOPS = "shop_id,licence_name_shown,licence_code_shown,address_shown";

    private static final String IMPORTS = "/api/clues/imports";
    private static final String RUNS = "/api/reconciliations";
    private static final String REGISTER = "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,杭州市余杭区文一西路1号\r\n";
    private static final String CHINESE = "(?s).*[\\u4e00-\\u9fff].*";

    private final Http attacker;
    private final Http other;

    private final Duration refused;

    /** @param refused in which each has to be refused, from the moment when it has come */
    public HostileUploads(String address, Duration refused) {
        this.refused = refused;
        this.attacker = new Http(address, "officer330110");
        this.other = new Http(address, "officer310000");
    }

    /** Begins the honest import of the other bureau. @return what waits for its end and says how long it took at most */
    public Runnable honest() {
        String batch = UUID.randomUUID().toString().substring(0, 8);
        StringBuilder rows = new StringBuilder(CLUES + "\n");
        for (int row = 1; row <= 100; row++) {
            rows.append(batch)
                    .append('-')
                    .append(row)
                    .append(",2026-02-10 09:30,,taobao,S60,清茗茶庄,,,,310000,网店宣传其茶叶可以治病,,,,否\n");
        }
        long began = System.nanoTime();
        String path = begun(
                other, IMPORTS + "?source=12315", "text/csv", rows.toString().getBytes(StandardCharsets.UTF_8));
        return () -> {
            JsonNode one = ended(other, IMPORTS + "/" + path, THROUGH, began);
            assertThat(one.path("imported").asInt()).as(one.toString()).isEqualTo(100);
        };
    }

    private static String begun(Http who, String path, String type, byte[] body) {
        Http.Answer answer = who.send("POST", path, type, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("id").asText();
    }

    /** @param began from when it counts */
    private static JsonNode ended(Http who, String path, Duration within, long began) {
        return await(path + " is over")
                .atMost(within.minusNanos(System.nanoTime() - began))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> who.get(path).json(),
                        one -> !one.path("state").asText().equals("RUNNING"));
    }

    /** As an import of clues. @return how long it took */
    public Duration refusedAsClues(Hostile file) {
        byte[] bytes = file.bytes();
        Http.Answer answer = attacker.send("POST", IMPORTS + "?source=12315&preview=true", "text/csv", bytes);
        long began = System.nanoTime();
        if (answer.status() != 202) {
            assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
            assertThat(answer.json().path("detail").asText()).matches(CHINESE);
            return Duration.ZERO;
        }
        JsonNode one = ended(attacker, IMPORTS + "/" + answer.json().path("id").asText(), refused, began);
        if (one.path("state").asText().equals("FAILED")) {
            assertThat(one.path("problem").asText()).matches(CHINESE).doesNotContain("系统多次处理失败");
        } else {
            assertThat(one.path("rows").asInt() - one.path("refused").asInt())
                    .as("good rows of " + one)
                    .isZero();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** As a table of shops. @return how long it took */
    public Duration refusedAsShops(Hostile file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head("shops", file.name()));
        body.writeBytes(file.bytes());
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(head("registry", "registry.csv"));
        body.writeBytes((REGISTER + "\r\n--b--\r\n").getBytes(StandardCharsets.UTF_8));
        String id = begun(attacker, RUNS, "multipart/form-data; boundary=b", body.toByteArray());
        long began = System.nanoTime();
        JsonNode one = ended(attacker, RUNS + "/" + id, refused, began);
        assertThat(one.path("state").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(one.path("failure").asText()).matches(CHINESE).doesNotContain("比对多次没有完成");
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static byte[] head(String name, String file) {
        return ("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file + "\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
