package org.redshield.bridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.platform.Manifest;
import org.redshield.bridge.platform.RequestStatus;

/**
 * Reads the answers about data requests that every protocol words alike: statuses and manifests.
 *
 * @param missing the failure to throw when the field of that name is not there or makes no sense
 */
public record Answers(Function<String, RuntimeException> missing) {

    /**
     * An item that cannot be understood is left for the next poll, and so are two that contradict each other; they must
     * not hide the others.
     */
    public List<RequestStatus> statuses(JsonNode answer) {
        Map<String, Set<RequestStatus>> byId = Loose.list(answer.path("items"))
                .flatMap(item -> status(item).stream())
                .collect(Collectors.groupingBy(
                        RequestStatus::platformRequestId, LinkedHashMap::new, Collectors.toSet()));
        return byId.values().stream()
                .filter(said -> said.size() == 1)
                .flatMap(Set::stream)
                .toList();
    }

    /**
     * An answer that names what it is about names what was asked.
     *
     * @throws RuntimeException when it is about another
     */
    public JsonNode about(JsonNode answer, String field, String asked) {
        if (Loose.text(answer, field).filter(named -> !named.equals(asked)).isPresent()) {
            throw missing.apply(field + " that was asked for");
        }
        return answer;
    }

    private static Optional<RequestStatus> status(JsonNode item) {
        Optional<Instant> newDueAt = Loose.deadline(item, "newDueAt");
        return Loose.text(item, "requestId").flatMap(id -> Loose.text(item, "status")
                .map(status -> new RequestStatus(
                        id,
                        Loose.text(item, "requestNo"),
                        status,
                        Loose.text(item.path("refusal"), "reason"),
                        newDueAt.isPresent() ? text(item) : withDate(text(item), Loose.text(item, "newDueAt")),
                        newDueAt)));
    }

    private static Optional<String> text(JsonNode item) {
        return Loose.text(item.path("refusal"), "text").or(() -> Loose.text(item, "question"));
    }

    /** A date that we cannot read is for a person to read. */
    private static Optional<String> withDate(Optional<String> text, Optional<String> date) {
        return date.map(words -> "平台提出的日期：" + words)
                .map(words -> text.map(before -> before + "（" + words + "）").orElse(words))
                .or(() -> text);
    }

    public Manifest manifest(JsonNode answer) {
        JsonNode letter = answer.path("replyLetter");
        return new Manifest(
                Loose.text(answer, "dataset").orElse(""),
                Loose.list(answer.path("files")).map(this::dataFile).toList(),
                letter.isObject() ? Optional.of(replyLetter(letter)) : Optional.empty(),
                Loose.instant(answer, "producedAt"),
                Loose.text(answer, "producer"));
    }

    private Manifest.DataFile dataFile(JsonNode file) {
        return new Manifest.DataFile(
                required(file, "name"),
                required(file, "url"),
                count(file, "bytes"),
                count(file, "rows"),
                Loose.list(file.path("columns")).map(JsonNode::asText).toList(),
                required(file, "sha256").toLowerCase(Locale.ROOT),
                Loose.text(file, "charset").orElse("UTF-8"));
    }

    private Manifest.ReplyLetter replyLetter(JsonNode letter) {
        return new Manifest.ReplyLetter(
                required(letter, "name"),
                required(letter, "url"),
                count(letter, "bytes"),
                required(letter, "sha256").toLowerCase(Locale.ROOT));
    }

    /** The field's text. */
    public String required(JsonNode node, String field) {
        return Loose.text(node, field).orElseThrow(() -> missing.apply(field));
    }

    private long count(JsonNode node, String field) {
        return Loose.number(node, field).filter(number -> number >= 0).orElseThrow(() -> missing.apply(field));
    }
}
