package org.redshield.bridge.reconciliation.match.words;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Divisions;

/** Divisions by the names with which texts begin, full (余杭区) and short (余杭). */
public final class Places {

    private static final int SHORTEST = 2;
    private static final int LEVEL = 2;
    private static final String CALLED = "市区县";
    private static final List<String> KINDS =
            List.of("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "自治县", "地区", "新区", "省", "市", "区", "县", "盟", "旗");

    /**
     * @param way of naming it, in full or short
     * @param name short
     */
    private record Division(String way, String code, String name) {}

    /** By the character with which the way begins: the longest first, and of one way the highest level. */
    private final Division[][] named;

    public Places(Divisions divisions, LocalDate on) {
        List<Division> ways = new ArrayList<>();
        for (String code : divisions.codes()) {
            if (divisions.at(code, on).standing() == Divisions.Standing.IN_FORCE) {
                String name = divisions.name(code, on);
                String brief = shortened(name);
                Stream.of(name, brief).distinct().forEach(way -> ways.add(new Division(way, code, brief)));
            }
        }
        ways.sort(Comparator.comparingInt((Division one) -> one.way().length()).reversed());
        named = new Division[Character.MAX_VALUE + 1][];
        ways.stream()
                .collect(Collectors.groupingBy(one -> one.way().charAt(0)))
                .forEach((first, those) -> named[first] = those.toArray(Division[]::new));
    }

    private static String shortened(String name) {
        return KINDS.stream()
                .filter(name::endsWith)
                .map(kind -> name.substring(0, name.length() - kind.length()))
                .filter(rest -> rest.length() >= SHORTEST)
                .findFirst()
                .orElse(name);
    }

    /**
     * @param code six digits, empty where none is named
     * @param name short
     * @param rest what stands behind
     */
    public record Found(String code, String name, String rest) {}

    /** The division with which the text begins, of those below another where that is known; else of those of that name the first. */
    public Found first(String text, String above) {
        Division[] those = text.isEmpty() ? null : named[text.charAt(0)];
        if (those != null) {
            String stem = stem(above);
            for (Division division : those) {
                if (text.startsWith(division.way()) && division.code().startsWith(stem)) {
                    // A city of today may be called a county in an old text.
                    int end = division.way().length();
                    end += end < text.length() && CALLED.indexOf(text.charAt(end)) >= 0 ? 1 : 0;
                    return new Found(division.code(), division.name(), text.substring(end));
                }
            }
        }
        return new Found("", "", text);
    }

    /** The digits that all divisions below have in common. */
    public static String stem(String code) {
        String stem = code;
        while (stem.endsWith("00")) {
            stem = stem.substring(0, stem.length() - LEVEL);
        }
        return stem;
    }
}
