package org.redshield.bridge.letter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.redshield.bridge.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters are numbered. Provinces may adapt the forms (程序规定 art. 86), so the pattern is a setting.
 *
 * @param pattern for every organisation and type; {prefix} is the organisation's 发文机关代字, {type} the
 *     文种代字, {year} four digits, {serial} the number, {serial:4} the number with leading zeros
 * @param patterns exceptions, by organisation.type or organisation, for instance
 *     bridge.letters.patterns.350000.disposition-request
 */
@ConfigurationProperties("bridge.letters")
public record LetterSettings(
        @DefaultValue("{prefix}{type}〔{year}〕{serial}号") String pattern,
        @DefaultValue Map<String, String> patterns) {

    public LetterSettings {
        check("pattern", pattern);
        patterns.forEach((whose, one) -> check("patterns." + whose, one));
    }

    public String patternOf(String organisation, LetterKind kind) {
        String kindKey = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Stream.of(organisation + "." + kindKey, organisation)
                .map(patterns::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(pattern);
    }

    /** A number that left out one of these would not be unique in the country. */
    private static void check(String key, String pattern) {
        for (String part : List.of("{prefix}", "{type}", "{year}", "{serial")) {
            if (!pattern.contains(part)) {
                String whole = part + (part.endsWith("}") ? "" : "}");
                throw new WrongSetting(
                        key,
                        "格式“" + pattern + "”中没有 " + whole,
                        "has the pattern '" + pattern + "', which lacks " + whole);
            }
        }
    }
}
