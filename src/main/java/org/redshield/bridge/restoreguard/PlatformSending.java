package org.redshield.bridge.restoreguard;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.installation.InstallationRecord;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Signals;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether anything may be sent to platforms. A node compares the marks outside with the database when it starts. When that is
 * behind, it was restored to an earlier state: numbers ever given are skipped, what was sent and is lost here is put on record
 * again, and all sending is held, on all nodes and over restarts, until the operator has seen that and releases it. Everything
 * else goes on; what is held waits in line.
 */
@Component
public class PlatformSending implements BackgroundWork, SmartLifecycle {

    /** As signals call it: sending is held, or released. */
    public static final String KIND = "sending";

    private static final Logger LOG = LoggerFactory.getLogger(PlatformSending.class);
    private static final Duration NET = Duration.ofSeconds(10);
    private static final int LONGEST_REASON = 2000;

    /** So many numbers of each series are not given where nobody knows which ones were: more than a bureau gives in a day. */
    static final int LEAP = 1000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SeriesMarks marks;
    private final List<NumberSeries> series;
    private final SentNumbers sent;
    private final List<MarkPlace> places;
    private final Signals signals;
    private final InstallationRecord installation;
    private final InstantSource clock;
    /** Until it is known whether anything is lost. */
    private volatile boolean held = true;

    private volatile boolean running;
    private String keptElsewhere = "";
    private String recorded = "";
    private boolean knownElsewhere;

    /**
     * A series of which numbers are lost.
     *
     * @param restored the last number that the restored database had given
     * @param given the last one that had been given in truth
     * @param skippedTo the next one is higher than this
     */
    public record Lost(String series, long restored, long given, long skippedTo) {}

    /**
     * @param lost every series that the database was behind in
     * @param because why besides, for people
     */
    public record Hold(Instant since, List<Lost> lost, Optional<String> because) {}

    PlatformSending(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            SeriesMarks marks,
            List<NumberSeries> series,
            SentNumbers sent,
            MarkPlaces places,
            Signals signals,
            InstallationRecord installation,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.marks = marks;
        this.series = series;
        this.sent = sent;
        this.places = places.all();
        this.signals = signals;
        this.installation = installation;
        this.clock = clock;
    }

    /** Before all that is heard, sent or worked on. Commands, which only look, start nothing and compare nothing. */
    @Override
    public void start() {
        places.forEach(this::readElsewhere);
        transaction.executeWithoutResult(status -> compare());
        look();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void readElsewhere(MarkPlace place) {
        try {
            place.read().ifPresent(known -> {
                marks.takeOver(known);
                knownElsewhere = true;
            });
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("How far the numbers have gone could not be read from {}: {}", place.name(), e.getMessage());
        }
    }

    /** Nodes that start at once do this one after the other; the second finds nothing behind. */
    private void compare() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('numbers'))")
                .query((row, n) -> 1)
                .single();
        // In this order: other nodes go on giving numbers, each written outside before the record knows it.
        Map<String, Long> known = installation.read().numbers();
        marks.lookAgain();
        Map<String, Long> outside = marks.given();
        Map<String, Long> here = new TreeMap<>();
        series.forEach(kind -> kind.last().forEach((key, last) -> here.put(kind.name() + "/" + key, last)));
        List<Lost> lost = outside.entrySet().stream()
                .filter(mark -> mark.getValue() > here.getOrDefault(mark.getKey(), 0L))
                .map(mark -> new Lost(
                        mark.getKey(),
                        here.getOrDefault(mark.getKey(), 0L),
                        mark.getValue(),
                        marks.covered(mark.getKey())))
                .sorted(Comparator.comparing(Lost::series))
                .toList();
        if (!lost.isEmpty()) {
            hold(lost, here);
        }
        unknown(known, outside, here).ifPresent(why -> leap(why, known, here));
        marks.begin(here);
    }

    /** Whether nobody knows how far the numbers had gone; where nothing was ever given, nothing is lost. */
    private Optional<String> unknown(Map<String, Long> known, Map<String, Long> outside, Map<String, Long> here) {
        String place = marks.place();
        Optional<String> behind = Unknown.of(known, outside).map(one -> one.chinese(place));
        boolean lost = installation.areNumbersLost() && !knownElsewhere;
        Optional<String> given = here.entrySet().stream()
                .filter(any -> lost)
                .filter(one -> one.getValue() > 0)
                .findFirst()
                .map(one -> new Unknown(one.getKey(), one.getValue(), 0).chinese(place));
        return behind.or(() -> given);
    }

    /** As far as anybody knows nothing is lost, so nothing can be skipped up to a number that is known. */
    private void leap(String why, Map<String, Long> known, Map<String, Long> here) {
        List<Lost> all = here.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .map(one -> new Lost(
                        one.getKey(),
                        one.getValue(),
                        Math.max(one.getValue(), known.getOrDefault(one.getKey(), 0L)),
                        Math.max(one.getValue(), known.getOrDefault(one.getKey(), 0L)) + LEAP))
                .sorted(Comparator.comparing(Lost::series))
                .toList();
        hold(all, Optional.of(why));
        for (NumberSeries kind : series) {
            String prefix = kind.name() + "/";
            all.stream().filter(one -> one.series().startsWith(prefix)).forEach(one -> {
                kind.skipTo(one.series().substring(prefix.length()), one.skippedTo());
                here.put(one.series(), one.skippedTo());
            });
        }
        installation.forgetNumbers();
        LOG.error(
                "How far the numbers had gone is not known: what was kept in {} is not there. Nothing is sent to platforms until an"
                        + " operator releases it (GET /api/sending, POST /api/sending/release), and {} series skip {} numbers",
                marks.place(),
                all.size(),
                LEAP);
        signals.send(KIND);
    }

    private void hold(List<Lost> lost, Optional<String> because) {
        jdbc.sql("""
                        insert into sending_hold (since, lost, because) values (?, ?::jsonb, ?)
                        on conflict ((true)) where released_at is null
                        do update set lost = sending_hold.lost || excluded.lost,
                                      because = nullif(concat_ws('；', sending_hold.because, excluded.because), '')
                        """)
                .params(timestamp(clock.instant()), Json.write(lost), because.orElse(null))
                .update();
    }

    /** Somebody else found at the start that the database and what is kept outside of it do not belong together. @param why for people */
    public void hold(String why) {
        transaction.executeWithoutResult(status -> {
            hold(List.of(), Optional.of(why));
            signals.send(KIND);
        });
        held = true;
    }

    private void hold(List<Lost> lost, Map<String, Long> here) {
        hold(lost, Optional.empty());
        int things = sent.takeBackLost(here.getOrDefault(SentNumbers.SERIES + "/", 0L));
        for (NumberSeries kind : series) {
            String prefix = kind.name() + "/";
            // All of them: what was given in the last seconds before a machine lost its power is covered, and known no
            // closer.
            marks.series().stream()
                    .filter(name -> name.startsWith(prefix))
                    .filter(name -> marks.covered(name) > here.getOrDefault(name, 0L))
                    .forEach(name -> {
                        kind.skipTo(name.substring(prefix.length()), marks.covered(name));
                        here.put(name, marks.covered(name));
                    });
        }
        LOG.error(
                "The database is an earlier one than the numbers given: it was restored. Nothing is sent to platforms until an"
                        + " operator releases it (GET /api/sending, POST /api/sending/release). {} series have lost numbers,"
                        + " {} things that were sent are lost here; numbers given before are not given again",
                lost.size(),
                things);
        signals.send(KIND);
    }

    @Override
    public List<Work> work() {
        return List.of(Work.every(KIND, NET, this::look));
    }

    private void look() {
        boolean now = find().isPresent();
        if (now != held) {
            LOG.warn(now ? "Nothing is sent to platforms: sending is held" : "Sending to platforms is released");
        }
        held = now;
        marks.force();
        keepElsewhere();
        record();
    }

    /** What stands outside, so that it is missed when it does not any more. */
    private void record() {
        Map<String, Long> given = marks.given();
        String now = given.toString();
        if (!now.equals(recorded)) {
            installation.numbersKnown(given);
            recorded = now;
        }
    }

    private void keepElsewhere() {
        String written = places.isEmpty() ? "" : marks.written();
        if (written.equals(keptElsewhere)) {
            return;
        }
        boolean all = true;
        for (MarkPlace place : places) {
            try {
                place.keep(written);
            } catch (IOException e) {
                LOG.error("How far the numbers have gone was not taken by {}: {}", place.name(), e.getMessage());
                all = false;
            }
        }
        keptElsewhere = all ? written : "";
    }

    /** Cheap enough to be asked before every call. */
    public boolean isHeld() {
        return held;
    }

    public Optional<Hold> find() {
        return jdbc.sql("select since, lost, because from sending_hold where released_at is null")
                .query((row, n) -> new Hold(
                        instant(row, "since"),
                        Arrays.asList(Json.read(row.getString("lost"), Lost[].class)),
                        textIfAny(row, "because")))
                .optional();
    }

    /** Numbers that were lost, as platforms may know what was sent with them. */
    public List<String> lostNames() {
        return find().map(Hold::lost).orElse(List.of()).stream()
                .flatMap(lost -> series.stream()
                        .filter(kind -> lost.series().startsWith(kind.name() + "/"))
                        .flatMap(kind -> LongStream.rangeClosed(lost.restored() + 1, lost.skippedTo())
                                .mapToObj(number -> kind.called(
                                        lost.series().substring(kind.name().length() + 1), number))
                                .flatMap(Optional::stream)))
                .toList();
    }

    /**
     * Sending goes on.
     *
     * @throws Refusal numbers.not-held, numbers.reason-missing
     */
    public void release(String user, Optional<String> reason) {
        String why = reason.map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_REASON)
                .orElseThrow(() -> new Refusal("numbers.reason-missing"));
        transaction.executeWithoutResult(status -> {
            int released =
                    jdbc.sql("""
                            update sending_hold set released_at = ?, released_by = ?, reason = ? where released_at is null
                            """).params(timestamp(clock.instant()), user, why).update();
            if (released == 0) {
                throw new Refusal("numbers.not-held");
            }
            signals.send(KIND);
        });
        held = false;
    }
}
