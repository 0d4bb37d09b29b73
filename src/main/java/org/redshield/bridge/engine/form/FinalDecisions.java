package org.redshield.bridge.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import org.redshield.bridge.engine.DeclaredVariables;

/**
 * The decisions that end a matter, about which a person is asked before he takes them: {@code final-decisions.properties} says
 * of each, by form and value, what is lost and what is kept. The form that is shown carries it as the decision's properties
 * {@code ask.<value>}.
 */
public final class FinalDecisions {

    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle(FinalDecisions.class.getPackageName() + ".final-decisions", Locale.ROOT);

    private FinalDecisions() {}

    /** What is said before the person takes it; empty for one that ends nothing. */
    public static Optional<String> asked(String form, String decision) {
        try {
            return Optional.of(TEXTS.getString(form + "." + decision));
        } catch (MissingResourceException e) {
            return Optional.empty();
        }
    }

    static void addTo(JsonNode form) {
        form.findParents("values").stream()
                .filter(component -> DeclaredVariables.DECISION
                        .name()
                        .equals(component.path("key").asText()))
                .forEach(component -> component.path("values").forEach(option -> {
                    String value = option.path("value").asText();
                    asked(form.path("id").asText(), value).ifPresent(says -> ((ObjectNode) component)
                            .withObject("/properties")
                            .put("ask." + value, says));
                }));
    }
}
