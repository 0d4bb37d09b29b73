package org.redshield.bridge.oversight;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** The Chinese sentences of this feature, from {@code messages/oversight.properties}. */
public final class OversightTexts {

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("messages.oversight", Locale.ROOT);

    private OversightTexts() {}

    /** The sentence with its values. */
    public static String text(String key, Object... args) {
        // As text: MessageFormat would write 2500 as "2,500" in some locales.
        Object[] texts = Arrays.stream(args).map(String::valueOf).toArray();
        return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(texts);
    }
}
