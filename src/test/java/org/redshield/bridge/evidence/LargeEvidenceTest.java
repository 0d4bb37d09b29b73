package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.Hasher;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.redshield.verifier.Verify;

/** One gibibyte goes in over HTTP, is verified and exported by a bridge with a heap of 256 MiB, and the package holds. */
@Tag("kill")
class LargeEvidenceTest {

    private static final long SIZE = 1L << 30;
    private static final String USER = "officer310105";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    /** The same incompressible mebibyte, each time with its number in front. */
    private static final class Source extends InputStream {
        private final byte[] block = new byte[1 << 20];
        private long position;

        Source() {
            new Random(1).nextBytes(block);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position >= SIZE) {
                return -1;
            }
            int at = (int) (position % block.length);
            if (at == 0) {
                byte[] number = "PK\3\4%08d".formatted(position >> 20).getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(number, 0, block, 0, number.length);
            }
            int count = Math.min(length, block.length - at);
            System.arraycopy(block, at, buffer, offset, count);
            position += count;
            return count;
        }
    }

    @Test
    void aGibibyteGoesInIsVerifiedAndExported() throws Exception {
        try (ChildBridge bridge = new ChildBridge(
                Path.of("target", "large-evidence.log"),
                "256m",
                "--spring.datasource.url=" + TestDatabase.emptyUrl(),
                "--bridge.evidence.directory=" + directory.resolve("evidence"),
                "--bridge.upload.max-bytes=2GB",
                "--bridge.platforms.taobao.url=http://127.0.0.1:9/router/rest")) {
            bridge.start();
            String caseNo =
                    new Desk(bridge.address(), Duration.ofMinutes(2)).raised(USER, Requests.direct("SHOP_SUBJECT"));
            Content content = Hasher.of(new Source());

            long start = System.nanoTime();
            JsonNode evidence = json(send(bridge, "/api/cases/" + caseNo + "/evidence", request -> request.header(
                            "Content-Type", "multipart/form-data; boundary=xxxxxx")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(LargeEvidenceTest::form))));
            long in = System.nanoTime();
            assertThat(evidence.path("sha256").asText()).as(evidence.toString()).isEqualTo(content.sha256());
            assertThat(evidence.path("sm3").asText()).isEqualTo(content.sm3());

            String id = evidence.path("id").asText();
            JsonNode verification = json(send(
                    bridge,
                    "/api/evidence/" + id + "/verification",
                    request -> request.POST(HttpRequest.BodyPublishers.noBody())));
            long verified = System.nanoTime();
            assertThat(verification.path("intact").asBoolean())
                    .as(verification.toString())
                    .isTrue();

            Path file = directory.resolve("package.zip");
            HttpResponse<Path> exported = client.send(
                    request(bridge, "/api/cases/" + caseNo + "/evidence/package")
                            .GET()
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(file));
            long out = System.nanoTime();
            assertThat(exported.statusCode()).isEqualTo(200);
            assertThat(Files.size(file)).isGreaterThan(SIZE);

            assertThat(verifier(file)).startsWith("3 内容前后一致，但没有核对由谁签名：1 份证据文件");
            long checked = System.nanoTime();
            System.out.printf(
                    "1 GiB with a heap of 256 MiB: in %,d ms, verified %,d ms, exported %,d ms, package checked with a heap"
                            + " of 64 MiB %,d ms; peak memory of the bridge %,d MiB%n",
                    (in - start) / 1_000_000,
                    (verified - in) / 1_000_000,
                    (out - verified) / 1_000_000,
                    (checked - out) / 1_000_000,
                    bridge.peakResidentKiB() >> 10);
        }
    }

    private static InputStream form() {
        String head = "--xxxxxx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"录像.zip\"\r\n\r\n";
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)),
                new Source(),
                new ByteArrayInputStream("\r\n--xxxxxx--\r\n".getBytes(StandardCharsets.UTF_8)))));
    }

    private interface Step {
        HttpRequest.Builder apply(HttpRequest.Builder request);
    }

    private HttpRequest.Builder request(ChildBridge bridge, String path) {
        String credentials = Base64.getEncoder().encodeToString((USER + ":demo").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(bridge.address() + path))
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", "Basic " + credentials);
    }

    private String send(ChildBridge bridge, String path, Step step) throws IOException, InterruptedException {
        return client.send(step.apply(request(bridge, path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** As a court would run it, in a JVM of its own with little memory. */
    private static String verifier(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Verify.class.getName(),
                        file.toString())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue() + " " + said;
    }
}
