package org.redshield.bridge.platform.answer;

import java.util.ArrayList;
import java.util.List;

/** The headings of a file that is copied into the database as it is; of the file itself nobody takes more apart than {@link CsvRows}. */
final class FirstRecord {

    private FirstRecord() {}

    /**
     * @param start of CSV
     * @return its first record; empty where it has none, or one that does not end or has a quotation within a field
     */
    static List<String> of(String start) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        int at = 0;
        for (; at < start.length(); at++) {
            char one = start.charAt(at);
            if (quoted) {
                quoted = one != '"';
                if (quoted) {
                    field.append(one);
                }
            } else if (one == ',' || one == '\n' || one == '\r') {
                fields.add(field.toString());
                field.setLength(0);
                wasQuoted = false;
                if (one != ',') {
                    return fields;
                }
            } else if (one == '"' && (field.isEmpty() || wasQuoted)) {
                if (wasQuoted) {
                    field.append('"');
                }
                quoted = true;
                wasQuoted = true;
            } else if (wasQuoted) {
                return List.of();
            } else {
                field.append(one);
            }
        }
        if (quoted || start.isEmpty()) {
            return List.of();
        }
        fields.add(field.toString());
        return fields;
    }
}
