package org.redshield.bridge.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A person signed in to Tasklist: the session's cookie, and its cross-site token with what changes something. */
public final class Browser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "XSRF-TOKEN";

    private final String base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    private Browser(String base) {
        this.base = base;
    }

    /** Has opened the page and holds its cross-site token, but has not signed in. */
    public static Browser anonymous(String base) {
        Browser browser = new Browser(base);
        browser.get("/camunda/app/tasklist/default/");
        return browser;
    }

    /** Signs a demo user in to Tasklist. */
    public static Browser signedIn(String base, String user) {
        return signedIn(base, user, "tasklist");
    }

    /** To one of the engine's web applications, for those who have no task list. */
    public static Browser signedIn(String base, String user, String application) {
        Browser browser = anonymous(base);
        Http.Answer answer = browser.login(user, "demo", application);
        assertThat(answer.status()).as("login: " + answer.text()).isEqualTo(200);
        // The login starts a new session; its token comes with the next answer.
        browser.get("/camunda/api/admin/auth/user/default");
        return browser;
    }

    /** Tries to sign in to Tasklist. */
    public Http.Answer login(String user, String password) {
        return login(user, password, "tasklist");
    }

    /** Tries to sign in to one of the engine's web applications. */
    public Http.Answer login(String user, String password, String application) {
        return send(withToken(request("/camunda/api/admin/auth/user/default/login/" + application))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + user + "&password=" + password)));
    }

    /** The session that the server gave last. */
    public String session() {
        return cookie("JSESSIONID").orElseThrow(() -> new AssertionError("No session was begun"));
    }

    public Http.Answer get(String path) {
        return send(request(path).GET());
    }

    public Http.Answer post(String path, Object body) {
        return send(withToken(request(path))
                .header("Content-Type", "application/json")
                .POST(json(body)));
    }

    public Http.Answer put(String path, Object body) {
        return send(withToken(request(path))
                .header("Content-Type", "application/json")
                .PUT(json(body)));
    }

    /** Any request, with the session's token, and with a body or none. @param type of the body */
    public Http.Answer send(String method, String path, String type, byte[] body) {
        HttpRequest.Builder request = withToken(request(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        return send(body == null ? request : request.header("Content-Type", type));
    }

    /** As a page of another site would send it: the cookie goes along, the token does not. */
    public Http.Answer postFromElsewhere(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").POST(json(body)));
    }

    /** Sends one file as a deployment. */
    public Http.Answer deploy(String path, String name, String content) {
        return send(deployment(withToken(request(path)), name, content));
    }

    /** Makes of the request the deployment of one file. */
    public static HttpRequest.Builder deployment(HttpRequest.Builder request, String name, String content) {
        String boundary = "redshield-boundary";
        String body = """
                --%1$s\r
                Content-Disposition: form-data; name="deployment-name"\r
                \r
                %2$s\r
                --%1$s\r
                Content-Disposition: form-data; name="data"; filename="%2$s"\r
                Content-Type: application/octet-stream\r
                \r
                %3$s\r
                --%1$s--\r
                """.formatted(boundary, name, content);
        return request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(body));
    }

    /** The same with all that is answered. @param body as JSON, none if null. @param id of the form, none if null */
    public HttpResponse<String> ask(String method, String path, Object body, String id)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = withToken(request(path)).header("Accept", "application/json");
        if (id != null) {
            request.header("Idempotency-Key", id);
        }
        return client.send(
                (body == null
                                ? request.method(method, BodyPublishers.noBody())
                                : request.header("Content-Type", "application/json")
                                        .method(method, json(body)))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    }

    private HttpRequest.Builder withToken(HttpRequest.Builder request) {
        return cookie(TOKEN)
                .map(token -> request.header("X-XSRF-TOKEN", token))
                .orElseThrow(() -> new AssertionError("No cross-site token came with the session"));
    }

    private Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofString(JSON.writeValueAsString(body == null ? Map.of() : body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Http.Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Http.Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
