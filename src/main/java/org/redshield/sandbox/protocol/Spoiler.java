package org.redshield.sandbox.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.casework.DataRequest;
import org.redshield.sandbox.casework.Disposition;
import org.redshield.sandbox.casework.Dispositions;
import org.redshield.sandbox.casework.Requests;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.springframework.stereotype.Component;

/** Bends a good answer into the shapes that gateways show in real life. */
@Component
@RequiredArgsConstructor
public class Spoiler {

    /** Strings that hold JSON themselves and are bent inside. */
    private static final List<String> NESTED = List.of("data", "result");

    private final Faults faults;
    private final Requests requests;
    private final Dispositions dispositions;
    private final ObjectMapper json;

    /** The answer as it leaves. */
    public String spoil(ObjectNode answer, Call call) {
        JsonNode spoilt = answer;
        if (faults.take(FaultKind.UNKNOWN_CODE, call).isPresent()) {
            spoilt = replaceField(spoilt, List.of("code", "resule_code", "result_code"), IntNode.valueOf(99));
        }
        if (asksForStatus(call)) {
            JsonNode good = spoilt;
            spoilt = faults.take(FaultKind.UNKNOWN_STATUS, call)
                    .map(fault -> map(
                            good,
                            object -> isAbout(object, fault) && object.has("status")
                                    ? object.put("status", "UNDER_SECOND_REVIEW")
                                    : object))
                    .orElse(good);
        }
        JsonNode ours = spoilt;
        spoilt = faults.take(FaultKind.OTHER_CASE, call)
                .map(fault -> map(ours, object -> isAbout(object, fault) ? ofAnother(object) : object))
                .orElse(ours);
        if (faults.take(FaultKind.SHORT_LIST, call).isPresent()) {
            spoilt = withShortLists(spoilt);
        }
        if (faults.take(FaultKind.EXTRA_FIELDS, call).isPresent()) {
            spoilt = withExtraFields(spoilt);
        }
        if (faults.take(FaultKind.NUMBERS_AS_STRINGS, call).isPresent()) {
            spoilt = withSwappedTypes(spoilt);
        }
        if (faults.take(FaultKind.TRUNCATED_JSON, call).isPresent()) {
            return spoilt.toString().substring(0, spoilt.toString().length() / 2);
        }
        if (faults.take(FaultKind.DUPLICATE_ANSWER, call).isPresent()) {
            JsonNode doubled = withDoubledLists(spoilt);
            return doubled.equals(spoilt) ? spoilt.toString() + spoilt : doubled.toString();
        }
        return spoilt.toString();
    }

    private static boolean asksForStatus(Call call) {
        return List.of("request.query", "disposition.query").contains(String.valueOf(call.apiName()))
                || "taobao.sungari.dispose.query".equals(call.method());
    }

    private JsonNode replaceField(JsonNode node, List<String> names, JsonNode value) {
        return map(node, object -> {
            names.stream().filter(object::has).forEach(name -> object.set(name, value));
            return object;
        });
    }

    /** One call may be about many; a fault that is bound to one of them must not bend the others. */
    private static boolean isAbout(ObjectNode object, Fault fault) {
        List<String> names = Stream.of("requestNo", "doc_name", "docName", "holdNo")
                .filter(object::has)
                .toList();
        return fault.key() == null
                || names.isEmpty()
                || names.stream().anyMatch(name -> object.path(name).asText().startsWith(fault.key()));
    }

    /** The numbers of another one that the platform has, or of none at all. */
    private ObjectNode ofAnother(ObjectNode object) {
        String request =
                object.path("requestId").asText(object.path("requestNo").asText());
        Optional<DataRequest> other = requests.all().stream()
                .map(Requests.View::request)
                .filter(each -> !each.id().equals(request) && !each.requestNo().equals(request))
                .reduce((first, second) -> second);
        String task = object.path("id")
                .asText(object.path("taskId").asText(object.path("data").asText()));
        Optional<Disposition> otherTask = dispositions.all().stream()
                .map(Dispositions.View::disposition)
                .filter(each -> !each.id().equals(task))
                .reduce((first, second) -> second);
        replace(object, "requestId", other.map(DataRequest::id));
        replace(object, "requestNo", other.map(DataRequest::requestNo));
        replace(object, "holdNo", Optional.empty());
        replace(object, "messageId", Optional.empty());
        replace(object, "id", otherTask.map(Disposition::id));
        replace(object, "taskId", otherTask.map(Disposition::id));
        replace(object, "doc_name", otherTask.map(Disposition::docName));
        replace(object, "docName", otherTask.map(Disposition::docName));
        if (object.has("resule_code")) {
            replace(object, "data", otherTask.map(Disposition::id));
        }
        return object;
    }

    private static void replace(ObjectNode object, String name, Optional<String> value) {
        if (object.has(name)) {
            object.put(name, value.orElse("999999-2026-000001"));
        }
    }

    private JsonNode withShortLists(JsonNode node) {
        return map(node, object -> {
            for (String name : List.of("items", "list", "files")) {
                if (object.get(name) instanceof ArrayNode list && !list.isEmpty()) {
                    ArrayNode reversed = json.createArrayNode();
                    for (int i = list.size() - 1; i > 0; i--) {
                        reversed.add(list.get(i));
                    }
                    object.set(name, reversed);
                }
            }
            return object;
        });
    }

    private JsonNode withExtraFields(JsonNode node) {
        return map(node, object -> {
            object.put("gmtModified", "2026-01-01 00:00:00");
            object.putObject("extInfo")
                    .put("traceId", "0a1b2c3d")
                    .putArray("tags")
                    .add("灰度");
            return object;
        });
    }

    private JsonNode withDoubledLists(JsonNode node) {
        return map(node, object -> {
            for (String name : List.of("items", "list")) {
                if (object.get(name) instanceof ArrayNode list) {
                    list.addAll(list.deepCopy());
                }
            }
            return object;
        });
    }

    private JsonNode withSwappedTypes(JsonNode node) {
        return map(node, object -> {
            object.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isNumber()) {
                    field.setValue(TextNode.valueOf(value.asText()));
                } else if (value.isTextual() && value.asText().matches("[1-9]\\d{0,17}")) {
                    field.setValue(LongNode.valueOf(value.asLong()));
                }
            });
            return object;
        });
    }

    /** Applies the change to a copy of every object, those inside JSON strings included; innermost first. */
    private JsonNode map(JsonNode node, UnaryOperator<ObjectNode> change) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = json.createArrayNode();
            array.forEach(each -> copy.add(map(each, change)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = json.createObjectNode();
        object.properties().forEach(field -> {
            Optional<JsonNode> nested = NESTED.contains(field.getKey()) ? nested(field.getValue()) : Optional.empty();
            copy.set(
                    field.getKey(),
                    nested.<JsonNode>map(
                                    inner -> TextNode.valueOf(map(inner, change).toString()))
                            .orElseGet(() -> map(field.getValue(), change)));
        });
        return change.apply(copy);
    }

    private Optional<JsonNode> nested(JsonNode value) {
        if (!value.isTextual() || !value.asText().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readTree(value.asText()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
