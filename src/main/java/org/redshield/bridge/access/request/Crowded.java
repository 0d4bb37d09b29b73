package org.redshield.bridge.access.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.access.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where no connection to the database came in time, in whatever filter or controller: a sentence, and when to ask again. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class Crowded extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Crowded.class);

    private final ObjectMapper json;

    Crowded(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted() || !isCrowded(e)) {
                throw e;
            }
            LOG.warn("No connection to the database in time");
            RetryLater later = RetryLater.crowded();
            response.resetBuffer();
            UnreadBodies.announce(response);
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(later.seconds()));
            Problems.write(response, json, HttpStatus.TOO_MANY_REQUESTS, later);
        }
    }

    private static boolean isCrowded(Throwable fault) {
        return fault instanceof RetryLater || RetryLater.isForWantOfConnection(fault);
    }
}
