package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.crash.PostgresServer;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Addresses;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Clicks;
import org.redshield.bridge.support.Plain;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What people hear while PostgreSQL ends their connections, and while it restarts; {@code DatabaseRestartTest} does it at full load. */
@Alone
@Tag("thorough")
class DatabaseRestartsTest extends Scenario {

    private static PostgresServer postgres;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void ownServer(DynamicPropertyRegistry registry) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "restarts");
        postgres = PostgresServer.create(folder.resolve("data"), Optional.empty());
        postgres.start();
        // It ends with the JVM: a bridge that closes without its database waits for a connection.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }));
        registry.add("spring.datasource.url", () -> "jdbc:postgresql://" + postgres.hostAndPort() + "/postgres");
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("spring.datasource.password", () -> "postgres");
    }

    /** At each address, at whatever moment of a request: none has words of its own for it, or none. */
    @Test
    void whateverIsAskedWhileConnectionsEndIsAnsweredInChinese() throws Exception {
        String caseNo = raised("officer310105", Requests.question());
        String task = waitingTask("unithead310105", "approveRequest", caseNo)
                .get("id")
                .asText();
        List<String> addresses = new ArrayList<>(Addresses.onRecord().keySet().stream()
                .filter(address -> address.startsWith("GET "))
                .map(address -> address.substring("GET ".length()))
                .filter(address -> !address.equals("/api/events"))
                .map(address -> address.replace("{caseNo}", caseNo)
                        .replace("{taskId}", task)
                        .replace("{kind}", "task")
                        .replaceAll("\\{[^}]+}", "1"))
                .toList());
        String engine = "/camunda/api/engine/engine/default";
        addresses.addAll(List.of(
                "/camunda/app/tasklist/default/",
                "/camunda/api/admin/auth/user/default",
                engine + "/task?maxResults=15",
                engine + "/task/" + task,
                engine + "/task/" + task + "/form-variables",
                engine + "/process-definition?latest=true",
                engine + "/filter",
                "/v3/api-docs"));
        Browser head = Browser.signedIn(address(), "unithead310105");
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        AtomicInteger unserved = new AtomicInteger();
        ExecutorService people = Executors.newFixedThreadPool(6);
        Thread storm = new Thread(DatabaseRestartsTest::endConnections);
        storm.start();
        for (int round = 0; round < 3; round++) {
            for (String address : addresses) {
                people.submit(() -> {
                    try {
                        HttpResponse<String> answer = head.ask("GET", address, null, null);
                        // What is asked with a wrong parameter, or of others, is answered as ever.
                        if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
                            unserved.incrementAndGet();
                            Plain.fault(answer).ifPresent(fault -> faults.add(address + ": " + fault));
                        }
                    } catch (IOException e) {
                        faults.add(address + ": " + e);
                    }
                    return null;
                });
            }
        }
        people.shutdown();
        assertThat(people.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
        storm.interrupt();
        storm.join();
        // Each pool makes its connections anew when somebody asks for one.
        await().ignoreExceptions()
                .until(() -> jdbc.sql("select count(*) from act_ru_task")
                                        .query(Long.class)
                                        .single()
                                >= 0
                        && head.ask("GET", "/api/cases", null, null).statusCode() == 200);
        for (int i = 0; i < 20; i++) {
            jdbc.sql("select 1").query(Integer.class).single();
        }

        assertThat(unserved).as("answers that met it").hasValueGreaterThan(20);
        assertThat(faults).isEmpty();
    }

    private static void endConnections() {
        JdbcClient server = JdbcClient.create(postgres.dataSource());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                server.sql("""
                                select count(pg_terminate_backend(pid)) from pg_stat_activity
                                 where backend_type = 'client backend' and pid <> pg_backend_pid() and random() < 0.4
                                """).query(Long.class).single();
                Thread.sleep(40);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWasRaisedWhileItRestartedIsThereOnce() throws Exception {
        Clicks clicks = new Clicks(address(), 40);
        try (clicks) {
            for (String mode : List.of("fast", "immediate")) {
                Thread.sleep(3_000);
                postgres.stop(mode);
                Thread.sleep(1_000);
                postgres.start();
            }
            Thread.sleep(4_000);
        }
        System.out.println("Answered, by status: " + clicks.answered);
        assertThat(clicks.faults).isEmpty();
        assertThat(clicks.answered.get(503)).as("those who met it").isNotNull();
        assertThat(clicks.raised).isNotEmpty();
        JdbcClient database = JdbcClient.create(postgres.dataSource());
        List<String> there = database.sql("select purpose from assistance_request")
                .query(String.class)
                .list();
        assertThat(there).containsAll(clicks.raised).doesNotHaveDuplicates();
        assertThat(clicks.raised).as("nobody had to give up").containsExactlyInAnyOrderElementsOf(clicks.begun);
    }
}
