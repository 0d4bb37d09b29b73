package org.redshield.bridge.access.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import lombok.RequiredArgsConstructor;

/** Any stream as a servlet's. */
@RequiredArgsConstructor
final class ReadBody extends ServletInputStream {

    private final InputStream body;
    private boolean finished;

    @Override
    public int read() throws IOException {
        int read = body.read();
        finished |= read < 0;
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = body.read(into, offset, length);
        finished |= read < 0;
        return read;
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("Bodies are read by the thread that serves the request");
    }
}
