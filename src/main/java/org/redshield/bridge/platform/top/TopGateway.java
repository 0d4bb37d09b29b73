package org.redshield.bridge.platform.top;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.platform.gateway.Accepted;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.gateway.Withdrawal;
import org.redshield.bridge.platform.http.AnswerReader;
import org.redshield.bridge.platform.http.Limits;
import org.redshield.bridge.platform.http.Loose;
import org.redshield.bridge.platform.http.PlatformFiles;
import org.redshield.bridge.platform.http.RequestJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Taobao Open Platform: {@code taobao.cloudbridge.caseinvest.execute} for data, {@code taobao.sungari.dispose.*} for
 * dispositions. Strict in what it sends, tolerant in what it reads.
 */
final class TopGateway implements PlatformGateway {

    private static final Logger LOG = LoggerFactory.getLogger(TopGateway.class);
    private static final String INVEST = "taobao.cloudbridge.caseinvest.execute";
    private static final String DISPOSE = "taobao.sungari.dispose.submit";
    private static final String DISPOSITIONS = "taobao.sungari.dispose.query";
    private static final int VERSION = 1;
    private static final int LONGEST_WORDS = 200;
    private static final Instant NO_TIME = Instant.EPOCH.plus(1, ChronoUnit.DAYS);

    private final TopClient client;
    private final PlatformFiles files;
    private final AnswerReader answers;
    private final ObjectMapper json;
    private final InstantSource clock;

    TopGateway(
            String key,
            PlatformSettings settings,
            HttpClient http,
            ObjectMapper json,
            InstantSource clock,
            Limits limits) {
        this.client = new TopClient(http, json, clock, key, settings, limits.call());
        this.files = new PlatformFiles(http, settings, limits.call(), limits.stall());
        this.answers = new AnswerReader(field -> client.unavailable(INVEST, "the manifest has no " + field, null));
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Accepted submit(Submission submission) {
        JsonNode data = execute("request.submit", RequestJson.request(version(), submission, TopGateway::dueAt));
        String id = Loose.text(data, "requestId")
                .orElseThrow(() -> client.unavailable(INVEST, "the answer has no requestId", null));
        return new Accepted(id, Loose.text(data, "status").orElse("ACCEPTED"));
    }

    /** In whole seconds: not every platform reads fractions. */
    private static String dueAt(Instant due) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                due.truncatedTo(ChronoUnit.SECONDS).atOffset(Loose.GMT_8));
    }

    @Override
    public List<RequestStatus> query(List<String> platformRequestIds) {
        ObjectNode data = version();
        ArrayNode ids = data.putArray("requestIds");
        batch(platformRequestIds).forEach(ids::add);
        JsonNode answer = execute("request.query", data);
        return answers.statuses(answer);
    }

    @Override
    public Manifest manifest(String platformRequestId) {
        JsonNode answer = execute("request.manifest", version().put("requestId", platformRequestId));
        return answers.manifest(answers.about(answer, "requestId", platformRequestId));
    }

    @Override
    public Withdrawal withdraw(String requestNo, String reason) {
        JsonNode data = result(
                        "request.withdraw",
                        version().put("requestNo", requestNo).put("reason", reason))
                .path("data");
        // Of a gateway that answers nothing but "ok", the ok is the confirmation.
        boolean pending = Loose.text(data)
                .flatMap(text -> Loose.text(client.inner(INVEST, data), "status"))
                .filter(status -> !status.equals("WITHDRAWN"))
                .isPresent();
        return pending ? Withdrawal.PENDING : Withdrawal.CONFIRMED;
    }

    @Override
    public Download open(String url, long offset) {
        return files.open(url, offset);
    }

    @Override
    public DispositionReceipt dispose(DispositionOrder order) {
        JsonNode answer = body(client.call(DISPOSE, Map.of("info", write(dispositionJson(order)))));
        String code = Loose.text(answer, "resule_code")
                .or(() -> Loose.text(answer, "result_code"))
                .orElse("");
        Optional<String> taskId = Loose.text(answer, "data");
        return switch (code) {
            case "1" -> new DispositionReceipt(taskId, false);
            case "11" -> new DispositionReceipt(taskId, true);
            case "2" -> throw new PlatformRefusal(code, message(answer));
            default -> throw unknown(DISPOSE, "resule_code", code, answer);
        };
    }

    private ObjectNode dispositionJson(DispositionOrder order) {
        ObjectNode info = json.createObjectNode();
        info.put("api_type", order.againstOperator() ? 2 : 1);
        info.put(
                "dispose_type",
                switch (order.targetKind()) {
                    case ORDER -> 1;
                    case ITEM -> 2;
                    case SHOP -> 3;
                    case KEYWORD -> 4;
                });
        info.put("dispose_content", order.content());
        info.put(
                "platform_type",
                switch (order.site()) {
                    case TAOBAO -> 1;
                    case TMALL -> 2;
                    case ALIBABA_1688 -> 3;
                });
        info.put("doc_name", order.docName());
        info.put("company_name", order.sender().company());
        info.put("link_man", order.sender().contact());
        info.put("phone", order.sender().phone());
        info.put("create_time", time(order.sender().issuedAt()));
        info.put("reason", order.reason());
        info.put("source_company_name", order.original().company());
        info.put("source_address", order.original().address());
        info.put("source_link_man", order.original().contact());
        info.put("source_phone", order.original().phone());
        info.put("source_post_code", order.original().postCode());
        info.put("source_time", time(order.original().issuedAt()));
        order.inspectionNo().ifPresent(number -> info.put("check_number", number));
        order.licenceNo().ifPresent(number -> info.put("licence_no", number));
        order.remark().ifPresent(remark -> info.put("remark", remark));
        return info;
    }

    private static String time(Instant instant) {
        return Loose.TIME.format(instant);
    }

    /** A task that could not be asked for alone is left out, unless nothing is known of any. */
    @Override
    public List<DispositionStatus> dispositions(List<String> keys) {
        List<JsonNode> items = disposeQuery(batch(keys));
        List<DispositionStatus> found = new ArrayList<>();
        PlatformUnavailable fault = null;
        for (String key : keys) {
            Optional<JsonNode> item = named(items, key);
            if (item.isEmpty() && keys.size() == 1) {
                item = only(items, key);
            } else if (item.isEmpty() && fault == null && showsAlone(key, items)) {
                try {
                    item = only(disposeQuery(List.of(key)), key);
                } catch (PlatformUnavailable e) {
                    LOG.info("{} and what else was to be asked for alone waits: {}", key, e.getMessage());
                    fault = e;
                } catch (PlatformRefusal e) {
                    LOG.info("The platform says nothing of {}: {}", key, e.code());
                }
            }
            item.ifPresent(said -> found.add(status(key, said)));
        }
        if (fault != null && found.isEmpty()) {
            throw fault;
        }
        return found;
    }

    private static Optional<JsonNode> named(List<JsonNode> items, String key) {
        return items.stream().filter(item -> isNamed(item, key)).findFirst();
    }

    private static Optional<JsonNode> only(List<JsonNode> items, String key) {
        return named(items, key)
                .or(() -> items.stream().filter(item -> mayBe(item, key)).findFirst());
    }

    /** The published answer names tasks by id only: a document's task in a mixed answer shows when asked for alone. */
    private static boolean showsAlone(String key, List<JsonNode> together) {
        return isDocument(key)
                && together.stream()
                        .anyMatch(item -> Loose.text(item, "doc_name").isEmpty());
    }

    /** Asked about one document, a platform that names tasks by id only means that document's. */
    private static boolean mayBe(JsonNode item, String key) {
        return Loose.text(item, "doc_name").isEmpty() && (Loose.text(item, "id").isEmpty() || isDocument(key));
    }

    /** Numbers of letters are Chinese, ids of tasks are not. */
    private static boolean isDocument(String key) {
        return key.chars().anyMatch(letter -> letter > 127);
    }

    private static boolean isNamed(JsonNode item, String key) {
        return Stream.of("id", "doc_name")
                .anyMatch(field -> Loose.text(item, field).filter(key::equals).isPresent());
    }

    private List<JsonNode> disposeQuery(List<String> keys) {
        if (keys.stream().anyMatch(key -> key.contains(","))) {
            throw new IllegalArgumentException("A key with a comma cannot be asked for");
        }
        JsonNode root = client.call(DISPOSITIONS, Map.of("param_list", String.join(",", keys)));
        JsonNode answer = body(root);
        String code = Loose.text(answer, "result_code").orElse("1");
        if (code.equals("2")) {
            throw new PlatformRefusal(code, message(answer));
        }
        if (!code.equals("1") && !code.equals("11")) {
            throw unknown(DISPOSITIONS, "result_code", code, answer);
        }
        return Loose.list(answer.has("list") ? answer.get("list") : root.path("list"))
                .toList();
    }

    private DispositionStatus status(String key, JsonNode item) {
        Optional<String> result = Loose.text(item, "result");
        return new DispositionStatus(
                key,
                Loose.text(item, "id"),
                Loose.text(item, "doc_name"),
                Loose.text(item, "status").orElse(""),
                result,
                result.flatMap(this::outcome),
                finishedAt(item),
                Loose.text(item, "create_person"),
                Loose.text(item, "reply_url"));
    }

    /** A task with a time of finishing is finished: now, where nobody can read when. */
    private Optional<Instant> finishedAt(JsonNode item) {
        return Loose.text(item, "finish_time")
                // Some write "-", "null" or 0000-00-00 for none, some the first moment of their calendar.
                .filter(text -> text.matches(".*[1-9].*"))
                .map(text -> Loose.instant(item, "finish_time").orElseGet(clock::instant))
                .filter(at -> at.isAfter(NO_TIME));
    }

    private Optional<DispositionStatus.Outcome> outcome(String result) {
        if (!result.startsWith("{")) {
            return Optional.empty();
        }
        JsonNode node;
        try {
            node = json.readTree(result);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        JsonNode appeal = node.path("appeal");
        return Optional.of(new DispositionStatus.Outcome(
                Loose.text(node, "measure"),
                Loose.text(node, "outcome").flatMap(TopGateway::execution),
                Loose.instant(node, "executedAt"),
                Loose.text(node, "publicityUrl"),
                appeal.isObject()
                        ? Optional.of(new DispositionStatus.Appeal(
                                Loose.instant(appeal, "at"),
                                Loose.text(appeal, "text").orElse("")))
                        : Optional.empty(),
                Loose.text(node, "reason")));
    }

    private static Optional<DispositionStatus.Execution> execution(String text) {
        return Stream.of(DispositionStatus.Execution.values())
                .filter(execution -> execution.name().equals(text))
                .findFirst();
    }

    private JsonNode execute(String apiName, ObjectNode data) {
        return client.inner(INVEST, result(apiName, data).path("data"));
    }

    /** What comes with an "ok". */
    private JsonNode result(String apiName, ObjectNode data) {
        JsonNode result = body(client.call(INVEST, Map.of("api_name", apiName, "data", write(data))));
        String code = Loose.text(result, "code").orElse("");
        return switch (code) {
            case "1" -> result;
            case "2" -> throw new PlatformRefusal(code, message(result));
            default -> throw unknown(INVEST, "code", code, result);
        };
    }

    private static String message(JsonNode result) {
        return Loose.text(result, "message").orElse("");
    }

    /** A code that is not in the protocol may be of the moment; what is said with it is for people, not for the log. */
    private PlatformUnavailable unknown(String method, String field, String code, JsonNode result) {
        String words = message(result);
        return client.unavailable(method, "unknown result code " + code, null)
                .saying(field + " " + code + " " + words.substring(0, Math.min(words.length(), LONGEST_WORDS)));
    }

    /** Some methods wrap their answer in {@code result}, some do not. */
    private static JsonNode body(JsonNode root) {
        return root.path("result").isObject() ? root.get("result") : root;
    }

    private ObjectNode version() {
        return json.createObjectNode().put("version", VERSION);
    }

    private String write(ObjectNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new PlatformUnavailable("A call cannot be written as JSON", e);
        }
    }

    private static List<String> batch(List<String> keys) {
        if (keys.isEmpty() || keys.size() > BATCH) {
            throw new IllegalArgumentException("1 to " + BATCH + " keys at a time, not " + keys.size());
        }
        return keys;
    }
}
