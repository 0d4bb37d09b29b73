package org.redshield.bridge.bureau.directory;

import java.util.Map;
import java.util.Optional;

/**
 * A person as a file says.
 *
 * @param line of the file, from 1, where he begins
 * @param cells stripped, of all columns that the file has; empty texts where nothing is written
 */
record Row(int line, Map<Column, String> cells) {

    /** What is written there; empty too where the file has no such column. */
    Optional<String> text(Column column) {
        return Optional.ofNullable(cells.get(column)).filter(text -> !text.isEmpty());
    }

    boolean has(Column column) {
        return cells.containsKey(column);
    }
}
