package org.redshield.bridge.platform.records;

import org.redshield.bridge.access.personal.Mask;
import org.redshield.bridge.platform.dataset.Column;

/** A column of records, as /api shows it. */
public record ColumnItem(String name, String title, String type, boolean masked) {

    public static ColumnItem of(Column column) {
        return new ColumnItem(column.name(), column.title(), column.type().name(), column.mask() != Mask.NONE);
    }
}
