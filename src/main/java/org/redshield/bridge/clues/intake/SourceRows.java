package org.redshield.bridge.clues.intake;

import java.util.Map;
import java.util.Optional;

/** The rows of a file, one after the other; only some of them are in memory. */
interface SourceRows extends AutoCloseable {

    /**
     * @param line where it begins in the file; of a table the row. From 1, as a spreadsheet counts
     * @param cells what it tells; a cell that is not there or blank is left out
     * @param faults by column, or by {@code null} for the row as a whole, the key of what is wrong with the cell as it stands
     */
    record Row(int line, Map<ClueColumn, String> cells, Map<Optional<ClueColumn>, String> faults) {}

    /**
     * The next row that is not empty.
     *
     * @throws UnreadableFile where the file cannot be read on
     * @throws org.redshield.bridge.reader.ReaderLost where its reader is
     */
    Optional<Row> next();

    @Override
    void close();
}
