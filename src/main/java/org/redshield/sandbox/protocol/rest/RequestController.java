package org.redshield.sandbox.protocol.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.casework.DataRequest;
import org.redshield.sandbox.casework.Message;
import org.redshield.sandbox.casework.Rejected;
import org.redshield.sandbox.casework.RequestStatus;
import org.redshield.sandbox.casework.Requests;
import org.redshield.sandbox.protocol.RequestAnswers;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/requests} and {@code /v1/withdrawals}. */
@RestController
@RequiredArgsConstructor
class RequestController {

    private static final int MOST_IDS = 20;

    private final RestCalls calls;
    private final Requests requests;
    private final RequestAnswers answers;
    private final ObjectMapper json;

    @PostMapping("/v1/requests")
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, "request.submit", List.of(), call -> {
            RestCalls.requireKey(request, call.body(), "requestNo");
            // The other protocol has its version in the body: the same content must be the same there.
            JsonNode data = ((ObjectNode) call.body().deepCopy()).put("version", 1);
            Requests.Submitted submitted = requests.submission(data, call.about());
            DataRequest taken = submitted.request();
            return new RestCalls.Answer(
                    submitted.before() ? 200 : 202,
                    json.createObjectNode()
                            .put("requestId", taken.id())
                            .put("requestNo", taken.requestNo())
                            .put("status", RequestStatus.ACCEPTED.name())
                            .put("expectedAt", RequestAnswers.time(taken.readyAt(), call.clockError())));
        });
    }

    @GetMapping("/v1/requests")
    void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> ids = parameters(request, "id");
        calls.answer(request, response, "request.query", ids, call -> {
            requireBatch(ids, "id");
            ObjectNode answer = json.createObjectNode();
            ArrayNode items = answer.putArray("items");
            ids.forEach(id -> requests.find(id).ifPresent(view -> items.add(answers.item(view, call.clockError()))));
            return new RestCalls.Answer(200, answer);
        });
    }

    /** As they were sent: a list parameter of Spring would cut values at commas. */
    static List<String> parameters(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    static void requireBatch(List<String> names, String parameter) {
        if (names.isEmpty() || names.size() > MOST_IDS) {
            throw new Rejected(parameter + " 应为 1 至 " + MOST_IDS + " 个。");
        }
    }

    @GetMapping("/v1/requests/{id}/manifest")
    void manifest(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        calls.answer(request, response, "request.manifest", List.of(id), call -> {
            requireKnown(id);
            try {
                return new RestCalls.Answer(200, answers.manifest(id, call.about(), call.clockError()));
            } catch (Rejected e) {
                throw Problem.notReady(e);
            }
        });
    }

    private void requireKnown(String id) {
        if (requests.find(id).isEmpty()) {
            throw Problem.notFound("未找到协查请求 " + id + "。");
        }
    }

    @GetMapping("/v1/requests/{id}/messages")
    void messages(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        calls.answer(request, response, "message.list", List.of(id), call -> {
            requireKnown(id);
            ObjectNode answer = json.createObjectNode();
            ArrayNode items = answer.putArray("items");
            requests.messages(id).forEach(message -> items.add(json(message, call.clockError())));
            return new RestCalls.Answer(200, answer);
        });
    }

    private ObjectNode json(Message message, Duration clockError) {
        return json.createObjectNode()
                .put("messageId", message.messageId())
                .put("from", message.from())
                .put("text", message.text())
                .put("sentAt", RequestAnswers.time(message.sentAt(), clockError));
    }

    @PostMapping("/v1/requests/{id}/messages")
    void say(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, "message.send", List.of(id), call -> {
            requireKnown(id);
            RestCalls.requireKey(request, call.body(), "messageId");
            Message message = new Message(
                    call.body().path("messageId").asText(),
                    "BUREAU",
                    required(call.body(), "text"),
                    time(call.body(), "sentAt"));
            boolean before = requests.say(id, message);
            return new RestCalls.Answer(before ? 200 : 201, json(message, call.clockError()));
        });
    }

    @PutMapping("/v1/requests/{id}/date-answer")
    void answerDate(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        calls.answer(request, response, "date.answer", List.of(id), call -> {
            requireKnown(id);
            Instant newDueAt = time(call.body(), "newDueAt");
            boolean accepted = Boolean.parseBoolean(required(call.body(), "accepted"));
            try {
                Requests.View view = requests.answerDate(id, newDueAt, accepted);
                return new RestCalls.Answer(200, answers.item(view, call.clockError()));
            } catch (Rejected e) {
                throw Problem.notReady(e);
            }
        });
    }

    @PutMapping("/v1/withdrawals/{requestNo}")
    void withdraw(@PathVariable String requestNo, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        calls.answer(request, response, "request.withdraw", List.of(requestNo), call -> {
            if (requests.findByNumber(requestNo).isEmpty()) {
                throw Problem.notFound("未收到编号为 " + requestNo + " 的协查请求。");
            }
            requests.withdraw(requestNo, required(call.body(), "reason"));
            Instant at = requests.findByNumber(requestNo).orElseThrow().withdrawnAt();
            return new RestCalls.Answer(
                    200,
                    json.createObjectNode()
                            .put("requestNo", requestNo)
                            .put("status", RequestStatus.WITHDRAWN.name())
                            .put("confirmedAt", RequestAnswers.time(at, call.clockError())));
        });
    }

    static String required(JsonNode body, String field) {
        String value = body.path(field).asText();
        if (value.isBlank()) {
            throw new Rejected("缺少必填项：" + field + "。");
        }
        return value;
    }

    private static Instant time(JsonNode body, String field) {
        try {
            return OffsetDateTime.parse(required(body, field)).toInstant();
        } catch (DateTimeException e) {
            throw new Rejected("时间格式应为 RFC 3339：" + field + "。");
        }
    }
}
