package org.redshield.bridge.reconciliation;

import static org.redshield.bridge.Rows.timestamp;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.LongPause;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.operations.NoRoom;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.reader.ReaderLost;
import org.redshield.bridge.reader.Readers;
import org.redshield.bridge.reader.ReadersBusy;
import org.redshield.bridge.reconciliation.Reconciliation.State;
import org.redshield.bridge.reconciliation.Reconciliation.Told;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.table.RefusedRow;
import org.redshield.bridge.reconciliation.table.RegisterChanges;
import org.redshield.bridge.reconciliation.table.Sheet;
import org.redshield.bridge.reconciliation.turnover.Traders;
import org.redshield.bridge.work.BackOff;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Lease;
import org.redshield.bridge.work.LeasedRows;
import org.redshield.bridge.work.Signals;
import org.redshield.bridge.work.UnderWay;
import org.redshield.bridge.work.UploadStopped;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does the parts of reconciliations, one at a time on each node: first the tables are read, then the shops are matched part by part. A
 * part is written with its end in one transaction, so that a node that dies leaves nothing half and nothing comes twice.
 */
@Component
class ReconciliationWork implements BackgroundWork {

    static final String KIND = "reconciliation";
    /** Signals with the id of one that was cancelled. */
    static final String CANCELLED = "reconciliation-cancelled";

    private static final String PAGE = "/reconciliation#run=";

    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationWork.class);
    private static final Duration NET = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(30);
    /** A reader is free in a moment. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final BackOff AGAIN = BackOff.doubling(Duration.ofSeconds(2), Duration.ofMinutes(5));
    private static final int MOST_ATTEMPTS = 8;
    /** So many shops take a node a second or less, and a lost part is soon done again. */
    private static final int PART = 2_000;

    /** Changes lie in memory as they were read, some 330 bytes for each that {@link RegisterChanges#size} counts: a quarter of it. */
    private static final long MOST_CHANGES = Runtime.getRuntime().maxMemory() / 4 / 330;

    /** So many entries of 230 bytes or some more each are written between two looks whether there is room. */
    private static final int LOOK = 10_000;

    /** A look at the disk costs nothing, and comes each minute; a register that is read anew for nothing costs minutes and gigabytes. */
    private static final BackOff ROOM = BackOff.doubling(Duration.ofSeconds(NoRoom.SECONDS), Duration.ofMinutes(30));

    /** As PostgreSQL says that it cannot make a file larger. */
    private static final String DATABASE_FULL = "53100";

    /** As {@link ReconciliationStore} writes it: {@code next_at} alone is for nodes of the release before. */
    private static final String DUE = "coalesce(due_at, next_at)";

    private final JdbcClient jdbc;
    private final ReconciliationStore store;
    private final Traders traders;
    private final ReviewStore reviews;
    private final WeightStore weights;
    private final EvidenceStore files;
    private final Matching.Engine engine;
    private final InstantSource clock;
    private final Signals signals;
    private final TransactionTemplate transaction;
    private final Space space;
    private final Readers readers;
    private final ApplicationEventPublisher events;
    private final LeasedRows parts;
    private final UnderWay underWay = new UnderWay();
    private Optional<Loaded> loaded = Optional.empty();
    /** How often work was begun for which there was no room then. */
    private final Map<UUID, Integer> inVain = new ConcurrentHashMap<>();

    ReconciliationWork(
            JdbcClient jdbc,
            ReconciliationStore store,
            Traders traders,
            ReviewStore reviews,
            WeightStore weights,
            EvidenceStore files,
            Matching.Engine engine,
            InstantSource clock,
            Signals signals,
            TransactionTemplate transaction,
            Space space,
            Readers readers,
            ApplicationEventPublisher events) {
        this.events = events;
        this.jdbc = jdbc;
        this.store = store;
        this.traders = traders;
        this.reviews = reviews;
        this.weights = weights;
        this.files = files;
        this.engine = engine;
        this.clock = clock;
        this.signals = signals;
        this.transaction = transaction;
        this.space = space;
        this.readers = readers;
        this.parts = new LeasedRows(jdbc, "reconciliation_part", LEASE, "reconciliation_id", "part");
        signals.listenAbout(CANCELLED, underWay.ends());
    }

    /** The register that is in memory: the next part is mostly one of the same reconciliation. */
    private record Loaded(UUID id, Matching register) {}

    /** @param deaths how many processes died under it */
    private record Part(Lease lease, UUID id, int number, int attempts, int deaths) {

        long first() {
            return (number - 1L) * PART;
        }

        /** The tables are read before anything else of a reconciliation can be. */
        boolean isReading() {
            return number == 0;
        }
    }

    @Override
    public Share share() {
        return Share.MATCHING;
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of(KIND, NET, () -> parts.nextBy(DUE, "true"), this::round), parts.renewal());
    }

    private void round() {
        try {
            List<Part> taken = take();
            while (!taken.isEmpty() && !Thread.currentThread().isInterrupted()) {
                List<Part> together = taken;
                underWay.run(together.get(0).id(), () -> work(together));
                taken = take();
            }
        } finally {
            letGo();
        }
    }

    private void letGo() {
        loaded.ifPresent(some -> some.register().close());
        loaded = Optional.empty();
    }

    /** As many as are worth asking at once of the reconciliation that this node has in memory, else one of the one that waits longest. */
    private List<Part> take() {
        OffsetDateTime now = timestamp(clock.instant());
        List<Part> ofLoaded = loaded.map(
                        some -> take(engine.parts(), DUE + " <= ? and reconciliation_id = ?", now, some.id()))
                .orElse(List.of());
        return ofLoaded.isEmpty() ? take(1, DUE + " <= ?", now) : ofLoaded;
    }

    private List<Part> take(int most, String condition, Object... values) {
        return parts.take(
                most,
                "reconciliation_id, part",
                "attempts = attempts + 1, " + LeasedRows.DEATHS,
                (lease, row) -> new Part(
                        lease,
                        row.getObject("reconciliation_id", UUID.class),
                        row.getInt("part"),
                        row.getInt("attempts"),
                        row.getInt("deaths")),
                condition,
                values);
    }

    /** @param together of one reconciliation */
    private void work(List<Part> together) {
        Part part = together.get(0);
        boolean isLast = together.stream().anyMatch(one -> one.attempts() >= MOST_ATTEMPTS);
        boolean begun = false;
        try {
            if (loaded.isEmpty()) {
                space.requireAt(Scratch.directory());
            }
            begun = true;
            if (together.stream().anyMatch(one -> one.deaths() >= LeasedRows.MOST_DEATHS)) {
                setAside(part);
            } else if (!store.isRunning(part.id())) {
                LOG.info("Reconciliation {} is over already", part.id());
            } else if (part.isReading()) {
                read(part);
            } else {
                match(together);
            }
            inVain.remove(part.id());
        } catch (NoRoom e) {
            waitForRoom(together, e.what(), begun, e);
        } catch (ReadersBusy e) {
            // Its turn comes; that is no attempt.
            letGo();
            giveBack(together, clock.instant().plus(SOON), "attempts = attempts - 1");
        } catch (Refusal e) {
            letGo();
            if (isToEnd()) {
                leave(together);
            } else {
                fail(part, e);
            }
        } catch (RuntimeException | Error e) {
            // Asked before the register is let go of: what it had written may be what fills the disk.
            Optional<String> full = full(e);
            // An Error too: most often the register is too large for this node, and the next one would fail as this
            // did.
            letGo();
            if (isToEnd()) {
                leave(together);
                return;
            }
            if (full.isPresent()) {
                waitForRoom(together, full.get(), begun, e);
                return;
            }
            if (e instanceof Matching.EngineAway) {
                LOG.warn("Reconciliation {} waits for the engine at bridge.matching.spark", part.id(), e);
                await(together, new Refusal("reconciliation.engine-away"), begun);
                return;
            }
            LOG.error("Part {} of reconciliation {} failed", part.number(), part.id(), e);
            if (e.getCause() instanceof ReaderLost) {
                lost(together);
            } else if (isLast) {
                fail(part, new Refusal("reconciliation.failed"));
            } else {
                Instant next = clock.instant().plus(BackOff.spread(AGAIN.after(part.attempts())));
                giveBack(together, next, "fault = null");
            }
        } finally {
            together.forEach(one -> parts.release(one.lease()));
        }
    }

    /** Whether this node stops, or the reconciliation was cancelled. */
    private static boolean isToEnd() {
        return Thread.currentThread().isInterrupted();
    }

    /** As if they had not been taken; without effect where they are gone. */
    private void leave(List<Part> together) {
        together.forEach(one -> parts.leave(one.lease(), "attempts = attempts - 1"));
    }

    /** A reader that died under it is a death as one of a bridge is. */
    private void lost(List<Part> together) {
        Part part = together.get(0);
        if (part.deaths() + 1 >= LeasedRows.MOST_DEATHS) {
            setAside(part);
        } else {
            giveBack(together, clock.instant().plus(SOON), "deaths = deaths + 1, fault = null");
        }
    }

    private void giveBack(List<Part> together, Instant next, String set, Object... values) {
        Object[] all = Stream.concat(Stream.of(timestamp(next), timestamp(next)), Stream.of(values))
                .toArray();
        together.forEach(one -> parts.giveBack(one.lease(), "next_at = greatest(next_at, ?), due_at = ?, " + set, all));
    }

    /** @param what lies on the disk */
    private void waitForRoom(List<Part> together, String what, boolean begun, Throwable cause) {
        LOG.warn(
                "Reconciliation {} waits for room on the disk ({})",
                together.get(0).id(),
                what,
                cause);
        await(together, new Refusal("reconciliation.no-room", what), begun);
    }

    /**
     * A full disk, or an engine that is away, is nobody's fault and no attempt: all parts go on by themselves. None is tried meanwhile,
     * for each would read the register anew.
     */
    private void await(List<Part> together, Refusal why, boolean begun) {
        letGo();
        UUID id = together.get(0).id();
        Instant next = clock.instant().plus(ROOM.after(begun ? inVain.merge(id, 1, Integer::sum) - 1 : 0));
        String fault = why.getMessage();
        giveBack(together, next, "attempts = attempts - 1, fault = ?", fault);
        store.postpone(id, next, fault);
    }

    /** What lies on the disk of which the failure tells, if it does. */
    private Optional<String> full(Throwable failure) {
        boolean isOfFiles = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DATABASE_FULL.equals(sql.getSQLState())) {
                return Optional.of("数据库");
            }
            isOfFiles |= cause instanceof IOException;
        }
        if (!isOfFiles) {
            return Optional.empty();
        }
        try {
            space.requireAt(Scratch.directory());
            return Optional.empty();
        } catch (NoRoom e) {
            return Optional.of(e.what());
        }
    }

    /**
     * Both tables, in one transaction: before it ends nobody sees a shop. Its row is locked at its end only: what is locked cannot be
     * renewed meanwhile, nor taken over from a node that stands still.
     */
    private void read(Part part) {
        UUID id = part.id();
        Portions<RefusedRow> refusals = new Portions<>((first, rows) -> store.insertRefusals(id, first, rows));
        Portions<Shop> shops = new Portions<>((first, rows) -> store.insertShops(id, first, rows));
        Tellings told = new Tellings();
        transaction.executeWithoutResult(status -> {
            // While a large register is filled the database hears nothing of us.
            LongPause.mayCome(jdbc);
            read(Sheet.SHOPS, store.bureau(id), store.files(id).shops().sha256(), told.of(shops::add), refusals::add);
            shops.flush();
            Matching register = load(id, refusals, told);
            refusals.flush();
            if (!parts.holds(part.lease())) {
                status.setRollbackOnly();
                return;
            }
            store.tell(id, told.all);
            if (shops.count() == 0) {
                // What is wrong with the rows stays to be read.
                store.plan(id, 0, register.size(), refusals.count(), PART, clock.instant());
                store.stop(id, State.FAILED, new Refusal("reconciliation.no-shops").getMessage(), clock.instant());
                return;
            }
            store.plan(id, shops.count(), register.size(), refusals.count(), PART, clock.instant());
            parts.delete(part.lease());
            signals.send(KIND);
        });
    }

    /** An extract, with what changed since. What was wrong with tables of reconciliations before was told there. */
    private Matching load(UUID id, Portions<RefusedRow> refusals, Tellings told) {
        // Two are never in memory.
        letGo();
        Matching register = engine.begin(ChinaTime.day(clock.instant()));
        // Whatever fails now, whoever hears of it lets go of it.
        loaded = Optional.of(new Loaded(id, register));
        fill(register, id, refusals, told);
        return register;
    }

    private void fill(Matching register, UUID id, Portions<RefusedRow> refusals, Tellings tellings) {
        String bureau = store.bureau(id);
        List<String> tables = store.registers(id);
        List<String> later = tables.subList(1, tables.size());
        RegisterChanges changes = new RegisterChanges();
        for (int at = 0; at < later.size(); at++) {
            boolean isOwn = at == later.size() - 1;
            changes.begin();
            read(Sheet.CHANGES, bureau, later.get(at), one -> add(changes, one), isOwn ? refusals::add : none -> {});
        }
        Consumer<RefusedRow> told = later.isEmpty() ? refusals::add : none -> {};
        read(Sheet.REGISTRY, bureau, tables.get(0), entry -> add(register, tellings.of(changes.now(entry))), told);
        changes.end(entry -> add(register, tellings.of(entry)), refusals::add);
        register.seal();
    }

    private <T> void read(
            Sheet<T> sheet, String bureau, String sha256, Consumer<T> rows, Consumer<RefusedRow> refused) {
        space.requireAt(Scratch.directory());
        try {
            sheet.read(readers, bureau, () -> files.open(sha256), untilItEnds(rows), untilItEnds(refused));
        } catch (ReaderLost e) {
            // Nothing that the file is refused for: it is tried once more.
            throw new IllegalStateException(e);
        }
    }

    private static <T> Consumer<T> untilItEnds(Consumer<T> rows) {
        return row -> {
            if (isToEnd()) {
                throw new Ended();
            }
            rows.accept(row);
        };
    }

    private static void add(RegisterChanges changes, RegisterChanges.Change change) {
        if (changes.size() >= MOST_CHANGES) {
            throw new Refusal("reconciliation.too-many-changes", changes.size());
        }
        changes.add(change);
    }

    private void add(Matching register, RegisterEntry entry) {
        if (register.size() % LOOK == 0) {
            space.requireAt(Scratch.directory());
        }
        if (register.isFull()) {
            throw new Refusal("reconciliation.too-many-entries", register.size());
        }
        register.add(entry);
    }

    private void match(List<Part> together) {
        UUID id = together.get(0).id();
        Matching register = loaded.filter(some -> some.id().equals(id))
                .map(Loaded::register)
                .orElseGet(() -> load(id, new Portions<>((first, rows) -> {}), new Tellings()));
        List<List<Shop>> shops = together.stream()
                .map(part -> store.shops(id, part.first(), PART))
                .toList();
        List<MatchedShop> matches =
                register.match(shops.stream().flatMap(List::stream).toList(), weights.of(id));
        int from = 0;
        for (int at = 0; at < together.size(); at++) {
            int to = from + shops.get(at).size();
            end(together.get(at), matches.subList(from, to));
            from = to;
        }
    }

    private void end(Part part, List<MatchedShop> matches) {
        transaction.executeWithoutResult(status -> {
            if (parts.holds(part.lease())) {
                store.insertMatches(part.id(), part.first(), matches);
                parts.delete(part.lease());
                if (store.isAllDone(part.id())) {
                    reviews.findPrevious(part.id());
                    store.expectManyRows(part.id());
                    traders.judge(part.id());
                    store.end(part.id(), clock.instant());
                    reviews.open(part.id());
                }
            }
        });
    }

    private void fail(Part part, Refusal why) {
        LOG.warn("Reconciliation {} failed: {}", part.id(), why.code());
        transaction.executeWithoutResult(status -> {
            if (parts.holds(part.lease())) {
                store.stop(part.id(), State.FAILED, why.getMessage(), clock.instant());
            }
        });
    }

    private void setAside(Part part) {
        LOG.error("Reconciliation {} is set aside: its processes died under it", part.id());
        transaction.executeWithoutResult(status -> {
            if (parts.holds(part.lease())) {
                Refusal why = new Refusal("reconciliation.set-aside");
                if (store.stop(part.id(), State.SET_ASIDE, why.getMessage(), clock.instant())) {
                    events.publishEvent(stopped(store.find(part.id()).orElseThrow(), why));
                }
            }
        });
    }

    /** What its owner is told, where he did not end it himself. */
    static UploadStopped stopped(Reconciliation one, Refusal why) {
        return new UploadStopped(
                one.bureau(),
                Optional.of(one.startedBy()),
                Optional.empty(),
                Optional.of(PAGE + one.id()),
                ChinaTime.moment(one.startedAt()) + " 发起的主体比对没有做完。" + why.getMessage());
    }

    /** Thrown where rows come in, on a thread that was told to end. */
    private static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** Counts what the rows say, as they pass. */
    private static final class Tellings {

        private Told all = Told.NOTHING;

        Consumer<Shop> of(Consumer<Shop> rows) {
            return shop -> {
                all = all.and(shop);
                rows.accept(shop);
            };
        }

        RegisterEntry of(RegisterEntry entry) {
            all = all.and(entry.standing());
            return entry;
        }
    }

    /** Rows on their way into a table, as many at a time as one statement takes. */
    private static final class Portions<T> {

        private final BiConsumer<Long, List<T>> insert;
        private final List<T> rows = new ArrayList<>();
        private long count;

        Portions(BiConsumer<Long, List<T>> insert) {
            this.insert = insert;
        }

        void add(T row) {
            rows.add(row);
            if (rows.size() == PART) {
                flush();
            }
        }

        void flush() {
            if (!rows.isEmpty()) {
                insert.accept(count, List.copyOf(rows));
                count += rows.size();
                rows.clear();
            }
        }

        long count() {
            return count;
        }
    }
}
