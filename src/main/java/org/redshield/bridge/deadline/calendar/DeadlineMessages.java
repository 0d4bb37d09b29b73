package org.redshield.bridge.deadline.calendar;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** The Chinese sentences of this feature, from {@code messages/deadline.properties}. */
public final class DeadlineMessages {

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("messages.deadline", Locale.ROOT);

    private DeadlineMessages() {}

    public static String text(String key, Object... args) {
        // As text: MessageFormat would write 2500 as "2,500" in some locales.
        Object[] texts = Arrays.stream(args).map(String::valueOf).toArray();
        return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(texts);
    }
}
