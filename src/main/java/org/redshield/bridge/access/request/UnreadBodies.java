package org.redshield.bridge.access.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

/**
 * Closes the connection of a request that was answered before its body was read. Tomcat would read the rest first, to keep the
 * connection, for as long as the sender likes. It waits a moment for that, without a thread: whoever comes again as soon as he
 * was sent away would else keep the processors at work with nothing but opening.
 */
final class UnreadBodies extends ValveBase {

    /** Tomcat looks once a second. */
    private static final long LINGER_MILLIS = 1_000;

    /** Of the 8,192 connections that a server holds. */
    private static final int LINGERING_AT_MOST = 2_000;

    private final AtomicInteger lingering = new AtomicInteger();

    UnreadBodies() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getContext() == null) {
            // What is no request (no host, a length that is none) the server has answered, and it ends the connection.
            return;
        }
        AtomicBoolean read = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        if (RequestBodies.hasBody(request) && !read.get()) {
            if (mayLinger(request)) {
                linger(request);
            } else {
                dropRest(request);
            }
        }
    }

    /** An answer that may leave its request unread says that its connection ends: else the sender's next request goes into it. */
    static void announce(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
    }

    /** A connection that has failed, or whose sender broke off while it was read, would never be completed, and counted for ever. */
    private boolean mayLinger(Request request) {
        AtomicBoolean usable = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.IS_IO_ALLOWED, usable);
        return usable.get()
                && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null
                && !request.isAsync()
                && lingering.get() < LINGERING_AT_MOST;
    }

    private static void dropRest(Request request) {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    private void linger(Request request) {
        lingering.incrementAndGet();
        request.setAsyncSupported(true);
        AsyncContext connection = request.startAsync();
        connection.setTimeout(LINGER_MILLIS);
        connection.addListener(new Close(request));
    }

    private final class Close implements AsyncListener {

        private final Request request;

        Close(Request request) {
            this.request = request;
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            lingering.decrementAndGet();
            // Not before: it counts as an error, after which nothing asynchronous begins or is completed.
            dropRest(request);
        }

        @Override
        public void onError(AsyncEvent event) {
            // The sender is gone; the connection is completed all the same.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Nothing else begins in it.
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnTheServer {

        /** Within {@link WaitingBodies}: what waits is neither read nor answered. */
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadBodies(WaitingBodies waiting) {
            return server -> server.addEngineValves(waiting, new UnreadBodies());
        }
    }
}
