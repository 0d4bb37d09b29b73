package org.redshield.bridge.assistance.correspondence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What the investigation of the asked questions came to. */
@Getter
@RequiredArgsConstructor
public enum ItemConclusion {
    FOUND("已查明"),
    NOT_FOUND("查无"),
    PARTIAL("部分查明"),
    NOT_COMPETENT("不属本局职权");

    private final String title;

    /** By their names, in this order. */
    static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        Stream.of(values()).forEach(one -> titles.put(one.name(), one.title));
        return titles;
    }
}
