package org.redshield.bridge.platform.http;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.DownloadExpired;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the files of answers, from the platform's own hosts only: an answer must not make us call anywhere else. */
@RequiredArgsConstructor
public final class PlatformFiles {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformFiles.class);

    /** Names of one host. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d*/.*");

    private final HttpClient http;
    private final PlatformSettings settings;
    private final Duration headers;
    private final Duration stall;

    public Download open(String url, long offset) {
        HttpRequest request = HttpRequest.newBuilder(permitted(url))
                .header("Range", "bytes=" + offset + "-")
                .GET()
                .build();
        HttpResponse<InputStream> response = send(request);
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
        if (response.statusCode() == 416 && offset == 0) {
            // An empty file has no first byte.
            StallGuard.closeQuietly(response.body());
            return new Download(InputStream.nullInputStream(), 0);
        }
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

    /** Asking again does not help, and the platform is well: so it is told like a refusal. */
    private URI permitted(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw refused("平台给出的文件地址不是有效的网址。");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secureEnough = scheme.equals("https")
                || scheme.equals("http") && settings.url().getScheme().equals("http");
        if (!secureEnough || uri.getHost() == null || uri.getUserInfo() != null) {
            throw refused("平台给出的文件地址不是可以使用的加密网址（https）。");
        }
        if (!known(uri)) {
            LOG.warn(
                    "A file of {} lies on {}, which the setting file-hosts does not name",
                    settings.url(),
                    uri.getAuthority());
            throw refused("文件在主机 " + uri.getAuthority() + " 上，该主机和端口不是平台接口的主机，也没有列入系统设置 file-hosts；确属该平台的，请运维人员补充设置。");
        }
        return uri;
    }

    private static PlatformRefusal refused(String sentence) {
        return new PlatformRefusal("file-hosts", sentence);
    }

    /** Another port of the same machine is another service: a host without a port means that of its scheme. */
    private boolean known(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String own = settings.url().getHost().toLowerCase(Locale.ROOT);
        boolean sameHost = host.equals(own) || LOOPBACK.contains(own) && LOOPBACK.contains(host);
        return sameHost && port(uri) == port(settings.url())
                || settings.fileHosts().stream()
                        .anyMatch(known -> known.equalsIgnoreCase(host + ":" + port(uri))
                                || known.equalsIgnoreCase(host) && port(uri) == standardPort(uri));
    }

    private static int port(URI uri) {
        return uri.getPort() < 0 ? standardPort(uri) : uri.getPort();
    }

    private static int standardPort(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
