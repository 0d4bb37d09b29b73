package org.redshield.bridge.access.traces;

import java.util.Optional;
import org.redshield.bridge.access.traces.Folded.Line;
import org.redshield.bridge.access.traces.Folded.Strand;
import org.redshield.bridge.access.traces.Seen.Kind;

/** Latin letters and digits, a passport's number or a name in letters: not as a part of a longer one. */
record CodeTrace(Kind kind, String code) implements Trace {

    /** Between two of its characters, on the average. */
    private static final int WIDEST_GAP = 8;

    @Override
    public Optional<Seen> in(Folded text) {
        Line line = text.line(Strand.CODE);
        for (int at = line.text().indexOf(code); at >= 0; at = line.text().indexOf(code, at + 1)) {
            int first = line.at()[at];
            int last = line.at()[at + code.length() - 1];
            if (last - first <= code.length() * WIDEST_GAP
                    && !Folded.isCode(text.at(first - 1))
                    && !Folded.isCode(text.at(last + 1))) {
                return Optional.of(text.seen(kind, first, last));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "CodeTrace";
    }
}
