package org.redshield.bridge.platform.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a body through which too little comes, so that a read never waits for ever. A file may take hours; what it may
 * not do is bring less than {@link #LEAST} bytes in a whole period while somebody reads.
 */
final class StallGuard extends FilterInputStream {

    private static final long LEAST = 1024;
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "download-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> watch;
    private volatile long received;
    private volatile boolean reading;
    private volatile boolean stalled;
    private long seen;

    StallGuard(InputStream body, Duration period) {
        super(body);
        watch = WATCH.scheduleWithFixedDelay(this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        boolean slow = received - seen < LEAST;
        seen = received;
        if (reading && slow) {
            stalled = true;
            closeQuietly(in);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        reading = true;
        try {
            int count = super.read(buffer, offset, length);
            if (stalled) {
                throw new IOException("The download stalled");
            }
            received += Math.max(count, 0);
            return count;
        } catch (IOException e) {
            throw stalled ? new IOException("The download stalled", e) : e;
        } finally {
            reading = false;
        }
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }

    static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(StallGuard.class).debug("A body could not be closed", e);
        }
    }
}
