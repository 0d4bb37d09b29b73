package org.redshield.bridge.reconciliation.match.words;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Divisions;

/** Divisions by the names with which texts begin, full (余杭区) and short (余杭). */
public final class Places {

    private static final int SHORTEST = 2;
    private static final int LEVEL = 2;
    private static final String CALLED = "市区县";
    private static final List<String> KINDS =
            List.of("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "自治县", "地区", "新区", "省", "市", "区", "县", "盟", "旗");

    /** @param name short */
    private record Division(String code, String name) {}

    /** By each of its names, the highest level first. */
    private final Map<String, List<Division>> named = new HashMap<>();

    /** The two characters with which names begin: mostly nothing does. */
    private final Set<String> beginnings = new HashSet<>();

    private int longest;

    public Places(Divisions divisions, LocalDate on) {
        for (String code : divisions.codes()) {
            if (divisions.at(code, on).standing() == Divisions.Standing.IN_FORCE) {
                String name = divisions.name(code, on);
                Division division = new Division(code, shortened(name));
                Stream.of(name, division.name()).distinct().forEach(way -> add(way, division));
            }
        }
    }

    private static String shortened(String name) {
        return KINDS.stream()
                .filter(name::endsWith)
                .map(kind -> name.substring(0, name.length() - kind.length()))
                .filter(rest -> rest.length() >= SHORTEST)
                .findFirst()
                .orElse(name);
    }

    private void add(String name, Division division) {
        named.computeIfAbsent(name, some -> new ArrayList<>()).add(division);
        beginnings.add(name.substring(0, SHORTEST));
        longest = Math.max(longest, name.length());
    }

    /**
     * @param code six digits, empty where none is named
     * @param name short
     * @param rest what stands behind
     */
    public record Found(String code, String name, String rest) {}

    /** The division with which the text begins, of those below another where that is known; else of those of that name the first. */
    public Found first(String text, String above) {
        boolean mayBegin = text.length() >= SHORTEST && beginnings.contains(text.substring(0, SHORTEST));
        for (int length = mayBegin ? Math.min(longest, text.length()) : 0; length >= SHORTEST; length--) {
            for (Division division : named.getOrDefault(text.substring(0, length), List.of())) {
                if (division.code().startsWith(stem(above))) {
                    // A city of today may be called a county in an old text.
                    int end = length < text.length() && CALLED.indexOf(text.charAt(length)) >= 0 ? length + 1 : length;
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
