package org.redshield.bridge.evidence.scan;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks clamd, by its command INSTREAM (man page clamd(8)): pieces of the file, each after its length in four bytes, an empty one at
 * the end; the answer is {@code stream: OK} or {@code stream: <name> FOUND}. One connection a file, which nothing of holds up for longer
 * than the time-out.
 */
final class ClamdScanner implements FileScanner {

    private static final int PIECE = 64 * 1024;
    private static final int LONGEST_ANSWER = 1024;
    private static final Pattern FOUND = Pattern.compile("stream: (.+) FOUND");

    private final String host;
    private final int port;
    private final int timeout;

    ClamdScanner(String host, int port, Duration timeout) {
        this.host = host;
        this.port = port;
        this.timeout = Math.toIntExact(timeout.toMillis());
    }

    @Override
    public Verdict scan(InputStream content) throws IOException {
        String answer;
        try (Socket clamd = new Socket()) {
            connect(clamd);
            answer = ask(clamd, content);
        }
        Matcher found = FOUND.matcher(answer);
        if (found.matches()) {
            return new Verdict(found.group(1));
        }
        if (answer.equals("stream: OK")) {
            return Verdict.CLEAN;
        }
        throw new ScannerAway("The scanner says: " + answer, null);
    }

    private void connect(Socket clamd) throws ScannerAway {
        try {
            clamd.connect(new InetSocketAddress(host, port), timeout);
            clamd.setSoTimeout(timeout);
        } catch (IOException e) {
            throw new ScannerAway("The scanner cannot be reached", e);
        }
    }

    private static String ask(Socket clamd, InputStream content) throws IOException {
        byte[] piece = new byte[PIECE];
        try {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(clamd.getOutputStream()));
            out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
            // What cannot be read of the file is not the scanner's fault.
            for (int read = read(content, piece); read > 0; read = read(content, piece)) {
                out.writeInt(read);
                out.write(piece, 0, read);
            }
            out.writeInt(0);
            out.flush();
        } catch (Unreadable e) {
            throw (IOException) e.getCause();
        } catch (IOException e) {
            // It may have said why it takes no more before it hung up.
            String answer = answer(clamd);
            throw new ScannerAway(answer.isEmpty() ? "The scanner hung up" : "The scanner says: " + answer, e);
        }
        return answer(clamd);
    }

    private static int read(InputStream content, byte[] piece) throws Unreadable {
        try {
            return content.readNBytes(piece, 0, piece.length);
        } catch (IOException e) {
            throw new Unreadable(e);
        }
    }

    private static String answer(Socket clamd) throws ScannerAway {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            InputStream in = clamd.getInputStream();
            for (int next = in.read(); next > 0 && answer.size() < LONGEST_ANSWER; next = in.read()) {
                answer.write(next);
            }
        } catch (IOException e) {
            throw new ScannerAway("The scanner does not answer", e);
        }
        return answer.toString(StandardCharsets.UTF_8).strip();
    }

    private static final class Unreadable extends IOException {

        private static final long serialVersionUID = 1;

        Unreadable(IOException cause) {
            super(cause);
        }
    }
}
