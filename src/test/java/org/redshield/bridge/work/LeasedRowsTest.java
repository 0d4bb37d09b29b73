package org.redshield.bridge.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Rows that one node holds at a time, as a new kind of work would have them. */
class LeasedRowsTest {

    private static DataSource database;

    private record Job(Lease lease, String name, int tries) {}

    private JdbcClient jdbc;
    private LeasedRows one;
    private LeasedRows other;

    @BeforeAll
    static void create() {
        database = TestDatabase.empty();
        JdbcClient.create(database).sql("""
                        create table bulk (kind text, name text, next_at timestamptz not null, tries int not null default 0,
                                           deaths int not null default 0,
                                           lease_owner uuid, lease_until timestamptz, primary key (kind, name))
                        """).update();
    }

    @BeforeEach
    void twoNodes() {
        jdbc = JdbcClient.create(database);
        jdbc.sql("truncate bulk").update();
        jdbc.sql("""
                        insert into bulk select 'import', 'n' || n, timestamptz '2026-09-18 02:00Z' + n * interval '1 s'
                          from generate_series(1, 5) n
                        """).update();
        one = node(jdbc);
        other = node(jdbc);
    }

    private static LeasedRows node(JdbcClient jdbc) {
        return new LeasedRows(jdbc, "bulk", Duration.ofSeconds(30), "kind", "name");
    }

    private static List<Job> take(LeasedRows node, int limit) {
        return node.take(
                limit,
                "next_at",
                "tries = tries + 1",
                (lease, row) -> new Job(lease, row.getString("name"), row.getInt("tries")),
                "kind = ?",
                "import");
    }

    private void leasesEnd() {
        jdbc.sql("update bulk set lease_until = clock_timestamp() - interval '1 ms' where lease_until is not null")
                .update();
    }

    @Test
    void eachNodeTakesOthersInOrder() {
        assertThat(take(one, 2)).extracting(Job::name).containsExactly("n1", "n2");
        assertThat(take(other, 9)).extracting(Job::name).containsExactlyInAnyOrder("n3", "n4", "n5");
        assertThat(take(one, 9)).isEmpty();
    }

    @Test
    void nobodyWaitsForWhomIsTakingAtTheSameMoment() throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            LeasedRows busy = node(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            assertThat(take(busy, 2)).hasSize(2);
            assertThat(take(one, 9)).hasSize(3);
            connection.rollback();
        }
        assertThat(take(other, 9)).hasSize(2);
    }

    @Test
    void whoLostItsLeaseCanFinishNothing() {
        Job slow = take(one, 1).get(0);
        leasesEnd();
        Job again = take(other, 1).get(0);
        assertThat(again).extracting(Job::name, Job::tries).containsExactly("n1", 2);

        assertThat(one.holds(slow.lease())).isFalse();
        one.giveBack(slow.lease(), "tries = 99");
        one.delete(slow.lease());
        assertThat(other.holds(again.lease())).isTrue();
        other.delete(again.lease());
        assertThat(jdbc.sql("select count(*) from bulk").query(Long.class).single())
                .isEqualTo(4);
    }

    private int takenAfterDeaths(LeasedRows node) {
        return node.take(
                        1,
                        "next_at",
                        LeasedRows.DEATHS,
                        (lease, row) -> row.getInt("deaths"),
                        "kind = ? and name = ?",
                        "import",
                        "n1")
                .get(0);
    }

    @Test
    void whoDiedIsCountedAndWhoGaveItBackIsNot() {
        Job job = take(one, 1).get(0);
        one.giveBack(job.lease(), "next_at = next_at");
        assertThat(takenAfterDeaths(one)).isZero();
        leasesEnd();
        assertThat(takenAfterDeaths(other)).isEqualTo(1);
        leasesEnd();
        assertThat(takenAfterDeaths(one)).isEqualTo(LeasedRows.MOST_DEATHS);
    }

    /** A node that stops interrupts its threads, and a pool gives none of those a connection. */
    @Test
    void whoIsToldToEndLeavesWhatItHadAndStaysInterrupted() {
        Job job = take(one, 1).get(0);
        Thread.currentThread().interrupt();
        one.leave(job.lease(), "tries = tries - 1");
        assertThat(Thread.interrupted()).isTrue();
        Job again = take(other, 1).get(0);
        assertThat(again).extracting(Job::name, Job::tries).containsExactly("n1", 1);
    }

    @Test
    void whatIsGivenBackIsDueWhenItSays() {
        Job job = take(one, 1).get(0);
        Instant later = Instant.parse("2027-01-01T00:00:00Z");
        one.giveBack(job.lease(), "next_at = ?", later.atOffset(ZoneOffset.UTC));
        assertThat(take(other, 4)).extracting(Job::name).doesNotContain("n1");
        assertThat(one.next("kind = ?", "import")).contains(later);
        assertThat(one.next("kind = ?", "match")).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsHeldIsKeptUntilItIsReleased() {
        Job job = take(one, 1).get(0);
        leasesEnd();
        assertThat(one.renewal().next().get()).isPresent();
        one.renew();
        assertThat(take(other, 9)).hasSize(4);

        one.release(job.lease());
        assertThat(one.renewal().next().get()).isEmpty();
        leasesEnd();
        one.renew();
        assertThat(take(other, 1)).extracting(Job::name).containsExactly("n1");
    }

    @Test
    void waitsGrow() {
        BackOff doubling = BackOff.doubling(Duration.ofMillis(200), Duration.ofSeconds(1));
        assertThat(doubling.after(0)).isEqualTo(Duration.ofMillis(200));
        assertThat(doubling.after(2)).isEqualTo(Duration.ofMillis(800));
        assertThat(doubling.after(3)).isEqualTo(Duration.ofSeconds(1));
        assertThat(doubling.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
        assertThat(BackOff.of(List.of(Duration.ZERO, Duration.ofSeconds(3))).after(7))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(BackOff.spread(Duration.ofSeconds(10))).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    }

    @Test
    void aKindIsOneWord() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Work.of("two words", Duration.ZERO, Optional::empty, () -> {}));
    }
}
