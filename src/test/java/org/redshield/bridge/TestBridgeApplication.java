package org.redshield.bridge;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.redshield.bridge.support.NoTestClasses;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The whole system on one machine, started by {@code ./mvnw spring-boot:test-run}: PostgreSQL, the sandbox platform and
 * the bridge with its demonstration organisations. Data stays under target/ until that is removed.
 */
public final class TestBridgeApplication {

    private static final Path DATA = Path.of("target", "bridge-data");

    private TestBridgeApplication() {}

    public static void main(String[] args) throws IOException {
        BridgeApplication.useBridgeZone();
        new EnoughMemory().warning().ifPresent(TestBridgeApplication::said);
        EmbeddedPostgres postgres = postgres();
        ConfigurableApplicationContext sandbox = started(
                () -> SandboxApplication.start(
                        "--sandbox.data-directory=" + DATA.resolve("sandbox"),
                        "--logging.include-application-name=false"),
                () -> close(postgres));
        int sandboxPort = Integer.parseInt(sandbox.getEnvironment().getProperty("local.server.port", "8090"));

        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"));
        settings.put("spring.datasource.username", "postgres");
        settings.put("bridge.evidence.directory", DATA.resolve("evidence").toString());
        settings.put("bridge.evidence.keys", DATA.resolve("keys").toString());
        settings.put("bridge.numbers.directory", DATA.resolve("numbers").toString());
        settings.put("bridge.seals.directory", DATA.resolve("seals").toString());
        settings.put("bridge.ofd.organisations", "all");
        // The sandbox fetches the files of letters from here.
        settings.put("bridge.public-url", "http://localhost:${server.port}");
        SpringApplication application = new SpringApplication(BridgeApplication.class);
        application.addInitializers(new NoTestClasses());
        application.setAdditionalProfiles("demo");
        application.setDefaultProperties(settings);
        application.addListeners((ContextClosedEvent closed) -> {
            if (closed.getApplicationContext().getParent() == null) {
                sandbox.close();
                close(postgres);
            }
        });
        ConfigurableApplicationContext bridge = started(() -> application.run(args), () -> {
            sandbox.close();
            close(postgres);
        });
        String port = bridge.getEnvironment().getProperty("local.server.port");
        System.out.println(welcome(port, sandboxPort));
        if (bridge.getEnvironment().getProperty("demo.clues", Boolean.class, true)) {
            Thread clues = new Thread(() -> bringInClues("http://localhost:" + port, sandboxPort), "demo-clues");
            clues.setDaemon(true);
            clues.start();
        }
    }

    /** Behind the start, which does not wait for it. */
    private static void bringInClues(String bridge, int sandboxPort) {
        try {
            int brought = new DemoClues(bridge, "http://localhost:" + sandboxPort).bringIn();
            if (brought > 0) {
                System.out.println(" 已登记 " + brought + " 条演示线索，分布在各局，部分正在核查、已立案或者已移送。");
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            System.out.println(" 演示线索没有登记完：" + e.getMessage());
        }
    }

    /** What does not start takes along what runs already: else the sandbox would keep the JVM alive, and PostgreSQL live on. */
    private static ConfigurableApplicationContext started(
            Supplier<ConfigurableApplicationContext> start, Runnable end) {
        try {
            return start.get();
        } catch (RuntimeException | Error e) {
            said(CannotStart.of(e).getMessage());
            end.run();
            System.exit(1);
            throw e;
        }
    }

    /** In UTF-8, whatever Java thinks of the terminal. */
    private static void said(String sentence) {
        new PrintStream(System.err, true, StandardCharsets.UTF_8).println(sentence);
    }

    /** A fixed port: after kill -9 of the JVM the server lives on, and the next start finds it there. */
    private static EmbeddedPostgres postgres() throws IOException {
        Files.createDirectories(DATA);
        int port = Integer.parseInt(
                Optional.ofNullable(System.getenv("POSTGRES_PORT")).orElse("15432"));
        return EmbeddedPostgres.builder()
                .setDataDirectory(DATA.resolve("postgres"))
                .setOverrideWorkingDirectory(DATA.resolve("postgres-binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("max_connections", "200")
                .setPort(port)
                .start();
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String welcome(String port, int sandboxPort) {
        return """

                ------------------------------------------------------------------------------------------
                 红盾云桥已就绪      http://localhost:%s/        （所有演示用户的密码都是 demo）
                 模拟平台            http://localhost:%d/        （网店清单、处置台账、故障开关）

                   officer310105   长宁区局办案人员        unithead310105   长宁区局办案机构负责人
                   officer330110   余杭区局办案人员        officer2330110   余杭区局第二名办案人员
                   unithead330110  余杭区局办案机构负责人   liaisontaobao    平台政企协查专员

                 先试这一步：用 officer310105 登录，点“发起流程”→“协查请求”，查网店 S1000001。
                 README.md 有走完整个案件的图文说明。
                ------------------------------------------------------------------------------------------
                """.formatted(port, sandboxPort);
    }
}
