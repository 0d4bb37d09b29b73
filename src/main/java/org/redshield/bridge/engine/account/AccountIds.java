package org.redshield.bridge.engine.account;

import java.util.regex.Pattern;

/**
 * What an account may be called: as people are called elsewhere, {@code zhang.wei} or {@code wei@bureau.example}. It stands in addresses
 * of pages, in lists that commas and blanks part, and is no path: so nothing else is in it.
 */
public final class AccountIds {

    /** In the words of the engine's setting. */
    public static final String PATTERN = "[A-Za-z0-9](?:[A-Za-z0-9._@-]{0,62}[A-Za-z0-9])?";

    private static final Pattern ID = Pattern.compile(PATTERN);

    private AccountIds() {}

    public static boolean isOne(String text) {
        return ID.matcher(text).matches();
    }
}
