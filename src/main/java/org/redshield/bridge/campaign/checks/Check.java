package org.redshield.bridge.campaign.checks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * What an officer found when he checked a subject. What stands in neither list was not looked at.
 *
 * @param passed in order
 * @param failed not in order
 */
public record Check(List<CheckItem> passed, List<CheckItem> failed) {

    /** Of one item. */
    @Getter
    @RequiredArgsConstructor
    public enum Result {
        NORMAL("正常"),
        IRREGULAR("异常"),
        UNCHECKED("未检查");

        private final String title;
    }

    public static Check of(Map<CheckItem, Result> results) {
        return new Check(with(results, Result.NORMAL), with(results, Result.IRREGULAR));
    }

    private static List<CheckItem> with(Map<CheckItem, Result> results, Result wanted) {
        return results.entrySet().stream()
                .filter(one -> one.getValue() == wanted)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Of what was looked at. */
    public Map<CheckItem, Result> results() {
        Map<CheckItem, Result> results = new EnumMap<>(CheckItem.class);
        passed.forEach(item -> results.put(item, Result.NORMAL));
        failed.forEach(item -> results.put(item, Result.IRREGULAR));
        return results;
    }
}
