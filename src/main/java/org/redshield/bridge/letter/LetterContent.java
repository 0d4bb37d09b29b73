package org.redshield.bridge.letter;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** @param heading may be empty */
    public record Paragraph(String heading, String text) {
        public Paragraph {
            heading = printable(heading);
            text = printable(text);
        }
    }

    /** Control characters come in by copy and paste; the database's JSON refuses some, paper shows none. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }
}
