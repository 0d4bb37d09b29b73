package org.redshield.bridge.disposition.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.plan.DisposeType;
import org.redshield.bridge.letter.Letter;

/**
 * What the requesting bureau's letter asks for; everything known of the request comes from it. By its facts: {@code
 * platform} and {@code requestId} (required), {@code targetId}, {@code measures} and {@code legalHook}; the objects beside the shop
 * stay in the letter, as {@link #OBJECTS}.
 *
 * @param letterId empty where a restore has lost that letter too
 * @param requester division code of the bureau that asked
 * @param requestId what it asks for; its process is found by it
 * @param measures codes of measures or words, as the requester wrote them
 */
public record DispositionRequest(
        Optional<UUID> letterId,
        String requester,
        String requestId,
        String platform,
        Optional<String> shopId,
        Optional<String> measures,
        Optional<String> legalHook) {

    /** Fact of the letter: numbers of the orders that are to be deleted as invented, with commas between. */
    public static final String ORDERS = "orders";

    /** Facts of the letter that name other objects than the shop, with commas between. */
    public static final Map<DisposeType, String> OBJECTS = Map.of(
            DisposeType.ITEM,
            "items",
            DisposeType.ORDER,
            ORDERS,
            DisposeType.ACCOUNT,
            "accounts",
            DisposeType.KEYWORD,
            "keywords");

    public static DispositionRequest of(Letter letter) {
        return new DispositionRequest(
                Optional.of(letter.id()),
                letter.sender(),
                required(letter, "requestId", "协查请求编号"),
                required(letter, "platform", "平台"),
                optional(letter, "targetId").or(() -> optional(letter, "shopId")),
                optional(letter, "measures"),
                optional(letter, "legalHook"));
    }

    /** The objects of one kind that a fact lists; a keyword may be of several words. */
    public static List<String> listed(DisposeType type, String text) {
        String between = type == DisposeType.KEYWORD ? "[,，、;；\\n]+" : "[,，、;；\\s]+";
        return Arrays.stream(text.split(between))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .distinct()
                .toList();
    }

    private static String required(Letter letter, String name, String label) {
        return optional(letter, name).orElseThrow(() -> new Refusal("disposition.request-incomplete", label));
    }

    private static Optional<String> optional(Letter letter, String name) {
        return Optional.ofNullable(letter.content().facts().get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
