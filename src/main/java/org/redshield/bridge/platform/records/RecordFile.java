package org.redshield.bridge.platform.records;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.redshield.bridge.access.audit.Watermark;
import org.redshield.bridge.platform.dataset.Column;
import org.redshield.bridge.platform.dataset.Dataset;

/** Records as a file for a spreadsheet: titles in Chinese, and no cell that a spreadsheet would execute. */
final class RecordFile implements Records.Sink {

    private final CSVPrinter printer;
    private final List<Column> columns;
    private final boolean named;

    /** @param named whether each row says of which answer it is */
    RecordFile(Writer out, Dataset dataset, boolean named) throws IOException {
        this.columns = dataset.columns();
        this.named = named;
        // Spreadsheets take a file without this mark for one in the machine's own character set.
        out.write('\uFEFF');
        this.printer = new CSVPrinter(out, CSVFormat.RFC4180);
        if (named) {
            printer.print("答复编号");
        }
        printer.print("行号");
        for (Column column : columns) {
            printer.print(column.title());
        }
        printer.println();
    }

    @Override
    public void row(Records.Row row) throws IOException {
        if (named) {
            printer.print(row.requestNo());
        }
        printer.print(row.line());
        for (int i = 0; i < columns.size(); i++) {
            String value = row.values().get(i);
            printer.print(columns.get(i).type() == Column.Type.TEXT ? Watermark.harmless(value) : value);
        }
        printer.println();
    }

    /** All rows are written. @param watermark who took them along, as the last line: the first ones are read by programs */
    void complete(String watermark) throws IOException {
        printer.printRecord(watermark);
        printer.flush();
    }
}
