package org.redshield.bridge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the case file in Tasklist, and as a page of its own, read /api with the officer's own login. A request that changes something must also carry
 * the session's cross-site token, as Tasklist's own requests do.
 */
@RequiredArgsConstructor
final class TasklistSession extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Callers callers;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && (ApiSecurity.isPage(request)
                        || request.getRequestURI().startsWith(request.getContextPath() + "/api/"))) {
            sessionUser(request).flatMap(callers::find).ifPresent(caller -> SecurityContextHolder.getContext()
                    .setAuthentication(new ApiSecurity.Signed(caller)));
        }
        chain.doFilter(request, response);
    }

    private static Optional<String> sessionUser(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || (!SAFE.contains(request.getMethod()) && !carriesToken(request))) {
            return Optional.empty();
        }
        return SignIn.user(session);
    }

    private static boolean carriesToken(HttpServletRequest request) {
        return SignIn.token(request)
                .filter(token -> token.equals(request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME)))
                .isPresent();
    }
}
