package org.redshield.bridge.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A person's HTTP client: name and password of a demo user against one address. */
public record Http(String base, String user) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What came back. */
    public record Answer(int status, String text) {

        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("Not JSON (status " + status + "): " + text, e);
            }
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** As a browser opens a page. */
    public Answer page(String path) {
        return send(request(path).header("Accept", "text/html").GET());
    }

    /** What a browser gets that follows a link. */
    public HttpResponse<byte[]> file(String path) {
        return send(request(path).header("Accept", "text/html,*/*;q=0.8").GET(), BodyHandlers.ofByteArray());
    }

    public Answer post(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").POST(json(body)));
    }

    public Answer put(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").PUT(json(body)));
    }

    public Answer patch(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").method("PATCH", json(body)));
    }

    /** Sends a form with one text file, as a browser does. */
    public Answer upload(String path, Map<String, String> fields, String fileName, String content) {
        return upload(path, fields, fileName, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with any bytes. */
    public Answer upload(String path, Map<String, String> fields, String fileName, byte[] content) {
        String boundary = "boundary" + Long.toHexString(System.nanoTime());
        StringBuilder before = new StringBuilder();
        fields.forEach((name, value) -> before.append(part(boundary, "name=\"" + name + "\"", value)));
        // The part's head, then the bytes in place of a text, then its end.
        before.append(part(boundary, "name=\"file\"; filename=\"" + fileName + "\"", "")
                .replaceFirst("\r\n$", ""));
        String after = "\r\n--" + boundary + "--\r\n";
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(before.toString()),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofString(after))));
    }

    /** Deploys text files by name, as Camunda Modeler does. */
    public Answer deploy(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((name, content) -> bytes.put(name, content.getBytes(StandardCharsets.UTF_8)));
        return deployAsTheyAre(bytes);
    }

    /** The same with files in whatever encoding. */
    public Answer deployAsTheyAre(Map<String, byte[]> files) {
        String boundary = "boundary" + Long.toHexString(System.nanoTime());
        List<BodyPublisher> body = new ArrayList<>();
        body.add(BodyPublishers.ofString(part(boundary, "name=\"deployment-name\"", "by test")
                + part(boundary, "name=\"deploy-changed-only\"", "true")
                + part(boundary, "name=\"deployment-source\"", "Camunda Modeler")));
        files.forEach((name, content) -> {
            body.add(BodyPublishers.ofString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
                    + "\"; filename=\"" + name + "\"\r\n\r\n"));
            body.add(BodyPublishers.ofByteArray(content));
            body.add(BodyPublishers.ofString("\r\n"));
        });
        body.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return send(request("/engine-rest/deployment/create")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(body.toArray(BodyPublisher[]::new))));
    }

    private static String part(String boundary, String disposition, String content) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** Any request, with a body or none. @param type of the body */
    public Answer send(String method, String path, String type, byte[] body) {
        HttpRequest.Builder request =
                request(path).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        return send(body == null ? request : request.header("Content-Type", type));
    }

    /** What a stream begins with; it is left at once. */
    public Answer opens(String path) {
        HttpResponse<InputStream> response = send(request(path).GET(), BodyHandlers.ofInputStream());
        try (InputStream stream = response.body()) {
            return new Answer(response.statusCode(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
        if (user != null) {
            String credentials = user + ":demo";
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return CLIENT.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
