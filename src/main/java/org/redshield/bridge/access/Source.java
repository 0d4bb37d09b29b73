package org.redshield.bridge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.redshield.bridge.RequestThread;
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

    public static String ofThisRequest() {
        return CURRENT.get();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        CURRENT.set(network(request.getRemoteAddr()));
        RequestThread.begin();
        try {
            chain.doFilter(request, response);
        } finally {
            RequestThread.end();
            CURRENT.remove();
        }
    }

    /** One subscriber has a whole /64 of IPv6 to himself. */
    public static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length < 5 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]) + "::/64";
    }
}
