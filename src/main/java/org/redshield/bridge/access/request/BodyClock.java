package org.redshield.bridge.access.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/** When a body has to be there: at its deadline, and later by as much again for each 100 KB that came. */
@RequiredArgsConstructor
final class BodyClock {

    private static final int STRETCH = 100 * 1024;

    /** How long a body may take of which so much has come. */
    static Duration allowed(Duration deadline, long bytes) {
        return deadline.multipliedBy(1 + bytes / STRETCH);
    }

    private final Duration deadline;
    private final long began = System.nanoTime();
    private long bytes;

    /** @throws TooSlow too late */
    int came(int read) throws IOException {
        bytes += Math.max(0, read);
        if (read >= 0 && System.nanoTime() - began > allowed(deadline, bytes).toNanos()) {
            throw new TooSlow();
        }
        return read;
    }

    long bytes() {
        return bytes;
    }

    InputStream watch(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return came(super.read(into, offset, length));
            }
        };
    }

    /** It was not there when it had to be. */
    static final class TooSlow extends SocketTimeoutException {

        private static final long serialVersionUID = 1;

        TooSlow() {
            super("The body came too slowly");
        }
    }
}
