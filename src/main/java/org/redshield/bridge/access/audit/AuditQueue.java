package org.redshield.bridge.access.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * Reads of cases on their way into the record: written together once a second, in one statement. The first of several alike has
 * its row within that second; what repeats it within {@link AuditSettings#fold} is counted and gets one row with the number.
 *
 * <p>What waits is kept while the database is away, up to a limit; above it nothing is shown any more ({@link #isFull}). A node that
 * is killed loses the plain reads of its last second and the counts of repetitions, never a datum as it is, an export or a decision.
 */
@Component
@DependsOnDatabaseInitialization
public class AuditQueue {

    private static final Logger LOG = LoggerFactory.getLogger(AuditQueue.class);
    private static final int MOST = 20_000;
    private static final int BATCH = 1_000;
    /** A page that lies open asks for its list all day. */
    private static final int LISTS = 12;

    private final Audit audit;
    private final InstantSource clock;
    private final Duration fold;

    private final ArrayDeque<AuditEntry> waiting = new ArrayDeque<>();
    private final Map<AuditEntry, Window> windows = new HashMap<>();

    private static final class Window {
        private final Instant until;
        private Instant last;
        private int times;

        Window(Instant until) {
            this.until = until;
        }
    }

    AuditQueue(Audit audit, InstantSource clock, AuditSettings settings, MeterRegistry registry) {
        this.audit = audit;
        this.clock = clock;
        this.fold = settings.fold();
        Gauge.builder("bridge.audit.waiting", this, AuditQueue::size)
                .description("Reads that are not in the record yet; many of them mean that it cannot be written")
                .register(registry);
    }

    private synchronized int size() {
        return waiting.size();
    }

    /** Whether more must not be shown, for it could not be recorded. */
    public synchronized boolean isFull() {
        return waiting.size() >= MOST;
    }

    /** To be recorded within a second. */
    synchronized void add(AuditEntry entry) {
        Instant now = clock.instant();
        if (entry.act().folds()) {
            Window window = windows.get(entry);
            if (window != null && now.isBefore(window.until)) {
                window.times++;
                window.last = now;
                return;
            }
            close(entry, window);
            // So many different ones at once that remembering them costs more than their rows.
            if (windows.size() < MOST) {
                windows.put(
                        entry, new Window(now.plus(entry.act() == AuditAct.LIST ? fold.multipliedBy(LISTS) : fold)));
            }
        }
        waiting.add(entry.at(now, 1));
    }

    private void close(AuditEntry entry, Window window) {
        if (window != null && window.times > 0) {
            waiting.add(entry.at(window.last, window.times));
        }
    }

    /** When there is something to write; asks no database. */
    public synchronized Optional<Instant> next() {
        closeOver(clock.instant());
        return waiting.isEmpty() ? Optional.empty() : Optional.of(Instant.EPOCH);
    }

    private void closeOver(Instant now) {
        for (Iterator<Map.Entry<AuditEntry, Window>> each = windows.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<AuditEntry, Window> one = each.next();
            if (!now.isBefore(one.getValue().until)) {
                close(one.getKey(), one.getValue());
                each.remove();
            }
        }
    }

    /** Writes all that waits. What cannot be written waits on, in its order. */
    public void flush() {
        for (List<AuditEntry> batch = take(); !batch.isEmpty(); batch = take()) {
            try {
                audit.write(batch);
            } catch (RuntimeException e) {
                putBack(batch);
                throw e;
            }
        }
    }

    private synchronized List<AuditEntry> take() {
        List<AuditEntry> batch = new ArrayList<>();
        while (batch.size() < BATCH && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        return batch;
    }

    private synchronized void putBack(List<AuditEntry> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            waiting.addFirst(batch.get(i));
        }
    }

    /** The node ends: what it has counted is written, too. */
    @PreDestroy
    void end() {
        synchronized (this) {
            closeOver(Instant.MAX);
        }
        try {
            flush();
        } catch (RuntimeException e) {
            LOG.error("{} reads could not be recorded at the end of this node", size(), e);
        }
    }
}
