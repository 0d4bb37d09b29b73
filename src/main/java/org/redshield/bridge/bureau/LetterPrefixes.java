package org.redshield.bridge.bureau;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.bureau.NationalTree.Division;

/**
 * A sensible 发文机关代字 for every bureau, as bureaus form them: the province's abbreviation or the city's first
 * character, then the district's (沪长市监, 杭余市监). Where that is taken in the country the names are written out a
 * little further, so that no two bureaus ever write the same number. A bureau that uses another one sets it.
 */
final class LetterPrefixes {

    private static final String OFFICE = "市监";

    private static final Map<String, String> PROVINCES = Map.ofEntries(
            Map.entry("11", "京"),
            Map.entry("12", "津"),
            Map.entry("13", "冀"),
            Map.entry("14", "晋"),
            Map.entry("15", "内蒙"),
            Map.entry("21", "辽"),
            Map.entry("22", "吉"),
            Map.entry("23", "黑"),
            Map.entry("31", "沪"),
            Map.entry("32", "苏"),
            Map.entry("33", "浙"),
            Map.entry("34", "皖"),
            Map.entry("35", "闽"),
            Map.entry("36", "赣"),
            Map.entry("37", "鲁"),
            Map.entry("41", "豫"),
            Map.entry("42", "鄂"),
            Map.entry("43", "湘"),
            Map.entry("44", "粤"),
            Map.entry("45", "桂"),
            Map.entry("46", "琼"),
            Map.entry("50", "渝"),
            Map.entry("51", "川"),
            Map.entry("52", "黔"),
            Map.entry("53", "云"),
            Map.entry("54", "藏"),
            Map.entry("61", "陕"),
            Map.entry("62", "甘"),
            Map.entry("63", "青"),
            Map.entry("64", "宁"),
            Map.entry("65", "新"));

    private LetterPrefixes() {}

    /** @param tree provinces first, then cities, then counties: the higher bureau gets the shorter prefix */
    static Map<String, String> of(List<Division> tree) {
        Map<String, Division> byCode = new HashMap<>();
        tree.forEach(division -> byCode.put(division.code(), division));
        Map<String, String> prefixes = new HashMap<>();
        Set<String> taken = new HashSet<>();
        tree.stream()
                .collect(Collectors.groupingBy(Division::level, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(level -> allot(level, byCode, prefixes, taken));
        return prefixes;
    }

    private static void allot(
            List<Division> level, Map<String, Division> byCode, Map<String, String> prefixes, Set<String> taken) {
        List<Division> open = level;
        for (int round = 0; !open.isEmpty(); round++) {
            int length = round;
            Map<String, Long> wanted = open.stream()
                    .map(division -> candidate(division, byCode, length))
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            List<Division> still = new ArrayList<>();
            for (Division division : open) {
                String candidate = candidate(division, byCode, length);
                if (wanted.get(candidate) == 1 && taken.add(candidate)) {
                    prefixes.put(division.code(), candidate + OFFICE);
                } else {
                    still.add(division);
                }
            }
            open = still;
        }
    }

    /** The n-th thing to try; longer with every round and in the end the full name, which is unique. */
    private static String candidate(Division division, Map<String, Division> byCode, int round) {
        return switch (division.level()) {
            case PROVINCE -> PROVINCES.get(division.code().substring(0, 2));
            case CITY -> first(division.name(), 1 + round);
            default -> {
                Division above = byCode.get(division.parent());
                int aboveLength = 1 + round / 2;
                String start =
                        switch (above.level()) {
                            case PROVINCE -> PROVINCES.get(above.code().substring(0, 2));
                            default -> first(above.name(), aboveLength);
                        };
                yield start + first(division.name(), 1 + (round + 1) / 2);
            }
        };
    }

    private static String first(String name, int length) {
        return name.substring(0, Math.min(length, name.length()));
    }
}
