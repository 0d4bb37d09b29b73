package org.redshield.bridge.platform.http;

import java.net.http.HttpClient;
import java.time.Duration;

/**
 * How long a platform may take.
 *
 * @param connect for the connection
 * @param call for a whole call, from the first byte sent to the last byte received
 * @param stall the longest time in which a download may bring next to nothing
 */
public record Limits(Duration connect, Duration call, Duration stall) {

    /** Of production; a submission must end within the lock of its job. */
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(30));

    /** A client that follows nobody elsewhere and keeps to {@link #connect}. */
    public HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
    }
}
