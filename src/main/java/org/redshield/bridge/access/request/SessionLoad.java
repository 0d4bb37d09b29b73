package org.redshield.bridge.access.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.ratelimit.Load;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says whose a request to the interface of the engine's web applications is, which knows people by their session alone. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 24)
final class SessionLoad extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/camunda/api/");
    }

    /** @throws org.redshield.bridge.RetryLater access.requests-in-flight */
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Load.of(request).ifPresent(load -> Optional.ofNullable(request.getSession(false))
                .flatMap(SignIn::user)
                .ifPresent(load::by));
        chain.doFilter(request, response);
    }
}
