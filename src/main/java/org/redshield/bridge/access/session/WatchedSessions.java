package org.redshield.bridge.access.session;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.redshield.bridge.RetryLater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For what goes on after a request: whether its session does too. All that this node watches are asked about in one statement. */
final class WatchedSessions {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedSessions.class);
    private static final long ASKED_AGAIN_AFTER = Duration.ofSeconds(1).toNanos();

    private final StoredSessions sessions;
    /** As long as somebody holds them. */
    private final Set<Watch> watched = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    private long asked = System.nanoTime() - ASKED_AGAIN_AFTER;

    WatchedSessions(StoredSessions sessions) {
        this.sessions = sessions;
    }

    private final class Watch implements BooleanSupplier {

        private final String row;
        private final String person;
        private volatile boolean over;

        Watch(String row, String person) {
            this.row = row;
            this.person = person;
        }

        @Override
        public boolean getAsBoolean() {
            look();
            return !over;
        }
    }

    BooleanSupplier watch(String row, String person) {
        Watch watch = new Watch(row, person);
        watched.add(watch);
        return watch;
    }

    private synchronized void look() {
        if (System.nanoTime() - asked < ASKED_AGAIN_AFTER) {
            return;
        }
        Watch[] all = watched.toArray(Watch[]::new);
        try {
            Map<String, String> persons = sessions.persons(
                    Stream.of(all).map(its -> its.row).distinct().toArray(String[]::new));
            for (Watch its : all) {
                its.over |= !its.person.equals(persons.get(its.row));
            }
        } catch (RetryLater away) {
            LOG.debug("Whether sessions go on is not known now", away);
        } finally {
            // From the answer on: while the database is away each of some thousand streams would wait for it by itself.
            asked = System.nanoTime();
        }
    }
}
