package org.redshield.bridge.access.ratelimit;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.operations.Space;
import org.springframework.http.HttpHeaders;

/** An answer that stays here until it is whole. Nobody has read of it before; so it may still become another one. */
final class WholeAnswer extends HttpServletResponseWrapper {

    private final Spool spool;
    private ServletOutputStream stream;
    private PrintWriter writer;
    /** Said before the answer was made, which may have become another one since. */
    private long announced = -1;

    WholeAnswer(HttpServletResponse response, PersonWeights weights, KeyProvider keys, Space space) {
        super(response);
        this.spool = new Spool(weights, keys, space, () -> stream(response));
    }

    private OutputStream stream(HttpServletResponse response) {
        try {
            if (announced >= 0) {
                response.setContentLengthLong(announced);
            }
            return response.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Spool spool() {
        return spool;
    }

    /** Of an answer without a body, as HEAD asks for it; less than 0 where nobody said. */
    long announced() {
        return announced;
    }

    @Override
    public void setContentLength(int length) {
        announced = length;
    }

    @Override
    public void setContentLengthLong(long length) {
        announced = length;
    }

    @Override
    public void setHeader(String name, String value) {
        if (!isLength(name, value)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!isLength(name, value)) {
            super.addHeader(name, value);
        }
    }

    private boolean isLength(String name, String value) {
        if (HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)) {
            announced = Long.parseLong(value);
            return true;
        }
        return false;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        if (writer != null) {
            throw new IllegalStateException("The answer has a writer");
        }
        if (stream == null) {
            stream = new Stream(spool);
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            if (stream != null) {
                throw new IllegalStateException("The answer has a stream");
            }
            // As a server does: what was guessed is said.
            setCharacterEncoding(getCharacterEncoding());
            writer = new PrintWriter(new OutputStreamWriter(spool, getCharacterEncoding()));
        }
        return writer;
    }

    @Override
    public void flushBuffer() {
        if (writer != null) {
            writer.flush();
        }
    }

    @Override
    public boolean isCommitted() {
        return spool.isDirect() || super.isCommitted();
    }

    @Override
    public void reset() {
        super.reset();
        announced = -1;
        spool.discard();
        stream = null;
        writer = null;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        flushBuffer();
        spool.discard();
    }

    @Override
    public void sendError(int status) throws IOException {
        resetBuffer();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        resetBuffer();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        resetBuffer();
        super.sendRedirect(location);
    }

    private static final class Stream extends ServletOutputStream {

        private final Spool spool;

        Stream(Spool spool) {
            this.spool = spool;
        }

        @Override
        public void write(int one) throws IOException {
            spool.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            spool.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("Answers are written by the thread that serves the request");
        }
    }
}
