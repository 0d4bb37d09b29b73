package org.redshield.bridge.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.redshield.bridge.clues.intake.Workbooks.row;
import static org.redshield.bridge.clues.intake.Workbooks.text;
import static org.redshield.bridge.clues.intake.Workbooks.workbook;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.TextFile.Content;
import org.redshield.bridge.clues.intake.Workbooks;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.operations.Spaces;
import org.redshield.bridge.reader.process.ReaderProcess;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.ReadingLimits;
import org.redshield.bridge.reader.table.Row;
import org.redshield.bridge.reader.table.Wire;

/** The processes that read what people upload: what they say of it, at which limits they stop, and what becomes of those that end. */
class ReadersTest {

    private static final Reading ANY =
            Reading.spreadsheetText().with(Format.WORKBOOK, Format.JSON_LINES, Format.PARQUET);
    private static final Duration REFUSED = Duration.ofSeconds(10);
    private static final String REPORTER = "王小芳举报";

    private static final Readers READERS = new Readers(Spaces.ample(), TestKeys.plain());

    /** With processes of their own. */
    private Readers others;

    @AfterEach
    void endOthers() {
        if (others != null) {
            others.destroy();
        }
    }

    @AfterAll
    static void end() {
        READERS.destroy();
    }

    private static List<Row> read(Content content) {
        return READERS.all("310105", ANY, content, ReadersTest::rows);
    }

    private static List<Row> rows(Table table) {
        List<Row> rows = new ArrayList<>();
        for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    private static List<Row> read(byte[] content) {
        return read(() -> new ByteArrayInputStream(content));
    }

    private static List<Row> read(String content) {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private static void isRefused(Fault fault, Content content) {
        long since = System.nanoTime();
        assertThatThrownBy(() -> read(content))
                .isInstanceOfSatisfying(
                        Unreadable.class, refusal -> assertThat(refusal.fault()).isEqualTo(fault));
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(REFUSED);
    }

    private static void isRefused(Fault fault, byte[] content) {
        isRefused(fault, () -> new ByteArrayInputStream(content));
    }

    private static void isRefused(Fault fault, String content) {
        isRefused(fault, content.getBytes(StandardCharsets.UTF_8));
    }

    /** So much of the same, made as it is read. */
    private static Content flood(String beginning, char one, long bytes) {
        return () -> new InputStream() {
            private final InputStream first = new ByteArrayInputStream(beginning.getBytes(StandardCharsets.UTF_8));
            private long left = bytes;

            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0];
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = first.read(into, offset, length);
                if (read > 0 || left == 0) {
                    return read;
                }
                int some = (int) Math.min(left, length);
                Arrays.fill(into, offset, offset + some, (byte) one);
                left -= some;
                return some;
            }
        };
    }

    @Test
    void tellsTheRowsOfEachFormat() {
        assertThat(read("a\tb\n1\t\"x\ny\"\n\n3\t\n"))
                .extracting(Row::line, Row::end, Row::texts)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 1, List.of("a", "b")),
                        org.assertj.core.groups.Tuple.tuple(2, 3, List.of("1", "x\ny")),
                        org.assertj.core.groups.Tuple.tuple(5, 5, List.of("3", "")));
        List<Row> json = read(
                "{\"a\":\"1\",\"b\":{\"c\":1},\"d\":null,\"e\":1.50}\n[\n\n{\"a\":\"" + "x".repeat(200_001) + "\"}");
        assertThat(json).extracting(Row::line).containsExactly(1, 2, 4);
        assertThat(json)
                .extracting(Row::fault)
                .containsExactly(Row.Wrong.NOTHING, Row.Wrong.NO_OBJECT, Row.Wrong.TOO_LONG);
        assertThat(json.get(0).named())
                .containsEntry("b", new Cell("", Cell.Kind.NESTED))
                .containsEntry("d", Cell.EMPTY)
                .containsEntry("e", Cell.of("1.50"));
        List<Row> sheet =
                read(workbook(row(1, text("编号"), null, text("x")) + row(3, Workbooks.formula("1+1", "2")), ""));
        assertThat(sheet).extracting(Row::line).containsExactly(1, 3);
        assertThat(sheet.get(0).texts()).containsExactly("编号", "", "x");
        assertThat(sheet.get(1).cells()).containsExactly(new Cell("2", Cell.Kind.FORMULA));
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void oneCellFarToTheRightIsRefused() {
        byte[] far = workbook("<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>", "");
        assertThat(far.length).isLessThan(3_000);

        isRefused(Fault.COLUMNS, far);
        isRefused(Fault.COLUMNS, workbook("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>", ""));
        isRefused(
                Fault.COLUMNS,
                workbook("<row r=\"1\">" + "<c><v>1</v></c>".repeat(ReadingLimits.COLUMNS + 1) + "</row>", ""));
        isRefused(Fault.COLUMNS, "a,".repeat(ReadingLimits.COLUMNS) + "a\n");
        isRefused(Fault.COLUMNS, "{" + "\"a\":1,".repeat(ReadingLimits.COLUMNS) + "\"b\":1}");
    }

    @Test
    void whatIsOneLineIsNotReadToItsEnd() {
        isRefused(Fault.RECORD, flood("a,b\n", ',', 150L << 20));
        isRefused(Fault.RECORD, flood("{\"a\":\"", 'x', 200L << 20));
        isRefused(Fault.RECORD, flood("a,b\n1,\"", 'x', 20L << 20));
        isRefused(Fault.RECORD, "a,b\n1,\"" + "很长的内容\n".repeat(300_000));
    }

    @Test
    void emptyLinesHaveAnEnd() {
        isRefused(Fault.EMPTY_LINES, "a,b\n" + "\n".repeat(1_000_000));
        isRefused(Fault.EMPTY_LINES, "a,b\n" + ",,,\n".repeat(1_000_000));
        isRefused(Fault.EMPTY_LINES, "{\"a\":1}\n" + "\n".repeat(1_000_000));
        assertThat(read("a,b\n" + "\n".repeat(1_000) + "1,2\n"))
                .extracting(Row::line)
                .containsExactly(1, 1002);
    }

    @Test
    void textThatIsNoneIsToldByItsLine() {
        byte[] bad = "a,b\n1,2\n".repeat(200).getBytes(StandardCharsets.UTF_8);
        bad[bad.length - 4] = (byte) 0xFF;
        isRefused(Fault.CHARSET, bad);
        isRefused(Fault.CHARSET, new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) 0x00, (byte) 0xD8, 'a'});
        isRefused(Fault.BROKEN, "a,b\n1,\"2\n");
        isRefused(Fault.BROKEN, "a,b\n1,\"2\"3\n");
    }

    private static byte[] book(String sheet) {
        return Workbooks.zip(Workbooks.parts(sheet));
    }

    @Test
    void xmlThatExplodesIsRefused() {
        String open = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
        StringBuilder names = new StringBuilder(open);
        for (int at = 0; at < 1_000_000; at++) {
            names.append("<n").append(at).append("/>");
        }
        isRefused(Fault.NAMES, book(names.toString()));
        StringBuilder attributes = new StringBuilder(open).append("<row ");
        for (int at = 0; at < 60_000; at++) {
            attributes.append('n').append(at).append("=\"\" ");
        }
        isRefused(Fault.BROKEN, book(attributes + "/>"));
        isRefused(Fault.RECORD, book(open + "<row x=\"" + "x".repeat(3_000_000) + "\"/>"));
        isRefused(Fault.RECORD, book(open + "<!--" + "x".repeat(3_000_000) + "--><row/>"));
        isRefused(Fault.DEPTH, book(open + "<is>".repeat(100_000)));
        isRefused(
                Fault.COLUMNS,
                book(open + "<row r=\"2\">" + "<c><v>1</v></c>".repeat(1_000_000) + "</row></sheetData></worksheet>"));
        isRefused(Fault.BROKEN, book(open + "<mergeCell ".repeat(12_000)));
        isRefused(Fault.BROKEN, book("<worksheet><mergeCells>" + "<mergeCell ref=\"A1\" ".repeat(6_000)));
        isRefused(
                Fault.ENTITIES,
                book("<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                        + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><worksheet>&c;</worksheet>"));
        isRefused(
                Fault.ENTITIES, book("<?xml version=\"1.0\"?><!DOCTYPE w SYSTEM \"file:///etc/passwd\"><worksheet/>"));
        Map<String, byte[]> elsewhere = Workbooks.parts(open + "</sheetData></worksheet>");
        elsewhere.put(
                "xl/styles.xml",
                "\n<!DOCTYPE s [<!ENTITY a SYSTEM \"http://x/\">]><s>&a;</s>".getBytes(StandardCharsets.UTF_8));
        isRefused(Fault.ENTITIES, Workbooks.zip(elsewhere));
    }

    @Test
    void whatUnpacksToTooMuchIsNotUnpacked() {
        Map<String, byte[]> parts = Workbooks.parts("<worksheet/>");
        parts.put("xl/sharedStrings.xml", new byte[120 << 20]);
        byte[] bomb = Workbooks.zip(parts);
        assertThat(bomb.length).isLessThan(1 << 20);
        isRefused(Fault.UNPACKED, bomb);

        parts = Workbooks.parts("<worksheet/>");
        for (int at = 0; at < ReadingLimits.ENTRIES; at++) {
            parts.put("xl/" + at, new byte[0]);
        }
        isRefused(Fault.ENTRIES, Workbooks.zip(parts));
        String row = "<row>" + "<c/>".repeat(100) + "</row>";
        isRefused(Fault.CELLS, book("<worksheet><sheetData>" + row.repeat(15_000) + "</sheetData></worksheet>"));
        isRefused(Fault.CELLS, book("<worksheet><sheetData>" + "<x/>".repeat(10_000_000)));
        parts = Workbooks.parts("<worksheet/>");
        parts.put(
                "xl/sharedStrings.xml",
                ("<sst>" + "<si/>".repeat(3_000_000) + "</sst>").getBytes(StandardCharsets.UTF_8));
        isRefused(Fault.SHARED_TEXTS, Workbooks.zip(parts));
    }

    @Test
    void aNumberThatWouldBeGigabytesIsNoNumber() {
        List<Row> rows =
                read(workbook(row(1, Workbooks.number("1E-1000000000"), Workbooks.number("1E+1000000000")), ""));

        assertThat(rows.get(0).cells()).extracting(Cell::kind).containsOnly(Cell.Kind.CUT);
    }

    @Test
    void parquetThatLiesIsRefused() {
        isRefused(Fault.BROKEN, parquet(new byte[4096], -1));
        isRefused(Fault.BROKEN, parquet(new byte[4096], Integer.MAX_VALUE));
        // A footer of the whole file, of thrift that nests and counts without end.
        for (byte filler : new byte[] {0x1C, 0x19, (byte) 0xF9, 0x0C, (byte) 0xFF}) {
            byte[] footer = new byte[2_000_000];
            Arrays.fill(footer, filler);
            isRefused(Fault.BROKEN, parquet(footer, footer.length));
        }
    }

    private static byte[] parquet(byte[] footer, int length) {
        return ByteBuffer.allocate(footer.length + 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("PAR1".getBytes(StandardCharsets.US_ASCII))
                .put(footer)
                .putInt(length)
                .put("PAR1".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /** Every refusal says in Chinese what was too much, and how much is not. */
    @Test
    void everyRefusalIsASentenceWithItsLimit() {
        for (Fault fault : Fault.values()) {
            Unreadable refusal = new Unreadable(fault, List.of("71", "83"));
            assertThat(refusal.getMessage())
                    .as(fault.name())
                    .matches("[^{}]*[。]")
                    .contains("请");
            if (fault.compareTo(Fault.RECORD) >= 0 && fault != Fault.ENTITIES) {
                assertThat(refusal.getMessage()).as(fault.name()).containsAnyOf("71", "83");
            }
        }
        assertThat(new ReaderLost(null).getMessage()).contains("再试");
        assertThat(new ReadersBusy().getMessage()).contains("15 秒");
    }

    @Test
    void aReaderIsKeptForTheNextFileAndReplacedWhenItIsLost() throws Exception {
        read("a,b\n");
        long first = pids(READERS).get(0);
        read("a,b\n");
        isRefused(Fault.BROKEN, "\"");
        assertThat(pids(READERS)).contains(first);

        try (Table table = READERS.open("310105", ANY, flood("a,b\n", 'x', 1000))) {
            for (ReaderChild child : READERS.children()) {
                child.handle().destroyForcibly();
                child.handle().onExit().get(10, TimeUnit.SECONDS);
            }
            assertThat(catchThrowable(() -> rows(table)))
                    .satisfiesAnyOf(
                            lost -> assertThat(lost).isInstanceOf(ReaderLost.class),
                            // All of it was said before.
                            none -> assertThat(none).isNull());
        }
        assertThat(read("a,b\n")).hasSize(1);
        assertThat(pids(READERS)).doesNotContain(first);
    }

    /** Whoever wants no more of a long table does not cost a reader. */
    @Test
    void aTableThatIsClosedEarlyLeavesItsReader() {
        read("a,b\n");
        List<Long> before = pids(READERS);
        String many = "a,b\n" + "1,2\n".repeat(500_000);
        try (Table table =
                READERS.open("310105", ANY, () -> new ByteArrayInputStream(many.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(table.next()).isPresent();
        }
        assertThat(read("c,d\n")).extracting(Row::texts).containsExactly(List.of("c", "d"));
        assertThat(pids(READERS)).containsAll(before);
    }

    private static List<Long> pids(Readers readers) {
        return readers.children().stream().map(child -> child.handle().pid()).toList();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itIsHumbleAndKnowsNothingOfTheBridge() throws Exception {
        read("a,b\n");
        Path proc = Path.of("/proc", pids(READERS).get(0).toString());

        String given = Files.readString(proc.resolve("environ"));
        assertThat(Stream.of(given.split("\0"))
                        .filter(one -> !one.isEmpty())
                        .map(one -> one.substring(0, one.indexOf('='))))
                .isSubsetOf("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "MALLOC_ARENA_MAX");
        assertThat(niceness(proc)).isEqualTo(Math.min(19, niceness(Path.of("/proc/self")) + 5));
        assertThat(Files.readString(proc.resolve("oom_score_adj")).strip()).isEqualTo("1000");
    }

    private static int niceness(Path proc) throws IOException {
        String stat = Files.readString(proc.resolve("stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }

    /** An honest table of the size that bureaus have. */
    @Test
    void aLargeHonestWorkbookIsReadWithinItsMemory() {
        StringBuilder rows = new StringBuilder();
        for (int line = 1; line <= 60_000; line++) {
            rows.append(
                    row(line, text("1310105" + line), text("2026-11-20"), text("清茗茶庄"), text("宣传茶叶可以治病".repeat(10))));
        }
        byte[] book = workbook(rows.toString(), "");

        assertThat(read(book)).hasSize(60_000);
        assertThat(READERS.children()).allSatisfy(child -> assertThat(child.residentMegabytes())
                .isBetween(1L, (long) ReadingLimits.MEMORY_MB));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatIsReadHasNoNameAndKeptRowsAreEncrypted() throws Exception {
        String many = "a,b\n" + (REPORTER + ",2\n").repeat(50_000);
        Content content = () -> new ByteArrayInputStream(many.getBytes(StandardCharsets.UTF_8));
        try (Table table = READERS.open("310105", ANY, content)) {
            assertThat(table.next()).isPresent();
            assertThat(scratch(".table")).isEmpty();
        }
        try (Table table = READERS.openKept("310105", ANY, content, Duration.ZERO)) {
            // Its reader is free, for the same bureau too.
            assertThat(read("a,b\n")).hasSize(1);
            assertThat(scratch(".rows")).singleElement().satisfies(file -> assertThat(
                            Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain(
                            new String(REPORTER.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
            assertThat(rows(table)).hasSize(50_001);
        }
        assertThat(scratch(".rows")).isEmpty();
    }

    private static List<Path> scratch(String ending) throws IOException {
        try (Stream<Path> all = Files.list(Scratch.folder())) {
            return all.filter(file -> file.getFileName().toString().startsWith("reader"))
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        }
    }

    /** What stands before the fault is told, from the disk too. */
    @Test
    void keptRowsEndWhereTheFileDid() {
        Content content = () -> new ByteArrayInputStream("a,b\n1,2\n3,\"4".getBytes(StandardCharsets.UTF_8));
        try (Table table = READERS.openKept("310105", ANY, content, Duration.ZERO)) {
            assertThat(table.next()).isPresent();
            assertThat(table.next()).isPresent();
            assertThatThrownBy(table::next).isInstanceOf(Unreadable.class).hasMessageContaining("第 3 行");
        }
    }

    @Test
    void aTableThatAnotherThreadClosesEndsAtOnce() throws Exception {
        others = with(Hangs.class);
        CompletableFuture<Throwable> reading = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> others.open("310105", ANY, flood("", 'x', 10))));
        for (int tries = 0; others.children().isEmpty() && tries < 500; tries++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }

        others.destroy();

        assertThat(reading.get(10, TimeUnit.SECONDS)).isInstanceOf(ReaderLost.class);
    }

    private static Readers with(Class<?> program) {
        Readers readers = new Readers(Spaces.ample(), TestKeys.plain());
        readers.program = program;
        return readers;
    }

    private Refusal refusedBy(Class<?> program) {
        others = with(program);
        long since = System.nanoTime();
        Throwable refused = catchThrowable(() -> others.all("310105", ANY, flood("a,b\n", 'x', 10), ReadersTest::rows));
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(30));
        assertThat(refused).isInstanceOf(Refusal.class);
        return (Refusal) refused;
    }

    /** Nobody waits for one to begin: there is one before it is asked for, and another while that works. */
    @Test
    void oneIsThereBeforeItIsNeeded() throws Exception {
        others = with(ReaderProcess.class);
        others.warm();
        List<Long> first = pids(others);
        assertThat(first).hasSize(1);
        others.warm();
        assertThat(pids(others)).isEqualTo(first);

        try (Table table = others.open("310105", ANY, flood("a,b\n", 'x', 10))) {
            assertThat(table.next()).isPresent();
            for (int tries = 0; pids(others).size() < 2 && tries < 1000; tries++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(pids(others)).hasSize(2).containsAll(first);
        }
        others.warm();
        assertThat(pids(others)).hasSize(2);
    }

    @Test
    void oneThatIsBusyForTooLongIsEnded() {
        assertThat(refusedBy(Spins.class)).isInstanceOfSatisfying(Unreadable.class, one -> assertThat(one.fault())
                .isEqualTo(Fault.TIME));
    }

    @Test
    void oneThatTakesTooMuchMemoryIsEnded() {
        assertThat(refusedBy(FillsItsHeap.class))
                .isInstanceOfSatisfying(
                        Unreadable.class, one -> assertThat(one.fault()).isEqualTo(Fault.MEMORY))
                .hasMessageContaining("300 MB");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void soIsOneThatTakesItBesideItsHeap() {
        assertThat(refusedBy(FillsTheMachine.class))
                .isInstanceOfSatisfying(
                        Unreadable.class, one -> assertThat(one.fault()).isEqualTo(Fault.MEMORY));
    }

    @Test
    void oneThatDiesStandsStillOrSpeaksNonsenseIsLost() {
        assertThat(refusedBy(Dies.class)).isInstanceOf(ReaderLost.class);
        others.destroy();
        assertThat(refusedBy(Babbles.class)).isInstanceOf(ReaderLost.class);
        others.destroy();
        assertThat(refusedBy(Prints.class)).isInstanceOf(ReaderLost.class);
        others.destroy();
        assertThat(refusedBy(Hangs.class)).isInstanceOf(ReaderLost.class);
    }

    /** What native code breaks off over is the file's fault: the next reader would break off too. */
    @Test
    void oneThatCrashesHasABrokenFile() {
        assertThat(refusedBy(Crashes.class)).isInstanceOfSatisfying(Unreadable.class, one -> assertThat(one.fault())
                .isEqualTo(Fault.BROKEN));
    }

    /** Only its input tells it that the bridge is gone. */
    @Test
    void itEndsWhenTheBridgeDoes() throws Exception {
        others = with(ReaderProcess.class);
        try (Table table = others.open("310105", ANY, flood("a,b\n1,2\n", '\n', 50_000))) {
            assertThat(table.next()).isPresent();
            for (ReaderChild child : others.children()) {
                child.hangUp();
                assertThat(child.handle().onExit().get(30, TimeUnit.SECONDS).isAlive())
                        .isFalse();
            }
        }
    }

    /** A process that begins as a reader does, and hears one question. */
    private abstract static class Double {

        static final DataOutputStream OUT = new DataOutputStream(new FileOutputStream(FileDescriptor.out));

        static void begin() throws IOException {
            Wire.write(OUT, new Wire.Frame(Wire.READY, new byte[0]));
            OUT.flush();
            Wire.read(new DataInputStream(System.in));
        }
    }

    static final class Spins extends Double {
        public static void main(String[] none) throws IOException {
            begin();
            for (long count = 0; count >= 0; count++) {
                if (count % 1_000_000_000 == 0) {
                    Wire.write(OUT, new Wire.Frame(Wire.BEAT, new byte[0]));
                    OUT.flush();
                }
            }
        }
    }

    static final class FillsItsHeap extends Double {
        public static void main(String[] none) throws IOException {
            begin();
            List<byte[]> all = new ArrayList<>();
            while (!all.contains(none)) {
                all.add(new byte[1 << 20]);
            }
        }
    }

    static final class FillsTheMachine extends Double {
        public static void main(String[] none) throws Exception {
            begin();
            List<ByteBuffer> all = new ArrayList<>();
            while (all.size() < 130) {
                all.add(ByteBuffer.allocateDirect(1 << 20));
            }
            // What lies in files counts as well.
            Path file = Files.createTempFile("fills", ".map");
            try (var channel = java.nio.channels.FileChannel.open(
                    file, java.nio.file.StandardOpenOption.READ, java.nio.file.StandardOpenOption.WRITE)) {
                var map = channel.map(java.nio.channels.FileChannel.MapMode.READ_WRITE, 0, 400 << 20);
                for (int at = 0; at < map.capacity(); at += 4096) {
                    map.put(at, (byte) 1);
                }
                Files.delete(file);
                Thread.sleep(60_000);
            }
        }
    }

    static final class Dies extends Double {
        public static void main(String[] none) throws IOException {
            begin();
            Runtime.getRuntime().halt(137);
        }
    }

    static final class Crashes extends Double {
        public static void main(String[] none) throws IOException {
            begin();
            Runtime.getRuntime().halt(134);
        }
    }

    static final class Babbles extends Double {
        public static void main(String[] none) throws Exception {
            begin();
            OUT.write(new byte[] {Wire.ROWS, 0x7F, 0x7F, 0x7F, 0x7F, 1, 2, 3});
            OUT.flush();
            Thread.sleep(60_000);
        }
    }

    static final class Prints extends Double {
        public static void main(String[] none) throws Exception {
            begin();
            OUT.write("OpenJDK 64-Bit Server VM warning: something\n".getBytes(StandardCharsets.US_ASCII));
            OUT.flush();
            Thread.sleep(60_000);
        }
    }

    static final class Hangs extends Double {
        public static void main(String[] none) throws Exception {
            begin();
            Thread.sleep(60_000);
        }
    }
}
