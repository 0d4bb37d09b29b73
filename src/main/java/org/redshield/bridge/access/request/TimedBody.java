package org.redshield.bridge.access.request;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that is read as it comes, while its clock runs and up to its limit. */
final class TimedBody extends HttpServletRequestWrapper {

    private final BodyClock clock;
    private final long largest;
    private ServletInputStream stream;

    TimedBody(HttpServletRequest request, BodyClock clock, long largest) {
        super(request);
        this.clock = clock;
        this.largest = largest;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            InputStream timed = clock.watch(super.getInputStream());
            stream = new ReadBody(new FilterInputStream(timed) {
                @Override
                public int read() throws IOException {
                    return within(super.read());
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    return within(super.read(into, offset, length));
                }
            });
        }
        return stream;
    }

    private int within(int read) throws IOException {
        if (clock.bytes() > largest) {
            throw new IOException("The body is larger than " + largest + " bytes");
        }
        return read;
    }
}
