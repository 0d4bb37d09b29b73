package org.redshield.sandbox.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.casework.DataRequest;
import org.redshield.sandbox.casework.Rejected;
import org.redshield.sandbox.casework.RequestStatus;
import org.redshield.sandbox.casework.Requests;
import org.springframework.stereotype.Component;

/** {@code taobao.cloudbridge.caseinvest.execute}: four sub-methods, JSON in and JSON in a string out. */
@Component
@RequiredArgsConstructor
class CaseInvest implements TopMethod {

    private static final int MOST_IDS = 20;

    private final Requests requests;
    private final RequestAnswers answers;
    private final ObjectMapper json;

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
                        case "request.manifest" ->
                            answers.manifest(data.path("requestId").asText(), call.about(), call.clockError());
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
                .put("expectedAt", RequestAnswers.time(request.readyAt(), call.clockError()));
    }

    private ObjectNode query(JsonNode data, TopCall call) {
        JsonNode ids = data.path("requestIds");
        if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST_IDS) {
            throw new Rejected("requestIds 应为 1 至 " + MOST_IDS + " 个编号。");
        }
        ObjectNode answer = json.createObjectNode();
        ArrayNode items = answer.putArray("items");
        for (JsonNode id : ids) {
            requests.find(id.asText()).ifPresent(view -> items.add(answers.item(view, call.clockError())));
        }
        return answer;
    }

    private ObjectNode withdraw(JsonNode data) {
        requests.withdraw(data.path("requestNo").asText(), data.path("reason").asText());
        return json.createObjectNode().put("status", RequestStatus.WITHDRAWN.name());
    }
}
