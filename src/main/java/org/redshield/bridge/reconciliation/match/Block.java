package org.redshield.bridge.reconciliation.match;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.redshield.bridge.reconciliation.match.words.Address;
import org.redshield.bridge.reconciliation.match.words.SubjectName;
import org.redshield.bridge.reconciliation.match.words.Words;

/**
 * A part of a register: some 85 bytes an entry in memory, and what is compared of it in {@link EntryTexts}. Entries are numbered from 0.
 */
final class Block {

    /** Ways to find an entry. */
    enum By {
        CODE,
        NAME,
        HALF,
        BIGRAM
    }

    private static final By[] WAYS = By.values();
    private static final int FIRST = 1 << 10;
    private static final int LARGEST = 1 << 30;
    /** Of an entry in the four arrays that have a place for each. */
    private static final int OF_ENTRY = 2 * Integer.BYTES + 2 * Character.BYTES;

    private final EntryTexts texts;
    /** Number of the first entry in the register. */
    private final int first;

    private final Postings[] postings = new Postings[WAYS.length];
    private final long textsFrom;
    private List<Postings.Draft> drafts;
    private int size;
    /** Where the texts of each end, counted from {@code textsFrom}. */
    private int[] textEnds = new int[FIRST];
    /** The names without their forms, one behind the other: they are held against each other by the hundred. */
    private char[] names = new char[FIRST];

    private int[] nameEnds = new int[FIRST];
    /** How much of each name is the division, and how much the line of business. */
    private char[] regions = new char[FIRST];

    private char[] lines = new char[FIRST];

    /** @param drafts one for each way; free again when the block is sealed */
    Block(EntryTexts texts, int first, List<Postings.Draft> drafts) {
        this.texts = texts;
        this.first = first;
        this.textsFrom = texts.end();
        this.drafts = drafts;
    }

    static List<Postings.Draft> drafts() {
        return Stream.of(WAYS).map(by -> new Postings.Draft()).toList();
    }

    int size() {
        return size;
    }

    int first() {
        return first;
    }

    /**
     * An entry as it is put in: all that takes time and no place is done before.
     *
     * @param keys by what it is found, for each way
     */
    record Ready(SubjectName name, EntryTexts.Draft texts, int[][] keys) {

        static Ready of(Register.Known known) {
            String code = known.code();
            String old = known.entry().oldNumber();
            int[] codes = old.isEmpty() ? new int[] {code.hashCode()} : new int[] {code.hashCode(), old.hashCode()};
            SubjectName name = known.name();
            int[][] keys = {codes, Keys.exact(name), Keys.halves(name), Keys.bigrams(name.stem())};
            return new Ready(name, written(known), keys);
        }
    }

    void add(Ready ready) {
        keep(ready.name());
        texts.put(ready.texts());
        for (By by : WAYS) {
            for (int key : ready.keys()[by.ordinal()]) {
                drafts.get(by.ordinal()).add(key, size);
            }
        }
        textEnds[size] = Math.toIntExact(texts.end() - textsFrom);
        size++;
    }

    private void keep(SubjectName name) {
        if (size == regions.length) {
            resize(size * 2);
        }
        int from = nameStart(size);
        String whole = name.whole();
        if (from + whole.length() > names.length) {
            names = Arrays.copyOf(names, names.length * 2 + whole.length());
        }
        whole.getChars(0, whole.length(), names, from);
        nameEnds[size] = from + whole.length();
        regions[size] = (char) name.region().length();
        lines[size] = (char) name.line().length();
    }

    private void resize(int to) {
        textEnds = Arrays.copyOf(textEnds, to);
        nameEnds = Arrays.copyOf(nameEnds, to);
        regions = Arrays.copyOf(regions, to);
        lines = Arrays.copyOf(lines, to);
    }

    /** What it takes in memory, without its drafts. */
    long bytes() {
        long bytes = (long) textEnds.length * OF_ENTRY + (long) Character.BYTES * names.length;
        for (Postings some : postings) {
            bytes += some == null ? 0 : some.bytes();
        }
        return bytes;
    }

    /** Whether what an int counts of it would soon be too much: no entry of a business is as long as that. */
    boolean isFull() {
        return texts.end() - textsFrom > LARGEST || names.length > LARGEST / 2;
    }

    private int nameStart(int id) {
        return id == 0 ? 0 : nameEnds[id - 1];
    }

    /** No more is added. */
    void seal(boolean onAllCores) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, size - 1));
        IntStream ways = IntStream.range(0, WAYS.length);
        (onAllCores ? ways.parallel() : ways)
                .forEach(way -> postings[way] = drafts.get(way).sealed(bits));
        drafts = null;
        resize(size);
        names = Arrays.copyOf(names, nameStart(size));
    }

    private static EntryTexts.Draft written(Register.Known known) {
        EntryTexts.Draft texts = new EntryTexts.Draft();
        RegisterEntry entry = known.entry();
        texts.put(entry.code());
        texts.put(entry.oldNumber());
        texts.put(entry.name());
        texts.put(entry.place());
        texts.put(entry.address());
        texts.put(entry.status());
        texts.put(entry.endedOn().map(LocalDate::toString).orElse(""));
        texts.put(entry.person());
        texts.put(entry.phone());
        texts.put(entry.standing().line());
        same(texts, known.code(), entry.code());
        same(texts, known.name().full(), entry.name());
        texts.put(known.name().form());
        Address address = known.address();
        texts.put(address.division());
        same(texts, address.road() + address.number(), entry.address());
        texts.put(address.road().length());
        return texts;
    }

    /** Most are the end of how they were written, and are not put twice. */
    private static void same(EntryTexts.Draft texts, String text, String written) {
        boolean isEnd = written.endsWith(text);
        texts.put(isEnd ? text.length() + 1 : 0);
        if (!isEnd) {
            texts.put(text);
        }
    }

    private static String same(EntryTexts.Reader texts, String written) {
        int length = texts.number();
        return length == 0 ? texts.text() : written.substring(written.length() - length + 1);
    }

    /** An entry as it was added. */
    Register.Known get(int id) {
        EntryTexts.Reader read = texts.read(textsFrom + (id == 0 ? 0 : textEnds[id - 1]), textsFrom + textEnds[id]);
        RegisterEntry entry = new RegisterEntry(
                read.text(),
                read.text(),
                read.text(),
                read.text(),
                read.text(),
                read.text(),
                Optional.of(read.text()).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                read.text(),
                read.text(),
                EntryStanding.of(read.text()));
        String code = same(read, entry.code());
        String full = same(read, entry.name());
        int from = nameStart(id);
        int trade = from + regions[id];
        int line = nameEnds[id] - lines[id];
        SubjectName name = new SubjectName(
                full,
                new String(names, from, trade - from),
                new String(names, trade, line - trade),
                new String(names, line, nameEnds[id] - line),
                read.text());
        String division = read.text();
        String rest = same(read, entry.address());
        int road = read.number();
        return new Register.Known(
                entry, code, name, new Address(division, rest.substring(0, road), rest.substring(road)));
    }

    /** See {@link Postings#range}. */
    long range(By by, int key) {
        return postings[by.ordinal()].range(key);
    }

    void forEach(By by, long range, IntConsumer ids) {
        Postings of = postings[by.ordinal()];
        for (int place = (int) (range >> Integer.SIZE); place < (int) range; place++) {
            ids.accept(of.entry(place));
        }
    }

    /** The entries there whose name is one edit away, with or without what either side may leave out. */
    void forEachNear(By by, long range, char[] stem, char[] whole, IntConsumer ids) {
        Postings of = postings[by.ordinal()];
        int from = (int) (range >> Integer.SIZE);
        // How long the names are is read of all before one is looked at: these reads do not wait for each other.
        int[] alike = new int[(int) range - from];
        int count = 0;
        for (int place = from; place < (int) range; place++) {
            int id = of.entry(place);
            int length = nameEnds[id] - nameStart(id);
            int own = length - regions[id];
            boolean mayBe = areAlike(stem.length, own)
                    | areAlike(whole.length, length)
                    | areAlike(stem.length, length)
                    | areAlike(whole.length, own);
            alike[count] = id;
            count += mayBe ? 1 : 0;
        }
        for (int at = 0; at < count; at++) {
            if (isNear(alike[at], stem, whole)) {
                ids.accept(alike[at]);
            }
        }
    }

    private static boolean areAlike(int one, int other) {
        return Math.abs(one - other) <= 1;
    }

    private boolean isNear(int id, char[] stem, char[] whole) {
        int from = nameStart(id);
        int to = nameEnds[id];
        int its = from + regions[id];
        return Words.isNear(stem, names, its, to)
                || Words.isNear(whole, names, from, to)
                || Words.isNear(stem, names, from, to)
                || Words.isNear(whole, names, its, to);
    }
}
