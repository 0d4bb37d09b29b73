package org.redshield.bridge.platform.dataset;

import java.util.Map;
import org.redshield.bridge.access.personal.Mask;

/**
 * One column of a dataset.
 *
 * @param name as in the platform's files and in our table
 * @param title as an officer reads it
 * @param codes what its codes mean, as an officer reads them; empty where values speak for themselves
 */
public record Column(String name, String title, Type type, Mask mask, Map<String, String> codes) {

    /** How it is stored. */
    public enum Type {
        TEXT("text"),
        /** Yuan with two decimals. */
        AMOUNT("numeric(14,2)"),
        /** Chinese local time (GMT+8), as the platform writes it. */
        TIME("timestamp");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** The PostgreSQL type. */
        public String sql() {
            return sql;
        }
    }

    static Column text(String name, String title) {
        return new Column(name, title, Type.TEXT, Mask.NONE, Map.of());
    }

    static Column coded(String name, String title, Map<String, String> codes) {
        return new Column(name, title, Type.TEXT, Mask.NONE, codes);
    }

    static Column amount(String name, String title) {
        return new Column(name, title, Type.AMOUNT, Mask.NONE, Map.of());
    }

    static Column time(String name, String title) {
        return new Column(name, title, Type.TIME, Mask.NONE, Map.of());
    }

    static Column masked(String name, String title, Mask mask) {
        return new Column(name, title, Type.TEXT, mask, Map.of());
    }
}
