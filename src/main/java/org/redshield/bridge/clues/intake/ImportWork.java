package org.redshield.bridge.clues.intake;

import static org.redshield.bridge.Rows.timestamp;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Rows;
import org.redshield.bridge.access.audit.PersonMarks;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.clues.duplicates.Suspicions;
import org.redshield.bridge.clues.intake.ClueImport.State;
import org.redshield.bridge.clues.intake.RowCheck.Checked;
import org.redshield.bridge.clues.intake.RowCheck.Fault;
import org.redshield.bridge.clues.intake.RowCheck.Incoming;
import org.redshield.bridge.clues.intake.WaitingClues.Counts;
import org.redshield.bridge.reader.ReaderLost;
import org.redshield.bridge.reader.Readers;
import org.redshield.bridge.reader.ReadersBusy;
import org.redshield.bridge.work.BackOff;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Crew;
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
 * Works through imports, each on one node at a time. A chunk of rows and how far the import has come are one transaction: after
 * a kill the next node reads the file again and goes on behind the rows that are dealt with.
 */
@Component
class ImportWork implements BackgroundWork {

    static final String KIND = "clue-import";
    /** Signals with the id of an import that was cancelled. */
    static final String CANCELLED = "clue-import-cancelled";

    static final String PAGE = "/imports";
    static final int CHUNK = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(ImportWork.class);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration NET = Duration.ofSeconds(10);
    /** A reader is free in a moment. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration KEPT = Duration.ofDays(7);
    private static final BackOff AGAIN = BackOff.doubling(Duration.ofSeconds(2), Duration.ofMinutes(1));
    private static final int MOST_ATTEMPTS = 6;

    /** One of a bureau at a time: whoever sends many waits for himself, and not others for him. */
    private static final String NONE_OF_ITS_BUREAU = """
            not exists (select from clue_import other
                         where other.tenant = clue_import.tenant and other.state = 'RUNNING' and other.id <> clue_import.id
                           and (other.lease_until >= clock_timestamp()
                                or (other.next_at, other.id) < (clue_import.next_at, clue_import.id)))""";

    private final ImportStore store;
    private final WaitingClues clues;
    private final Suspicions suspicions;
    private final IntakeSettings settings;
    private final Divisions divisions;
    private final Organisations organisations;
    private final PersonMarks marks;
    private final TransactionTemplate transaction;
    private final InstantSource time;
    private final Readers readers;
    private final ApplicationEventPublisher events;
    private final LeasedRows leased;
    private final UnderWay underWay = new UnderWay();

    ImportWork(
            JdbcClient jdbc,
            ImportStore store,
            WaitingClues clues,
            Suspicions suspicions,
            IntakeSettings settings,
            Divisions divisions,
            Organisations organisations,
            PersonMarks marks,
            TransactionTemplate transaction,
            InstantSource time,
            Readers readers,
            ApplicationEventPublisher events,
            Signals signals) {
        this.store = store;
        this.clues = clues;
        this.suspicions = suspicions;
        this.settings = settings;
        this.divisions = divisions;
        this.organisations = organisations;
        this.marks = marks;
        this.transaction = transaction;
        this.time = time;
        this.readers = readers;
        this.events = events;
        this.leased = new LeasedRows(jdbc, "clue_import", LEASE, "id");
        signals.listenAbout(CANCELLED, underWay.ends());
    }

    /** @param deaths how many processes died under it since its last row */
    private record Turn(Lease lease, ClueImport one, int attempts, int deaths) {}

    @Override
    public List<Work> work() {
        return List.of(
                new Work(KIND, NET, Duration.ZERO, () -> leased.next("state = 'RUNNING'"), this::round),
                leased.renewal(),
                Work.of(
                        "clue-import-files",
                        Duration.ofHours(1),
                        () -> store.oldestPreview().map(since -> since.plus(KEPT)),
                        () -> transaction.executeWithoutResult(
                                status -> store.forget(time.instant().minus(KEPT)))));
    }

    private void round(Crew crew) {
        int free = settings.atOnce() - crew.underWay();
        if (free > 0) {
            leased.take(
                            free,
                            "next_at",
                            "attempts = work.attempts + 1, " + LeasedRows.DEATHS,
                            (lease, row) -> new Turn(
                                    lease,
                                    Rows.as(ClueImport.class).mapRow(row, 0),
                                    row.getInt("attempts"),
                                    row.getInt("deaths")),
                            "state = 'RUNNING' and next_at <= ? and " + NONE_OF_ITS_BUREAU,
                            timestamp(time.instant()))
                    .forEach(turn -> crew.start(() -> underWay.run(turn.one().id(), () -> take(turn))));
        }
    }

    private void take(Turn turn) {
        ClueImport one = turn.one();
        try {
            if (turn.deaths() >= LeasedRows.MOST_DEATHS) {
                setAside(turn);
            } else if (store.isRunning(one.id())) {
                work(turn);
            }
        } catch (UnreadableFile e) {
            end(turn, State.FAILED, Optional.of(e.getMessage()));
        } catch (LeaseLost e) {
            LOG.info("The import {} was cancelled, or another node goes on with it", one.id());
            leave(turn);
        } catch (ReadersBusy e) {
            // Its turn comes; that is no attempt.
            leased.giveBack(
                    turn.lease(),
                    "attempts = greatest(0, attempts - 1), next_at = ?",
                    timestamp(time.instant().plus(SOON)));
        } catch (ReaderLost e) {
            lost(turn, e);
        } catch (IOException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                leave(turn);
                return;
            }
            LOG.error("The import {} stopped at a row and is tried again", one.id(), e);
            if (turn.attempts() >= MOST_ATTEMPTS) {
                int rows =
                        store.find(one.id(), one.tenant()).map(ClueImport::rows).orElse(0);
                end(turn, State.FAILED, Optional.of(ImportSentences.file("broken", rows)));
            } else {
                leased.giveBack(
                        turn.lease(), "next_at = ?", timestamp(time.instant().plus(AGAIN.after(turn.attempts()))));
            }
        } finally {
            leased.release(turn.lease());
        }
    }

    /** A reader that died under it is a death as one of a bridge is, but when it was ended with the import. */
    private void lost(Turn turn, ReaderLost e) {
        if (Thread.currentThread().isInterrupted()) {
            leave(turn);
        } else if (turn.deaths() + 1 >= LeasedRows.MOST_DEATHS) {
            setAside(turn);
        } else {
            LOG.warn(
                    "A reader died under the import {}; it is tried once more",
                    turn.one().id(),
                    e);
            leased.giveBack(
                    turn.lease(),
                    "deaths = deaths + 1, next_at = ?",
                    timestamp(time.instant().plus(SOON)));
        }
    }

    /** Without effect where it is not ours any more. */
    private void leave(Turn turn) {
        leased.leave(turn.lease(), "attempts = greatest(0, attempts - 1)");
    }

    private void setAside(Turn turn) {
        LOG.error(
                "The import {} is set aside: its processes died under it",
                turn.one().id());
        transaction.executeWithoutResult(status -> {
            if (leased.holds(turn.lease())) {
                ClueImport one = store.locked(turn.one().id()).orElseThrow();
                String why = one.preview()
                        ? ImportSentences.file("set-aside-preview")
                        : ImportSentences.file("set-aside", one.rows(), one.imported(), one.updated());
                store.ended(one.id(), State.SET_ASIDE, Optional.of(why), time.instant());
                events.publishEvent(new UploadStopped(
                        one.tenant(),
                        Optional.of(one.startedBy()),
                        Optional.empty(),
                        Optional.of(PAGE),
                        ImportSentences.file("told", ChinaTime.moment(one.startedAt()), why)));
            }
        });
        suspicions.expect();
    }

    private void work(Turn turn) throws IOException {
        ClueImport one = turn.one();
        IntakeSettings.Source source = settings.sources().get(one.source());
        if (source == null) {
            throw new UnreadableFile("source-unknown", one.source());
        }
        try (SourceRows rows = SourceFile.open(readers, one.tenant(), () -> store.open(one.id()), source)) {
            work(turn, rows, new RowCheck(source, divisions, organisations.platforms(), marks));
        }
    }

    private void work(Turn turn, SourceRows rows, RowCheck check) throws IOException {
        int done = 0;
        while (done < turn.one().rows() && rows.next().isPresent()) {
            done++;
        }
        // While the database takes a chunk, the next one is read.
        ExecutorService ahead = Executors.newSingleThreadExecutor();
        try {
            for (Chunk next = read(ahead, rows, done, check).get(); next.rows() > 0; ) {
                Chunk chunk = next;
                done += chunk.rows();
                Future<Chunk> following = chunk.broken().isPresent() ? null : read(ahead, rows, done, check);
                transaction.executeWithoutResult(status -> take(turn, chunk));
                chunk.broken().ifPresent(fault -> {
                    throw fault;
                });
                next = following.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeaseLost();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException fault) {
                throw fault;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } finally {
            if (Thread.currentThread().isInterrupted()) {
                // Its reader may be long at one row; whoever waits for that one hears that it is lost.
                rows.close();
            }
            // The file that it reads is closed now.
            ahead.shutdownNow();
            stopped(ahead);
        }
        if (done == 0) {
            throw new UnreadableFile("no-rows");
        }
        if (done >= settings.maxRows() && rows.next().isPresent()) {
            throw new UnreadableFile("too-many-rows", settings.maxRows());
        }
        end(turn, turn.one().preview() ? State.PREVIEWED : State.DONE, Optional.empty());
    }

    /**
     * @param rows how many there are, good and bad
     * @param broken why the file cannot be read on: what stands before that is dealt with first
     */
    private record Chunk(int rows, List<Incoming> good, List<Fault> faults, Optional<UnreadableFile> broken) {}

    private static void stopped(ExecutorService ahead) {
        boolean interrupted = Thread.interrupted();
        try {
            ahead.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<Chunk> read(ExecutorService ahead, SourceRows rows, int done, RowCheck check) {
        return ahead.submit(() -> chunk(rows, Math.min(CHUNK, settings.maxRows() - done), check));
    }

    private Chunk chunk(SourceRows rows, int most, RowCheck check) throws IOException {
        List<Incoming> good = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        int read = 0;
        try {
            while (read < most) {
                Optional<SourceRows.Row> row = rows.next();
                if (row.isEmpty()) {
                    break;
                }
                Checked checked = check.check(row.get(), time.instant());
                faults.addAll(checked.faults());
                checked.clue().ifPresent(good::add);
                read++;
            }
        } catch (UnreadableFile e) {
            if (read == 0) {
                throw e;
            }
            return new Chunk(read, good, faults, Optional.of(e));
        }
        return new Chunk(read, good, faults, Optional.empty());
    }

    private void take(Turn turn, Chunk chunk) {
        if (Thread.currentThread().isInterrupted() || !leased.holds(turn.lease())) {
            throw new LeaseLost();
        }
        List<Fault> faults = new ArrayList<>(chunk.faults());
        Counts counts = turn.one().preview()
                ? clues.look(turn.one(), chunk.good())
                : clues.take(turn.one(), chunk.good(), faults);
        store.refuse(turn.one().id(), faults);
        int refused = (int) faults.stream().mapToInt(Fault::line).distinct().count();
        store.progressed(turn.one().id(), chunk.rows(), counts, refused);
    }

    private void end(Turn turn, State state, Optional<String> problem) {
        transaction.executeWithoutResult(status -> {
            if (leased.holds(turn.lease())) {
                store.ended(turn.one().id(), state, problem, time.instant());
            }
        });
        suspicions.expect();
    }

    /** Another node has it, or this one stops. */
    private static final class LeaseLost extends RuntimeException {}
}
