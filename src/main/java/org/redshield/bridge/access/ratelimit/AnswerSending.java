package org.redshield.bridge.access.ratelimit;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole answer on its way to its reader: a thread is asked for whenever he has taken some, and for no longer than that. */
final class AnswerSending implements WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerSending.class);
    private static final int PIECE = 16 * 1024;

    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final InputStream content;
    private final Runnable over;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final byte[] piece = new byte[PIECE];

    private AnswerSending(AsyncContext exchange, ServletOutputStream out, InputStream content, Runnable over) {
        this.exchange = exchange;
        this.out = out;
        this.content = content;
        this.over = over;
    }

    /**
     * Begins when the thread of the request has come back.
     *
     * @param patience by when it must have been read
     * @param over called once, whatever comes of it
     */
    static void begin(
            HttpServletRequest request,
            HttpServletResponse response,
            InputStream content,
            Duration patience,
            Runnable over)
            throws IOException {
        AsyncContext exchange = request.startAsync(request, response);
        AnswerSending sending = new AnswerSending(exchange, response.getOutputStream(), content, over);
        exchange.setTimeout(patience.toMillis());
        exchange.addListener(sending);
        sending.out.setWriteListener(sending);
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            int read = content.read(piece);
            if (read < 0) {
                end();
                exchange.complete();
                return;
            }
            out.write(piece, 0, read);
        }
    }

    private void end() {
        if (isOver.compareAndSet(false, true)) {
            try {
                content.close();
            } catch (IOException e) {
                LOG.debug("An answer that was sent cannot be closed", e);
            }
            over.run();
        }
    }

    @Override
    public void onError(Throwable fault) {
        // The reader is gone, or has not read for too long.
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        LOG.info("An answer was read too slowly and is broken off");
        end();
        exchange.complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
        exchange.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nothing else begins in it.
    }
}
