package org.redshield.bridge.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.access.ratelimit.Load;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the engine who is asking, and the log for which organisation, for the length of the request; and through whose eyes a
 * supervisor reads what a bureau below has.
 */
@RequiredArgsConstructor
final class EngineIdentity extends OncePerRequestFilter {

    private final Callers callers;
    private final Caller.Viewpoint viewpoint;
    private final ObjectMapper json;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller;
        try {
            caller = viewpoint.of(Caller.current(), request);
        } catch (NotFound notInSight) {
            Problems.write(response, json, HttpStatus.NOT_FOUND, notInSight);
            return;
        }
        Load.of(request).ifPresent(load -> load.by(caller.userId()));
        if (!caller.equals(Caller.current())) {
            SecurityContextHolder.getContext().setAuthentication(new ApiSecurity.Signed(caller));
        }
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
