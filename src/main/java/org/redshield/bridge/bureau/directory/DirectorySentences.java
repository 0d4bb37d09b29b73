package org.redshield.bridge.bureau.directory;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** What is to be said of a line, in Chinese. */
final class DirectorySentences {

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("messages/bureau", Locale.ROOT);

    private DirectorySentences() {}

    static String of(String key, Object... values) {
        Object[] texts = Arrays.stream(values).map(String::valueOf).toArray();
        return new MessageFormat(BUNDLE.getString("bureau.explain.directory." + key), Locale.ROOT).format(texts);
    }
}
