package org.redshield.bridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** What a measurement runs against: PostgreSQL and the sandbox platform here, the bridge as a JVM of its own. */
final class Installation implements AutoCloseable {

    private final ConfigurableApplicationContext sandbox;
    private final Path evidence;
    final DataSource database;
    final ChildBridge bridge;
    final Desk desk;

    Installation(String heap, String... sandboxSettings) throws IOException {
        sandbox = SandboxApplication.start(
                Stream.concat(Stream.of("--server.port=0", "--sandbox.data-directory="), Stream.of(sandboxSettings))
                        .toArray(String[]::new));
        String url = TestDatabase.emptyUrl();
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        evidence = Files.createTempDirectory("bench-evidence");
        bridge = new ChildBridge(
                Path.of("target", "bench", "bridge.log"),
                heap,
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + evidence,
                "--bridge.platforms.taobao.url=http://localhost:"
                        + sandbox.getEnvironment().getProperty("local.server.port") + "/router/rest");
        desk = new Desk(bridge.address(), Duration.ofMinutes(10));
        bridge.start();
    }

    /** The file with that hash. */
    Path evidence(String sha256) {
        return evidence.resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    void approve(String caseNo) {
        desk.does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
    }

    @Override
    public void close() throws IOException {
        bridge.close();
        sandbox.close();
        FileSystemUtils.deleteRecursively(evidence);
    }
}
