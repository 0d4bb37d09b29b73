package org.redshield.bridge.clues.intake;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.TextFile;

/** Which column of a file is which, by its source's mapping. */
final class Headings {

    private final IntakeSettings.Source source;
    private final Map<String, ClueColumn> byHeading = new HashMap<>();

    Headings(IntakeSettings.Source source) {
        this.source = source;
        for (ClueColumn column : ClueColumn.values()) {
            byHeading.put(TextFile.heading(column.code()), column);
            source.columns()
                    .getOrDefault(column.code(), List.of())
                    .forEach(name -> byHeading.put(TextFile.heading(name), column));
        }
    }

    /** What stands under that heading, or empty where the bridge keeps no such thing. */
    Optional<ClueColumn> column(String heading) {
        return Optional.ofNullable(byHeading.get(TextFile.heading(heading)));
    }

    /**
     * Where each column stands, from 0; of two that are the same the first.
     *
     * @throws UnreadableFile which names every column that is missing
     */
    Map<Integer, ClueColumn> places(List<String> headings) {
        Map<ClueColumn, Integer> first = new EnumMap<>(ClueColumn.class);
        for (int place = 0; place < headings.size(); place++) {
            int here = place;
            column(headings.get(place)).ifPresent(column -> first.putIfAbsent(column, here));
        }
        List<String> missing = Stream.of(ClueColumn.values())
                .filter(column -> !first.containsKey(column) && column != ClueColumn.CAUSE)
                .filter(column -> !source.optional().contains(column.code()))
                .map(this::called)
                .toList();
        if (!missing.isEmpty()) {
            throw new UnreadableFile("columns-missing", source.title(), missing.size(), String.join("、", missing));
        }
        return first.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /** {@code 接收时间（receivedAt）} */
    private String called(ClueColumn column) {
        return source.columns().getOrDefault(column.code(), List.of()).stream()
                        .findFirst()
                        .orElse(column.title()) + "（" + column.code() + "）";
    }
}
