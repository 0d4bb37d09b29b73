package org.redshield.bridge.platform.http;

import java.net.http.HttpClient;
import java.time.Duration;
import org.redshield.bridge.platform.gateway.Pace;

/**
 * How long a platform may take.
 *
 * @param connect for the connection
 * @param call for a whole call, from the first byte sent to the last byte received
 * @param stall the longest time in which a download may bring next to nothing
 */
public record Limits(Duration connect, Duration call, Duration stall) {

    /** As set for a platform. */
    public static Limits of(Pace pace) {
        return new Limits(pace.connectTimeout(), pace.callTimeout(), pace.stallTimeout());
    }

    /** A client that follows nobody elsewhere and keeps to {@link #connect}. */
    public HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
    }
}
