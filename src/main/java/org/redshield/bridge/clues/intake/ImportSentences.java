package org.redshield.bridge.clues.intake;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** What is wrong with files and rows, in Chinese. */
final class ImportSentences {

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("messages.clues", Locale.ROOT);

    private ImportSentences() {}

    static String file(String key, Object... values) {
        return text("clues.explain.import." + key, values);
    }

    static String row(String key, Object... values) {
        return text("clues.explain.row." + key, values);
    }

    private static String text(String key, Object... values) {
        Object[] texts = Arrays.stream(values).map(String::valueOf).toArray();
        return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(texts);
    }
}
