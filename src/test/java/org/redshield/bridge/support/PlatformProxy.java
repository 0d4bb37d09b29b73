package org.redshield.bridge.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Stands between the bridge and a platform and can hold back the answer to one call, all of it or from some byte on,
 * after the platform has acted on it.
 */
public final class PlatformProxy implements AutoCloseable {

    /** What the bridge asked, path and body in one. */
    private record Call(String path, byte[] body) {
        String text() {
            return path + "\n" + new String(body, StandardCharsets.UTF_8);
        }
    }

    /** One answer held back: the first that matches. */
    public static final class Hold {

        private final Predicate<String> matches;
        private final long bytes;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile String call;

        private Hold(Predicate<String> matches, long bytes) {
            this.matches = matches;
            this.bytes = bytes;
        }

        /** Returns when the platform has acted and the bridge waits for the rest of its answer. */
        public void awaitReached(Duration patience) throws InterruptedException {
            if (!reached.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The platform was not called within " + patience);
            }
        }

        /** What was asked: the path, and after it the body. @return null before it was reached */
        public String call() {
            return call;
        }

        public void release() {
            released.countDown();
        }
    }

    private static final List<String> PASSED_ON = List.of("Content-Type", "Content-Range", "Accept-Ranges");

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final AtomicReference<Hold> hold = new AtomicReference<>();
    private volatile String target;

    public PlatformProxy() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where the bridge finds it. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The platform behind it. */
    public void passOnTo(String platform) {
        target = platform;
    }

    /**
     * Holds the answer to the next call whose path and body contain that text.
     *
     * @param bytes how much of the answer's body passes before; 0 holds its head, too
     */
    public Hold holdNext(String text, long bytes) {
        Hold next = new Hold(call -> call.contains(text), bytes);
        hold.set(next);
        return next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = new Call(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestBody().readAllBytes());
            HttpResponse<InputStream> answer = ask(exchange, call);
            Hold held = hold.get();
            boolean holding = held != null && held.matches.test(call.text()) && hold.compareAndSet(held, null);
            if (holding) {
                held.call = call.text();
            }
            try (InputStream body = answer.body()) {
                send(exchange, answer, body, holding ? held : null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<InputStream> ask(HttpExchange exchange, Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(target + call.path())).timeout(Duration.ofSeconds(60));
        for (String name : List.of("Content-Type", "Range")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        request.method(
                exchange.getRequestMethod(),
                call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static void send(HttpExchange exchange, HttpResponse<InputStream> answer, InputStream body, Hold held)
            throws IOException, InterruptedException {
        if (held != null && held.bytes == 0) {
            held.reached.countDown();
            held.released.await();
        }
        for (String name : PASSED_ON) {
            answer.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders()
                    .set(name, value));
        }
        // Zero says "chunked" here, as the platform does where it names no length.
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        exchange.sendResponseHeaders(answer.statusCode(), length);
        OutputStream out = exchange.getResponseBody();
        if (held != null && held.bytes > 0) {
            out.write(body.readNBytes(Math.toIntExact(held.bytes)));
            out.flush();
            held.reached.countDown();
            held.released.await();
        }
        body.transferTo(out);
    }

    @Override
    public void close() {
        Hold held = hold.getAndSet(null);
        if (held != null) {
            held.release();
        }
        server.stop(0);
        workers.shutdownNow();
    }
}
