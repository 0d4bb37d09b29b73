package org.redshield.bridge.platform.answer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.DownloadExpired;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;

/**
 * One file from its first to its last byte, over as many connections as it takes. Ends at the length announced or with
 * an error, never early.
 */
final class ResumingDownload extends InputStream {

    private static final int FAILURES_IN_A_ROW = 3;
    private static final int CONNECTIONS = 100;
    private static final Duration SHORTEST_REST = Duration.ofMillis(50);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration LONGEST_IN_ALL = Duration.ofHours(1);

    private final PlatformGateway gateway;
    private final long length;
    private final UnaryOperator<String> newAddress;
    private String url;
    private InputStream body = InputStream.nullInputStream();
    private long position;
    private boolean connected;
    private int connections;
    private int failures;
    private Duration waited = Duration.ZERO;

    /** @param newAddress gives a fresh address for one that has expired */
    ResumingDownload(PlatformGateway gateway, String url, long length, UnaryOperator<String> newAddress) {
        this.gateway = gateway;
        this.url = url;
        this.length = length;
        this.newAddress = newAddress;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new PlatformUnavailable("Interrupted while a file was fetched");
            }
            connect();
            int read;
            try {
                read = body.read(buffer, offset, count);
            } catch (IOException e) {
                if (position >= length) {
                    // All of it is here; how the connection ends says nothing of the file.
                    return -1;
                }
                failed(e);
                continue;
            }
            if (read > 0) {
                position += read;
                failures = 0;
                return read;
            }
            if (position >= length) {
                return -1;
            }
            failed(new IOException("cut off after " + position + " of " + length + " bytes"));
        }
    }

    private void connect() throws IOException {
        while (!connected) {
            if (connections >= CONNECTIONS) {
                throw new PlatformUnavailable("A file needed more than " + CONNECTIONS + " connections");
            }
            try {
                Download download = gateway.open(url, position);
                connections++;
                body = download.body();
                body.skipNBytes(position - download.offset());
                connected = true;
            } catch (DownloadExpired e) {
                count(e);
                url = newAddress.apply(url);
            } catch (PlatformBusy e) {
                await(e);
            } catch (IOException | PlatformUnavailable e) {
                failed(e);
            }
        }
    }

    /** Nothing was tried, so nothing failed: what has not begun waits for its turn elsewhere, what is half here waits here. */
    private void await(PlatformBusy busy) {
        Duration theirs = busy.retryAfter().orElseThrow();
        Duration wait = theirs.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : theirs;
        waited = waited.plus(wait);
        if (position == 0 || wait.compareTo(LONGEST_REST) > 0 || waited.compareTo(LONGEST_IN_ALL) > 0) {
            throw busy;
        }
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformUnavailable("Interrupted while a file was fetched");
        }
    }

    private void failed(Exception cause) throws IOException {
        close();
        count(cause);
    }

    private void count(Exception cause) {
        if (++failures >= FAILURES_IN_A_ROW) {
            throw new PlatformUnavailable("A file could not be fetched: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() throws IOException {
        connected = false;
        body.close();
    }
}
