package org.redshield.bridge.access.request;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A body that is there. */
public final class WholeBody extends HttpServletRequestWrapper {

    private final byte[] body;
    private final ServletInputStream stream;

    WholeBody(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
        this.stream = new ReadBody(new ByteArrayInputStream(body));
    }

    /** The same request once more, of which nobody has read the body yet. */
    public static WholeBody of(HttpServletRequest request) throws IOException {
        return new WholeBody(request, request.getInputStream().readAllBytes());
    }

    /** Not a copy. */
    public byte[] bytes() {
        return body;
    }

    @Override
    public ServletInputStream getInputStream() {
        return stream;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(
                stream,
                Optional.ofNullable(getCharacterEncoding())
                        .map(Charset::forName)
                        .orElse(StandardCharsets.UTF_8)));
    }

    @Override
    public int getContentLength() {
        return body.length;
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }
}
