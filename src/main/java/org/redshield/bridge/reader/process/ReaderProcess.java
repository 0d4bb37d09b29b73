package org.redshield.bridge.reader.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.Wire;

/**
 * Reads one file after the other for the bridge, as {@link Wire} says it. Its argument is a folder of its own. It is lost rather than the
 * bridge where memory is short, and ends when the bridge does.
 */
public final class ReaderProcess {

    /** As files in Parquet begin; the second where they are encrypted. */
    private static final Set<String> PARQUET = Set.of("PAR1", "PARE");
    /** Behind a file of so much heap it is made small again. */
    private static final long SMALL = 48L << 20;

    private final Talk talk;
    private final Path folder;

    private ReaderProcess(Talk talk, Path folder) {
        this.talk = talk;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws InterruptedException {
        dieFirst();
        BufferedOutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        // What a library may print is nothing that is said to the bridge.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Talk talk = new Talk(new BufferedInputStream(System.in), out);
        Thread ears = new Thread(
                () -> {
                    talk.listen();
                    Runtime.getRuntime().halt(1);
                },
                "ears");
        ears.setDaemon(true);
        ears.start();
        new ReaderProcess(talk, Path.of(arguments[0])).work();
    }

    private static void dieFirst() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException | UnsupportedOperationException e) {
            log(e);
        }
    }

    /** The bridge takes it into its own log: a class and no more, for a message may quote the file. */
    static void log(Throwable what) {
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
                .println(what.getClass().getName());
    }

    private void work() throws InterruptedException {
        talk.ready();
        while (true) {
            Talk.Request request = talk.next();
            try {
                read(request);
                settle();
                talk.end();
            } catch (FaultFound e) {
                settle();
                talk.fault(e.fault(), e.about());
            } catch (Talk.Unwanted e) {
                talk.endOfUnwanted();
            } catch (IOException | RuntimeException | StackOverflowError e) {
                log(e);
                settle();
                talk.fault(Fault.BROKEN, List.of("1"));
            }
        }
    }

    /** Before it says that it is free: by what it takes then the bridge knows whether to keep it. */
    private static void settle() {
        if (Runtime.getRuntime().totalMemory() > SMALL) {
            System.gc();
        }
    }

    private void read(Talk.Request request) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(request.file())) {
            start = in.readNBytes(4);
        }
        Set<Format> formats = request.reading().formats();
        String magic = new String(start, StandardCharsets.ISO_8859_1);
        if (formats.contains(Format.PARQUET) && PARQUET.contains(magic)) {
            new ParquetRows(talk, request, folder).read();
        } else if (formats.contains(Format.WORKBOOK) && magic.startsWith("PK")) {
            new WorkbookRows(talk, request).read();
        } else if (formats.contains(Format.WORKBOOK) && magic.startsWith("\u00D0\u00CF")) {
            throw new FaultFound(Fault.OLD_WORKBOOK);
        } else {
            new TextRows(talk, request).read();
        }
    }
}
