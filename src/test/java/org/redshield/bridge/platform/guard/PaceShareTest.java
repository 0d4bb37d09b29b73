package org.redshield.bridge.platform.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** Nodes that share nothing but the database. */
class PaceShareTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    private final DataSource database = TestDatabase.with("db/changelog/platform-nodes.sql");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final AtomicReference<Runnable> beforeCommit = new AtomicReference<>(() -> {});
    private long nanos = Long.MAX_VALUE - 5;

    private PaceShare node() {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database)) {
            @Override
            public <T> T execute(TransactionCallback<T> action) {
                return super.execute(status -> {
                    T done = action.doInTransaction(status);
                    beforeCommit.get().run();
                    return done;
                });
            }
        };
        return new PaceShare(jdbc, transaction, () -> nanos);
    }

    private void leasesEnd() {
        jdbc.sql("update platform_node set until = clock_timestamp() - interval '1 ms'")
                .update();
    }

    private static double sum(PaceShare... nodes) {
        return Stream.of(nodes).mapToDouble(PaceShare::ofThisNode).sum();
    }

    @Test
    void noNodeCanClaimMoreThanTheWhole() {
        node().renew();
        assertThatThrownBy(
                        () -> jdbc.sql("update platform_node set share = 1.5").update())
                .hasMessageContaining("share");
    }

    @Test
    void aNewNodeBeginsWhenTheOthersHaveGivenWay() {
        PaceShare first = node();
        PaceShare second = node();
        assertThat(first.ofThisNode()).as("before it has asked").isZero();
        first.renew();
        assertThat(first.ofThisNode()).isEqualTo(1);

        second.renew();
        assertThat(second.ofThisNode()).isZero();
        first.renew();
        assertThat(sum(first, second)).isEqualTo(0.5);
        second.renew();
        assertThat(second.ofThisNode()).isEqualTo(0.5);

        PaceShare third = node();
        third.renew();
        first.renew();
        assertThat(first.ofThisNode()).isEqualTo(1.0 / 3, EXACTLY);
        third.renew();
        assertThat(third.ofThisNode()).as("what the first gave up").isEqualTo(1.0 / 6, EXACTLY);
        second.renew();
        third.renew();
        assertThat(Stream.of(first, second, third))
                .allSatisfy(node -> assertThat(node.ofThisNode()).isEqualTo(1.0 / 3, EXACTLY));
    }

    @Test
    void whatADeadNodeHadIsFreeWhenItsLeaseEnds() {
        PaceShare dead = node();
        PaceShare alive = node();
        dead.renew();
        alive.renew();
        dead.renew();
        alive.renew();
        alive.renew();
        assertThat(alive.ofThisNode()).as("the other may still be calling").isEqualTo(0.5);

        leasesEnd();
        alive.renew();
        assertThat(alive.ofThisNode()).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from platform_node")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aNodeThatCannotRenewHasNothingAnyMore() {
        PaceShare node = node();
        node.renew();
        nanos += Duration.ofSeconds(10).toNanos() - 1;
        assertThat(node.ofThisNode()).isEqualTo(1);
        nanos++;
        assertThat(node.ofThisNode()).isZero();

        PaceShare other = node();
        leasesEnd();
        other.renew();
        assertThat(other.ofThisNode()).isEqualTo(1);
        node.renew();
        assertThat(node.ofThisNode()).as("after it stood still").isZero();
    }

    @Test
    void whatIsGivenUpIsNotUsedAnyMoreWhenOthersSeeIt() {
        PaceShare first = node();
        first.renew();
        PaceShare second = node();
        second.renew();
        beforeCommit.set(() -> {
            assertThat(first.ofThisNode()).isEqualTo(0.5);
            throw new IllegalStateException("the connection is lost");
        });
        assertThatThrownBy(first::renew).isInstanceOf(IllegalStateException.class);
        assertThat(first.ofThisNode()).as("it may be on record").isEqualTo(0.5);

        beforeCommit.set(() -> {});
        first.renew();
        AtomicReference<Double> early = new AtomicReference<>();
        beforeCommit.set(() -> early.set(second.ofThisNode()));
        second.renew();
        assertThat(early.get()).as("what is not on record yet").isZero();
        assertThat(second.ofThisNode()).isEqualTo(0.5);
    }

    /** In any order, with nodes that come and die. */
    @Test
    void togetherTheyNeverHaveMoreThanThePace() {
        Random random = new Random(20171031);
        PaceShare[] nodes = Stream.generate(this::node).limit(7).toArray(PaceShare[]::new);
        IntStream.range(0, 300).forEach(step -> {
            int which = random.nextInt(nodes.length);
            if (random.nextInt(10) == 0) {
                // Its row stays until a lease ends; what follows it is a new one.
                nanos += Duration.ofSeconds(10).toNanos();
                leasesEnd();
                nodes[which] = node();
            }
            nodes[which].renew();
            assertThat(sum(nodes)).isLessThanOrEqualTo(1 + 1e-9);
        });
        Stream.of(nodes).forEach(PaceShare::renew);
        Stream.of(nodes).forEach(PaceShare::renew);
        assertThat(nodes).allSatisfy(node -> assertThat(node.ofThisNode()).isEqualTo(1.0 / 7, EXACTLY));
    }
}
