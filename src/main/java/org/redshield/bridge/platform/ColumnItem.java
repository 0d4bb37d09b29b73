package org.redshield.bridge.platform;

/** A column of records, as /api shows it. */
record ColumnItem(String name, String title, String type, boolean masked) {

    static ColumnItem of(Column column) {
        return new ColumnItem(column.name(), column.title(), column.type().name(), column.mask() != Mask.NONE);
    }
}
