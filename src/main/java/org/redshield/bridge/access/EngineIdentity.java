package org.redshield.bridge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine who is asking, for the length of the request. */
final class EngineIdentity extends OncePerRequestFilter {

    private final Callers callers;

    EngineIdentity(Callers callers) {
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        callers.actAs(Caller.current());
        try {
            chain.doFilter(request, response);
        } finally {
            callers.actAsNobody();
        }
    }
}
