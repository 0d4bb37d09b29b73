package org.redshield.bridge.access.ratelimit;

import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.operations.Space;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps answers until whoever makes them has finished: transactions, sessions and the record are done, and their thread and connection
 * serve somebody else, while the answer is read as slowly as the reader likes.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 8)
final class WholeAnswers extends OncePerRequestFilter {

    /** Fits into what the system takes of a connection at once. */
    private static final int SMALL = 16 * 1024;

    /** Tomcat's, by which a filter that does not know of it takes it away. */
    private static final String ASYNC_SUPPORTED = "org.apache.catalina.ASYNC_SUPPORTED";

    private final PersonWeights weights;
    private final KeyProvider keys;
    private final Space space;

    /** Lazily: filters are made while the web server starts. */
    WholeAnswers(PersonWeights weights, @Lazy KeyProvider keys, @Lazy Space space) {
        this.weights = weights;
        this.keys = keys;
        this.space = space;
    }

    /** Pages and their scripts are the same for everybody and have places of their own; events are sent without end. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/api/events")
                || Stream.of("/api/", "/cases/", "/engine-rest/", "/camunda/api/", "/v3/")
                        .noneMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Load load = Load.begin(request, weights);
        WholeAnswer answer = new WholeAnswer(response, weights, keys, space);
        boolean goesOn = false;
        try {
            chain.doFilter(request, answer);
            answer.flushBuffer();
            load.carries(answer.spool().size());
            goesOn = send(request, response, answer, load);
        } finally {
            if (!goesOn) {
                answer.spool().close();
                load.end();
            }
        }
    }

    /** @return whether it is still being sent */
    private boolean send(HttpServletRequest request, HttpServletResponse response, WholeAnswer answer, Load load)
            throws IOException {
        Spool spool = answer.spool();
        long size = spool.size();
        if (spool.isDirect() || response.isCommitted() || size == 0 && answer.announced() < 0) {
            return false;
        }
        response.setContentLengthLong(size == 0 ? answer.announced() : size);
        // What is answered unread ends its connection in a way of its own (access.request.UnreadBodies).
        boolean unread = "close".equalsIgnoreCase(response.getHeader(HttpHeaders.CONNECTION));
        if (size <= SMALL || unread || request.isAsyncStarted()) {
            try (InputStream content = spool.content()) {
                content.transferTo(response.getOutputStream());
            }
            return false;
        }
        // An answer that is broken off ends its connection: nothing else tells the reader.
        response.setHeader(HttpHeaders.CONNECTION, "close");
        request.setAttribute(ASYNC_SUPPORTED, true);
        Runnable sent = weights.sending();
        try {
            AnswerSending.begin(request, response, spool.content(), weights.patience(size), () -> {
                sent.run();
                spool.close();
                load.end();
            });
        } catch (IOException | RuntimeException e) {
            sent.run();
            throw e;
        }
        return true;
    }

    @Configuration(proxyBeanMethods = false)
    static class Figures {

        @Bean
        MeterBinder answersOnTheirWay(PersonWeights weights) {
            return weights::figures;
        }
    }
}
