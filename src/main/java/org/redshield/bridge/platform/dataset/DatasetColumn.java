package org.redshield.bridge.platform.dataset;

import java.util.Map;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.personal.Mask;

/**
 * One column of a dataset.
 *
 * @param name as in the platform's files and in our table
 * @param title as an officer reads it
 * @param codes what its codes mean, as an officer reads them; empty where values speak for themselves
 */
public record DatasetColumn(String name, String title, Type type, Mask mask, Map<String, String> codes) {

    /** How it is stored. */
    @Getter
    @RequiredArgsConstructor
    public enum Type {
        TEXT("text"),
        /** Yuan with two decimals. */
        AMOUNT("numeric(14,2)"),
        /** Chinese local time (GMT+8), as the platform writes it. */
        TIME("timestamp");

        /** The PostgreSQL type. */
        private final String sql;
    }

    static DatasetColumn text(String name, String title) {
        return new DatasetColumn(name, title, Type.TEXT, Mask.NONE, Map.of());
    }

    static DatasetColumn coded(String name, String title, Map<String, String> codes) {
        return new DatasetColumn(name, title, Type.TEXT, Mask.NONE, codes);
    }

    static DatasetColumn amount(String name, String title) {
        return new DatasetColumn(name, title, Type.AMOUNT, Mask.NONE, Map.of());
    }

    static DatasetColumn time(String name, String title) {
        return new DatasetColumn(name, title, Type.TIME, Mask.NONE, Map.of());
    }

    static DatasetColumn masked(String name, String title, Mask mask) {
        return new DatasetColumn(name, title, Type.TEXT, mask, Map.of());
    }
}
