package org.redshield.bridge.access.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.redshield.bridge.access.traces.Folded.Line;
import org.redshield.bridge.access.traces.Folded.Strand;
import org.redshield.bridge.access.traces.Seen.Kind;

/**
 * A number, whatever stands between its digits and however they are written. A longer number that has the same digits in it is
 * another one; what is dialled before a number is not part of it.
 */
record NumberTrace(Kind kind, String digits) implements Trace {

    /** Of a telephone the shortest number that can be dialled from elsewhere, without its area. */
    private static final int SHORTEST = 7;
    /** Of an identity card all but the check digit, which may be a letter. */
    private static final int IDENTITY = 17;
    /** What may stand between the first and the last digit, in characters: words too. */
    private static final int LONGEST_SPAN = 160;

    private static final int MOBILE = 11;
    private static final Set<String> DIALLED_BEFORE =
            Set.of("0", "00", "86", "086", "0086", "17951", "12593", "1795186");
    private static final List<Strand> STRANDS = List.of(Strand.FIGURES, Strand.NUMERALS, Strand.CALLED, Strand.ALIKE);
    private static final Pattern SEVERAL = Pattern.compile("[,;/、。]|[或及和]|转");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern COUNTRY = Pattern.compile("^(?:00|0)?86(?=1\\d{10}$|0)");
    private static final Pattern AREA = Pattern.compile("^(?:010|02\\d|0[3-9]\\d\\d)(?=\\d{7,8}$)");

    /** Of a field with one telephone number or several. */
    static List<Trace> ofPhones(String field) {
        List<Trace> traces = new ArrayList<>();
        String plain = plain(field);
        List<String> parts = SEVERAL.splitAsStream(plain)
                .filter(part -> figures(part).length() >= SHORTEST)
                .toList();
        for (String part : parts.isEmpty() ? List.of(plain) : parts) {
            List<String> apart =
                    SPACES.splitAsStream(part.strip()).map(NumberTrace::figures).toList();
            // "139 1234 0987" is one, "13912340987 62345678" are two.
            boolean areSeveral =
                    apart.stream().filter(one -> one.length() >= SHORTEST).count() > 1;
            (areSeveral ? apart.stream() : Stream.of(figures(part)))
                    .map(number -> COUNTRY.matcher(number).replaceFirst(""))
                    .flatMap(number -> Stream.of(number, AREA.matcher(number).replaceFirst("")))
                    .filter(number -> number.length() >= SHORTEST)
                    .distinct()
                    .forEach(number -> traces.add(new NumberTrace(Kind.PHONE, number)));
        }
        return traces;
    }

    /** Of an identity card, or of another certificate whose number has letters. */
    static List<Trace> ofIdentity(String field) {
        String code = new Folded(field).line(Strand.CODE).text();
        String digits = figures(code);
        if (digits.length() >= IDENTITY && digits.length() >= code.length() - 1) {
            return List.of(new NumberTrace(Kind.IDENTITY, digits.substring(0, IDENTITY)));
        }
        if (digits.length() == code.length()) {
            return digits.length() < SHORTEST ? List.of() : List.of(new NumberTrace(Kind.IDENTITY, digits));
        }
        return code.length() < SHORTEST ? List.of() : List.of(new CodeTrace(Kind.IDENTITY, code));
    }

    private static String plain(String field) {
        Folded folded = new Folded(field);
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < folded.size(); i++) {
            plain.append(folded.at(i));
        }
        return plain.toString();
    }

    private static String figures(String text) {
        Folded folded = new Folded(text);
        String figures = folded.line(Strand.FIGURES).text();
        return figures.length() < SHORTEST ? folded.line(Strand.NUMERALS).text() : figures;
    }

    @Override
    public Optional<Seen> in(Folded text) {
        int looked = -1;
        for (Strand strand : STRANDS) {
            Line line = text.line(strand);
            // A strand with no more in it is the one before.
            if (line.text().length() != looked) {
                looked = line.text().length();
                Optional<Seen> seen = in(text, line);
                if (seen.isPresent()) {
                    return seen;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Seen> in(Folded text, Line line) {
        for (int at = line.text().indexOf(digits); at >= 0; at = line.text().indexOf(digits, at + 1)) {
            int first = line.at()[at];
            int last = line.at()[at + digits.length() - 1];
            if (last - first <= LONGEST_SPAN && isWhole(text, first, last)) {
                return Optional.of(text.seen(kind, first, last));
            }
        }
        return Optional.empty();
    }

    private boolean isWhole(Folded text, int first, int last) {
        if (Folded.isFigure(text.at(last)) && Folded.isFigure(text.at(last + 1)) && digits.length() != IDENTITY) {
            return false;
        }
        StringBuilder before = new StringBuilder();
        for (int i = first - 1; before.length() <= MOBILE && Folded.isFigure(text.at(i)); i--) {
            before.insert(0, text.at(i));
        }
        return !Folded.isFigure(text.at(first)) || before.isEmpty() || DIALLED_BEFORE.contains(before.toString());
    }

    /** Whom it belongs to is nothing for a log. */
    @Override
    public String toString() {
        return "NumberTrace";
    }
}
