package org.redshield.bridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/** Requests as no client library would send them. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 20_000;

    private RawHttp() {}

    /** What came back, as it came. */
    public record Answer(String text) {

        public int status() {
            return text.length() < 12 ? 0 : Integer.parseInt(text.substring(9, 12));
        }

        public String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }

        /** Empty where there is none. */
        public String header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** A request without a body, whose connection ends with it. @param headers lines, or nothing */
    public static Answer get(int port, String path, String... headers) {
        return from("127.0.0.1", port, "GET " + path + " HTTP/1.1", headers);
    }

    /** The same with any first line, from one of this machine's addresses. */
    public static Answer from(String address, int port, String line, String... headers) {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            boolean named = Stream.of(headers).anyMatch(header -> header.regionMatches(true, 0, "Host:", 0, 5));
            socket.getOutputStream()
                    .write((line + "\r\n" + (named ? "" : "Host: localhost\r\n") + "Connection: close\r\n" + more
                                    + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The header with which somebody says who he is. */
    public static String basic(String user, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
