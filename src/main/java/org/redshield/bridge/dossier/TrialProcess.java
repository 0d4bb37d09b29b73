package org.redshield.bridge.dossier;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.redshield.bridge.dossier.Binder.Unreadable;
import org.redshield.bridge.engine.input.InputLimits;

/**
 * The other side of {@link TrialBeside}: binds each file that it is told of into a document that nobody gets, with little memory. What ends
 * this process would have ended the bridge.
 */
final class TrialProcess {

    /** So begins what it says; what a library prints is no answer. */
    static final String SAYS = "= ";

    static final String READY = "ready";
    static final String WELL = "well";

    /** Since when a file is tried; 0 while none is. */
    private static volatile long begun;

    private TrialProcess() {}

    /** Whoever asked may be dead, and would end it no more. */
    private static void watch() {
        Thread watch = new Thread(
                () -> {
                    long longest = 2 * InputLimits.BIND_TIME.toNanos();
                    for (long since = begun; since == 0 || System.nanoTime() - since < longest; since = begun) {
                        LockSupport.parkNanos(1_000_000_000);
                    }
                    Runtime.getRuntime().halt(1);
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Reads lines of a media type, a tab and a path, and answers each with {@link #WELL} or with why not; ends with its input. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        watch();
        out.println(SAYS + READY);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            begun = System.nanoTime();
            int tab = line.indexOf('\t');
            out.println(SAYS + tried(line.substring(0, tab), Path.of(line.substring(tab + 1))));
            begun = 0;
        }
    }

    private static String tried(String mediaType, Path file) throws IOException {
        try (Binder binder = new Binder("", "", Trial.NONE)) {
            binder.begin("");
            if (Binder.isPdf(mediaType)) {
                binder.addPdf("", file);
            } else {
                binder.addPicture("", file, mediaType);
            }
            return WELL;
        } catch (Unreadable why) {
            return why.getMessage();
        }
    }
}
