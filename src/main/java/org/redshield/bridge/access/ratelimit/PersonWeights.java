package org.redshield.bridge.access.ratelimit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.RetryLater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.util.unit.DataSize;

/** What is on its way on this node, by person, and what each person has moved today. */
@Component
class PersonWeights {

    private static final Logger LOG = LoggerFactory.getLogger(PersonWeights.class);

    /** So much of a person is remembered until it is written down: a row is not worth a click. */
    private static final long WRITTEN_AT = 1024L * 1024;

    private static final long SOON = 2;

    private final WeightSettings settings;
    private final DayWeights days;
    private final InstantSource clock;
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final Map<String, Integer> downloads = new ConcurrentHashMap<>();
    private final Map<String, Long> unwritten = new ConcurrentHashMap<>();
    private final Semaphore larger;
    private final AtomicLong putAside = new AtomicLong();
    private final AtomicInteger sending = new AtomicInteger();

    /** Lazily: filters are made while the web server starts. */
    PersonWeights(WeightSettings settings, @Lazy DayWeights days, @Lazy InstantSource clock) {
        this.settings = settings;
        this.days = days;
        this.clock = clock;
        this.larger = new Semaphore(settings.larger());
    }

    void figures(MeterRegistry registry) {
        Gauge.builder("bridge.answers.sending", sending, AtomicInteger::get)
                .description("Answers that are being read, without a thread")
                .register(registry);
        Gauge.builder("bridge.answers.put.aside", putAside, AtomicLong::get)
                .baseUnit("bytes")
                .description("What of them lies on this node's disk")
                .register(registry);
    }

    /** @throws RetryLater access.requests-in-flight */
    Runnable request(String who) {
        return place(requests, who, settings.requests(), "access.requests-in-flight");
    }

    /** @throws RetryLater access.downloads-in-flight */
    Runnable download(String who) {
        return place(downloads, who, settings.downloads(), "access.downloads-in-flight");
    }

    /** At once or not at all. @return gives it back */
    private static Runnable place(Map<String, Integer> taken, String who, int most, String code) {
        if (taken.merge(who, 1, Integer::sum) > most) {
            leave(taken, who);
            throw new RetryLater(SOON, code, most);
        }
        return () -> leave(taken, who);
    }

    private static void leave(Map<String, Integer> taken, String who) {
        taken.computeIfPresent(who, (same, count) -> count == 1 ? null : count - 1);
    }

    /** @throws RetryLater access.day-used-up, until midnight */
    void requireRoomInDay(String person) {
        Instant now = clock.instant();
        LocalDate today = ChinaTime.day(now);
        if (days.of(person, today) + unwritten.getOrDefault(person, 0L)
                >= settings.perDay().toBytes()) {
            Instant midnight = today.plusDays(1).atStartOfDay(ChinaTime.ZONE).toInstant();
            throw new RetryLater(
                    Math.max(1, Duration.between(now, midnight).toSeconds()),
                    "access.day-used-up",
                    settings.perDay().toMegabytes());
        }
    }

    /** So many bytes were sent or taken by him. What cannot be written down now is with what comes next. */
    void moved(String person, long bytes) {
        long all = unwritten.merge(person, bytes, Long::sum);
        if (all < WRITTEN_AT) {
            return;
        }
        Long mine = unwritten.remove(person);
        if (mine == null) {
            return;
        }
        try {
            days.add(person, ChinaTime.day(clock.instant()), mine);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The database does not take what somebody has moved", e);
            unwritten.merge(person, mine, Long::sum);
        }
    }

    /** Whether so much more may be put aside. */
    boolean putAside(long bytes) {
        if (putAside.addAndGet(bytes) > settings.together().toBytes()) {
            putAside.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void cleared(long bytes) {
        putAside.addAndGet(-bytes);
    }

    /** @throws RetryLater access.answers-busy */
    Runnable larger() {
        if (!larger.tryAcquire()) {
            throw RetryLater.full(SOON * SOON, "access.answers-busy", settings.larger());
        }
        return larger::release;
    }

    /** An answer is being read. @return says that it is over */
    Runnable sending() {
        sending.incrementAndGet();
        return sending::decrementAndGet;
    }

    int sendingNow() {
        return sending.get();
    }

    DataSize largest() {
        return settings.largest();
    }

    Duration patience(long bytes) {
        return settings.patience(bytes);
    }
}
