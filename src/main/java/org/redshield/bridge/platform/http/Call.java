package org.redshield.bridge.platform.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One exchange that ends at a given moment, however slowly the answer drips in. */
public final class Call {

    /** A manifest of a thousand files with signed addresses is some megabytes. */
    private static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    private Call() {}

    /**
     * Sends a call that may be repeated without effect.
     *
     * @param end by {@link System#nanoTime()}
     * @throws IOException in words for the log, without anything of the answer
     */
    public static HttpResponse<byte[]> send(HttpClient http, HttpRequest request, long end) throws IOException {
        try {
            return once(http, request, end);
        } catch (Unheard e) {
            return once(http, request, end);
        }
    }

    /**
     * The same for a call whose answer says whether it was made before: whoever makes it must know of every repetition.
     *
     * @throws Unheard when another try is worth it at once
     */
    public static HttpResponse<byte[]> once(HttpClient http, HttpRequest request, long end) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, info -> new LimitedBody(LARGEST_ANSWER));
        try {
            // The client's own time-out ends with the headers; a body that drips in must not hold us either.
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no complete answer in time", e);
        } catch (ExecutionException e) {
            String text = "no answer: " + e.getCause();
            throw text.contains("received no bytes")
                    ? new Unheard(text, e.getCause())
                    : new IOException(text, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Not a byte came: mostly a connection kept open for the next call, which the other side had closed meanwhile. */
    public static final class Unheard extends IOException {
        public Unheard(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
