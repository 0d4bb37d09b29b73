package org.redshield.bridge.disposition;

import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.letter.Letter;

/**
 * What the requesting bureau's letter asks for, by its facts: {@code platform} and {@code requestId} (required), {@code
 * targetId}, {@code measures} and {@code legalHook}.
 *
 * @param measures codes of {@link Measure} or words, as the requester wrote them
 */
record DispositionRequest(
        String platform,
        String requestId,
        Optional<String> shopId,
        Optional<String> measures,
        Optional<String> legalHook) {

    static DispositionRequest of(Letter letter) {
        Map<String, String> facts = letter.content().facts();
        return new DispositionRequest(
                required(facts, "platform", "平台"),
                required(facts, "requestId", "协查请求编号"),
                optional(facts, "targetId").or(() -> optional(facts, "shopId")),
                optional(facts, "measures"),
                optional(facts, "legalHook"));
    }

    private static String required(Map<String, String> facts, String name, String label) {
        return optional(facts, name).orElseThrow(() -> new Refusal("disposition.request-incomplete", label));
    }

    private static Optional<String> optional(Map<String, String> facts, String name) {
        return Optional.ofNullable(facts.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
