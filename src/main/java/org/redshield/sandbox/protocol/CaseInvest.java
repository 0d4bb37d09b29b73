package org.redshield.sandbox.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.casework.DataRequest;
import org.redshield.sandbox.casework.Rejected;
import org.redshield.sandbox.casework.RequestStatus;
import org.redshield.sandbox.casework.Requests;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.files.Production;
import org.redshield.sandbox.files.SignedUrls;
import org.springframework.stereotype.Component;

/** {@code taobao.cloudbridge.caseinvest.execute}: four sub-methods, JSON in and JSON in a string out. */
@Component
class CaseInvest implements TopMethod {

    private static final int MOST_IDS = 20;

    private final Requests requests;
    private final SignedUrls urls;
    private final Faults faults;
    private final ObjectMapper json;

    CaseInvest(Requests requests, SignedUrls urls, Faults faults, ObjectMapper json) {
        this.requests = requests;
        this.urls = urls;
        this.faults = faults;
        this.json = json;
    }

    @Override
    public String name() {
        return "taobao.cloudbridge.caseinvest.execute";
    }

    @Override
    public ObjectNode execute(TopCall call) {
        String apiName = call.required("api_name");
        JsonNode data = parse(call.required("data"));
        ObjectNode body = json.createObjectNode();
        ObjectNode result = body.putObject("result");
        try {
            ObjectNode answer =
                    switch (apiName) {
                        case "request.submit" -> submit(data, call);
                        case "request.query" -> query(data, call);
                        case "request.manifest" -> manifest(data, call);
                        case "request.withdraw" -> withdraw(data);
                        default -> throw TopError.invalidArgument("api_name", "不认识的 api_name：" + apiName);
                    };
            result.put("code", 1).put("data", answer.toString()).put("message", "成功");
        } catch (Rejected e) {
            result.put("code", 2).put("data", "").put("message", e.getMessage());
        }
        return body;
    }

    private JsonNode parse(String data) {
        try {
            JsonNode parsed = json.readTree(data);
            if (parsed.isObject()) {
                return parsed;
            }
        } catch (JsonProcessingException e) {
            throw TopError.invalidArgument("data", "不是合法的 JSON：" + e.getOriginalMessage());
        }
        throw TopError.invalidArgument("data", "应为 JSON 对象");
    }

    private ObjectNode submit(JsonNode data, TopCall call) {
        DataRequest request = requests.submit(data, call.about());
        return json.createObjectNode()
                .put("requestId", request.id())
                .put("status", RequestStatus.ACCEPTED.name())
                .put("expectedAt", time(call.seen(request.readyAt())));
    }

    private ObjectNode query(JsonNode data, TopCall call) {
        JsonNode ids = data.path("requestIds");
        if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST_IDS) {
            throw new Rejected("requestIds 应为 1 至 " + MOST_IDS + " 个编号。");
        }
        ObjectNode answer = json.createObjectNode();
        ArrayNode items = answer.putArray("items");
        for (JsonNode id : ids) {
            requests.find(id.asText()).ifPresent(view -> items.add(item(view, call)));
        }
        return answer;
    }

    private ObjectNode item(Requests.View view, TopCall call) {
        ObjectNode item = json.createObjectNode()
                .put("requestId", view.request().id())
                .put("requestNo", view.request().requestNo())
                .put("status", view.status().name());
        switch (view.status()) {
            case REFUSED ->
                item.putObject("refusal")
                        .put("reason", view.end().reason())
                        .put("text", view.end().text());
            case NEW_DATE -> item.put("newDueAt", time(call.seen(view.end().newDueAt())));
            case CLARIFICATION -> item.put("question", view.end().text());
            default -> {
                // The status says it all.
            }
        }
        return item.put("updatedAt", time(call.seen(view.updatedAt())));
    }

    private ObjectNode manifest(JsonNode data, TopCall call) {
        String id = data.path("requestId").asText();
        Production production = requests.production(id);
        DataRequest request = requests.find(id).orElseThrow().request();
        boolean wrongHash = faults.take(FaultKind.WRONG_HASH, call.about()).isPresent();
        ObjectNode answer = json.createObjectNode()
                .put("requestId", id)
                .put("dataset", request.dataset().name());
        ArrayNode files = answer.putArray("files");
        for (Production.DataFile file : production.files()) {
            ObjectNode entry = files.addObject()
                    .put("name", file.name())
                    .put("url", urls.sign(call.base(), id, file.name()))
                    .put("bytes", file.bytes())
                    .put("rows", file.rows());
            ArrayNode columns = entry.putArray("columns");
            file.columns().forEach(columns::add);
            entry.put("sha256", wrongHash ? "0".repeat(64) : file.sha256()).put("charset", "UTF-8");
        }
        Production.Letter letter = production.replyLetter();
        answer.putObject("replyLetter")
                .put("name", letter.name())
                .put("url", urls.sign(call.base(), id, letter.name()))
                .put("bytes", letter.bytes())
                .put("sha256", letter.sha256());
        return answer.put("producedAt", time(call.seen(production.producedAt())))
                .put("producer", "模拟平台协查专员");
    }

    private ObjectNode withdraw(JsonNode data) {
        requests.withdraw(data.path("requestNo").asText(), data.path("reason").asText());
        return json.createObjectNode().put("status", RequestStatus.WITHDRAWN.name());
    }

    /** ISO 8601 with the offset of China, to the second. */
    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS)
                .atZone(SandboxProperties.ZONE)
                .toOffsetDateTime()
                .toString();
    }
}
