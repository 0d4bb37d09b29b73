package org.redshield.sandbox.protocol.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.casework.Disposition;
import org.redshield.sandbox.casework.Dispositions;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.files.Production;
import org.redshield.sandbox.files.SignedUrls;
import org.redshield.sandbox.protocol.RequestAnswers;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/dispositions}. */
@RestController
@RequiredArgsConstructor
class DispositionController {

    private final RestCalls calls;
    private final Dispositions dispositions;
    private final RequestAnswers answers;
    private final SignedUrls urls;
    private final Faults faults;
    private final ObjectMapper json;

    @PostMapping("/v1/dispositions")
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, "disposition.submit", List.of(), call -> {
            RestCalls.requireKey(request, call.body(), "docName");
            Optional<Fault> reject = faults.take(FaultKind.REJECT, call.about());
            if (reject.isPresent()) {
                throw new Problem(
                        422, "refused", Optional.ofNullable(reject.get().text()).orElse("文书不符合受理要求"));
            }
            Dispositions.Submitted submitted = dispositions.submit(letter(call.body()), call.about());
            ObjectNode answer = json.createObjectNode()
                    .put("docName", submitted.disposition().docName());
            if (faults.take(FaultKind.DUPLICATE_WITHOUT_ID, call.about()).isPresent()) {
                return new RestCalls.Answer(200, answer);
            }
            return new RestCalls.Answer(
                    submitted.duplicate() ? 200 : 202,
                    answer.put("taskId", submitted.disposition().id()));
        });
    }

    /** The same letter in the field names of the other protocol, in which the platform's officers think. */
    private ObjectNode letter(JsonNode body) {
        JsonNode sender = body.path("sender");
        JsonNode original = body.path("original");
        ObjectNode letter = json.createObjectNode()
                .put("api_type", body.path("againstOperator").asBoolean() ? 2 : 1)
                .put(
                        "dispose_type",
                        switch (body.path("target").path("type").asText()) {
                            case "ORDER" -> "1";
                            case "ITEM" -> "2";
                            case "SHOP" -> "3";
                            case "KEYWORD" -> "4";
                            default -> "";
                        })
                .put("dispose_content", body.path("target").path("content").asText())
                .put("platform_type", 1)
                .put("doc_name", body.path("docName").asText())
                .put("company_name", sender.path("company").asText())
                .put("link_man", sender.path("contact").asText())
                .put("phone", sender.path("phone").asText())
                .put("create_time", sender.path("issuedAt").asText())
                .put("reason", body.path("reason").asText())
                .put("source_company_name", original.path("company").asText())
                .put("source_address", original.path("address").asText())
                .put("source_link_man", original.path("contact").asText())
                .put("source_phone", original.path("phone").asText())
                .put("source_post_code", original.path("postCode").asText())
                .put("source_time", original.path("issuedAt").asText());
        if (body.has("measure")) {
            ObjectNode asked = json.createObjectNode();
            Stream.of("measure", "term", "lifts")
                    .filter(body::has)
                    .forEach(field -> asked.put(field, body.path(field).asText()));
            letter.put("remark", asked.toString());
        }
        return letter;
    }

    @GetMapping("/v1/dispositions")
    void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> keys = RequestController.parameters(request, "key");
        calls.answer(request, response, "disposition.query", keys, call -> {
            RequestController.requireBatch(keys, "key");
            ObjectNode answer = json.createObjectNode();
            ArrayNode items = answer.putArray("items");
            keys.forEach(key -> dispositions.find(key).ifPresent(view -> items.add(item(view, call))));
            return new RestCalls.Answer(200, answer);
        });
    }

    private ObjectNode item(Dispositions.View view, RestCalls.Context call) {
        Disposition disposition = view.disposition();
        ObjectNode item = json.createObjectNode()
                .put("taskId", disposition.id())
                .put("docName", disposition.docName())
                .put("measure", disposition.measure())
                .put("handledBy", "模拟平台治理专员");
        if (!view.done()) {
            return item.put("status", "PROCESSING").put("text", "处理中");
        }
        item.put("status", disposition.outcome());
        item.put(
                "text",
                switch (disposition.outcome()) {
                    case "REFUSED" -> "已拒绝";
                    case "PARTIAL" -> "部分完成";
                    default -> "已完成";
                });
        if (disposition.reason() != null) {
            item.put("reason", disposition.reason());
        } else {
            item.put("executedAt", RequestAnswers.time(disposition.executedAt(), call.clockError()));
        }
        if (disposition.isPublic()) {
            item.put("publicityUrl", answers.base() + "/publicity/" + disposition.id());
        }
        if (view.appeal() != null) {
            item.putObject("appeal")
                    .put("at", RequestAnswers.time(view.appealedAt(), call.clockError()))
                    .put("text", view.appeal());
        }
        Production.Letter letter = dispositions.replyLetter(view);
        item.putObject("replyLetter")
                .put("name", letter.name())
                .put("url", urls.sign(answers.base(), disposition.id(), letter.name()))
                .put("bytes", letter.bytes())
                .put("sha256", letter.sha256());
        return item;
    }
}
