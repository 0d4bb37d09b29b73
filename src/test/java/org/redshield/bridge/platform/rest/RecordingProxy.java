package org.redshield.bridge.platform.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Between bridge and platform, either way round; passes everything on and remembers it. */
public final class RecordingProxy implements AutoCloseable {

    /**
     * What was said.
     *
     * @param target path and query
     * @param answer null when the platform closed the connection
     */
    public record Exchange(
            String method,
            String target,
            Map<String, List<String>> headers,
            String body,
            int status,
            String contentType,
            String answer) {

        /** Whether the answer is one that a platform gives when nothing is made to go wrong. */
        public boolean good() {
            return answer != null && status != 520 && contentType.contains("json") && !spoilt();
        }

        /** Shapes that the sandbox gives its answers on purpose. */
        private boolean spoilt() {
            return answer.contains("UNDER_SECOND_REVIEW")
                    || answer.matches("(?s).*\"(bytes|rows)\":\"\\d.*")
                    || answer.matches("(?s).*\\}\\{\"(requestId|type)\".*")
                    || !answer.endsWith("}")
                    || answer.chars().filter(c -> c == '{').count()
                            != answer.chars().filter(c -> c == '}').count()
                    || answer.startsWith("{\"docName\"") && !answer.contains("taskId");
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Supplier<URI> target;
    private final HttpServer server;

    /** @param target who is behind it, asked on every call */
    public RecordingProxy(Supplier<URI> target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What was said since the last time. */
    public List<Exchange> take() {
        return Stream.generate(exchanges::poll)
                .takeWhile(exchange -> exchange != null)
                .toList();
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(target.get() + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        Stream.of(
                        "Authorization",
                        "Content-Type",
                        "Accept",
                        "Idempotency-Key",
                        "Redshield-Timestamp",
                        "Redshield-Signature")
                .filter(exchange.getRequestHeaders()::containsKey)
                .forEach(name ->
                        request.header(name, exchange.getRequestHeaders().getFirst(name)));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            remember(exchange, body, response);
            response.headers().firstValue("Retry-After").ifPresent(value -> exchange.getResponseHeaders()
                    .set("Retry-After", value));
            response.headers().firstValue("Content-Type").ifPresent(value -> exchange.getResponseHeaders()
                    .set("Content-Type", value));
            exchange.sendResponseHeaders(
                    response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(response.body());
            }
        } catch (IOException e) {
            remember(exchange, body, null);
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private void remember(HttpExchange exchange, byte[] body, HttpResponse<byte[]> response) {
        exchanges.add(new Exchange(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(body, StandardCharsets.UTF_8),
                response == null ? 0 : response.statusCode(),
                response == null
                        ? ""
                        : response.headers().firstValue("Content-Type").orElse(""),
                response == null ? null : new String(response.body(), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
