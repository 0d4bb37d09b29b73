package org.redshield.bridge.platform.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.platform.gateway.Pace;
import org.redshield.sandbox.RunningSandbox;
import org.redshield.sandbox.SandboxClient;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes that call a platform as often as they may. */
class PaceOfNodesTest extends RunningSandbox {

    private static final int REQUESTS = 40;
    private static final int PER_SECOND = 5;

    private final DataSource database = TestDatabase.with("db/changelog/platform-nodes.sql");
    private final AtomicInteger number = new AtomicInteger();

    private PaceShare share() {
        // Time stands still for leases: what is tried is not how long they last.
        return new PaceShare(
                JdbcClient.create(database), new TransactionTemplate(new JdbcTransactionManager(database)), () -> 0);
    }

    private static CallGuard guard(PaceShare share) {
        return new CallGuard(
                "taobao",
                new Pace(2 * PER_SECOND, 2, 2, null, null, null),
                new CallSettings(10, 5, 80, Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(5)),
                CircuitBreakerRegistry.ofDefaults(),
                InstantSource.system(),
                share::ofThisNode);
    }

    private void sends(CallGuard node) {
        for (int next = number.getAndIncrement(); next < REQUESTS; next = number.getAndIncrement()) {
            String requestNo = "310105-2026-PACE%02d-R1".formatted(next);
            node.call(() -> SANDBOX.execute(
                    "request.submit", SandboxClient.request(requestNo, "SHOP_SUBJECT", "SHOP", "S1000001")));
        }
    }

    @Test
    @Tag("thorough")
    void togetherTheyCallNoFasterThanThePlatformIsToBeCalled() throws Exception {
        PaceShare one = share();
        PaceShare other = share();
        for (PaceShare node : List.of(one, other, one, other)) {
            node.renew();
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            long begun = System.nanoTime();
            List<Future<?>> sending = new ArrayList<>();
            for (CallGuard node : List.of(guard(one), guard(other))) {
                sending.add(threads.submit(() -> sends(node)));
                sending.add(threads.submit(() -> sends(node)));
            }
            for (Future<?> thread : sending) {
                thread.get();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(SANDBOX.getJson("/admin/ledger")).hasSize(REQUESTS);
            // Each node's first one goes at once.
            assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis((REQUESTS - 2) * 1000 / PER_SECOND));
        } finally {
            threads.shutdownNow();
        }
    }
}
