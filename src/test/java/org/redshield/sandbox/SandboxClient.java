package org.redshield.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.redshield.sandbox.protocol.Signature;

/** Speaks to a sandbox as a bridge would, over HTTP. */
public final class SandboxClient {

    public static final String EXECUTE = "taobao.cloudbridge.caseinvest.execute";
    public static final String DISPOSE = "taobao.sungari.dispose.submit";
    public static final String DISPOSE_QUERY = "taobao.sungari.dispose.query";

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;

    public SandboxClient(String port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public String base() {
        return base;
    }

    /** System parameters that a gateway accepts, unsigned. */
    public static Map<String, String> parameters(String method) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("method", method);
        parameters.put("app_key", "bridge-demo");
        parameters.put("timestamp", time(0));
        parameters.put("format", "json");
        parameters.put("v", "2.0");
        parameters.put("sign_method", "hmac-sha256");
        return parameters;
    }

    /** A time stamp so many minutes from now. */
    public static String time(int minutes) {
        return LocalDateTime.now(SandboxProperties.ZONE).plusMinutes(minutes).format(TIMESTAMP);
    }

    public HttpResponse<String> sendSigned(Map<String, String> parameters) throws IOException {
        parameters.put(
                "sign",
                Signature.of(parameters, parameters.get("sign_method"), "bridge-demo-secret")
                        .orElse("NONE"));
        return send(parameters);
    }

    public HttpResponse<String> send(Map<String, String> parameters) throws IOException {
        String form = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return exchange(HttpRequest.newBuilder(URI.create(base + "/router/rest"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** The raw answer of an {@code api_name}. */
    public HttpResponse<String> executeRaw(String apiName, String data) throws IOException {
        Map<String, String> parameters = parameters(EXECUTE);
        parameters.put("api_name", apiName);
        parameters.put("data", data);
        return sendSigned(parameters);
    }

    /** The {@code result} of an {@code api_name}, or {@code error_response}. */
    public JsonNode execute(String apiName, JsonNode data) {
        JsonNode answer =
                parse(unchecked(() -> executeRaw(apiName, data.toString())).body());
        return answer.has("error_response")
                ? answer.get("error_response")
                : answer.get("cloudbridge_caseinvest_execute_response").get("result");
    }

    /** The JSON in the {@code data} of a result. */
    public JsonNode executeForData(String apiName, JsonNode data) {
        return parse(execute(apiName, data).get("data").asText());
    }

    public HttpResponse<String> disposeRaw(JsonNode info) throws IOException {
        Map<String, String> parameters = parameters(DISPOSE);
        parameters.put("info", info.toString());
        return sendSigned(parameters);
    }

    public JsonNode dispose(JsonNode info) {
        return parse(unchecked(() -> disposeRaw(info)).body()).get("sungari_dispose_submit_response");
    }

    public JsonNode disposeQuery(String keys) {
        Map<String, String> parameters = parameters(DISPOSE_QUERY);
        parameters.put("param_list", keys);
        return parse(unchecked(() -> sendSigned(parameters)).body())
                .get("sungari_dispose_query_response")
                .get("result");
    }

    /** The status of a request, alone. */
    public String status(String requestId) {
        return query(requestId).path("status").asText();
    }

    public JsonNode query(String requestId) {
        ObjectNode data = JSON.createObjectNode().put("version", 1);
        data.putArray("requestIds").add(requestId);
        return executeForData("request.query", data).get("items").path(0);
    }

    public JsonNode manifest(String requestId) {
        return executeForData(
                "request.manifest", JSON.createObjectNode().put("version", 1).put("requestId", requestId));
    }

    public HttpResponse<String> get(String url, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.startsWith("/") ? base + url : url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return exchange(request.GET());
    }

    public JsonNode getJson(String path) {
        return parse(unchecked(() -> get(path)).body());
    }

    public HttpResponse<String> put(String path, String body) {
        return unchecked(() -> exchange(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))));
    }

    public HttpResponse<String> post(String path, String body) {
        return unchecked(() -> exchange(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    /** A token of the published API, for the demonstration's app. */
    public HttpResponse<String> token() throws IOException {
        String client = Base64.getEncoder().encodeToString("bridge-demo:bridge-demo-secret".getBytes());
        return exchange(HttpRequest.newBuilder(URI.create(base + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + client)
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    public HttpResponse<String> delete(String path) {
        return unchecked(
                () -> exchange(HttpRequest.newBuilder(URI.create(base + path)).DELETE()));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode parse(String text) {
        return unchecked(() -> JSON.readTree(text));
    }

    private interface Fallible<T> {
        T get() throws IOException;
    }

    private static <T> T unchecked(Fallible<T> action) {
        try {
            return action.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A complete request; its period is the last half year. */
    public static ObjectNode request(String requestNo, String dataset, String targetType, String targetId) {
        ObjectNode data = JSON.createObjectNode()
                .put("version", 1)
                .put("requestNo", requestNo)
                .put("letterNo", "沪长市监协查〔2026〕12号")
                .put("purpose", "核查涉嫌虚假交易");
        data.putObject("bureau").put("code", "310105").put("name", "上海市长宁区市场监督管理局");
        data.putArray("basis").add("网络交易监督管理办法第三十四条");
        data.put("dataset", dataset);
        data.putObject("target").put("type", targetType).put("id", targetId);
        LocalDate today = LocalDate.now(SandboxProperties.ZONE);
        data.putObject("period").put("from", today.minusMonths(6).toString()).put("to", today.toString());
        return data.put("dueAt", today.plusDays(3) + "T23:59:59+08:00");
    }

    /** A complete disposition against the goods of a shop. */
    public static ObjectNode disposition(String docName) {
        return JSON.createObjectNode()
                .put("api_type", 1)
                .put("dispose_type", 2)
                .put("dispose_content", "710000010001")
                .put("platform_type", 1)
                .put("doc_name", docName)
                .put("company_name", "杭州市余杭区市场监督管理局")
                .put("link_man", "测试员")
                .put("phone", "0571-00000000")
                .put("create_time", "2026-11-24 10:00:00")
                .put("reason", "涉嫌虚假交易")
                .put("source_company_name", "上海市长宁区市场监督管理局")
                .put("source_address", "栖云路1号")
                .put("source_link_man", "测试员")
                .put("source_phone", "021-00000000")
                .put("source_post_code", "200000")
                .put("source_time", "2026-11-20 10:00:00");
    }
}
