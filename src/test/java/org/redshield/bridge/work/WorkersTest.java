package org.redshield.bridge.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.work.BackgroundWork.Share;

/** When a kind of work is done, and that it ends. */
class WorkersTest {

    private static final Duration NET = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(2);

    /** Hears, although there is no database. */
    private final Signals signals = new Signals(null) {
        @Override
        public boolean isHearing() {
            return hears.get();
        }
    };

    private final AtomicBoolean hears = new AtomicBoolean(true);
    private final AtomicBoolean right = new AtomicBoolean(true);
    private final AtomicInteger looks = new AtomicInteger();
    private final List<Instant> rounds = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> due = new AtomicReference<>();
    private Workers workers;

    private final Supplier<Optional<Instant>> next = () -> {
        looks.incrementAndGet();
        return Optional.ofNullable(due.get());
    };

    private void start(Work... work) {
        workers = new Workers(signals, InstantSource.system(), right::get, List.of(() -> List.of(work)));
        workers.start();
        await().atMost(SOON).until(() -> !rounds.isEmpty());
    }

    private Work noting() {
        return Work.of("kind", NET, next, () -> {
            rounds.add(Instant.now());
            due.set(null);
        });
    }

    @AfterEach
    void stop() {
        workers.stop();
        assertThat(workers.isRunning()).isFalse();
    }

    @Test
    void nothingIsDoneUntilThereIsASignal() throws InterruptedException {
        start(noting());
        Thread.sleep(500);
        assertThat(rounds).as("the first look").hasSize(1);
        assertThat(looks.get())
                .as("the first look, and one where a net is over by chance")
                .isBetween(1, 2);
        signals.send("other");
        signals.send("kind");
        await().atMost(SOON).until(() -> rounds.size() == 2);
    }

    /** As heads that are brought elsewhere. */
    @Test
    void whatNothingTellsOfIsDoneSoOften() {
        start(Work.every("kind", Duration.ofMillis(100), () -> rounds.add(Instant.now())));
        await().atMost(SOON).until(() -> rounds.size() > 2);
    }

    /** Who starts nothing for matching has it done with all else. */
    @Test
    void aNodeForMatchingDoesItsShareAndOthersCanLeaveItThat() {
        assertThat(sharesOf(NodeKind.WHOLE)).containsExactly("CASES", "MATCHING", "EACH");
        assertThat(sharesOf(NodeKind.CASES)).containsExactly("CASES", "EACH");
        assertThat(sharesOf(NodeKind.MATCHING)).containsExactly("MATCHING", "EACH");
    }

    /** Each kind of work has a thread of its name from the start on. */
    private List<String> sharesOf(NodeKind kind) {
        List<BackgroundWork> all = new ArrayList<>();
        for (Share share : Share.values()) {
            all.add(new BackgroundWork() {
                @Override
                public Share share() {
                    return share;
                }

                @Override
                public List<Work> work() {
                    return List.of(Work.of("share-" + share, NET, next, () -> rounds.add(Instant.now())));
                }
            });
        }
        workers = new Workers(signals, InstantSource.system(), right::get, new NodeSettings(kind), all);
        workers.start();
        Set<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .collect(Collectors.toSet());
        workers.stop();
        return Stream.of(Share.values())
                .map(Share::name)
                .filter(share -> threads.contains("share-" + share))
                .toList();
    }

    @Test
    void aNodeWhoseClockIsWrongDoesNothingUntilItIsSet() throws InterruptedException {
        start(noting());
        right.set(false);
        signals.send("kind");
        Thread.sleep(500);
        assertThat(rounds).as("the first look").hasSize(1);
        right.set(true);
        await().atMost(SOON).until(() -> rounds.size() == 2);
    }

    /** Else each of forty kinds would be a transaction of its own every few seconds, whether or not anybody works. */
    @Test
    @Tag("thorough")
    void whatNobodySignalledIsLookedForByOneForAll() {
        AtomicInteger together = new AtomicInteger();
        ThreadLocal<Boolean> inOne = ThreadLocal.withInitial(() -> false);
        Map<String, AtomicInteger> alone = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> all = new ConcurrentHashMap<>();
        List<Work> kinds = IntStream.range(0, 30)
                .mapToObj(number -> {
                    String kind = "kind-" + number;
                    return Work.of(
                            kind,
                            // Nets of three lengths, which are over together.
                            Duration.ofSeconds(3L << number % 3),
                            () -> {
                                (inOne.get() ? all : alone)
                                        .computeIfAbsent(kind, any -> new AtomicInteger())
                                        .incrementAndGet();
                                return Optional.empty();
                            },
                            () -> rounds.add(Instant.now()));
                })
                .toList();
        workers = new Workers(
                signals,
                InstantSource.system(),
                right::get,
                look -> {
                    together.incrementAndGet();
                    inOne.set(true);
                    look.run();
                    inOne.set(false);
                },
                List.of(() -> kinds));
        workers.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> all.size() == 30 && all.get("kind-0").get() >= 3);
        assertThat(alone).hasSize(30);
        assertThat(alone.values()).as("the first look of each").allMatch(times -> times.get() == 1);
        assertThat(together.get()).isLessThanOrEqualTo(all.get("kind-0").get() + 1);
        assertThat(rounds).hasSize(30);
    }

    @Test
    void whatTheLookForAllFindsIsDoneThenAndWhoSpoilsItHoldsUpNoOther() {
        AtomicBoolean spoilt = new AtomicBoolean();
        AtomicReference<Instant> later = new AtomicReference<>();
        Duration net = Duration.ofSeconds(3);
        workers = new Workers(
                signals,
                InstantSource.system(),
                right::get,
                look -> {
                    look.run();
                    if (spoilt.get()) {
                        throw new IllegalStateException("spoilt");
                    }
                },
                List.of(() -> List.of(Work.of("kind", net, () -> Optional.ofNullable(later.get()), () -> {
                    rounds.add(Instant.now());
                    later.set(null);
                }))));
        workers.start();
        await().atMost(SOON).until(() -> rounds.size() == 1);
        // Unsignalled, and due before or after the next look.
        Instant then = Instant.now().plusMillis(4_500);
        later.set(then);
        await().atMost(Duration.ofSeconds(10)).until(() -> rounds.size() == 2);
        // The next look is a second and a half later.
        assertThat(rounds.get(1)).isBetween(then, then.plusMillis(1_200));
        spoilt.set(true);
        later.set(Instant.EPOCH);
        await().atMost(net.plusSeconds(1)).until(() -> rounds.size() == 3);
    }

    @Test
    void whoLooksForAllAndHangsKeepsNobodyWaitingForMuchLonger() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        Duration net = Duration.ofSeconds(3);
        workers = new Workers(
                signals,
                InstantSource.system(),
                right::get,
                look -> {
                    try {
                        hangs.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                List.of(() -> List.of(Work.of("kind", net, next, () -> {
                    rounds.add(Instant.now());
                    due.set(null);
                }))));
        workers.start();
        await().atMost(SOON).until(() -> rounds.size() == 1);
        due.set(Instant.EPOCH);
        await().atMost(net.plusSeconds(2)).until(() -> rounds.size() == 2);
    }

    @Test
    void whatIsDueLaterIsDoneThen() {
        due.set(null);
        Instant then = Instant.now().plusMillis(700);
        start(Work.of("kind", NET, next, () -> {
            rounds.add(Instant.now());
            due.set(rounds.size() == 1 ? then : null);
        }));
        await().atMost(SOON).until(() -> rounds.size() == 2);
        assertThat(rounds.get(1)).isBetween(then, then.plus(SOON));
    }

    @Test
    void whoHearsNothingLooksOftenAndSeesWhatIsThere() {
        hears.set(false);
        start(noting());
        due.set(Instant.EPOCH);
        await().atMost(Duration.ofSeconds(3)).until(() -> rounds.size() == 2);
    }

    @Test
    void whatCannotBeDoneNowIsNotTriedWithoutABreath() throws InterruptedException {
        due.set(Instant.EPOCH);
        long began = System.nanoTime();
        start(Work.of("kind", NET, next, () -> rounds.add(Instant.now())));
        Thread.sleep(1_200);
        int done = rounds.size();
        long breaths = Duration.ofNanos(System.nanoTime() - began).toMillis() / 400;
        assertThat(done).isBetween(2, (int) breaths + 1);
    }

    @Test
    void portionsKeepTheirDistance() throws InterruptedException {
        long began = System.nanoTime();
        start(noting().atMostEvery(Duration.ofMillis(400)));
        for (int i = 0; i < 100; i++) {
            signals.send("kind");
            Thread.sleep(10);
        }
        int told = rounds.size();
        long pauses = Duration.ofNanos(System.nanoTime() - began).toMillis() / 400;
        assertThat(told).isBetween(2, (int) pauses + 1);
    }

    @Test
    void aRoundThatFailsIsTriedAgainAndHoldsUpNoOther() {
        AtomicInteger others = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();
        start(
                Work.of("broken", NET, Optional::empty, () -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("first try");
                    }
                }),
                noting(),
                Work.of("kind", NET, Optional::empty, others::incrementAndGet));
        // Whose first round has not begun takes the signal for that.
        await().atMost(SOON).until(() -> others.get() == 1);
        signals.send("kind");
        await().atMost(SOON).until(() -> others.get() == 2 && rounds.size() == 2);
        await().atMost(Duration.ofSeconds(3)).until(() -> tries.get() == 2);
    }

    @Test
    void piecesGoSideBySideAndEachMakesForAnotherRound() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger left = new AtomicInteger(2);
        start(new Work("kind", NET, Duration.ZERO, Optional::empty, crew -> {
            rounds.add(Instant.now());
            while (left.getAndDecrement() > 0) {
                crew.start(() -> {
                    both.countDown();
                    try {
                        both.await(2, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }));
        assertThat(both.await(2, TimeUnit.SECONDS)).isTrue();
        await().atMost(SOON).until(() -> rounds.size() >= 2);
    }

    @Test
    void aNodeThatStopsEndsWhatIsUnderWay() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(2);
        Runnable endless = () -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                ended.countDown();
            }
        };
        start(
                noting(),
                Work.of("endless", NET, Optional::empty, endless),
                new Work("crew", NET, Duration.ZERO, Optional::empty, crew -> crew.start(endless)));
        Instant told = Instant.now();
        workers.stop();
        assertThat(ended.getCount()).isZero();
        assertThat(Duration.between(told, Instant.now())).isLessThan(SOON);
    }
}
