package org.redshield.bridge.access.isolation;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;

/** Somebody who tries everything: with name and password, and where the engine's web applications answer, signed in to one of them. */
final class Walker {

    /** News for as long as one listens. */
    private static final String STREAM = "/api/events";

    private static final String JSON = "application/json";
    private static final Set<Integer> BUSY = Set.of(429, 503);
    private static final int MOST_TRIES = 10;
    private static final Pattern SESSION = Pattern.compile("/log(in/\\w+|out)$");
    private static final Pattern FORM = Pattern.compile("form (\\S+)");
    private static final Pattern FILE = Pattern.compile("file (\\S+) (.*)", Pattern.DOTALL);
    private static final Map<String, String> APPLICATIONS = Map.of(
            "accountAdmin", "admin",
            "securityAdmin", "cockpit",
            "auditor", "cockpit",
            "operator", "cockpit",
            "modeler", "cockpit");

    private final String base;
    private final String user;
    private final String role;
    private Browser browser;

    /** @param user null for somebody who has not signed in */
    Walker(String base, String user, String role) {
        this.base = base;
        this.user = user;
        this.role = role;
    }

    String role() {
        return role;
    }

    String user() {
        return user == null ? "nobody" : user;
    }

    Http.Answer does(Operation operation, String path, String sent) {
        String query = "";
        String body = sent;
        if (sent.startsWith("?")) {
            int end = sent.indexOf(' ');
            query = end < 0 ? sent : sent.substring(0, end);
            body = end < 0 ? "" : sent.substring(end + 1).strip();
        }
        String type = JSON;
        Matcher form = FORM.matcher(body);
        Matcher file = FILE.matcher(body);
        if (form.matches()) {
            type = "application/x-www-form-urlencoded";
            body = form.group(1);
        } else if (file.matches()) {
            type = "multipart/form-data; boundary=walk";
            body = part("deployment-name", "", "walk")
                    + part(
                            file.group(1),
                            "; filename=\"" + (file.group(1).contains(".") ? file.group(1) : "walk.txt") + "\"",
                            file.group(2))
                    + "--walk--\r\n";
        } else if (body.startsWith("text ")) {
            type = "text/csv";
            body = body.substring(5).replace("\\n", "\n");
        }
        boolean bodiless = operation.method().equals("GET")
                || operation.method().equals("OPTIONS")
                || operation.method().equals("DELETE") && body.isEmpty();
        byte[] bytes = bodiless ? null : (body.isEmpty() ? "{}" : body).getBytes(StandardCharsets.UTF_8);
        if (path.equals(STREAM)) {
            return new Http(base, user).opens(path);
        }
        for (int tries = 1; ; tries++) {
            try {
                // Whoever signs in or out does it with a session of its own: the other goes on.
                Http.Answer answer = path.startsWith("/camunda/")
                        ? (SESSION.matcher(path).find() ? newBrowser() : browser())
                                .send(operation.method(), path + query, type, bytes)
                        : new Http(base, user).send(operation.method(), path + query, type, bytes);
                if (!BUSY.contains(answer.status()) || tries == MOST_TRIES) {
                    return answer;
                }
                // As it says itself: everybody asks at once here.
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            } catch (UncheckedIOException e) {
                // The connection of an answer that did not wait for its body: it was just being closed.
                if (tries == MOST_TRIES) {
                    throw new AssertionError(user() + " " + operation, e);
                }
            }
        }
    }

    private static String part(String name, String more, String content) {
        return "--walk\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + content + "\r\n";
    }

    private synchronized Browser browser() {
        if (browser == null) {
            browser = newBrowser();
        }
        return browser;
    }

    private Browser newBrowser() {
        return user == null
                ? Browser.anonymous(base)
                : Browser.signedIn(base, user, APPLICATIONS.getOrDefault(role, "tasklist"));
    }
}
