package org.redshield.bridge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.operations.Standbys;
import org.redshield.bridge.support.TestMarks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CaseNumbersTest {

    private static final CaseNumberSettings TWENTY = new CaseNumberSettings(20);

    private final DataSource database = TestDatabase.with("db/changelog/assistance.sql");
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    private final AtomicBoolean standbyAway = new AtomicBoolean();
    private volatile Instant now;

    @BeforeEach
    void anyDay() {
        now = Instant.parse("2026-09-18T02:00:00Z");
    }

    /** A node of the bridge, after its start. */
    private CaseNumbers node() throws SQLException {
        return new CaseNumbers(database, TWENTY, TestMarks.fresh(), Standbys.awayWhile(standbyAway), () -> now);
    }

    private static List<String> some(CaseNumbers node, String tenant, int many) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            numbers.add(node.next(tenant));
        }
        return numbers;
    }

    @Test
    void twoOpenTransactionsOfABureauBothGetANumberAtOnce() throws SQLException {
        CaseNumbers node = node();
        CaseNumbers other = node();
        ExecutorService second = Executors.newSingleThreadExecutor();
        try {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> transaction.executeWithoutResult(first -> {
                        Set<String> numbers = new TreeSet<>(some(node, "310105", 3));
                        numbers.addAll(of(second, () -> transaction.execute(open -> some(node, "310105", 3))));
                        numbers.addAll(of(second, () -> transaction.execute(open -> some(other, "310105", 3))));
                        assertThat(numbers).hasSize(9);
                    }));
        } finally {
            second.shutdownNow();
        }
    }

    @Test
    void whatComesInBulkGetsNumbersOfSeveralBureausByFewStatementsAndSharesThemWithWhoAsksForOne() throws SQLException {
        CaseNumbers node = node();
        CaseNumbers other = node();
        List<String> all = new ArrayList<>();
        for (int chunk = 0; chunk < 10; chunk++) {
            for (CaseNumbers one : List.of(node, other)) {
                one.next(Map.of("330113", 600, "330110", 400)).forEach((bureau, numbers) -> {
                    assertThat(List.copyOf(numbers))
                            .hasSize(bureau.equals("330113") ? 600 : 400)
                            .isSorted();
                    all.addAll(numbers);
                });
                all.add(one.next("330113"));
            }
        }
        assertThat(all).doesNotHaveDuplicates().hasSize(20_020);
        assertThat(node.last().get("330113/2026"))
                .as("reserved ahead, and no more than that")
                .isBetween(12_020L, 12_020L + 2 * 5_000);
    }

    private static <T> T of(ExecutorService worker, Callable<T> task) {
        try {
            return worker.submit(task).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tenOfficersAtOnceGetNumbersWhenEveryConnectionOfThePoolIsTaken() throws Exception {
        ExecutorService officers = Executors.newFixedThreadPool(10);
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(TestDatabase.url(database));
            pool.setUsername("postgres");
            pool.setMaximumPoolSize(2);
            pool.setConnectionTimeout(20_000);
            CaseNumbers node =
                    new CaseNumbers(pool, TWENTY, TestMarks.fresh(), Standbys.awayWhile(standbyAway), () -> now);
            TransactionTemplate submitting = new TransactionTemplate(new JdbcTransactionManager(pool));
            CountDownLatch together = new CountDownLatch(10);
            List<Future<List<String>>> all = new ArrayList<>();
            for (int officer = 0; officer < 10; officer++) {
                all.add(officers.submit(() -> {
                    together.countDown();
                    together.await();
                    return submitting.execute(open -> some(node, "320324", 50));
                }));
            }
            Set<String> numbers = new TreeSet<>();
            for (Future<List<String>> of : all) {
                List<String> given = of.get();
                assertThat(given).as("rising").isSorted();
                numbers.addAll(given);
            }
            assertThat(numbers).hasSize(500).contains("320324-2026-000001", "320324-2026-000500");
        } finally {
            officers.shutdownNow();
        }
    }

    @Test
    void aRestartLosesNoMoreThanWasGivenOutAndNeverMoreThanABlock() throws SQLException {
        assertThat(some(node(), "330110", 1)).containsExactly("330110-2026-000001");
        assertThat(some(node(), "330110", 3))
                .containsExactly("330110-2026-000002", "330110-2026-000003", "330110-2026-000004");
        assertThat(some(node(), "330110", 1)).as("one was left").containsExactly("330110-2026-000006");
        some(node(), "330110", 100);
        assertThat(Integer.parseInt(node().next("330110").substring(12))).isBetween(107, 107 + 20);
    }

    /** One after the other would wait for it. */
    @Test
    void nobodyWaitsForAStandbyThatIsAwayButForWhatIsReservedAlready() throws SQLException {
        CaseNumbers node = node();
        some(node, "330110", 3);
        standbyAway.set(true);
        assertThat(node.next("330110")).as("one was left").isEqualTo("330110-2026-000004");
        assertThatThrownBy(() -> node.next("330110")).isInstanceOf(RetryLater.class);
        standbyAway.set(false);
        assertThat(node.next("330110")).isEqualTo("330110-2026-000005");
    }

    @Test
    void whatWasGivenOutBeforeIsContinued() throws SQLException {
        JdbcClient.create(database)
                .sql("insert into case_counter (tenant, year, last) values ('310105', 2026, 4711)")
                .update();
        assertThat(some(node(), "310105", 2)).containsExactly("310105-2026-004712", "310105-2026-004713");
    }

    @Test
    void theYearBeginsAtMidnightInShanghaiWithNumberOne() throws SQLException {
        CaseNumbers node = node();
        some(node, "310105", 6);
        now = Instant.parse("2026-12-31T15:59:59Z");
        assertThat(node.next("310105")).isEqualTo("310105-2026-000007");
        now = Instant.parse("2026-12-31T16:00:00Z");
        assertThat(some(node, "310105", 2)).containsExactly("310105-2027-000001", "310105-2027-000002");
        assertThat(node.next("330110")).isEqualTo("330110-2027-000001");
    }

    @Test
    void aRollbackTakesNothingBack() throws SQLException {
        CaseNumbers node = node();
        transaction.executeWithoutResult(status -> {
            node.next("310105");
            status.setRollbackOnly();
        });
        assertThat(node.next("310105")).isEqualTo("310105-2026-000002");
    }
}
