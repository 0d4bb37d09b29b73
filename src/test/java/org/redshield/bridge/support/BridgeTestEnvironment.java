package org.redshield.bridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.TestDatabase;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Starts what the bridge needs around it and tells it where that is. */
final class BridgeTestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static {
        BridgeApplication.useBridgeZone();
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        EveryLog.keep();
        context.addApplicationListener(
                (ApplicationListener<ApplicationReadyEvent>) ready -> TestMinutes.started(ready.getTimeTaken()));
        String database = TestDatabase.migratedUrl();
        BridgeDatabases.add(database);
        // A clock that is moved would have the numbers of all organisations of the country held against their rows,
        // each night of it.
        JdbcClient.create(new DriverManagerDataSource(database, "postgres", "postgres"))
                .sql("update supervision_night set day = date '2999-01-01'")
                .update();
        TestPropertyValues.of(Stream.of(
                                "spring.datasource.url=" + database,
                                "spring.datasource.username=postgres",
                                "spring.datasource.password=postgres",
                                "management.server.port=0",
                                // Tests fire timers by name; the sweeper would fire others when the clock is moved.
                                "bridge.deadline.sweep-interval=1h",
                                // Tests of Spring Boot export no metrics unless told.
                                "management.prometheus.metrics.export.enabled=true",
                                "bridge.evidence.directory=" + temporary("evidence"),
                                "bridge.evidence.keys=" + temporary("keys"),
                                "bridge.numbers.directory=" + temporary("numbers"),
                                "bridge.seals.directory=" + temporary("seals"),
                                // A clock that is moved would have the whole log verified again each time.
                                "bridge.evidence.audit.interval=3650d",
                                // One bureau's letters; those of all would keep a core busy.
                                "bridge.ofd.organisations=320324",
                                "bridge.platforms.taobao.url=" + sandboxOf(context) + "/router/rest",
                                "bridge.retry.own=PT0.2S,PT0.2S,PT0.2S",
                                "bridge.retry.platform=PT0.2S,PT0.5S,PT1S,PT1S,PT1S",
                                // A platform that is on this machine has answered by then.
                                "bridge.polling.intervals=200ms,300ms,500ms,1s,2s,5s,15s,60s,5m,15m,30m",
                                "bridge.polling.fault-intervals=300ms,1s,5s,15s,60s",
                                "bridge.records.sweep-interval=1s",
                                "bridge.calls.rest=300ms",
                                "bridge.calls.turn=100ms")
                        .filter(setting -> !givenByTheTest(context, setting)))
                .applyTo(context);
    }

    /** What a test sets for itself with {@code @TestPropertySource} or {@code @DynamicPropertySource} stays. */
    private static boolean givenByTheTest(ConfigurableApplicationContext context, String setting) {
        String key = setting.substring(0, setting.indexOf('='));
        return Stream.of("Inlined Test Properties", "Dynamic Test Properties")
                .map(name -> context.getEnvironment().getPropertySources().get(name))
                .anyMatch(given -> given != null && given.containsProperty(key));
    }

    private static Path temporary(String name) {
        try {
            return Files.createTempDirectory("bridge-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A platform knows a request by its number, and each database counts its cases from one: a bridge with a database of its own
     * needs a platform of its own.
     *
     * @return where it answers
     */
    private static String sandboxOf(ConfigurableApplicationContext bridge) {
        ConfigurableApplicationContext sandbox = SandboxApplication.start(
                "--server.port=0",
                "--sandbox.data-directory=",
                "--sandbox.delay.manual=PT0.5S",
                "--sandbox.delay.disposition=PT0.5S");
        bridge.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> {
            if (closed.getApplicationContext() == bridge) {
                sandbox.close();
            }
        });
        return "http://localhost:" + sandbox.getEnvironment().getProperty("local.server.port");
    }
}
