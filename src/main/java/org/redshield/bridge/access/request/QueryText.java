package org.redshield.bridge.access.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether a query can be read. The web server leaves out what it cannot read, and the caller would be answered what he did not ask. */
final class QueryText {

    private static final int HEX = 16;

    private QueryText() {}

    /** Whether each % is followed by two hexadecimal digits, and what they stand for is UTF-8. @param query null where there is none */
    static boolean areIn(String query) {
        if (query == null) {
            return true;
        }
        ByteBuffer bytes = ByteBuffer.allocate(query.length());
        for (int i = 0; i < query.length(); i++) {
            char one = query.charAt(i);
            if (one == '%') {
                if (i + 2 >= query.length()) {
                    return false;
                }
                int high = Character.digit(query.charAt(++i), HEX);
                int low = Character.digit(query.charAt(++i), HEX);
                if (high < 0 || low < 0) {
                    return false;
                }
                bytes.put((byte) (high * HEX + low));
            } else if (one > 0x7e || one < 0x21) {
                return false;
            } else {
                bytes.put((byte) one);
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
