package org.redshield.bridge.platform.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the rows of an answer lie.
 *
 * @param load which rows of a table that many answers share; empty for one that holds this answer and nothing else
 */
public record RecordPlace(String table, Optional<Long> load) {

    /** Partitions of earlier releases, those of a shared table, and large answers. */
    private static final Pattern TABLE = Pattern.compile("answer_[a-z_]+_p\\d+_\\d+|record_[a-z_]+_[ht]\\d+");

    public RecordPlace {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("Not a table of records");
        }
    }

    /** Reads the columns {@code partition} and {@code load_id} of {@code answer_records}. */
    public static RecordPlace of(ResultSet row) throws SQLException {
        return new RecordPlace(row.getString("partition"), Optional.ofNullable(row.getObject("load_id", Long.class)));
    }

    /** What stands behind {@code from}. */
    public String rows() {
        return load.map(id -> "(select * from %s where load_id = %d)".formatted(table, id))
                .orElse(table);
    }
}
