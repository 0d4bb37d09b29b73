package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.LostConnections;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What people hear while PostgreSQL waits for a standby that nobody is, and that they hear it. */
@Alone
class StandbyTest extends Scenario {

    private static EmbeddedPostgres postgres;

    @Autowired
    private LostConnections connections;

    @Autowired
    private Environment environment;

    @DynamicPropertySource
    static void ownServer(DynamicPropertyRegistry registry) throws IOException {
        // It ends with the JVM: a bridge that closes without its database waits for a connection.
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                // That of tests is none.
                .setServerConfig("synchronous_commit", "on")
                .start();
        registry.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
    }

    private static void waitForStandby(String name) {
        JdbcClient server = JdbcClient.create(postgres.getPostgresDatabase());
        server.sql("alter system set synchronous_standby_names = '" + name + "'")
                .update();
        server.sql("select pg_reload_conf()").query(Boolean.class).single();
    }

    /** The server hears of it a moment later. */
    private static void commitsWait() {
        JdbcClient server = JdbcClient.create(postgres.getPostgresDatabase());
        AtomicReference<CompletableFuture<?>> commit = new AtomicReference<>(CompletableFuture.completedFuture(null));
        await().until(() -> {
            if (commit.get().isDone()) {
                commit.set(CompletableFuture.runAsync(() ->
                        server.sql("comment on database postgres is 'waits'").update()));
            }
            return waiting("") > 0;
        });
    }

    /** For the standby. */
    private static long waiting(String statement) {
        return JdbcClient.create(postgres.getPostgresDatabase())
                .sql("select count(*) from pg_stat_activity where wait_event = 'SyncRep' and query like ?")
                .param('%' + statement + '%')
                .query(Long.class)
                .single();
    }

    /** As Prometheus reads it, which must not wait with them. */
    private double commitsWaiting() {
        return AlertedFiguresTest.scraped(environment, "bridge_standby_waiting");
    }

    @AfterEach
    void nobodyWaits() {
        waitForStandby("");
    }

    @Test
    void whoClicksIsToldAndWhoReadsReadsOn() {
        String caseNo = raised("officer310105", Requests.question());
        Browser signedIn = Browser.signedIn(address(), "officer310105");
        waitForStandby("nobody");
        commitsWait();
        // More than one: the second waits for the number that the first has not got yet.
        List<CompletableFuture<Http.Answer>> first = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> raise("officer310105", Requests.question())))
                .limit(3)
                .toList();
        for (CompletableFuture<Http.Answer> click : first) {
            Http.Answer told = click.join();
            assertThat(told.status()).as(told.text()).isIn(429, 503);
            assertThat(told.text()).containsAnyOf("engine.unsure", "operations.standby-away");
        }
        await().until(connections::isStandbyAway);
        assertThat(commitsWaiting()).isPositive();

        Http officer = as("officer310105");
        isRefused(raise("officer310105", Requests.question()), "operations.standby-away");
        isRefused(officer.post("/api/notices/read", Map.of()), "operations.standby-away");
        for (String shown : List.of("/evidence/package", "/dossier")) {
            isRefused(officer.get("/api/cases/" + caseNo + shown), "operations.standby-away-record");
        }
        for (String read :
                List.of("/engine-rest/task", "/api/cases", "/api/cases/" + caseNo, "/api/me", "/api/notices")) {
            assertThat(officer.get(read).status()).as(read).isEqualTo(200);
        }
        assertThat(signedIn.get("/api/cases").status()).isEqualTo(200);

        HttpResponse<byte[]> door = new Http(address(), null).file("/camunda/app/tasklist/default/");
        assertThat(door.statusCode()).isEqualTo(429);
        assertThat(new String(door.body(), StandardCharsets.UTF_8)).contains("<html lang=\"zh-CN\">", "备机不在");
        assertThat(door.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        isRefused(as("nobody310105").get("/api/me"), "operations.standby-away-record");
        assertThat(waiting("insert into web_session")).as("left at the server").isZero();

        waitForStandby("");
        await().until(() -> !connections.isStandbyAway());
        assertThat(commitsWaiting()).isZero();
        assertThat(raise("officer310105", Requests.question()).status()).isEqualTo(200);
    }

    private static void isRefused(Http.Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(429);
        assertThat(answer.text()).contains('"' + code + '"');
    }
}
