package org.redshield.bridge.platform.records;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;

/** Records as a file for a spreadsheet, with titles in Chinese. */
final class RecordFile implements Records.Sink {

    private final CsvFile file;
    private final boolean named;

    /** @param named whether each row says of which answer it is */
    RecordFile(Writer out, Dataset dataset, boolean named) throws IOException {
        this.named = named;
        this.file = new CsvFile(out);
        if (named) {
            file.cell("答复编号");
        }
        file.cell("行号");
        List<DatasetColumn> columns = dataset.columns();
        file.row(columns.stream().map(DatasetColumn::title).toList());
    }

    @Override
    public void row(Records.Row row) throws IOException {
        if (named) {
            file.cell(row.requestNo());
        }
        file.cell(row.line());
        file.row(row.values());
    }

    /** All rows are written. @param watermark who took them along, as the last line: the first ones are read by programs */
    void complete(String watermark) throws IOException {
        file.row(List.of(watermark));
        file.complete();
    }
}
