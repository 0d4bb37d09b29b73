package org.redshield.bridge.letter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a letter says.
 *
 * @param paragraphs for people, in Chinese, in this order
 * @param facts the same for programs (target id, datasets, purpose…), in no order; the receiver reads these and never
 *     the sender's tables
 */
public record LetterContent(List<Paragraph> paragraphs, Map<String, String> facts) {

    public LetterContent {
        paragraphs = List.copyOf(paragraphs);
        Map<String, String> clean = new TreeMap<>();
        facts.forEach((name, value) -> clean.put(name, printable(value)));
        facts = Collections.unmodifiableMap(clean);
    }

    /**
     * @param heading may be empty
     * @param text of a table its rows, one a line
     * @param rows of a table, which is an annex of the letter: the first has the columns' titles; else empty
     */
    public record Paragraph(
            String heading,
            String text,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<String>> rows) {
        public Paragraph {
            heading = printable(heading);
            text = printable(text);
            rows = rows == null ? List.of() : List.copyOf(rows);
        }

        public Paragraph(String heading, String text) {
            this(heading, text, List.of());
        }

        static Paragraph table(String heading, List<List<String>> rows) {
            List<List<String>> clean = rows.stream()
                    .map(row -> row.stream().map(LetterContent::printable).toList())
                    .toList();
            String text =
                    clean.stream().skip(1).map(row -> String.join("　", row)).collect(Collectors.joining("\n"));
            return new Paragraph(heading, text, clean);
        }
    }

    /** Control characters come in by copy and paste; the database's JSON refuses some, paper shows none. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }
}
