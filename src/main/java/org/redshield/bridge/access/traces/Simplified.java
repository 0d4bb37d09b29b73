package org.redshield.bridge.access.traces;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Traditional characters as simplified ones, one for one; where they come from says the notice beside them. */
public final class Simplified {

    private static final char[] TABLE = table();

    private Simplified() {}

    /** The simplified form; the character itself where it has none. */
    public static char of(char one) {
        char simple = TABLE[one];
        return simple == 0 ? one : simple;
    }

    private static char[] table() {
        char[] table = new char[Character.MAX_VALUE + 1];
        for (String pair : resource("simplified.txt").strip().split("\\s+")) {
            table[pair.charAt(0)] = pair.charAt(1);
        }
        return table;
    }

    static String resource(String name) {
        try (InputStream in = Simplified.class.getResourceAsStream("/traces/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
