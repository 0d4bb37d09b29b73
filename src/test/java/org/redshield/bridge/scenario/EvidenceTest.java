package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.support.BridgeTest;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.redshield.verifier.Verify;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Evidence over HTTP: what officers add, who sees it, and how it leaves. */
@BridgeTest
class EvidenceTest {

    @LocalServerPort
    int port;

    @Autowired
    Evidences evidences;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private EvidenceSettings settings;

    @TempDir
    Path directory;

    private Desk desk;
    private String caseNo;

    @BeforeEach
    void raise() {
        desk = new Desk("http://localhost:" + port, Duration.ofSeconds(60));
        caseNo = desk.raised("officer310105", Requests.direct("SHOP_SUBJECT"));
    }

    private Http officer() {
        return desk.as("officer310105");
    }

    private JsonNode added(String name, String content) {
        Http.Answer answer = officer().upload(path(), Map.of("note", "现场取得"), name, content);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private String path() {
        return "/api/cases/" + caseNo + "/evidence";
    }

    @Test
    void everyLookAtAFileIsPartOfItsCustody() {
        JsonNode evidence = added("说明.txt", "现场检查情况");
        String id = evidence.path("id").asText();
        assertThat(evidence.path("sm3").asText()).hasSize(64);

        officer().get("/api/evidence/" + id + "/content");
        Http.Answer verification = officer().post("/api/evidence/" + id + "/verification", Map.of());
        assertThat(verification.status()).as(verification.text()).isEqualTo(200);
        assertThat(verification.json().path("intact").asBoolean())
                .as(verification.text())
                .isTrue();
        assertThat(verification.json().path("sha256").asText())
                .isEqualTo(evidence.path("sha256").asText());

        JsonNode custody = officer().get("/api/evidence/" + id + "/custody").json();
        assertThat(custody.findValuesAsText("event")).containsExactly("RECEIVED", "VIEWED", "REVERIFIED");
        assertThat(desk.as("officer330110")
                        .get("/api/evidence/" + id + "/custody")
                        .status())
                .isEqualTo(404);
        assertThat(desk.as("officer330110")
                        .get("/api/evidence/" + id + "/package")
                        .status())
                .isEqualTo(404);
        assertThat(desk.as("officer330110").get(path() + "/package").status()).isEqualTo(404);
        assertThat(desk.as("auditor").get(path() + "/package").status()).isEqualTo(404);
    }

    /** Whoever asks for a file gets what was sealed or a sentence, never other bytes; and the auditor knows at once. */
    @Test
    void anAlteredFileIsNotHandedOut() throws Exception {
        String id = added("说明.txt", "现场检查情况").path("id").asText();
        Path file = stored(id);
        byte[] sealed = Files.readAllBytes(file);
        Files.writeString(file, "现场检查情光");

        for (String path : List.of("/content", "/package")) {
            Http.Answer answer = officer().get("/api/evidence/" + id + path);
            assertThat(answer.status()).as(path).isEqualTo(422);
            assertThat(answer.json().path("detail").asText()).contains("“说明.txt”", "已被改动");
        }
        assertThat(officer().get(path() + "/package").status()).isEqualTo(422);
        assertThat(found(id)).containsExactly("FILE_CHANGED");
        JsonNode custody = officer().get("/api/evidence/" + id + "/custody").json();
        assertThat(custody.findValuesAsText("event")).containsExactly("RECEIVED", "REVERIFIED");
        assertThat(custody.findValuesAsText("intact")).containsExactly("false");

        Files.delete(file);
        Http.Answer gone = officer().get("/api/evidence/" + id + "/content");
        assertThat(gone.status()).isEqualTo(422);
        assertThat(gone.json().path("detail").asText()).contains("不在证据存储中");
        assertThat(found(id)).containsExactlyInAnyOrder("FILE_CHANGED", "FILE_MISSING");
        Files.write(file, sealed);
        assertThat(officer().get("/api/evidence/" + id + "/content").text()).isEqualTo("现场检查情况");
    }

    /** A large one is not read twice: its end stays away, and the client sees that it failed. */
    @Test
    void theEndOfALargeAlteredFileStaysAway() throws Exception {
        String content = "一行现场记录。\n".repeat(450_000);
        String id = added("记录.txt", content).path("id").asText();
        assertThat(officer().get("/api/evidence/" + id + "/content").text()).isEqualTo(content);
        Path file = stored(id);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes.length).isGreaterThan(8 * 1024 * 1024);
        bytes[1000] ^= 1;
        Files.write(file, bytes);

        Http.Answer changed = officer().get("/api/evidence/" + id + "/content");
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.json().get("code").asText()).isEqualTo("evidence.bytes-changed");
        assertThat(changed.text()).doesNotContain("现场记录。");
        assertThat(found(id)).containsExactly("FILE_CHANGED");
        assertThat(officer().get("/api/evidence/" + id + "/package").status()).isEqualTo(422);
    }

    private Path stored(String id) {
        String sha256 = evidences.find(UUID.fromString(id)).orElseThrow().sha256();
        return settings.directory()
                .resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    private List<String> found(String id) {
        return StreamSupport.stream(
                        desk.as("auditor")
                                .get("/api/evidence/log/audit")
                                .json()
                                .path("findings")
                                .spliterator(),
                        false)
                .filter(finding -> finding.path("about").asText().endsWith(id))
                .map(finding -> finding.path("problem").asText())
                .toList();
    }

    /** What the platform sent is sealed with all that the record of extraction wants, and the package holds. */
    @Test
    void aPlatformsAnswerLeavesAsAPackageThatHolds() throws Exception {
        desk.does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        desk.waitingTask("officer310105", "decideOutcome", caseNo);
        added("说明.txt", "现场检查情况");
        jdbc.sql("""
                        insert into further_field
                            (submission, case_no, tenant, form, step, key, label, value, mask, entered_by, entered_at)
                        values (gen_random_uuid(), ?, '310105', 'legalReview', '法制审核', 'witnessPhone', '证人电话', '13812345678',
                                'PHONE', 'reviewer310105', now())
                        """).param(caseNo).update();

        Path file = directory.resolve("package.zip");
        String credentials = Base64.getEncoder().encodeToString("officer310105:demo".getBytes(StandardCharsets.UTF_8));
        HttpResponse<Path> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(desk.base() + path() + "/package"))
                                .header("Authorization", "Basic " + credentials)
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(file));

        assertThat(answer.statusCode()).isEqualTo(200);
        var said = new java.io.ByteArrayOutputStream();
        var log = officer().get("/api/evidence/log").json();
        int code = Verify.run(
                new String[] {
                    file.toString(),
                    "--log-certificate",
                    log.get("certificate").asText(),
                    "--tsa-certificate",
                    log.get("timeStampCertificate").asText()
                },
                new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(new String(zip.getInputStream(zip.getEntry("说明.txt")).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("三、补充信息", "法制审核　上海市长宁区市场监督管理局法制审核人员", "证人电话：138****5678");
        }
        var sealed = evidences.ofCase(caseNo, "310105").stream()
                .filter(found -> found.source().equals("taobao"))
                .findFirst()
                .orElseThrow();
        assertThat(sealed.provenance().letterNo())
                .hasValueSatisfying(letter -> assertThat(letter).contains("〔"));
        assertThat(sealed.provenance().medium()).isPresent();
        assertThat(sealed.provenance().process()).isPresent();
        assertThat(sealed.provenance().begunAt()).isPresent();
        assertThat(sealed.provenance().officers()).isNotEmpty();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(officer()
                        .get("/api/evidence/" + sealed.id() + "/custody")
                        .json()
                        .findValuesAsText("event"))
                .containsExactly("RECEIVED", "VERIFIED", "EXPORTED"));
    }

    @ParameterizedTest
    @CsvSource({
        "../../../etc/passwd.txt, passwd.txt",
        "..\\\\..\\\\a.txt, a.txt",
        "a\u202Etxt.csv, atxt.csv",
        "<img src=x>.txt, _img src=x_.txt"
    })
    void hostileNamesAreMadeHarmless(String name, String shown) {
        assertThat(added(name, "x").path("name").asText()).isEqualTo(shown);
    }

    @Test
    void aVeryLongNameIsShortenedAndNoNameIsRefused() {
        assertThat(added("长".repeat(5_000) + ".txt", "x").path("name").asText())
                .hasSize(69)
                .endsWith("长.txt");
        assertThat(officer().upload(path(), Map.of(), "", "x").status()).isEqualTo(422);
        assertThat(officer().upload(path(), Map.of(), "空.txt", "").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "合同.pdf, MZ this is a program",
        "照片.jpg, <html><script>alert(1)</script>",
        "数据.xlsx, %PDF-1.7",
        "程序.exe, MZ",
        "页面.html, <html>"
    })
    void whatIsNotWhatItsNameSaysIsRefused(String name, String content) {
        Http.Answer answer = officer().upload(path(), Map.of(), name, content);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("code").asText()).startsWith("casefile.file-");
        assertThat(evidences.ofCase(caseNo, "310105")).isEmpty();
    }

    @Test
    void theSecondOfficerIsAnotherOneOfTheSameBureau() {
        assertThat(officer()
                        .upload(path(), Map.of("secondOfficer", "officer310105"), "a.txt", "x")
                        .status())
                .isEqualTo(422);
        assertThat(officer()
                        .upload(path(), Map.of("secondOfficer", "officer330110"), "a.txt", "x")
                        .status())
                .isEqualTo(422);
        Http.Answer answer = officer()
                .upload(
                        path(),
                        Map.of("secondOfficer", "officer2310105", "medium", "手机，开机，未锁定", "process", "拍照后导出"),
                        "a.txt",
                        "x");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(evidences.ofCase(caseNo, "310105").get(0).provenance())
                .satisfies(provenance -> assertThat(provenance.officers()).hasSize(2))
                .satisfies(provenance -> assertThat(provenance.medium()).contains("手机，开机，未锁定"));
    }
}
