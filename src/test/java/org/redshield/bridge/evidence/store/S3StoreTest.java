package org.redshield.bridge.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.support.Http;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Against an S3-compatible server over HTTP, started here: Adobe's S3Mock in a JVM of its own. */
class S3StoreTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String BUCKET = "evidence";

    @TempDir
    static Path directory;

    private static Process server;
    private static URI endpoint;
    private static S3Store store;
    private static S3Client administrator;

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        endpoint = URI.create("http://127.0.0.1:" + port);
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Path.of("target", "s3mock", "s3mock.jar")
                                .toAbsolutePath()
                                .toString(),
                        "--com.adobe.testing.s3mock.http-port=" + port,
                        "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
                        "--com.adobe.testing.s3mock.store.root=" + directory.resolve("s3"),
                        "--server.port=0")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("s3mock.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
        await("S3Mock serves")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(S3StoreTest::serves);
        store = new S3Store(settings(Optional.of(BUCKET)), TestKeys.plain());
        administrator = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
    }

    private static boolean serves() throws IOException {
        if (!server.isAlive()) {
            throw new AssertionError("S3Mock ended: " + Files.readString(directory.resolve("s3mock.log")));
        }
        try {
            return new Http(endpoint.toString(), null).get("/").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static EvidenceSettings settings(Optional<String> bucket) {
        EvidenceSettings others = new EvidenceSettings(directory, DataSize.ofMegabytes(32));
        return new EvidenceSettings(
                directory,
                DataSize.ofMegabytes(32),
                others.keys(),
                new EvidenceSettings.S3(bucket, Optional.of(endpoint), "us-east-1", "bridge", "secret", true),
                others.log(),
                others.timeStamp(),
                others.heads(),
                others.audit());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        if (store != null) {
            store.close();
            administrator.close();
        }
        server.destroyForcibly();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void bytesLieUnderTheirHashAndAreReadBack() throws IOException {
        Content content = store.keep(bytes("abc"));

        assertThat(content.sha256()).isEqualTo(ABC);
        assertThat(store.has(new Announced(ABC, 3))).isTrue();
        assertThat(store.has(new Announced(ABC, 4))).isFalse();
        assertThat(store.digest(ABC)).isEqualTo(content);
        assertThat(store.find(new Announced(ABC, 3))).contains(content);
        assertThat(administrator
                        .listObjectsV2(request -> request.bucket(BUCKET).prefix("ba/78/"))
                        .contents())
                .singleElement()
                .satisfies(object -> assertThat(object.key()).isEqualTo("ba/78/" + ABC));
    }

    /** What is there is not written again, even when many come at once. */
    @Test
    void theSameBytesAtOnceAreOneObject() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Content>> all = IntStream.range(0, 8)
                    .mapToObj(i -> workers.submit(() -> store.keep(bytes("the same"))))
                    .toList();
            Content content = all.get(0).get();
            for (Future<Content> one : all) {
                assertThat(one.get()).isEqualTo(content);
            }
            var before =
                    administrator.headObject(request -> request.bucket(BUCKET).key(key(content.sha256())));
            store.keep(bytes("the same"));
            assertThat(administrator
                            .headObject(request -> request.bucket(BUCKET).key(key(content.sha256())))
                            .lastModified())
                    .isEqualTo(before.lastModified());
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void aLargeFileComesBackAsItWas() throws IOException {
        byte[] large = new byte[20 * 1024 * 1024];
        new Random(4).nextBytes(large);
        Content content = store.keep(new ByteArrayInputStream(large));
        assertThat(store.digest(content.sha256())).isEqualTo(content);
        assertThat(content.bytes()).isEqualTo(large.length);
    }

    @Test
    void otherBytesThanAnnouncedAndTooManyAreNotKept() throws IOException {
        String hash = Hasher.of(bytes("expected")).sha256();
        assertThatThrownBy(() -> store.keep(bytes("other"), new Announced(hash, 8)))
                .isInstanceOf(ContentMismatch.class);
        assertThatThrownBy(() -> store.keep(bytes("unexpected"), new Announced(hash, 8)))
                .isInstanceOf(ContentMismatch.class);
        assertThatThrownBy(() -> store.keep(new ByteArrayInputStream(new byte[33 * 1024 * 1024])))
                .isInstanceOf(Refusal.class);
        assertThat(store.place(8))
                .as("bytes pass through a local file")
                .startsWith(Scratch.directory().toAbsolutePath());
        assertThatThrownBy(() -> store.place(33 * 1024 * 1024)).isInstanceOf(Refusal.class);
        assertThat(store.has(new Announced(hash, 8))).isFalse();
        assertThatThrownBy(() -> store.open(hash)).isInstanceOf(NoSuchFileException.class);
    }

    /** Somebody with rights of his own in the storage: reading back tells. */
    @Test
    void aReplacedObjectIsNotTakenForTheSame() throws IOException {
        Content content = store.keep(bytes("original"));
        administrator.putObject(
                request -> request.bucket(BUCKET).key(key(content.sha256())), RequestBody.fromString("tampered"));
        assertThat(store.find(new Announced(content.sha256(), 8))).isEmpty();
        assertThat(store.digest(content.sha256())).isNotEqualTo(content);
    }

    @Test
    void aStorageThatIsNotThereIsAnErrorAndNoRefusal() throws IOException {
        try (S3Store nowhere = new S3Store(settings(Optional.of("no-such-bucket")), TestKeys.plain())) {
            assertThatThrownBy(() -> nowhere.keep(bytes("abc"))).isInstanceOf(IOException.class);
        }
    }

    private static String key(String sha256) {
        return sha256.substring(0, 2) + "/" + sha256.substring(2, 4) + "/" + sha256;
    }
}
