package org.redshield.bridge.access.personal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;

/**
 * Why somebody needs personal data as they are (个人信息保护法 art. 6, 34): one of the purposes of case work, and what it is
 * in this case.
 *
 * @param text in the person's own words
 */
public record Purpose(Kind kind, String text) {

    public static final int SHORTEST = 5;
    public static final int LONGEST = 200;

    /** What case work needs them for. Names are on record for ever. */
    @RequiredArgsConstructor
    public enum Kind {
        VERIFY_FACTS("核对违法事实"),
        IDENTIFY_PARTY("查明当事人身份和住所"),
        QUESTION("联系、询问当事人和证人"),
        SERVE("送达文书"),
        CROSS_CHECK("与其他证据比对"),
        HAND_OVER("移送或者在复议、诉讼中提交"),
        OTHER("其他办案需要");

        private final String title;
    }

    /** As a person reads it: the kind, and what it is in this case. */
    public String words() {
        return kind.title + "：" + text;
    }

    /** As custody keeps it beside what was seen. */
    public Map<String, String> detail() {
        return Map.of("purposeCode", kind.name(), "purpose", text);
    }

    /** A purpose that can be chosen. */
    public record Item(String code, String title) {}

    /** All that can be chosen, in the order in which they are shown. */
    public static List<Item> all() {
        return Arrays.stream(Kind.values())
                .map(kind -> new Item(kind.name(), kind.title))
                .toList();
    }

    /**
     * @param code name of a {@link Kind}; null where nobody said one
     * @throws Refusal platform.records-purpose-invalid, casefile.purpose-unlisted
     */
    public static Purpose of(String code, String text) {
        String words = text == null ? "" : text.strip();
        if (words.length() < SHORTEST
                || words.length() > LONGEST
                || words.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal("platform.records-purpose-invalid", SHORTEST, LONGEST);
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.name().equals(code))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "casefile.purpose-unlisted",
                        all().stream()
                                .map(item -> item.code() + "（" + item.title() + "）")
                                .collect(Collectors.joining("、"))));
        return new Purpose(kind, words);
    }
}
