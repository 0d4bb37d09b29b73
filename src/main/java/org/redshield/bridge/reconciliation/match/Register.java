package org.redshield.bridge.reconciliation.match;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.words.Address;
import org.redshield.bridge.reconciliation.match.words.DivisionWords;
import org.redshield.bridge.reconciliation.match.words.ShownCode;
import org.redshield.bridge.reconciliation.match.words.SubjectName;

/**
 * The business register, or an extract of it: some 95 bytes an entry in memory, and the texts of a large one in a file of some 230. Its
 * entries lie in blocks in the order in which they came; what is rare, and what too many share, is counted over all of them, so that
 * nothing that is found depends on the blocks (docs/adr/0108-register-in-blocks.md). Filled, sealed, then read by any number of threads.
 */
public final class Register implements AutoCloseable {

    /** What more entries than these share is no way to find one. */
    private static final int MOST_SHARED = 400;
    /** So many entries are looked at for bigrams, and so many of them compared. */
    private static final int BUDGET = 2_000;

    private static final int MOST_BY_BIGRAMS = 8;
    /** Of a large register more blocks are slower, larger ones take more memory while they are filled. */
    private static final int BLOCK = 1 << 19;
    /**
     * An entry as it is compared.
     *
     * @param code as {@link ShownCode} writes it
     */
    record Known(RegisterEntry entry, String code, SubjectName name, Address address) {}

    /** @param values of its fields, whose number counts */
    private record Ready(Block.Ready entry, int[] values) {}

    private final DivisionWords places;
    private final LocalDate on;
    private final int most;
    private final EntryTexts texts = new EntryTexts();
    private final List<Block> blocks = new ArrayList<>();
    private final KeyCounts values = new KeyCounts();
    /** Of the block that is being filled; none when all are sealed. */
    private List<Postings.Draft> drafts = Block.drafts();

    private int size;
    /** As its entries were put in, it is sealed. */
    private boolean onAllCores;
    /** Of the blocks that are sealed. */
    private long bytes;

    /** @param on the day whose divisions addresses and names mean */
    public Register(Divisions divisions, LocalDate on) {
        this(divisions, on, BLOCK);
    }

    /** @param block how many entries lie in one */
    public Register(Divisions divisions, LocalDate on, int block) {
        this.places = new DivisionWords(divisions, on);
        this.on = on;
        this.most = block;
    }

    public void add(RegisterEntry entry) {
        add(ready(entry));
    }

    /** The same as one by one, on all cores. */
    public void addAll(List<RegisterEntry> entries) {
        onAllCores = true;
        entries.parallelStream().map(this::ready).forEachOrdered(this::add);
    }

    private Ready ready(RegisterEntry entry) {
        Known known = known(entry);
        SubjectName name = known.name();
        Address address = known.address();
        return new Ready(Block.Ready.of(known), new int[] {
            value(Field.NAME, name.trade()),
            value(Field.LINE, name.line()),
            value(Field.REGION, name.region()),
            value(Field.FORM, name.form()),
            value(Field.PERSON, entry.person()),
            value(Field.PHONE, entry.phone()),
            value(Field.DIVISION, address.division()),
            value(Field.ROAD, address.road())
        });
    }

    private Known known(RegisterEntry entry) {
        SubjectName name = SubjectName.of(entry.name(), places);
        Address address = Address.of(entry.address(), places);
        if (address.division().isEmpty()) {
            address = Address.of(entry.place() + entry.address(), places);
        }
        return new Known(entry, ShownCode.text(entry.code()), name, address);
    }

    private void add(Ready ready) {
        if (size % most == 0) {
            sealLast();
            blocks.add(new Block(texts, size, drafts));
        }
        blocks.get(blocks.size() - 1).add(ready.entry());
        size++;
        for (int value : ready.values()) {
            values.add(value);
        }
    }

    private static int value(Field field, String text) {
        return 31 * text.hashCode() + field.ordinal();
    }

    /** No more is added. */
    public void seal() {
        sealLast();
        texts.seal();
        drafts = null;
    }

    private void sealLast() {
        if (!blocks.isEmpty()) {
            Block last = blocks.get(blocks.size() - 1);
            last.seal(onAllCores);
            bytes += last.bytes();
        }
    }

    /**
     * Whether it takes more memory than that, with what it takes besides for as long as it is filled; what it is asked for later takes
     * none. It is counted and not reckoned from the number of entries: names may be as long as a table has them.
     */
    public boolean isLargerThan(long most) {
        Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        long open = values.bytes() + (last == null || drafts == null ? 0 : last.bytes());
        for (Postings.Draft draft : drafts == null ? List.<Postings.Draft>of() : drafts) {
            open += draft.bytes();
        }
        return bytes + open > most || last != null && last.isFull();
    }

    public int size() {
        return size;
    }

    /** Gives back what it has on the disk; it is not asked any more. */
    @Override
    public void close() {
        texts.close();
    }

    DivisionWords places() {
        return places;
    }

    LocalDate on() {
        return on;
    }

    Known get(int id) {
        Block block = blocks.get(id / most);
        return block.get(id - block.first());
    }

    /** How many entries have that value. */
    int having(Field field, String text) {
        return values.of(value(field, text));
    }

    /** Where in each block those are that have the key. */
    private long[] ranges(Block.By by, int key) {
        long[] ranges = new long[blocks.size()];
        for (int at = 0; at < ranges.length; at++) {
            ranges[at] = blocks.get(at).range(by, key);
        }
        return ranges;
    }

    private static int count(long[] ranges) {
        int count = 0;
        for (long range : ranges) {
            count += (int) range - (int) (range >> Integer.SIZE);
        }
        return count;
    }

    private void forEach(Block.By by, long[] ranges, IntConsumer ids) {
        for (int at = 0; at < ranges.length; at++) {
            int first = blocks.get(at).first();
            blocks.get(at).forEach(by, ranges[at], id -> ids.accept(first + id));
        }
    }

    private void find(Block.By by, int key, IntConsumer ids) {
        long[] ranges = ranges(by, key);
        if (count(ranges) <= MOST_SHARED) {
            forEach(by, ranges, ids);
        }
    }

    /** Entries that may have the code, or the number that it took the place of. */
    void byCode(String code, IntConsumer found) {
        find(Block.By.CODE, code.hashCode(), found);
    }

    /** Entries with the same name, but for division and form. */
    void byName(SubjectName name, IntConsumer found) {
        for (int key : Keys.exact(name)) {
            find(Block.By.NAME, key, found);
        }
    }

    /** Entries whose name is one edit away, but for division and form. */
    void byHalves(SubjectName name, IntConsumer found) {
        char[] stem = name.stem().toCharArray();
        char[] whole = name.whole().toCharArray();
        for (int key : Keys.nearHalves(name)) {
            long[] ranges = ranges(Block.By.HALF, key);
            for (int at = 0; at < ranges.length && count(ranges) <= MOST_SHARED; at++) {
                Block block = blocks.get(at);
                block.forEachNear(Block.By.HALF, ranges[at], stem, whole, id -> found.accept(block.first() + id));
            }
        }
    }

    /** The entries that share most of what is rare in the name, rarity by rarity until enough were looked at. */
    void byBigrams(SubjectName name, IntConsumer found) {
        int[] keys = Keys.bigrams(name.stem());
        long[][] ranges = new long[keys.length][];
        // The count above and the place of the key below.
        long[] rarest = new long[keys.length];
        for (int at = 0; at < keys.length; at++) {
            ranges[at] = ranges(Block.By.BIGRAM, keys[at]);
            rarest[at] = (long) count(ranges[at]) << Integer.SIZE | at;
        }
        Arrays.sort(rarest);
        Tally tally = new Tally();
        int left = BUDGET;
        for (long one : rarest) {
            int count = (int) (one >> Integer.SIZE);
            if (count <= left) {
                left -= count;
                int weight = FieldWeights.rarity(Field.LINE, count, size);
                forEach(Block.By.BIGRAM, ranges[(int) one], id -> tally.add(id, weight));
            }
        }
        tally.heaviest(MOST_BY_BIGRAMS, found);
    }
}
