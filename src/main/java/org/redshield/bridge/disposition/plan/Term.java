package org.redshield.bridge.disposition.plan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For how long a measure shall last, for instance 30日, 6个月, 1年. A bare number is days. */
final class Term {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\s*(日|天|个月|月|年)?");

    private Term() {}

    /** As letters write it; empty where it says none. */
    static Optional<String> read(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            return Optional.empty();
        }
        String unit = matcher.group(2) == null ? "日" : matcher.group(2);
        return Optional.of(Integer.parseInt(matcher.group(1))
                + switch (unit) {
                    case "天" -> "日";
                    case "月" -> "个月";
                    default -> unit;
                });
    }
}
