package org.redshield.bridge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.redshield.bridge.RequestThread;
import org.redshield.bridge.access.origin.Network;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Marks a request's thread, with where the request comes from, for its length. Spring's own request context is another one within the engine's interfaces. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public final class Source extends OncePerRequestFilter {

    /** Calls within the bridge. */
    private static final String LOCAL = "local";

    private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> LOCAL);

    /** The client's address, for the record; {@code access.origin} says what that is. */
    public static String ofThisRequest() {
        return CURRENT.get();
    }

    /** The network that it lies in, by which rates are counted. */
    public static String networkOfThisRequest() {
        return Network.of(CURRENT.get());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        CURRENT.set(request.getRemoteAddr());
        RequestThread.begin();
        try {
            chain.doFilter(request, response);
        } finally {
            RequestThread.end();
            CURRENT.remove();
        }
    }
}
