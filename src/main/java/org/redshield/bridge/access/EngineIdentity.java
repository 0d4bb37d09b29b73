package org.redshield.bridge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.redshield.bridge.LogContext;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine who is asking, and the log for which organisation, for the length of the request. */
final class EngineIdentity extends OncePerRequestFilter {

    private final Callers callers;

    EngineIdentity(Callers callers) {
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = Caller.current();
        callers.actAs(caller);
        // For who sees the request from without.
        request.setAttribute(Caller.class.getName(), caller);
        try (LogContext context = new LogContext()) {
            if (caller.tenants().size() == 1) {
                context.with(LogContext.TENANT, caller.tenants().get(0));
            }
            chain.doFilter(request, response);
        } finally {
            callers.actAsNobody();
        }
    }
}
