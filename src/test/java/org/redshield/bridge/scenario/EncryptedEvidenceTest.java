package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The whole bridge under the Chinese suite, with everything that lies on disks encrypted. */
@Alone
@Tag("thorough")
@TestPropertySource(properties = {"bridge.keys.suite=CHINESE", "bridge.keys.encrypt=true"})
class EncryptedEvidenceTest extends AssistanceScenario {

    private static final String WORDS = "聊天记录：消费者 13812345678";

    @Value("${bridge.evidence.directory}")
    private Path evidence;

    @Value("${bridge.evidence.keys}")
    private Path keys;

    @Autowired
    private JdbcClient jdbc;

    private Path file(String sha256) {
        return evidence.resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256 + ".encrypted");
    }

    @Test
    void filesAndLettersAreReadAsBeforeAndNothingLiesInClear() throws IOException {
        String caseNo = raised("officer310105", Requests.question());
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        assertThat(instance("assistanceHandling", "330110", caseNo)).isWaitingAt("acknowledgeLetter");
        Http officer = as("officer310105");
        JsonNode added = officer.upload("/api/cases/" + caseNo + "/evidence", Map.of(), "聊天记录.txt", WORDS)
                .json();
        String sha256 = Hashes.sha256(WORDS);
        String content = "/api/evidence/" + added.get("id").asText() + "/content";

        assertThat(added.get("sha256").asText()).isEqualTo(sha256);
        assertThat(officer.get(content).text()).isEqualTo(WORDS);
        String letter = "/api/cases/" + caseNo + "/letters/"
                + officer.get("/api/cases/" + caseNo).json().at("/letters/0/id").asText();
        assertThat(officer.get(letter + ".pdf").text()).startsWith("%PDF-");
        assertThat(officer.get(letter + "/verification").json().get("intact").asBoolean())
                .isTrue();
        try (Stream<Path> files = Files.walk(evidence)) {
            // What says whose it is is no file of a case.
            List<Path> stored = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("installation."))
                    .toList();
            assertThat(stored).isNotEmpty().allSatisfy(file -> assertThat(file.toString())
                    .endsWith(".encrypted"));
            assertThat(stored).noneMatch(file -> isReadable(file));
        }
        JsonNode verified = officer.post("/api/evidence/" + added.get("id").asText() + "/verification", Map.of())
                .json();
        assertThat(verified.get("intact").asBoolean()).as(verified.toString()).isTrue();
        JsonNode log = officer.get("/api/evidence/log").json();
        assertThat(log.path("sm2Certificate").isMissingNode()
                        || log.path("sm2Certificate").isNull())
                .as("the one signature is SM2")
                .isTrue();
        assertThat(jdbc.sql("select name from storage_key").query(String.class).list())
                .containsExactly("0001");

        damagedIsNeverGivenOut(officer, content, file(sha256));
        aMissingKeyIsNamed(officer, content);
    }

    private static boolean isReadable(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.contains("13812345678") || text.contains("%PDF-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void damagedIsNeverGivenOut(Http officer, String content, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int place : new int[] {0, 20, 130, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[place] ^= 1;
            Files.write(file, damaged);
            Http.Answer refused = officer.get(content);
            assertThat(refused.status()).as("byte %d", place).isEqualTo(422);
            assertThat(refused.json().get("code").asText()).isIn("evidence.bytes-changed", "evidence.key-missing");
            assertThat(refused.text()).doesNotContain("13812345678");
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
        assertThat(officer.get(content).json().get("code").asText()).isEqualTo("evidence.bytes-changed");
        Files.write(file, bytes);
        assertThat(officer.get(content).status()).isEqualTo(200);
    }

    /** As when the installation was told of a key by another node and has not got its file. */
    private void aMissingKeyIsNamed(Http officer, String content) throws IOException {
        Path file = file(Hashes.sha256(WORDS));
        byte[] bytes = Files.readAllBytes(file);
        byte[] other = bytes.clone();
        // The name of the key, behind two heads of four bytes, two codes and two lengths.
        other[12] = '9';
        Files.write(file, other);
        Http.Answer refused = officer.get(content);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("code").asText()).isEqualTo("evidence.key-missing");
        assertThat(refused.json().get("detail").asText()).contains("没有丢失", "9001");
        Files.write(file, bytes);
        assertThat(officer.get(content).text()).isEqualTo(WORDS);
        assertThat(keys.resolve("storage/0001.key")).exists();
    }
}
