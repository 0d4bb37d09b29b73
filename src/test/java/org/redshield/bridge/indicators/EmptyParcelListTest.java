package org.redshield.bridge.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two officers of a bureau bring lists at the same time. */
class EmptyParcelListTest extends Scenario {

    private static final String TENANT = "999999";

    @Autowired
    private IndicatorStore store;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private int add(String waybill) {
        return transaction.execute(
                status -> store.addParcels(TENANT, "officer", "笔录", List.of(waybill), Instant.EPOCH));
    }

    private boolean waitsForThis() {
        return jdbc.sql(
                        "select exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))")
                .query(Boolean.class)
                .single();
    }

    @Test
    void twoListsAtOnceAreTwoVersions() {
        AtomicInteger first = new AtomicInteger();
        CompletableFuture<Integer> second = transaction.execute(status -> {
            first.set(add("YT7000001"));
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> add("YT7000002"));
            await().pollInSameThread().until(this::waitsForThis);
            return other;
        });

        assertThat(second.join()).isEqualTo(first.get() + 1);
    }
}
