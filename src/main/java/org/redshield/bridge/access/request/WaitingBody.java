package org.redshield.bridge.access.request;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;

/** A body that is coming in, without a thread; then the request goes on. */
final class WaitingBody implements ReadListener, AsyncListener {

    private static final String ATTRIBUTE = WaitingBody.class.getName();
    private static final int PIECE = 8 * 1024;

    /** What has become of it. */
    enum State {
        COMING,
        WHOLE,
        TOO_LARGE,
        TOO_SLOW,
        /** Its network or session has as many under way as one may have. */
        OWN_TOO_MANY,
        /** There was no place for it, whoever sent it. */
        TOO_MANY,
        /** Its sender is gone. */
        GONE
    }

    private final Request request;
    private final Duration deadline;
    private final long largest;
    private final Runnable over;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private ServletInputStream in;
    private State state = State.COMING;

    private WaitingBody(Request request, Duration deadline, long largest, Runnable over) {
        this.request = request;
        this.deadline = deadline;
        this.largest = largest;
        this.over = over;
    }

    /**
     * Begins when the thread that calls this has come back.
     *
     * @param over called once, when nothing more is waited for
     */
    static void begin(Request request, Duration deadline, long largest, Runnable over) throws IOException {
        WaitingBody body = new WaitingBody(request, deadline, largest, over);
        request.setAttribute(ATTRIBUTE, body);
        request.setAsyncSupported(true);
        request.startAsync();
        request.getAsyncContext().setTimeout(deadline.toMillis());
        request.getAsyncContext().addListener(body);
        body.in = request.getInputStream();
        body.in.setReadListener(body);
    }

    /** One that is not taken in. */
    static void refuse(Request request, RequestPlaces.Found why) {
        WaitingBody body = new WaitingBody(request, Duration.ZERO, 0, () -> {});
        body.state = why == RequestPlaces.Found.OWN_TAKEN ? State.OWN_TOO_MANY : State.TOO_MANY;
        request.setAttribute(ATTRIBUTE, body);
    }

    /** @throws IllegalStateException where nobody waited for it */
    static WaitingBody of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof WaitingBody body) {
            return body;
        }
        throw new IllegalStateException("Nobody waited for the body");
    }

    /** Whether the request is one whose body was waited for, and has not gone on yet. */
    static boolean isDone(Request request) {
        return request.isAsyncDispatching() && request.getAttribute(ATTRIBUTE) instanceof WaitingBody;
    }

    State state() {
        return state;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[PIECE];
        while (state == State.COMING && in.isReady()) {
            int read = in.read(piece);
            if (read < 0) {
                return;
            }
            Duration before = BodyClock.allowed(deadline, bytes.size());
            bytes.write(piece, 0, read);
            Duration now = BodyClock.allowed(deadline, bytes.size());
            if (bytes.size() > largest) {
                goOn(State.TOO_LARGE);
            } else if (!now.equals(before)) {
                request.getAsyncContext().setTimeout(now.toMillis());
            }
        }
    }

    @Override
    public void onAllDataRead() {
        goOn(State.WHOLE);
    }

    /** As a request that has just come: not as one that is dispatched anew, which the engine's filters would not see. */
    private void goOn(State with) {
        if (state == State.COMING) {
            state = with;
            over.run();
            request.getCoyoteRequest().action(ActionCode.ASYNC_DISPATCH, null);
        }
    }

    private void isGone() {
        if (state == State.COMING) {
            state = State.GONE;
            over.run();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        goOn(State.TOO_SLOW);
    }

    @Override
    public void onError(Throwable fault) {
        isGone();
    }

    @Override
    public void onError(AsyncEvent event) {
        if (state == State.COMING || state == State.GONE) {
            isGone();
            event.getAsyncContext().complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        isGone();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The answer's own.
    }
}
