package org.redshield.bridge.evidence.scan;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Speaks clamd's INSTREAM as its manual says, over a real socket: what holds the text EICAR is malware, what is longer than its limit
 * is refused in the middle, as clamd does.
 */
public final class Clamd implements AutoCloseable {

    private static final int LIMIT = 1024 * 1024;

    private final ServerSocket server;
    private final Thread serving = new Thread(this::serve, "clamd");

    public Clamd() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        serving.setDaemon(true);
        serving.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write((answer(client) + "\0").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The next one.
            }
        }
    }

    private static String answer(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] command = in.readNBytes("zINSTREAM\0".length());
        if (!new String(command, StandardCharsets.US_ASCII).equals("zINSTREAM\0")) {
            return "UNKNOWN COMMAND";
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            for (int length = in.readInt(); length > 0; length = in.readInt()) {
                if (content.size() + length > LIMIT) {
                    return "INSTREAM size limit exceeded. ERROR";
                }
                content.write(in.readNBytes(length));
            }
        } catch (EOFException e) {
            return "INSTREAM: Unexpected end. ERROR";
        }
        return content.toString(StandardCharsets.ISO_8859_1).contains("EICAR")
                ? "stream: Win.Test.EICAR_HDB-1 FOUND"
                : "stream: OK";
    }

    /** Returns when nobody is served any more: who waits for a client at this moment may still get one. */
    @Override
    public void close() {
        try {
            server.close();
            serving.join(5_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
