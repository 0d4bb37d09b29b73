package org.redshield.bridge.access.traces;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * By what a person would be recognised in a text: name, telephone, number of a certificate and the distinctive part of an address.
 * Spelling does not matter: width, case, signs and invisible characters between, traditional characters, Chinese numerals. A text is
 * looked through in time that grows with its length.
 */
public final class Traces {

    private static final char FROM_RIGHT = '\u202e';

    private final List<Trace> all;

    private Traces(List<Trace> all) {
        this.all = all;
    }

    /** Of what is entered of a person; a field from which nobody could be recognised (匿名, 王某, a town) gives none. */
    public static Traces of(
            Optional<String> name, Optional<String> identityNo, Optional<String> phone, Optional<String> address) {
        return new Traces(Stream.of(
                        phone.stream().flatMap(field -> NumberTrace.ofPhones(field).stream()),
                        identityNo.stream().flatMap(field -> NumberTrace.ofIdentity(field).stream()),
                        name.stream().flatMap(field -> NameTrace.of(field).stream()),
                        address.stream().flatMap(field -> AddressTrace.of(field).stream()))
                .flatMap(traces -> traces)
                .toList());
    }

    /** Whether there is anything to look for. */
    public boolean any() {
        return !all.isEmpty();
    }

    /** Where one of them stands in the text: of each kind the first. */
    public List<Seen> in(Folded text) {
        List<Seen> seen = found(text);
        return seen.isEmpty() && text.written().indexOf(FROM_RIGHT) >= 0 ? displayed(text.written()) : seen;
    }

    /** What stands behind U+202E is displayed backwards. */
    private List<Seen> displayed(String written) {
        StringBuilder shown = new StringBuilder(written);
        int[] at = IntStream.range(0, written.length()).toArray();
        for (int from = written.indexOf(FROM_RIGHT); from >= 0; from = written.indexOf(FROM_RIGHT, from + 1)) {
            int end = from + 1;
            while (end < written.length() && "\n\u202c\u202e".indexOf(written.charAt(end)) < 0) {
                end++;
            }
            for (int i = from + 1; i < end; i++) {
                at[i] = from + end - i;
                shown.setCharAt(i, written.charAt(at[i]));
            }
        }
        return found(new Folded(shown.toString())).stream()
                .map(one -> {
                    IntSummaryStatistics places =
                            Arrays.stream(at, one.from(), one.to()).summaryStatistics();
                    return Seen.of(one.kind(), written, places.getMin(), places.getMax() + 1);
                })
                .toList();
    }

    private List<Seen> found(Folded text) {
        List<Seen> seen = all.stream().flatMap(trace -> trace.in(text).stream()).toList();
        return Stream.of(Seen.Kind.values())
                .flatMap(kind -> seen.stream().filter(one -> one.kind() == kind).limit(1))
                .toList();
    }

    /** Nothing of whom it looks for. */
    @Override
    public String toString() {
        return "Traces";
    }
}
