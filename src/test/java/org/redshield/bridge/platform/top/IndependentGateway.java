package org.redshield.bridge.platform.top;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A TOP gateway written from the page of the protocol alone, on bare sockets, and by somebody who takes every liberty that
 * the page leaves. It knows nothing of the sandbox, and refuses whatever the page does not allow.
 */
public final class IndependentGateway implements AutoCloseable {

    /** What the page leaves open. */
    public enum Liberty {
        NONE,
        FIELDS_REVERSED,
        NUMBERS_AS_STRINGS,
        STRINGS_AS_NUMBERS,
        EXTRA_FIELDS,
        NULLS_FOR_NOTHING,
        DATA_AS_OBJECT,
        NO_RESULT_AROUND,
        LISTS_WRAPPED,
        NO_CONTENT_TYPE,
        OTHER_CONTENT_TYPE,
        BYTE_ORDER_MARK,
        CHUNKED,
        HTTP_1_0,
        KEEP_ALIVE_DROPPED,
        FILES_WITHOUT_LENGTH,
        FILES_CUT_OFF,
        FILES_CUT_OFF_RANGE_IGNORED,
        ADDRESSES_EXPIRE,
        UNKNOWN_AT_FIRST,
        HASHES_IN_CAPITALS,
        NO_REPLY_LETTER,
        ERRORS_WITH_STATUS_400,
        /** Its answers are dated by the clock that judges. */
        CLOCK_OFF,
        /** A server before it dates its answers, and has the right time. */
        CLOCK_OFF_RIGHT_DATE,
        CLOCK_OFF_NO_DATE,
        /** Free text as result, and a day as the time of finishing. */
        FINISHED_ON_A_DAY,
        FINISHED_IN_MILLISECONDS,
        FINISHED_WITHOUT_SECONDS,
        /** Files on 127.0.0.1, the interface on localhost. */
        FILES_ON_ANOTHER_NAME,
        /** A connection that breaks after the last byte of a file. */
        FILES_END_BADLY,
        CALLED_TOO_OFTEN,
        ANSWERED_IN_PART,
        NO_RECORD,
        REFUSED,
        WITHDRAWN_WITHOUT_DATA
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";
    private static final String EXECUTED =
            "{\"measure\":\"ITEM_TAKEDOWN\",\"outcome\":\"EXECUTED\",\"executedAt\":\"2026-11-24 10:00:00\"}";
    private static final String INVEST = "taobao.cloudbridge.caseinvest.execute";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String appKey;
    private final String secret;
    private volatile Liberty liberty = Liberty.NONE;

    /** Where files lie. */
    public volatile String fileHost = "localhost";

    /** Requests by their number, dispositions by their document: what was taken, once each. */
    public final Map<String, JsonNode> taken = new ConcurrentHashMap<>();

    /** What is wrong with what was sent; a gateway that keeps to the page leaves it empty. */
    public final List<String> complaints = new CopyOnWriteArrayList<>();

    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final byte[] file = "sid,title,seller_nick\r\nS1,\"宿迁,家居\",禾昀\r\n".getBytes(StandardCharsets.UTF_8);
    private final byte[] letter = "复函".getBytes(StandardCharsets.UTF_8);

    public IndependentGateway(String appKey, String secret) throws IOException {
        this.appKey = appKey;
        this.secret = secret;
        threads.execute(this::listen);
    }

    /** Takes that liberty from now on, and forgets all. */
    public void take(Liberty chosen) {
        liberty = chosen;
        taken.clear();
        ids.clear();
        asked.clear();
        complaints.clear();
    }

    public String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (exchange(in, socket.getOutputStream())) {
                // The next one on the same connection.
            }
        } catch (IOException e) {
            // The caller went away, or we cut it off.
        }
    }

    private boolean exchange(InputStream in, OutputStream out) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return false;
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.put(
                    header.substring(0, header.indexOf(':')).toLowerCase(),
                    header.substring(header.indexOf(':') + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] target = first.split(" ");
        if (target[0].equals("POST") && target[1].equals("/router/rest")) {
            return answer(out, headers, new String(body, StandardCharsets.UTF_8));
        }
        if (target[0].equals("GET") && target[1].startsWith("/oss/")) {
            return download(out, target[1].substring(5), headers.get("range"));
        }
        complaints.add("not an address of ours: " + first);
        return write(out, 404, "text/plain", new byte[0]);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            if (read != '\r') {
                line.write(read);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private boolean answer(OutputStream out, Map<String, String> headers, String form) throws IOException {
        if (!headers.getOrDefault("content-type", "")
                .replace(" ", "")
                .equalsIgnoreCase("application/x-www-form-urlencoded;charset=utf-8")) {
            complaints.add("Content-Type " + headers.get("content-type"));
        }
        // Some servers answer 406 otherwise, or say text/javascript of all JSON.
        if (!headers.getOrDefault("accept", "*/*").contains("*/*")) {
            complaints.add("Accept " + headers.get("accept"));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        ObjectNode answer = JSON.createObjectNode();
        int status = 200;
        try {
            check(parameters);
            ObjectNode said = method(parameters);
            String root = parameters.get("method").replace("taobao.", "").replace('.', '_') + "_response";
            if (liberty == Liberty.NO_RESULT_AROUND && said.get("result") instanceof ObjectNode inner) {
                said = inner;
            }
            answer.set(root, said.put("request_id", "r" + System.nanoTime()));
        } catch (Failure e) {
            status = liberty == Liberty.ERRORS_WITH_STATUS_400 ? 400 : 200;
            answer.putObject("error_response")
                    .put("code", e.code)
                    .put("msg", "Invalid")
                    .put("sub_code", e.subCode)
                    .put("sub_msg", e.getMessage())
                    .put("request_id", "r");
        }
        String text = bent(answer).toString();
        String type =
                switch (liberty) {
                    case NO_CONTENT_TYPE -> null;
                    case OTHER_CONTENT_TYPE -> "text/javascript; charset=\"utf8\"";
                    default -> "application/json;charset=UTF-8";
                };
        return write(
                out,
                status,
                type,
                ((liberty == Liberty.BYTE_ORDER_MARK ? "\uFEFF" : "") + text).getBytes(StandardCharsets.UTF_8));
    }

    private static final class Failure extends RuntimeException {
        private final int code;
        private final String subCode;

        Failure(int code, String subCode, String message) {
            super(message);
            this.code = code;
            this.subCode = subCode;
        }
    }

    private Failure failure(int code, String subCode, String message) {
        complaints.add(code + " " + subCode + " " + message);
        return new Failure(code, subCode, message);
    }

    private void check(Map<String, String> parameters) {
        Set<String> known = Set.of(
                "method",
                "app_key",
                "timestamp",
                "format",
                "v",
                "sign_method",
                "sign",
                "session",
                "api_name",
                "data",
                "info",
                "param_list");
        parameters.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> complaints.add(name + "?"));
        if (!appKey.equals(parameters.get("app_key"))) {
            throw failure(29, "isv.appkey-not-exists", "app_key");
        }
        if (!"json".equals(parameters.get("format")) || !"2.0".equals(parameters.get("v"))) {
            throw failure(41, "isv.invalid-parameter", "format, v");
        }
        if (!sign(parameters).equals(parameters.get("sign"))) {
            throw failure(25, "isv.invalid-signature", "sign");
        }
        // The page: yyyy-MM-dd HH:mm:ss, GMT+8, at most 10 minutes off.
        ZonedDateTime now = now();
        ZonedDateTime sent = LocalDateTime.parse(
                        parameters.get("timestamp"), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
                .atZone(CHINA);
        if (Duration.between(sent, now).abs().toMinutes() >= 10) {
            throw new Failure(41, "isv.invalid-parameter:timestamp", "时间戳超出允许范围");
        }
    }

    private ZonedDateTime now() {
        return ZonedDateTime.now(CHINA).plusMinutes(liberty.name().startsWith("CLOCK_OFF") ? 17 : 0);
    }

    private String sign(Map<String, String> parameters) {
        String[] names = parameters.keySet().toArray(String[]::new);
        Arrays.sort(names);
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            if (!name.equals("sign") && !parameters.get(name).isEmpty()) {
                text.append(name).append(parameters.get(name));
            }
        }
        try {
            byte[] bytes;
            if (parameters.get("sign_method").equals("md5")) {
                bytes = MessageDigest.getInstance("MD5")
                        .digest((secret + text + secret).getBytes(StandardCharsets.UTF_8));
            } else {
                String algorithm = parameters.get("sign_method").equals("hmac") ? "HmacMD5" : "HmacSHA256";
                Mac mac = Mac.getInstance(algorithm);
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
                bytes = mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
            }
            return String.format("%0" + bytes.length * 2 + "X", new BigInteger(1, bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode method(Map<String, String> parameters) {
        return switch (parameters.get("method")) {
            case INVEST -> invest(parameters.get("api_name"), parse(parameters.get("data")));
            case "taobao.sungari.dispose.submit" -> dispose(parse(parameters.get("info")));
            case "taobao.sungari.dispose.query" -> disposed(parameters.get("param_list"));
            default -> throw failure(22, "isv.invalid-method", parameters.get("method"));
        };
    }

    private JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw failure(41, "isv.invalid-parameter", "JSON");
        }
    }

    private ObjectNode invest(String apiName, JsonNode data) {
        if (data.path("version").asInt() != 1) {
            throw failure(41, "isv.invalid-parameter", "version");
        }
        ObjectNode said = JSON.createObjectNode();
        int code = 1;
        switch (apiName) {
            case "request.submit" -> {
                checkForm(data);
                String number = data.path("requestNo").asText();
                JsonNode before = taken.putIfAbsent(number, data);
                code = before == null || before.equals(data) ? 1 : 2;
                said.put("requestId", ids.computeIfAbsent(number, key -> "8800" + (ids.size() + 1)))
                        .put("status", "ACCEPTED")
                        .put("expectedAt", "2026-11-27T23:59:59+08:00");
            }
            case "request.query" -> {
                if (liberty == Liberty.CALLED_TOO_OFTEN && asked.merge("query", 1, Integer::sum) == 1) {
                    throw new Failure(7, "isp.call-limited", "App " + appKey + " limited, retry in 1s");
                }
                ArrayNode items = said.putArray("items");
                for (JsonNode id : data.path("requestIds")) {
                    int times = asked.merge(id.asText(), 1, Integer::sum);
                    boolean hidden = liberty == Liberty.UNKNOWN_AT_FIRST && times == 1;
                    if (ids.containsValue(id.asText()) && !hidden) {
                        ObjectNode item = items.addObject()
                                .put("requestId", id.asText())
                                .put("requestNo", number(id.asText()))
                                .put("status", times < 2 ? "PROCESSING" : outcome())
                                .put("updatedAt", "2026-11-24 10:00:00");
                        if (liberty == Liberty.REFUSED) {
                            item.putObject("refusal")
                                    .put("reason", "DATA_NOT_HELD")
                                    .put("text", "平台未保存");
                        }
                    }
                }
            }
            case "request.manifest" -> manifest(said, data.path("requestId").asText());
            case "request.withdraw" -> {
                if (liberty == Liberty.WITHDRAWN_WITHOUT_DATA) {
                    return JSON.createObjectNode()
                            .set(
                                    "result",
                                    JSON.createObjectNode()
                                            .put("code", 1)
                                            .put("data", "")
                                            .put("message", "ok"));
                }
                if (taken.containsKey(data.path("requestNo").asText())) {
                    said.put("status", "WITHDRAWN");
                } else {
                    code = 2;
                }
            }
            default -> throw failure(41, "isv.invalid-parameter", apiName);
        }
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode result = answer.putObject("result").put("code", code).put("message", "");
        if (liberty == Liberty.DATA_AS_OBJECT) {
            result.set("data", said);
        } else {
            result.put("data", bent(said).toString());
        }
        return answer;
    }

    private String outcome() {
        return switch (liberty) {
            case ANSWERED_IN_PART -> "PARTIAL";
            case NO_RECORD, REFUSED -> liberty.name();
            default -> "ANSWERED";
        };
    }

    /** Every field in the form of the page's example. */
    private void checkForm(JsonNode data) {
        demand(data, "requestNo", ".+");
        demand(data, "letterNo", ".+");
        demand(data.path("bureau"), "code", "\\d{6}");
        demand(data.path("bureau"), "name", ".+");
        data.path("bureau").path("officers").forEach(officer -> List.of("name", "certificateNo", "phone")
                .forEach(field -> demand(officer, field, ".+")));
        if (!data.path("basis").isArray() || data.path("basis").isEmpty()) {
            complaints.add("basis " + data.path("basis"));
        }
        demand(data, "purpose", "(?s).+");
        demand(data, "dataset", "[A-Z_]+");
        demand(data.path("target"), "type", "SHOP|ITEM|ORDER|SUBJECT");
        demand(data.path("target"), "id", ".+");
        data.path("period").fieldNames().forEachRemaining(end -> demand(data.path("period"), end, DAY));
        demand(data, "dueAt", DAY + "T\\d{2}:\\d{2}:\\d{2}\\+08:00");
        if (!data.path("attachments").isArray()) {
            complaints.add("attachments " + data.path("attachments"));
        }
        for (JsonNode attachment : data.path("attachments")) {
            demand(attachment, "name", ".+");
            demand(attachment, "sha256", "[0-9a-f]{64}");
            demand(attachment, "url", "https?://\\S+");
        }
    }

    private void demand(JsonNode object, String field, String form) {
        if (!object.path(field).isTextual() || !object.path(field).asText().matches(form)) {
            complaints.add(field + " is " + object.path(field));
        }
    }

    private String number(String id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private void manifest(ObjectNode said, String id) {
        int issue = asked.merge("manifest " + id, 1, Integer::sum);
        said.put("requestId", id)
                .put("dataset", taken.get(number(id)).path("dataset").asText());
        ArrayNode files = said.putArray("files");
        if (liberty != Liberty.NO_RECORD && liberty != Liberty.REFUSED) {
            files.addObject()
                    .put("name", "subject.csv")
                    .put("url", files() + "/oss/file?issue=" + issue + "&id=" + id)
                    .put("bytes", file.length)
                    .put("rows", 1)
                    .put("sha256", sha256(file))
                    .put("charset", "UTF-8")
                    .putArray("columns")
                    .add("sid")
                    .add("title")
                    .add("seller_nick");
        }
        if (liberty != Liberty.NO_REPLY_LETTER) {
            said.putObject("replyLetter")
                    .put("name", "复函.txt")
                    .put("url", files() + "/oss/letter?issue=" + issue + "&id=" + id)
                    .put("bytes", letter.length)
                    .put("sha256", sha256(letter));
        }
        said.put("producedAt", "2026-11-24T10:00:00+08:00").put("producer", "平台");
    }

    private String files() {
        return url().replace("localhost", liberty == Liberty.FILES_ON_ANOTHER_NAME ? "127.0.0.1" : fileHost);
    }

    private String sha256(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            String hex = String.format("%064x", new BigInteger(1, hash));
            return liberty == Liberty.HASHES_IN_CAPITALS ? hex.toUpperCase() : hex;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The page: {@code resule_code}, misspelt; 11 for what was sent already, and then perhaps without the task's id. */
    private ObjectNode dispose(JsonNode info) {
        for (String field : List.of(
                "api_type",
                "dispose_type",
                "dispose_content",
                "platform_type",
                "doc_name",
                "company_name",
                "link_man",
                "phone",
                "create_time",
                "reason",
                "source_company_name",
                "source_address",
                "source_link_man",
                "source_phone",
                "source_post_code",
                "source_time")) {
            if (!info.has(field)) {
                complaints.add("dispose.submit without " + field);
            }
        }
        demand(info, "create_time", DAY + " \\d{2}:\\d{2}:\\d{2}");
        demand(info, "source_time", DAY + " \\d{2}:\\d{2}:\\d{2}");
        String document = info.path("doc_name").asText();
        boolean before = taken.putIfAbsent(document, info) != null;
        String id = ids.computeIfAbsent(document, key -> "9900" + (ids.size() + 1));
        return JSON.createObjectNode()
                .put("resule_code", before ? 11 : 1)
                .put("data", before ? "" : id)
                .put("message", "");
    }

    /** Entries in an order of our own, by the task's id alone. */
    private ObjectNode disposed(String keys) {
        List<String> found = new ArrayList<>();
        for (String key : keys.split(",")) {
            if (ids.containsKey(key)) {
                found.add(ids.get(key));
            } else if (ids.containsValue(key)) {
                found.add(key);
            }
        }
        Collections.reverse(found);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putObject("result")
                .put("result_code", 1)
                .put("message", "")
                .putArray("list");
        for (String id : found) {
            list.addObject()
                    .put("id", id)
                    .put("status", "已完成")
                    .put("result", liberty.name().startsWith("FINISHED") ? "已按要求下架" : EXECUTED)
                    .put(
                            "finish_time",
                            switch (liberty) {
                                case FINISHED_ON_A_DAY -> "2026-11-24";
                                case FINISHED_IN_MILLISECONDS -> "1795485600000";
                                case FINISHED_WITHOUT_SECONDS -> "2026/11/24 10:00";
                                default -> "2026-11-24 10:00:00";
                            })
                    .put("create_person", "平台专员");
        }
        return answer;
    }

    private boolean download(OutputStream out, String target, String range) throws IOException {
        byte[] content = target.startsWith("file") ? file : letter;
        String name = target.substring(0, target.indexOf('?'));
        int times = asked.merge(target.substring(target.indexOf("id=")) + name, 1, Integer::sum);
        if (liberty == Liberty.ADDRESSES_EXPIRE && target.contains("issue=1&")) {
            return write(out, 403, "application/xml", "<Error><Code>AccessDenied</Code></Error>".getBytes());
        }
        if (range == null || !range.matches("bytes=\\d+-")) {
            complaints.add("a file without Range: " + range);
            range = "bytes=0-";
        }
        boolean cut = liberty.name().startsWith("FILES_CUT_OFF");
        int start = liberty == Liberty.FILES_CUT_OFF_RANGE_IGNORED
                ? 0
                : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        if (start >= content.length) {
            return write(out, 416, null, new byte[0]);
        }
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(start > 0 ? "206 Partial Content\r\n" : "200 OK\r\n");
        if (start > 0) {
            head.append("Content-Range: bytes %d-%d/%d\r\n".formatted(start, content.length - 1, content.length));
        }
        if (liberty == Liberty.FILES_END_BADLY) {
            String chunk = "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(content.length - start) + "\r\n";
            out.write(head.append(chunk).toString().getBytes(StandardCharsets.US_ASCII));
            out.write(content, start, content.length - start);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            pause();
            // The chunk that ends a body never comes.
            return false;
        }
        if (liberty != Liberty.FILES_WITHOUT_LENGTH) {
            head.append("Content-Length: ").append(content.length - start).append("\r\n");
        }
        out.write(head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        int length = cut && times == 1 ? content.length / 2 : content.length - start;
        out.write(content, start, length);
        out.flush();
        return false;
    }

    /** So that what was sent is read before the connection is seen to be gone. */
    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean write(OutputStream out, int status, String type, byte[] body) throws IOException {
        String version = liberty == Liberty.HTTP_1_0 ? "HTTP/1.0 " : "HTTP/1.1 ";
        StringBuilder head = new StringBuilder(version).append(status).append(" X\r\n");
        if (liberty != Liberty.CLOCK_OFF_NO_DATE) {
            ZonedDateTime date = liberty == Liberty.CLOCK_OFF_RIGHT_DATE ? ZonedDateTime.now(CHINA) : now();
            // RFC 1123 knows no zone but GMT.
            head.append("Date: ")
                    .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(date.withZoneSameInstant(ZoneOffset.UTC)))
                    .append("\r\n");
        }
        if (type != null) {
            head.append("Content-Type: ").append(type).append("\r\n");
        }
        boolean chunked = liberty == Liberty.CHUNKED;
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (liberty != Liberty.HTTP_1_0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        if (chunked) {
            for (int from = 0; from < body.length; from += 7) {
                int length = Math.min(7, body.length - from);
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(body, from, length);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            out.write(body);
        }
        out.flush();
        return liberty != Liberty.HTTP_1_0 && liberty != Liberty.KEEP_ALIVE_DROPPED;
    }

    private JsonNode bent(JsonNode node) {
        if (node.isArray()) {
            ArrayNode bent = JSON.createArrayNode();
            node.forEach(each -> bent.add(bent(each)));
            return bent;
        }
        if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            if (liberty == Liberty.FIELDS_REVERSED) {
                Collections.reverse(names);
            }
            ObjectNode bent = JSON.createObjectNode();
            if (liberty == Liberty.EXTRA_FIELDS) {
                bent.put("traceId", "7f").putObject("ext").putArray("tags").add(1);
            }
            if (liberty == Liberty.NULLS_FOR_NOTHING && node.has("status")) {
                bent.putNull("refusal").putNull("newDueAt").putNull("question");
            }
            for (String name : names) {
                JsonNode value = bent(node.get(name));
                boolean list = liberty == Liberty.LISTS_WRAPPED && value.isArray();
                bent.set(name, list ? JSON.createObjectNode().set(name + "_item", value) : value);
            }
            return bent;
        }
        if (liberty == Liberty.NUMBERS_AS_STRINGS && node.isNumber()) {
            return JSON.getNodeFactory().textNode(node.asText());
        }
        if (liberty == Liberty.STRINGS_AS_NUMBERS
                && node.isTextual()
                && node.asText().matches("[1-9]\\d{0,17}")) {
            return JSON.getNodeFactory().numberNode(Long.parseLong(node.asText()));
        }
        return node;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
