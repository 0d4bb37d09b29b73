package org.redshield.ofd;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes OFD files (GB/T 33190) with an electronic seal (GB/T 38540), and checks such seals: a process of the bridge, which asks by a
 * line and is answered by a line. It has no key: what is to be signed it gives back.
 *
 * <pre>
 *   make {drawing} {seal} {certificate} {time}  ─▶  sign {bytes}
 *   signed {signature}                          ─▶  made {file}
 *   check {file}                                ─▶  checked {result} {why} {certificate} {certificate of the seal's maker}
 *                                                   failed {why}, to any of these
 * </pre>
 *
 * What stands in braces is Base64, or {@code -} where there is none. It ends with its input, and takes the folder that it is given with it.
 */
public final class Ofd {

    private final BufferedReader in;
    private final PrintStream out;

    private Ofd(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out =
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.US_ASCII.name());
        // Whatever a library has to say is no answer.
        System.setOut(System.err);
        try {
            new Ofd(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)), out).answer();
        } finally {
            // Where the bridge was killed, nobody else does.
            remove(Path.of(arguments[0]));
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void answer() throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                say(done(List.of(line.split(" "))));
            } catch (Exception | LinkageError e) {
                e.printStackTrace();
                say("failed " + encoded(e.toString().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private String done(List<String> asked) throws Exception {
        switch (asked.get(0)) {
            case "make":
                Drawing drawing = Drawing.of(new String(bytes(asked.get(1)), StandardCharsets.UTF_8));
                BridgeSeal seal = new BridgeSeal(
                        bytes(asked.get(2)),
                        bytes(asked.get(3)),
                        Instant.parse(new String(bytes(asked.get(4)), StandardCharsets.US_ASCII)),
                        this::signed);
                return "made " + encoded(seal.on(drawing.file(), drawing.stamp()));
            case "check":
                SealCheck found = SealCheck.of(bytes(asked.get(1)));
                return "checked " + found.result() + " "
                        + Stream.of(found.why().getBytes(StandardCharsets.UTF_8), found.certificate(), found.maker())
                                .map(Ofd::encoded)
                                .collect(Collectors.joining(" "));
            default:
                throw new IllegalArgumentException("Nothing that is done here: " + asked.get(0));
        }
    }

    /** By whoever has the key. */
    private byte[] signed(byte[] data) throws IOException {
        say("sign " + encoded(data));
        String answer = in.readLine();
        if (answer == null || !answer.startsWith("signed ")) {
            throw new IOException("It was not signed");
        }
        return bytes(answer.substring("signed ".length()));
    }

    private void say(String line) throws IOException {
        out.print(line + "\n");
        out.flush();
        if (out.checkError()) {
            throw new IOException("Nobody listens");
        }
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static String encoded(byte[] bytes) {
        return Arrays.equals(bytes, new byte[0]) ? "-" : Base64.getEncoder().encodeToString(bytes);
    }
}
