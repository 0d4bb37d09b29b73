package org.redshield.bridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private final boolean kept;
    final DataSource database;
    final ChildBridge bridge;
    final Desk desk;

    Installation(String heap, String... sandboxSettings) throws IOException {
        this(heap, List.of(), sandboxSettings);
    }

    /** @param bridgeSettings {@code --key=value} */
    Installation(String heap, List<String> bridgeSettings, String... sandboxSettings) throws IOException {
        this(
                TestDatabase.emptyUrl(),
                List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1"),
                bridgeSettings,
                sandboxSettings);
    }

    /**
     * @param url of an empty database
     * @param options of the bridge's JVM
     * @param bridgeSettings {@code --key=value}
     */
    Installation(String url, List<String> options, List<String> bridgeSettings, String... sandboxSettings)
            throws IOException {
        this(
                url,
                options,
                bridgeSettings,
                sandbox("", sandboxSettings),
                Files.createTempDirectory("bench-evidence"),
                false);
    }

    /** What {@link GrowthFolder} keeps; it is still there when this is closed. */
    Installation(String url, List<String> options, GrowthFolder folder) throws IOException {
        this(url, options, folder.settings(), sandbox(folder.sandbox()), folder.evidence(), true);
    }

    private Installation(
            String url,
            List<String> options,
            List<String> bridgeSettings,
            ConfigurableApplicationContext sandbox,
            Path evidence,
            boolean kept)
            throws IOException {
        this.sandbox = sandbox;
        this.evidence = evidence;
        this.kept = kept;
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        List<String> settings = new ArrayList<>(bridgeSettings);
        settings.add("--spring.datasource.url=" + url);
        settings.add("--bridge.platforms.taobao.url=" + platform() + "/router/rest");
        if (!kept) {
            settings.add("--bridge.evidence.directory=" + evidence);
        }
        bridge = new ChildBridge(Path.of("target", "bench", "bridge.log"), options, settings.toArray(String[]::new));
        desk = new Desk(bridge.address(), Duration.ofMinutes(10));
        bridge.start();
    }

    /** The sandbox platform, in this JVM. @param data where it keeps what it was asked; nowhere when empty */
    static ConfigurableApplicationContext sandbox(String data, String... settings) {
        return SandboxApplication.start(Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                // Of the bridge's start check, which on the class path of a test meets the sandbox too.
                                "--spring.datasource.url=none",
                                "--bridge.administrator.password=none",
                                "--sandbox.data-directory=" + data),
                        Stream.of(settings))
                .toArray(String[]::new));
    }

    /** Where the sandbox platform answers. */
    String platform() {
        return address(sandbox);
    }

    /** Where it listens. */
    static String address(ConfigurableApplicationContext application) {
        return "http://localhost:" + application.getEnvironment().getProperty("local.server.port");
    }

    /** The folder with the evidence. */
    Path evidence() {
        return evidence;
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
        if (!kept) {
            FileSystemUtils.deleteRecursively(evidence);
        }
    }
}
