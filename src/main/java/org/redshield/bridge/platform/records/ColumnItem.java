package org.redshield.bridge.platform.records;

import java.util.Map;
import org.redshield.bridge.access.personal.Mask;
import org.redshield.bridge.platform.dataset.DatasetColumn;

/**
 * A column of records, as /api shows it.
 *
 * @param codes what its codes mean; values and conditions are the codes themselves
 */
public record ColumnItem(String name, String title, String type, boolean masked, Map<String, String> codes) {

    public static ColumnItem of(DatasetColumn column) {
        return new ColumnItem(
                column.name(), column.title(), column.type().name(), column.mask() != Mask.NONE, column.codes());
    }
}
