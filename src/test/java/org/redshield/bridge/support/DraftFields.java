package org.redshield.bridge.support;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an officer enters in the form {@code draftDisposition}. */
public final class DraftFields {

    private DraftFields() {}

    /** One item of the form: a measure against one object a line. */
    public static Map<String, Object> item(String type, String objects, String measure) {
        return Map.of("targetType", type, "targetValue", objects, "measure", measure);
    }

    /** With a reason why it goes beyond what was asked for. */
    public static Map<String, Object> beyond(Map<String, Object> fields) {
        fields.put("beyondReason", "处置协助函没有列明的对象和措施，经核实属于同一经营者的同一违法行为。");
        return fields;
    }

    /** The form filled in and to be submitted. */
    @SafeVarargs
    public static Map<String, Object> submitted(String legalHook, String facts, Map<String, Object>... items) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("decision", "submit"));
        for (int number = 1; number <= items.length; number++) {
            int suffix = number;
            items[number - 1].forEach((field, value) -> fields.put(field + suffix, value));
            if (number > 1) {
                fields.put("more" + (number - 1), true);
            }
        }
        fields.put("legalHook", legalHook);
        fields.put("facts", facts);
        return fields;
    }
}
