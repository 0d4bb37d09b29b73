package org.redshield.bridge.platform.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.platform.gateway.Accepted;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.PreservationGateway;
import org.redshield.bridge.platform.gateway.PreservationOrder;
import org.redshield.bridge.platform.gateway.PreservationStatus;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.gateway.Withdrawal;
import org.redshield.bridge.platform.http.AnswerReader;
import org.redshield.bridge.platform.http.Limits;
import org.redshield.bridge.platform.http.Loose;
import org.redshield.bridge.platform.http.PlatformFiles;
import org.redshield.bridge.platform.http.RequestJson;

/** The published API. Strict in what it sends, tolerant in what it reads. */
final class RestGateway implements PlatformGateway, PreservationGateway, DialogueGateway {

    /** Not the answer of a platform that has no register at all. */
    private static final String NO_SUCH_SHOP = "no-such-shop";

    private final RestClient client;
    private final PlatformFiles files;
    private final AnswerReader answers;
    private final ObjectMapper json;

    RestGateway(
            String key,
            PlatformSettings settings,
            HttpClient http,
            ObjectMapper json,
            InstantSource clock,
            Limits limits) {
        this.client = new RestClient(key, settings, http, json, clock, limits);
        this.files = new PlatformFiles(http, settings, limits.call(), limits.stall());
        this.answers = new AnswerReader(field -> client.unavailable("answer", "there is no " + field, null));
        this.json = json;
    }

    @Override
    public Accepted submit(Submission submission) {
        DataRequestOrder order = submission.order();
        RestClient.Created created = client.create(
                "/requests",
                RequestJson.request(json.createObjectNode(), submission, RestGateway::time),
                order.requestNo());
        JsonNode answer = created.body();
        answers.about(answer, "requestNo", order.requestNo());
        return new Accepted(
                answers.required(answer, "requestId"),
                Loose.text(answer, "status").orElse("ACCEPTED"),
                created.before());
    }

    @Override
    public List<RequestStatus> query(List<String> platformRequestIds) {
        JsonNode answer = client.get("/requests?" + parameters("id", platformRequestIds));
        return answers.statuses(answer);
    }

    @Override
    public Manifest manifest(String platformRequestId) {
        JsonNode answer = client.get(requestPath(platformRequestId) + "/manifest");
        return answers.manifest(answers.about(answer, "requestId", platformRequestId));
    }

    @Override
    public Withdrawal withdraw(String requestNo, String reason) {
        JsonNode answer = client.send(
                "PUT",
                "/withdrawals/" + RestClient.encode(requestNo),
                json.createObjectNode().put("reason", reason));
        answers.about(answer, "requestNo", requestNo);
        return answers.required(answer, "status").equals("WITHDRAWN") ? Withdrawal.CONFIRMED : Withdrawal.PENDING;
    }

    @Override
    public Download open(String url, long offset) {
        return files.open(url, offset);
    }

    @Override
    public DispositionReceipt dispose(DispositionOrder order) {
        RestClient.Created created = client.create("/dispositions", disposition(order), order.docName());
        answers.about(created.body(), "docName", order.docName());
        return new DispositionReceipt(Loose.text(created.body(), "taskId"), created.before());
    }

    private ObjectNode disposition(DispositionOrder order) {
        ObjectNode body = json.createObjectNode().put("docName", order.docName());
        body.putObject("target").put("type", order.targetKind().name()).put("content", order.content());
        body.put("againstOperator", order.againstOperator());
        // The remark says in JSON what the reason says in Chinese; here it has fields of its own.
        order.remark().flatMap(this::object).ifPresent(asked -> Stream.of("measure", "term", "lifts")
                .forEach(field -> Loose.text(asked, field).ifPresent(value -> body.put(field, value))));
        body.putObject("sender")
                .put("company", order.sender().company())
                .put("contact", order.sender().contact())
                .put("phone", order.sender().phone())
                .put("issuedAt", time(order.sender().issuedAt()));
        body.putObject("original")
                .put("company", order.original().company())
                .put("address", order.original().address())
                .put("contact", order.original().contact())
                .put("phone", order.original().phone())
                .put("postCode", order.original().postCode())
                .put("issuedAt", time(order.original().issuedAt()));
        body.put("reason", order.reason());
        order.inspectionNo().ifPresent(number -> body.put("inspectionNo", number));
        order.licenceNo().ifPresent(number -> body.put("licenceNo", number));
        return body;
    }

    private Optional<JsonNode> object(String text) {
        try {
            return Optional.of(json.readTree(text)).filter(JsonNode::isObject);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<ShopRegister> shops() {
        return Optional.of(this::shopName);
    }

    private Optional<String> shopName(String shopId) {
        try {
            JsonNode answer = client.get("/shops/" + RestClient.encode(shopId));
            return Optional.of(answers.required(answers.about(answer, "shopId", shopId), "shopName"));
        } catch (PlatformRefusal e) {
            if (e.code().equals(NO_SUCH_SHOP)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<DispositionStatus> dispositions(List<String> keys) {
        List<JsonNode> items = Loose.list(
                        client.get("/dispositions?" + parameters("key", keys)).path("items"))
                .toList();
        return keys.stream()
                .flatMap(key -> items.stream()
                        .filter(item -> isNamed(item, key))
                        .findFirst()
                        .map(item -> dispositionStatus(key, item))
                        .stream())
                .toList();
    }

    private static boolean isNamed(JsonNode item, String key) {
        return Stream.of("taskId", "docName")
                .anyMatch(field -> Loose.text(item, field).filter(key::equals).isPresent());
    }

    private static DispositionStatus dispositionStatus(String key, JsonNode item) {
        String status = Loose.text(item, "status").orElse("");
        Optional<DispositionStatus.Execution> execution = Stream.of(DispositionStatus.Execution.values())
                .filter(known -> known.name().equals(status))
                .findFirst();
        Optional<Instant> executedAt = Loose.instant(item, "executedAt");
        JsonNode appeal = item.path("appeal");
        return new DispositionStatus(
                key,
                Loose.text(item, "taskId"),
                Loose.text(item, "docName"),
                // An officer reads the platform's words, or else ours.
                Loose.text(item, "text").orElseGet(() -> title(status)),
                Loose.text(item, "reason"),
                execution.map(known -> new DispositionStatus.Outcome(
                        Loose.text(item, "measure"),
                        Optional.of(known),
                        executedAt,
                        Loose.text(item, "publicityUrl"),
                        appeal.isObject()
                                ? Optional.of(new DispositionStatus.Appeal(
                                        Loose.instant(appeal, "at"),
                                        Loose.text(appeal, "text").orElse("")))
                                : Optional.empty(),
                        Loose.text(item, "reason"))),
                executedAt,
                Loose.text(item, "handledBy"),
                Loose.text(item.path("replyLetter"), "url"));
    }

    private static String title(String status) {
        return switch (status) {
            case "PROCESSING" -> "处理中";
            case "EXECUTED" -> "已执行";
            case "PARTIAL" -> "部分执行";
            case "REFUSED" -> "不予执行";
            default -> status;
        };
    }

    @Override
    public Optional<PreservationGateway> preservations() {
        return Optional.of(this);
    }

    @Override
    public PreservationStatus place(PreservationOrder order) {
        ObjectNode body = json.createObjectNode().put("holdNo", order.holdNo()).put("caseNo", order.caseNo());
        RequestJson.bureau(body, order.tenant(), order.bureauName(), List.of(order.officer()));
        body.put("dataset", order.dataset().name());
        RequestJson.target(body, order.targetType(), order.targetId(), order.from(), order.to());
        RequestJson.basis(body, order.basis());
        body.put("reason", order.reason()).put("until", time(order.until()));
        return preservation(
                order.holdNo(),
                client.create("/preservations", body, order.holdNo()).body());
    }

    @Override
    public PreservationStatus extend(String holdNo, Instant until) {
        return preservation(
                holdNo,
                client.send("PATCH", holdPath(holdNo), json.createObjectNode().put("until", time(until))));
    }

    @Override
    public PreservationStatus release(String holdNo) {
        return preservation(holdNo, client.send("DELETE", holdPath(holdNo), null));
    }

    @Override
    public PreservationStatus status(String holdNo) {
        return preservation(holdNo, client.get(holdPath(holdNo)));
    }

    private static String holdPath(String holdNo) {
        return "/preservations/" + RestClient.encode(holdNo);
    }

    private PreservationStatus preservation(String holdNo, JsonNode answer) {
        answers.about(answer, "holdNo", holdNo);
        JsonNode refusal = answer.path("refusal");
        return new PreservationStatus(
                holdNo,
                answers.required(answer, "status"),
                Loose.instant(answer, "until"),
                Loose.text(refusal, "reason"),
                Loose.text(refusal, "text"));
    }

    @Override
    public Optional<DialogueGateway> dialogue() {
        return Optional.of(this);
    }

    @Override
    public void say(String platformRequestId, Message message) {
        RestClient.Created said = client.create(
                requestPath(platformRequestId) + "/messages",
                json.createObjectNode()
                        .put("messageId", message.id())
                        .put("text", message.text())
                        .put("sentAt", time(message.sentAt())),
                message.id());
        answers.about(said.body(), "messageId", message.id());
    }

    @Override
    public List<Message> messages(String platformRequestId) {
        JsonNode answer = client.get(requestPath(platformRequestId) + "/messages");
        return Loose.list(answer.path("items"))
                .map(item -> new Message(
                        answers.required(item, "messageId"),
                        !Loose.text(item, "from").filter("BUREAU"::equals).isPresent(),
                        Loose.text(item, "text").orElse(""),
                        Loose.instant(item, "sentAt")
                                .orElseThrow(() -> client.unavailable("messages", "a message has no time", null))))
                // Shown once, however often the platform lists it.
                .distinct()
                .toList();
    }

    @Override
    public void answerDate(String platformRequestId, Instant newDueAt, boolean accepted, Optional<String> text) {
        ObjectNode body =
                json.createObjectNode().put("newDueAt", time(newDueAt)).put("accepted", accepted);
        text.ifPresent(words -> body.put("text", words));
        answers.about(
                client.send("PUT", requestPath(platformRequestId) + "/date-answer", body),
                "requestId",
                platformRequestId);
    }

    private static String requestPath(String platformRequestId) {
        return "/requests/" + RestClient.encode(platformRequestId);
    }

    private static String parameters(String name, List<String> keys) {
        if (keys.isEmpty() || keys.size() > BATCH) {
            throw new IllegalArgumentException("1 to " + BATCH + " keys at a time, not " + keys.size());
        }
        return keys.stream().map(key -> name + "=" + RestClient.encode(key)).collect(Collectors.joining("&"));
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(Loose.GMT_8));
    }
}
