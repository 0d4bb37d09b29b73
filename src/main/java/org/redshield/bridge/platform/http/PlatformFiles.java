package org.redshield.bridge.platform.http;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.redshield.bridge.platform.Download;
import org.redshield.bridge.platform.DownloadExpired;
import org.redshield.bridge.platform.PlatformSettings;
import org.redshield.bridge.platform.PlatformUnavailable;

/** Fetches the files of answers, from the platform's own hosts only: an answer must not make us call anywhere else. */
public final class PlatformFiles {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d*/.*");

    private final HttpClient http;
    private final PlatformSettings settings;
    private final Duration headers;
    private final Duration stall;

    public PlatformFiles(HttpClient http, PlatformSettings settings, Duration headers, Duration stall) {
        this.http = http;
        this.settings = settings;
        this.headers = headers;
        this.stall = stall;
    }

    public Download open(String url, long offset) {
        HttpRequest.Builder request = HttpRequest.newBuilder(permitted(url)).GET();
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        HttpResponse<InputStream> response = send(request.build());
        boolean keep = false;
        try {
            Download download = download(response, offset);
            keep = true;
            return download;
        } finally {
            if (!keep) {
                StallGuard.closeQuietly(response.body());
            }
        }
    }

    private Download download(HttpResponse<InputStream> response, long offset) {
        return switch (response.statusCode()) {
            case 200 -> new Download(new StallGuard(response.body(), stall), 0);
            case 206 -> {
                long start = response.headers()
                        .firstValue("Content-Range")
                        .map(RANGE::matcher)
                        .filter(Matcher::matches)
                        .map(range -> Long.parseLong(range.group(1)))
                        .orElse(offset);
                if (start > offset) {
                    throw new PlatformUnavailable("The file continues at another place than asked for");
                }
                yield new Download(new StallGuard(response.body(), stall), start);
            }
            case 401, 403, 410 -> throw new DownloadExpired("The file's address is no longer valid");
            default ->
                throw new PlatformUnavailable("The file could not be fetched: HTTP status " + response.statusCode());
        };
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return answer.get(headers.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new PlatformUnavailable("The file's host does not answer", e);
        } catch (ExecutionException e) {
            throw new PlatformUnavailable("The file's host does not answer", e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new PlatformUnavailable("Interrupted while a file was fetched", e);
        }
    }

    private URI permitted(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new PlatformUnavailable("The file's address is no address");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secureEnough = scheme.equals("https")
                || scheme.equals("http") && settings.url().getScheme().equals("http");
        if (!secureEnough || uri.getHost() == null || uri.getUserInfo() != null || !known(uri)) {
            throw new PlatformUnavailable("The file lies on a host that is not the platform's: " + uri.getHost());
        }
        return uri;
    }

    private boolean known(URI uri) {
        List<String> hosts = settings.fileHosts();
        return uri.getHost().equalsIgnoreCase(settings.url().getHost())
                || hosts.stream()
                        .anyMatch(host -> host.equalsIgnoreCase(uri.getHost())
                                || host.equalsIgnoreCase(uri.getHost() + ":" + uri.getPort()));
    }
}
