package org.redshield.bridge.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.redshield.bridge.engine.DeclaredVariables;

/**
 * A form that offers one decision asks nothing by it: in its place the person reads what sending the form means, and the
 * decision is taken as the form says. The form's file keeps it, for it is what the form decides.
 */
final class OnlyDecision {

    private OnlyDecision() {}

    static void say(JsonNode form) {
        form.findParents("values").stream()
                .filter(field -> DeclaredVariables.DECISION
                        .name()
                        .equals(field.path("key").asText()))
                .filter(field -> field.path("values").size() == 1)
                .forEach(field -> say((ObjectNode) field));
    }

    private static void say(ObjectNode field) {
        String label = field.at("/values/0/label").asText();
        String more = field.path("description").asText();
        field.put("type", "text").put("text", "提交即表示：" + ended(label) + (more.isEmpty() ? "" : ended(more)));
        field.remove("description");
        field.remove("validate");
        field.remove("defaultValue");
    }

    private static String ended(String sentence) {
        return sentence.endsWith("。") ? sentence : sentence + "。";
    }
}
