package org.redshield.bridge.reader.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.Row;
import org.redshield.bridge.reader.table.Wire.Opened;

/** The first sheet of an XLSX file, whose blank rows are left out. {@link WorkbookScan} has looked through it before. */
@RequiredArgsConstructor
final class WorkbookRows {

    /** A spreadsheet keeps no more digits of a number. */
    private static final int MOST_DIGITS = 15;
    /** Beyond it a number is none that anybody typed; written out it could take all memory. */
    private static final int MOST_SCALE = 330;
    /** Of a format of numbers. */
    private static final int LONGEST_FORMAT = 255;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Talk talk;
    private final Talk.Request request;

    void read() throws IOException {
        List<String> merged = new WorkbookScan(talk, request).merged();
        int behind = 0;
        try (ReadableWorkbook workbook = new ReadableWorkbook(request.file().toFile(), new ReadingOptions(true, true));
                Stream<org.dhatim.fastexcel.reader.Row> sheet =
                        workbook.getFirstSheet().openStream()) {
            talk.opened(new Opened(Format.WORKBOOK, "", List.of(), merged));
            Iterator<org.dhatim.fastexcel.reader.Row> rows = sheet.iterator();
            while (rows.hasNext()) {
                Row row = row(rows.next());
                if (row.isBlank()) {
                    talk.beat();
                } else {
                    talk.row(row);
                }
                behind = row.line();
            }
        } catch (FaultFound | Talk.Unwanted e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The library lets the faults of the parsers below it through.
            ReaderProcess.log(e);
            throw new FaultFound(Fault.BROKEN, behind + 1);
        }
    }

    private static Row row(org.dhatim.fastexcel.reader.Row row) {
        List<Cell> cells = new ArrayList<>(row.getCellCount());
        for (int place = 0; place < row.getCellCount(); place++) {
            org.dhatim.fastexcel.reader.Cell cell = row.getCell(place);
            cells.add(cell == null || cell.getType() == CellType.EMPTY ? Cell.EMPTY : cell(cell));
        }
        return Row.of(row.getRowNum(), row.getRowNum(), cells);
    }

    private static Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
            return new Cell(String.valueOf(cell.getText()), Cell.Kind.FORMULA);
        }
        if (cell.getType() == CellType.ERROR) {
            return new Cell(String.valueOf(cell.getRawValue()), Cell.Kind.ERROR);
        }
        if (cell.getType() != CellType.NUMBER) {
            return Cell.of(cell.getText());
        }
        BigDecimal number = cell.asNumber();
        if (number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_SCALE) {
            return new Cell("", Cell.Kind.CUT);
        }
        return Cell.of(isTime(cell) ? TIME.format(cell.asDate()) : number.toPlainString());
    }

    private static boolean isTime(org.dhatim.fastexcel.reader.Cell cell) {
        String format = cell.getDataFormatString();
        return format != null
                && format.length() <= LONGEST_FORMAT
                && format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]", "").matches("(?i).*[ymdhs].*");
    }
}
