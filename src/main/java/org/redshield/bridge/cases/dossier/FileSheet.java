package org.redshield.bridge.cases.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A form of the bound file, made of what is on record.
 *
 * @param number of the form or of what it is about; may be empty
 * @param lines label and text, in this order
 * @param table the first row has the columns' titles; may be empty
 */
public record FileSheet(
        FilePlace place, String title, String number, Instant at, List<Line> lines, List<List<String>> table) {

    /** @param text several lines where it has line breaks */
    public record Line(String label, String text) {}

    public FileSheet {
        lines = List.copyOf(lines);
        table = List.copyOf(table);
    }

    public static FileSheet of(FilePlace place, String title, String number, Instant at) {
        return new FileSheet(place, title, number, at, List.of(), List.of());
    }

    public FileSheet line(String label, String text) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(label, text));
        return new FileSheet(place, title, number, at, more, table);
    }

    /** Nothing where nothing is known. */
    public FileSheet line(String label, Optional<String> text) {
        return text.map(known -> line(label, known)).orElse(this);
    }

    public FileSheet rows(List<List<String>> rows) {
        return new FileSheet(place, title, number, at, lines, rows);
    }
}
