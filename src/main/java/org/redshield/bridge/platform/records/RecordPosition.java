package org.redshield.bridge.platform.records;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page ended. It goes through the caller's hands: what comes back is checked like any other parameter, and can
 * name no more than a place in rows that the caller may see anyway.
 *
 * @param order what the rows were sorted by
 * @param value of the sorted column in the last row; empty for none
 */
public record RecordPosition(String order, String requestNo, long line, Optional<String> value) {

    private static final char SEPARATOR = '\n';
    private static final int LONGEST = 4000;

    public String text() {
        String plain = order
                + SEPARATOR
                + requestNo
                + SEPARATOR
                + line
                + SEPARATOR
                + value.map(text -> "=" + text).orElse("");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<RecordPosition> of(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
                    .split(String.valueOf(SEPARATOR), 4);
            if (parts.length != 4 || !parts[3].isEmpty() && parts[3].charAt(0) != '=') {
                return Optional.empty();
            }
            long line = Long.parseLong(parts[2]);
            Optional<String> value = parts[3].isEmpty() ? Optional.empty() : Optional.of(parts[3].substring(1));
            return Optional.of(new RecordPosition(parts[0], parts[1], line, value))
                    .filter(position -> position.line() > 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
