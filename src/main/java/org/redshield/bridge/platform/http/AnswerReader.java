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
import org.redshield.bridge.platform.gateway.Manifest;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.RequestStatus;

/**
 * Reads the answers about data requests that every protocol words alike: statuses and manifests.
 *
 * @param missing the failure to throw when the field of that name is not there or makes no sense
 */
public record AnswerReader(Function<String, RuntimeException> missing) {

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

    /**
     * A letter that is not all there is none: the data are an answer without it.
     *
     * @throws PlatformRefusal when a file is not all there: asked again, the platform will hardly say more
     */
    public Manifest manifest(JsonNode answer) {
        JsonNode letter = answer.path("replyLetter");
        return new Manifest(
                Loose.text(answer, "dataset").orElse(""),
                Loose.list(answer.path("files")).map(AnswerReader::dataFile).toList(),
                replyLetter(letter),
                Loose.instant(answer, "producedAt"),
                Loose.text(answer, "producer"));
    }

    private static Manifest.DataFile dataFile(JsonNode file) {
        return new Manifest.DataFile(
                given(Loose.text(file, "name"), "name"),
                given(Loose.text(file, "url"), "url"),
                given(count(file, "bytes"), "bytes"),
                given(count(file, "rows"), "rows"),
                Loose.list(file.path("columns")).map(JsonNode::asText).toList(),
                given(Loose.text(file, "sha256"), "sha256").toLowerCase(Locale.ROOT),
                Loose.text(file, "charset").orElse("UTF-8"));
    }

    private static Optional<Manifest.ReplyLetter> replyLetter(JsonNode letter) {
        return Loose.text(letter, "name").flatMap(name -> Loose.text(letter, "url")
                .flatMap(url -> count(letter, "bytes").flatMap(bytes -> Loose.text(letter, "sha256")
                        .map(hash -> new Manifest.ReplyLetter(name, url, bytes, hash.toLowerCase(Locale.ROOT))))));
    }

    private static Optional<Long> count(JsonNode node, String field) {
        return Loose.number(node, field).filter(number -> number >= 0);
    }

    private static <T> T given(Optional<T> value, String field) {
        return value.orElseThrow(() -> new PlatformRefusal("manifest", "清单中的文件没有写明 " + field + "。"));
    }

    /** The field's text. */
    public String required(JsonNode node, String field) {
        return Loose.text(node, field).orElseThrow(() -> missing.apply(field));
    }
}
