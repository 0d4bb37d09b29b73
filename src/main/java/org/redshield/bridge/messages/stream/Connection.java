package org.redshield.bridge.messages.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One browser's stream. What is said again before it was written is said once. */
final class Connection {

    /** After a break the browser comes again so soon, at this node or another. */
    private static final String HELLO = "retry: 2000\nevent: hello\ndata:\n\n";

    private static final String HEARTBEAT = ":\n\n";

    final String user;
    final Set<String> topics;
    private final AsyncContext exchange;
    private final BooleanSupplier lasts;
    private final Set<String> unsaid = new LinkedHashSet<>();
    private boolean ended;

    /** @param lasts whether the person is still signed in */
    Connection(String user, Set<String> topics, AsyncContext exchange, BooleanSupplier lasts) {
        this.user = user;
        this.topics = topics;
        this.exchange = exchange;
        this.lasts = lasts;
    }

    boolean lasts() {
        return lasts.getAsBoolean();
    }

    void say(String event, String detail) {
        put("event: " + event + "\ndata: " + detail + "\n\n");
    }

    void hello() {
        put(HELLO);
    }

    void beat() {
        put(HEARTBEAT);
    }

    private void put(String text) {
        synchronized (unsaid) {
            unsaid.add(text);
        }
    }

    /** Writes what is unsaid; takes as long as the browser lets it wait, and at most the server's time for a write. */
    synchronized void flush() throws IOException {
        String text;
        synchronized (unsaid) {
            text = String.join("", unsaid);
            unsaid.clear();
        }
        if (!ended && !text.isEmpty()) {
            ServletOutputStream out = exchange.getResponse().getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    synchronized void end() {
        if (!ended) {
            ended = true;
            exchange.complete();
        }
    }

    /** The server has ended it: the response is not ours any more. */
    synchronized void isOver() {
        ended = true;
    }
}
