package org.redshield.bridge.access.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A browser without scripts: keeps cookies, follows what it is sent to, fills in the provider's page. */
public final class TestWindow {

    /** Where the bridge is. */
    private final String base;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    /** Everything that it was sent to, in order. */
    private final List<String> way = new ArrayList<>();

    public TestWindow(String base) {
        this.base = base;
    }

    /** Opens the page, does what its script would, and signs in at the provider where that asks. */
    public HttpResponse<String> signsIn(String user, String page) {
        HttpResponse<String> there = opens("/sign-in?to=" + URLEncoder.encode(page, StandardCharsets.UTF_8));
        return there.body().contains("name=\"password\"") ? fillsIn(there, user) : there;
    }

    /** Until the provider's page. */
    public HttpResponse<String> opens(String path) {
        return follows(send(HttpRequest.newBuilder(URI.create(base + path)).GET()));
    }

    public HttpResponse<String> fillsIn(HttpResponse<String> loginPage, String user) {
        return follows(send(HttpRequest.newBuilder(loginPage.uri().resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + user + "&password=demo"))));
    }

    /** Signs in there and stops where the code would be told. */
    public String codeFor(HttpResponse<String> loginPage, String user) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(loginPage.uri().resolve("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=" + user + "&password=demo")));
        String next = answer.headers().firstValue("Location").orElseThrow();
        while (!next.contains("code=")) {
            answer = send(HttpRequest.newBuilder(answer.uri().resolve(next)).GET());
            next = answer.headers().firstValue("Location").orElseThrow();
        }
        return next.replaceAll(".*code=([^&]*).*", "$1");
    }

    private HttpResponse<String> follows(HttpResponse<String> first) {
        HttpResponse<String> answer = first;
        while (answer.statusCode() / 100 == 3) {
            URI next =
                    answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
            way.add(next.toString());
            assertThat(way).as("no circle").hasSizeLessThan(60);
            answer = send(HttpRequest.newBuilder(URI.create(next.toString().replaceAll("#.*", "")))
                    .GET());
        }
        return answer;
    }

    /** One request to the bridge, and nothing that follows from it. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    public HttpResponse<String> post(String path, String type, String body, boolean withToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
        if (withToken) {
            request.header("X-XSRF-TOKEN", cookie("XSRF-TOKEN").orElse(""));
        }
        return send(request);
    }

    /** Where it was sent last. */
    public String lastPlace() {
        return way.get(way.size() - 1);
    }

    public List<String> way() {
        return way;
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** Another window of the same browser knows the same cookies. */
    public TestWindow another() {
        TestWindow other = new TestWindow(base);
        cookies.getCookieStore().getCookies().forEach(cookie -> other.cookies
                .getCookieStore()
                .add(URI.create(cookie.getName().equals("PROVIDER") ? "http://localhost" : base), cookie));
        return other;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
