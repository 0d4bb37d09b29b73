package org.redshield.bridge.engine.rule;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.redshield.bridge.engine.rule.Finding.Severity;

/** Collects what is wrong with a deployment, all of it; the sentences stand in {@code messages/gate.properties}. */
public final class Findings {

    private static final String PREFIX = "gate.explain.";
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("messages.gate", Locale.ROOT);

    private final Set<Finding> all = new LinkedHashSet<>();

    /**
     * What cannot be deployed.
     *
     * @param code the sentence's key; its remedy stands beside it
     */
    public void error(String file, String element, String code, Object... values) {
        add(Severity.ERROR, file, element, code, values);
    }

    /** What may be deployed when somebody gives a reason. */
    public void hint(String file, String element, String code, Object... values) {
        add(Severity.HINT, file, element, code, values);
    }

    /** A feature's own sentence. */
    public void say(Finding finding) {
        all.add(finding);
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private void add(Severity severity, String file, String element, String code, Object... values) {
        say(new Finding(code, file, element, severity, text(code, values), text(code + ".remedy", values)));
    }

    /** The words of that key. */
    static String text(String key, Object... values) {
        Object[] texts = Arrays.stream(values)
                .map(value -> String.valueOf(value).replaceAll("\\s*\\R\\s*", " "))
                .toArray();
        return new MessageFormat(TEXTS.getString(PREFIX + key), Locale.ROOT).format(texts);
    }
}
