package org.redshield.bridge.deadline.process;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** What may be wrong in the table of deadlines, in Chinese. */
final class TableMessages {

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("messages.deadline", Locale.ROOT);

    private TableMessages() {}

    static String text(String key, Object... values) {
        Object[] texts = Arrays.stream(values).map(String::valueOf).toArray();
        return new MessageFormat(BUNDLE.getString("deadline.explain.table." + key), Locale.ROOT).format(texts);
    }
}
