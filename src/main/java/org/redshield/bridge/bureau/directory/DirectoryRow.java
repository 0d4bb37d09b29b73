package org.redshield.bridge.bureau.directory;

import java.util.Map;
import java.util.Optional;

/**
 * A line of a file, about a person or an agreement.
 *
 * @param line of the file, from 1, where it begins
 * @param cells stripped, of all columns that the file has; empty texts where nothing is written
 */
record DirectoryRow<C>(int line, Map<C, String> cells) {

    /** What is written there; empty too where the file has no such column. */
    Optional<String> text(C column) {
        return Optional.ofNullable(cells.get(column)).filter(text -> !text.isEmpty());
    }

    boolean has(C column) {
        return cells.containsKey(column);
    }
}
