package org.redshield.bridge.reconciliation.match;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.redshield.bridge.bureau.Divisions;

/**
 * The business register, or an extract of it, in memory: some 600 bytes an entry. Filled, sealed, then read by any number of
 * threads.
 */
public final class Register {

    /** What more entries than these share is no way to find one. */
    private static final int MOST_SHARED = 400;
    /** So many entries are looked at for bigrams, and so many of them compared. */
    private static final int BUDGET = 2_000;

    private static final int MOST_BY_BIGRAMS = 8;

    /** An entry as it is compared. */
    record Known(Entry entry, ShownCode code, SubjectName name, Address address) {}

    private final Places places;
    private final List<Known> entries = new ArrayList<>();
    private final Postings codes = new Postings();
    private final Postings names = new Postings();
    private final Postings halves = new Postings();
    private final Postings bigrams = new Postings();
    private final Postings values = new Postings();

    /** @param on the day whose divisions addresses and names mean */
    public Register(Divisions divisions, LocalDate on) {
        this.places = new Places(divisions, on);
    }

    public void add(Entry entry) {
        SubjectName name = SubjectName.of(entry.name(), places);
        Address address = Address.of(entry.address(), places);
        if (address.division().isEmpty()) {
            address = Address.of(entry.place() + entry.address(), places);
        }
        Known known = new Known(entry, ShownCode.of(entry.code()), name, address);
        int id = entries.size();
        entries.add(known);
        codes.add(known.code().text().hashCode(), id);
        if (!entry.oldNumber().isEmpty()) {
            codes.add(entry.oldNumber().hashCode(), id);
        }
        Keys.exact(name).forEach(key -> names.add(key, id));
        Keys.halves(name, key -> halves.add(key, id));
        Keys.bigrams(name.stem()).forEach(key -> bigrams.add(key, id));
        values.add(value(Field.NAME, name.trade()), id);
        values.add(value(Field.LINE, name.line()), id);
        values.add(value(Field.REGION, name.region()), id);
        values.add(value(Field.FORM, name.form()), id);
        values.add(value(Field.PERSON, entry.person()), id);
        values.add(value(Field.PHONE, entry.phone()), id);
        values.add(value(Field.DIVISION, address.division()), id);
        values.add(value(Field.ROAD, address.road()), id);
    }

    private static int value(Field field, String text) {
        return 31 * text.hashCode() + field.ordinal();
    }

    /** No more is added. */
    public void seal() {
        List.of(codes, names, halves, bigrams, values).forEach(Postings::seal);
    }

    public int size() {
        return entries.size();
    }

    Places places() {
        return places;
    }

    Known get(int id) {
        return entries.get(id);
    }

    /** How many entries have that value. */
    int having(Field field, String text) {
        return values.count(value(field, text));
    }

    /** Entries by their code, or the number that it took the place of. */
    void byCode(String code, IntConsumer found) {
        codes.find(code.hashCode(), MOST_SHARED, id -> {
            Known known = entries.get(id);
            if (known.code().text().equals(code) || known.entry().oldNumber().equals(code)) {
                found.accept(id);
            }
        });
    }

    /** Entries with the same name, but for division and form. */
    void byName(SubjectName name, IntConsumer found) {
        Keys.exact(name).forEach(key -> names.find(key, MOST_SHARED, found));
    }

    /** Entries whose name is one edit away, but for division and form. */
    void byHalves(SubjectName name, IntConsumer found) {
        Keys.nearHalves(
                name,
                key -> halves.find(key, MOST_SHARED, id -> {
                    if (name.edits(entries.get(id).name(), 1) <= 1) {
                        found.accept(id);
                    }
                }));
    }

    /** The entries that share most of what is rare in the name, rarity by rarity until enough were looked at. */
    void byBigrams(SubjectName name, IntConsumer found) {
        Tally tally = new Tally(BUDGET);
        Keys.bigrams(name.stem())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(bigrams::count).thenComparing(Comparator.naturalOrder()))
                .forEach(key -> {
                    int count = bigrams.count(key);
                    if (count <= tally.left()) {
                        int weight = Weights.rarity(Field.LINE, count, entries.size());
                        bigrams.find(key, count, id -> tally.add(id, weight));
                    }
                });
        tally.heaviest(MOST_BY_BIGRAMS, found);
    }
}
