package org.redshield.bridge.messages.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.work.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The streams that this node holds open. A few threads write to all of them: one whose browser does not read holds one of the
 * threads for as long as the server waits for a write, and is ended.
 */
@Component
final class Streams implements SmartLifecycle, LostRoles {

    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final int THREADS = 4;
    private static final Duration TOGETHER = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final StreamSettings settings;
    private final News news;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<Connection>> byTopic = new ConcurrentHashMap<>();
    private ScheduledThreadPoolExecutor threads;
    private volatile boolean running;

    Streams(StreamSettings settings, Signals signals, News news) {
        this.settings = settings;
        this.news = news;
        signals.listenAbout(News.KIND, this::hear);
    }

    /** @throws RetryLater {@code messages.too-many-streams}, {@code messages.streams-full} */
    void admit(Caller caller) {
        if (!running || open.size() >= settings.atMost()) {
            throw new RetryLater(10, "messages.streams-full");
        }
        if (of(caller.userId()) >= settings.perPerson()) {
            throw new RetryLater(60, "messages.too-many-streams", settings.perPerson());
        }
    }

    long of(String user) {
        return byTopic.getOrDefault(Topic.end(user).key(), Set.of()).size();
    }

    void open(Caller caller, AsyncContext exchange, BooleanSupplier lasts) {
        exchange.setTimeout(0);
        Connection connection =
                new Connection(caller.userId(), Topic.of(caller).collect(Collectors.toSet()), exchange, lasts);
        exchange.addListener(new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                connection.isOver();
                forget(connection);
            }

            @Override
            public void onTimeout(AsyncEvent event) {
                end(connection);
            }

            @Override
            public void onError(AsyncEvent event) {
                end(connection);
            }

            @Override
            public void onStartAsync(AsyncEvent event) {
                // Nothing else begins in it.
            }
        });
        open.add(connection);
        connection.topics.forEach(topic -> byTopic.computeIfAbsent(topic, any -> ConcurrentHashMap.newKeySet())
                .add(connection));
        connection.hello();
        flush(connection);
        if (!running) {
            end(connection);
        }
    }

    private void hear(String signal) {
        if (signal.isEmpty()) {
            // Whatever was said while nobody heard: each page looks at everything once.
            open.forEach(connection -> say(connection, "all", ""));
            return;
        }
        Topic topic = Topic.read(signal);
        Set<Connection> concerned = byTopic.getOrDefault(topic.key(), Set.of());
        if (topic.event().equals("end")) {
            concerned.forEach(this::end);
        } else {
            concerned.forEach(
                    connection -> say(connection, topic.event(), topic.detail().orElse("")));
        }
    }

    private void say(Connection connection, String event, String detail) {
        connection.say(event, detail);
        flushSoon(connection);
    }

    private void flushSoon(Connection connection) {
        if (running) {
            threads.schedule(() -> flush(connection), TOGETHER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void flush(Connection connection) {
        try {
            connection.flush();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A browser has gone", gone);
            end(connection);
        }
    }

    private void end(Connection connection) {
        forget(connection);
        try {
            connection.end();
        } catch (IllegalStateException over) {
            LOG.trace("It had ended", over);
        }
    }

    private void forget(Connection connection) {
        open.remove(connection);
        connection.topics.forEach(topic -> byTopic.computeIfPresent(topic, (key, all) -> {
            all.remove(connection);
            return all.isEmpty() ? null : all;
        }));
    }

    private void endWhatIsOver() {
        open.stream().filter(connection -> !connection.lasts()).forEach(this::end);
    }

    private void beat() {
        open.forEach(connection -> {
            connection.beat();
            flushSoon(connection);
        });
    }

    @Override
    public void account(String userId) {
        news.tell(Topic.end(userId));
    }

    @Override
    public void role(String userId, String group) {
        account(userId);
    }

    @Override
    public void organisation(String userId, String tenant) {
        account(userId);
    }

    @Override
    public synchronized void start() {
        threads = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "streams");
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        threads.scheduleWithFixedDelay(this::endWhatIsOver, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        long beat = settings.heartbeat().toMillis();
        threads.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        running = true;
    }

    /** Browsers come again and are let in by another node. */
    @Override
    public synchronized void stop() {
        running = false;
        open.forEach(this::end);
        threads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the load balancer has seen that this node stops, and before the server waits for its requests to end. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 512;
    }
}
