package org.redshield.bridge.disposition.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.disposition.plan.DispositionPlan;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.disposition.plan.PlannedTarget;
import org.redshield.bridge.engine.FormSubmission;

/**
 * The numbered items of the form {@code draftDisposition}: one measure each, against one object a line. Numbered fields
 * and not a list that grows, because Tasklist cannot submit a form with one.
 */
final class DraftedItems {

    /** Items on the form: as many as there are measures against one shop. */
    static final int MOST = 10;

    private static final String ABOUT = "about";
    private static final List<String> FIELDS = List.of("targetType", "targetValue", "measure", "term", ABOUT);

    private DraftedItems() {}

    /** The items that hold anything, each as {@code DispositionPlan.of} reads it. */
    static List<Map<String, String>> of(FormSubmission form) {
        List<Map<String, String>> items = new ArrayList<>();
        for (int number = 1; number <= MOST; number++) {
            Map<String, String> item = new LinkedHashMap<>();
            // Ticked to see the next item; it says nothing else.
            form.flag("more" + number);
            for (String field : FIELDS) {
                form.text(field + number).ifPresent(text -> item.put(field, text));
            }
            if (!item.isEmpty()) {
                if (!form.asks(ABOUT + number)) {
                    item.put(DispositionPlan.NOT_ASKED, "");
                }
                items.add(item);
            }
        }
        return items;
    }

    /** The form's fields for these targets; those that differ in the object alone share an item. */
    static Map<String, Object> fields(List<PlannedTarget> targets) {
        Map<PlannedTarget, List<String>> items = new LinkedHashMap<>();
        for (PlannedTarget target : targets) {
            boolean single = target.measure() == Measure.SALES_RESET;
            PlannedTarget item = new PlannedTarget(
                    target.measure(), target.type(), single ? target.value() : "", target.term(), target.about());
            items.computeIfAbsent(item, none -> new ArrayList<>()).addAll(target.objects());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<PlannedTarget, List<String>> item : items.entrySet()) {
            if (number > 0) {
                fields.put("more" + number, true);
            }
            number++;
            int of = number;
            fields.put("targetType" + number, item.getKey().type().name());
            fields.put("measure" + number, item.getKey().measure().name());
            fields.put("term" + number, item.getKey().term().orElse(""));
            item.getKey().about().ifPresent(about -> fields.put(ABOUT + of, about));
            fields.put("targetValue" + number, String.join("\n", item.getValue()));
        }
        return fields;
    }
}
