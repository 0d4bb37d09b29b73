package org.redshield.bridge.restoreguard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.Ids;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How far every series of numbers has gone, outside the database: a directory that the nodes share, with a file for each running
 * node, to which it adds lines.
 *
 * <p>There are two marks. A number is only used when it is <em>covered</em>, which is on the disk before the transaction that
 * gives it commits; that goes ahead of the numbers by some, so that few of them wait for the disk. The last number that was
 * <em>given</em> is added after the commit without waiting: a node that is killed loses nothing of it, a machine that loses its
 * power the last seconds. A database that has not got as far as what was given is an older one.
 */
public final class SeriesMarks implements AutoCloseable {

    private static final String COVERED = "covered";
    private static final String GIVEN = "given";
    private static final String SENT = "sent";
    private static final String KNOWN = "known";
    private static final String ABOUT = "about";
    private static final String FILE = ".numbers";
    private static final Pattern LINE = Pattern.compile("(?:covered|given)\t[^\t]+\t\\d+\t\\."
            + "|sent\t\\d+\t\\d+(?:\t[^\t]+){4}\t\\.|(?:known|about)\t\\d+\t[^\t]+\t[^\t]+\t\\.");

    /** So often the files are listed anew when one of them has gone while they were read. */
    private static final int LISTED = 10;

    private final Path directory;
    private final int ahead;
    private final Path file;
    private final FileChannel channel;
    private final Map<String, Long> covered = new ConcurrentHashMap<>();
    private final Map<String, Long> given = new ConcurrentHashMap<>();
    private boolean dirty;

    /** Something that was sent, as far as it is known outside the database. */
    record Sent(long seq, String platform, String kind, String number, String content, Instant at) {}

    /** What lies in the directory is taken over. @throws org.redshield.bridge.CannotStart when it cannot be used */
    public SeriesMarks(Path directory, int ahead, Instant keptSince) {
        this.directory = directory.toAbsolutePath();
        this.ahead = ahead;
        this.file = this.directory.resolve(Ids.next() + FILE);
        try {
            Files.createDirectories(this.directory);
            Path fresh = this.directory.resolve("." + file.getFileName());
            this.channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
            // Held as long as this node lives: by it others see that the file is in use. It would be gone with the
            // first other
            // channel to the file that this process closes (POSIX fcntl), so the file is only ever read by this one.
            channel.lock();
            List<Path> before = files(this.directory);
            for (String[] words : lines()) {
                takeOver(words, keptSince);
            }
            marks().forEach(this::append);
            channel.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            for (Path other : before) {
                deleteUnlessUsed(other);
            }
        } catch (IOException e) {
            throw NumberRequirement.USABLE.refused(e, this.directory);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(FILE))
                    .filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private void takeOver(String[] words, Instant keptSince) {
        if (words[0].equals(COVERED) || words[0].equals(GIVEN)) {
            merge(words);
        } else if (!Instant.ofEpochSecond(Long.parseLong(words[1])).isBefore(keptSince)) {
            append(String.join("\t", words));
        }
    }

    private void merge(String[] words) {
        (words[0].equals(COVERED) ? covered : given).merge(words[1], Long.valueOf(words[2]), Math::max);
    }

    private interface Content {
        byte[] of(Path file) throws IOException;
    }

    private List<String[]> lines() throws IOException {
        return lines(directory, each -> each.equals(file) ? own() : Files.readAllBytes(each));
    }

    private byte[] own() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // On to the rest.
        }
        return bytes.array();
    }

    /** Whole lines of all files, in words: of a machine that lost its power, or a full disk, there may be half a line. */
    private static List<String[]> lines(Path directory, Content content) throws IOException {
        for (int again = 1; ; again++) {
            List<String[]> all = new ArrayList<>();
            try {
                for (Path each : files(directory)) {
                    new String(content.of(each), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> LINE.matcher(line).matches())
                            .map(line -> line.substring(0, line.length() - 2).split("\t", -1))
                            .forEach(all::add);
                }
                return all;
            } catch (NoSuchFileException e) {
                // A node that starts has taken it over meanwhile: what stood in it stands in another one now.
                if (again == LISTED) {
                    throw e;
                }
            }
        }
    }

    private static void deleteUnlessUsed(Path other) throws IOException {
        try (FileChannel opened = FileChannel.open(other, StandardOpenOption.WRITE);
                FileLock lock = opened.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(other);
            }
        } catch (OverlappingFileLockException e) {
            // Another bridge in this very JVM.
        }
    }

    /** The last number given in each series, as the files of a directory say; nothing where there are none. Nothing is written. */
    static Map<String, Long> given(Path directory) {
        Map<String, Long> given = new TreeMap<>();
        try {
            lines(directory, Files::readAllBytes).stream()
                    .filter(words -> words[0].equals(GIVEN))
                    .forEach(words -> given.merge(words[1], Long.valueOf(words[2]), Math::max));
            return given;
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** What other nodes have given since this one read the directory counts as well. */
    void lookAgain() {
        try {
            lines().stream()
                    .filter(words -> words[0].equals(COVERED) || words[0].equals(GIVEN))
                    .forEach(this::merge);
        } catch (IOException e) {
            throw NumberRequirement.USABLE.refused(e, directory);
        }
    }

    /** A number that the caller's transaction gives: covered now, given when that has committed. */
    public void gives(String series, long number) {
        cover(series, number);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    given(series, number);
                }
            });
        } else {
            given(series, number);
        }
    }

    /** A number that the database has given for good. */
    public void gave(String series, long number) {
        cover(series, number);
        given(series, number);
    }

    /** What the database has given when the node starts, all at once. */
    void begin(Map<String, Long> last) {
        last.forEach((series, number) -> {
            if (covered.merge(series, number, Math::max) == number.longValue()) {
                append(COVERED + "\t" + series + "\t" + number);
            }
            given(series, number);
        });
        force();
    }

    private void cover(String series, long number) {
        if (covered.getOrDefault(series, 0L) >= number) {
            return;
        }
        synchronized (this) {
            long mark = number + ahead;
            if (covered.getOrDefault(series, 0L) < number) {
                append(COVERED + "\t" + series + "\t" + mark);
                force();
                covered.merge(series, mark, Math::max);
            }
        }
    }

    private void given(String series, long number) {
        if (given.merge(series, number, Math::max) == number) {
            append(GIVEN + "\t" + series + "\t" + number);
        }
    }

    /** Something is about to be sent, whose number the database has. */
    void sends(Sent sent) {
        append(String.join(
                "\t",
                SENT,
                Long.toString(sent.at().getEpochSecond()),
                Long.toString(sent.seq()),
                sent.platform(),
                sent.kind(),
                sent.number(),
                sent.content()));
    }

    /** Under what id the platform has it. */
    void known(String number, String id, Instant at) {
        append(String.join("\t", KNOWN, Long.toString(at.getEpochSecond()), number, id));
    }

    /**
     * What is sent under that number, for people who may find it in no database any more.
     *
     * @param json on one line, without tabs
     */
    void about(String number, String json, Instant at) {
        append(String.join("\t", ABOUT, Long.toString(at.getEpochSecond()), number, json));
    }

    /** What is known of everything that was sent, by number. */
    Map<String, String> about() {
        Map<String, String> about = new TreeMap<>();
        try {
            lines().stream().filter(words -> words[0].equals(ABOUT)).forEach(words -> about.put(words[2], words[3]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return about;
    }

    /** What was sent after that one. @return with the platforms' ids, by number */
    Map<Sent, Optional<String>> sentAfter(long seq) {
        Map<String, Sent> sent = new TreeMap<>();
        Map<String, String> ids = new TreeMap<>();
        force();
        try {
            for (String[] words : lines()) {
                if (words[0].equals(SENT) && Long.parseLong(words[2]) > seq) {
                    Instant at = Instant.ofEpochSecond(Long.parseLong(words[1]));
                    sent.put(words[5], new Sent(Long.parseLong(words[2]), words[3], words[4], words[5], words[6], at));
                } else if (words[0].equals(KNOWN)) {
                    ids.put(words[2], words[3]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Sent, Optional<String>> found = new LinkedHashMap<>();
        sent.forEach((number, one) -> found.put(one, Optional.ofNullable(ids.get(number))));
        return found;
    }

    /** The last number given in each series, as far as is known outside the database. */
    Map<String, Long> given() {
        return Map.copyOf(given);
    }

    /** Every series of which something is known. */
    Set<String> series() {
        return Stream.of(covered, given)
                .flatMap(marks -> marks.keySet().stream())
                .collect(Collectors.toSet());
    }

    /** No number above this was ever used. */
    long covered(String series) {
        return Math.max(covered.getOrDefault(series, 0L), given.getOrDefault(series, 0L));
    }

    /** Where they are, for sentences. */
    String place() {
        return "编号记录目录 " + directory.getParent() + "（bridge.numbers.directory）";
    }

    /** Both marks of every series, as lines. */
    String written() {
        return String.join("\n", marks());
    }

    private List<String> marks() {
        return Stream.of(Map.entry(COVERED, covered), Map.entry(GIVEN, given))
                .flatMap(kind -> kind.getValue().entrySet().stream()
                        .map(mark -> kind.getKey() + "\t" + mark.getKey() + "\t" + mark.getValue()))
                .toList();
    }

    /** What a second place has kept. */
    void takeOver(String written) {
        written.lines().map(line -> line.split("\t", -1)).forEach(this::merge);
        marks().forEach(this::append);
        force();
    }

    private synchronized void append(String line) {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\t.\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            dirty = true;
        } catch (IOException e) {
            throw new UncheckedIOException("How far the numbers have gone cannot be written to " + file, e);
        }
    }

    /** What was added is on the disk, not only with the operating system. */
    synchronized void force() {
        if (dirty) {
            try {
                channel.force(false);
                dirty = false;
            } catch (IOException e) {
                throw new UncheckedIOException("How far the numbers have gone cannot be written to " + file, e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
