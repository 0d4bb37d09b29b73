package org.redshield.bridge.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.redshield.bridge.Refusal;

/** A list of shops as bureaus bring it: CSV, each line a platform's code, a shop's id and, if known, a credit code and a name. */
final class SubjectList {

    static final int MOST = 10_000;
    private static final int COLUMNS = 4;

    private SubjectList() {}

    /**
     * @param text a first line of headings (平台, 网店ID …) may be there
     * @throws Refusal {@code campaign.list-unreadable, .list-too-long}
     */
    static List<Subject.Named> read(String text) {
        List<Subject.Named> subjects = new ArrayList<>();
        int line = 1;
        try (CSVParser parser =
                CSVParser.parse(text.startsWith("\uFEFF") ? text.substring(1) : text, CSVFormat.RFC4180)) {
            for (CSVRecord row : parser) {
                if (row.stream().anyMatch(cell -> !cell.isBlank())
                        && !(line == 1 && cell(row, 0).equals("平台"))) {
                    subjects.add(subject(row, line));
                }
                line = (int) parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new Refusal("campaign.list-unreadable", line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (subjects.size() > MOST) {
            throw new Refusal("campaign.list-too-long", MOST);
        }
        return subjects;
    }

    private static Subject.Named subject(CSVRecord row, int line) {
        if (row.size() > COLUMNS || cell(row, 0).isEmpty() || cell(row, 1).isEmpty()) {
            throw new Refusal("campaign.list-unreadable", line);
        }
        return new Subject.Named(cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3));
    }

    private static String cell(CSVRecord row, int place) {
        return place < row.size() ? row.get(place).strip() : "";
    }
}
