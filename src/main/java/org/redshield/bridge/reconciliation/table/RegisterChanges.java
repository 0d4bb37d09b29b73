package org.redshield.bridge.reconciliation.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.RegisterEntry;

/**
 * What tables of changes make of an extract of the register, by the code. They come first and the extract streams through them, so
 * that only what changed is in memory twice. An entry that is deregistered stays: that a shop goes on without it is what is looked for.
 */
public final class RegisterChanges {

    /** What became of an entry, as the tables word it. */
    @RequiredArgsConstructor
    enum Kind {
        ADDED("新增"),
        CHANGED("变更"),
        DEREGISTERED("注销");

        private final String title;

        static Optional<Kind> of(String written) {
            return Stream.of(values())
                    .filter(one -> one.title.equals(written) || one.name().equals(written))
                    .findFirst();
        }
    }

    /**
     * A row of a table of changes.
     *
     * @param entry of which what is empty stays as it is
     * @param line of the table
     */
    public record Change(Kind kind, RegisterEntry entry, long line) {

        /**
         * What is said of the entry from now on; the later of two rows goes over the earlier. A status comes with its day or without one;
         * what is registered anew has none of before.
         */
        private RegisterEntry over(RegisterEntry before) {
            boolean isStanding = kind != Kind.ADDED && entry.status().isEmpty();
            return new RegisterEntry(
                    before.code(),
                    either(entry.oldNumber(), before.oldNumber()),
                    either(entry.name(), before.name()),
                    either(entry.place(), before.place()),
                    either(entry.address(), before.address()),
                    isStanding ? before.status() : entry.status(),
                    isStanding ? entry.endedOn().or(before::endedOn) : entry.endedOn(),
                    either(entry.person(), before.person()),
                    either(entry.phone(), before.phone()),
                    entry.standing().over(before.standing()));
        }

        private static String either(String now, String before) {
            return now.isEmpty() ? before : now;
        }
    }

    /** What is to be told of a row. */
    private record Row(Kind kind, String code, long line) {}

    private final Map<String, Change> changes = new LinkedHashMap<>();
    /** Rows of the newest table; what was wrong with those of the tables before was told with them. */
    private final List<Row> newest = new ArrayList<>();
    /** Codes of which the tables before the newest made entries. */
    private final Set<String> before = new HashSet<>();
    /** Codes that changed and that the extract has. */
    private final Set<String> inExtract = new HashSet<>();

    /** What is kept, in entries. */
    public int size() {
        return changes.size() + newest.size();
    }

    /** Another table follows; they go in in the order in which they came. */
    public void begin() {
        newest.stream()
                .map(Row::code)
                .filter(code -> isNamed(changes.get(code)))
                .forEach(before::add);
        newest.clear();
    }

    public void add(Change change) {
        String code = code(change);
        newest.add(new Row(change.kind(), code, change.line()));
        changes.merge(
                code,
                change,
                (first, then) -> new Change(
                        first.kind() == Kind.ADDED ? Kind.ADDED : then.kind(), then.over(first.entry()), then.line()));
    }

    private static String code(Change change) {
        return Matcher.code(change.entry().code());
    }

    private static boolean isNamed(Change change) {
        return !change.entry().name().isEmpty();
    }

    /** An entry of the extract as it is now. */
    public RegisterEntry now(RegisterEntry entry) {
        String code = Matcher.code(entry.code());
        Change change = changes.get(code);
        if (change == null) {
            return entry;
        }
        inExtract.add(code);
        return change.over(entry);
    }

    /** The extract is through: entries that it does not have, and what of the newest table is not as it says. */
    public void end(Consumer<RegisterEntry> added, Consumer<RefusedRow> told) {
        for (Row row : newest) {
            String code = row.code();
            boolean isKnown = inExtract.contains(code) || before.contains(code);
            if (isKnown && row.kind() == Kind.ADDED) {
                told.accept(refused(row, "reconciliation.row-known"));
            } else if (!isKnown && row.kind() != Kind.ADDED) {
                boolean isKept = isNamed(changes.get(code));
                told.accept(refused(row, isKept ? "reconciliation.row-not-known" : "reconciliation.row-nobodys"));
            }
            before.add(code);
        }
        changes.values().stream()
                .filter(one -> isNamed(one) && !inExtract.contains(code(one)))
                .map(Change::entry)
                .forEach(added);
    }

    private static RefusedRow refused(Row row, String code) {
        String reason = new Refusal(code, row.code(), row.kind().title).getMessage();
        return new RefusedRow("registry", row.line(), "uscc", reason);
    }
}
