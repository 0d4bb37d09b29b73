package org.redshield.bridge.access.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A session has one cross-site token, the first: the engine, which makes one for whoever finds none, tells each of several
 * requests at once of its own. Within a node it would look once more; between nodes nobody does.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 13)
final class FirstToken extends OncePerRequestFilter {

    private static final String COOKIE = CsrfConstants.CSRF_TOKEN_DEFAULT_COOKIE_NAME + "=";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/camunda/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            @Override
            public void addHeader(String name, String value) {
                boolean tells = HttpHeaders.SET_COOKIE.equalsIgnoreCase(name) && value.startsWith(COOKIE);
                super.addHeader(
                        name,
                        tells
                                ? token(request)
                                        .map(token -> COOKIE + token + value.substring(end(value)))
                                        .orElse(value)
                                : value);
            }

            @Override
            public void setHeader(String name, String value) {
                boolean tells = CsrfConstants.CSRF_TOKEN_HEADER_NAME.equalsIgnoreCase(name)
                        && !CsrfConstants.CSRF_TOKEN_HEADER_REQUIRED.equals(value);
                super.setHeader(name, tells ? token(request).orElse(value) : value);
            }
        });
    }

    private static int end(String cookie) {
        int end = cookie.indexOf(';');
        return end < 0 ? cookie.length() : end;
    }

    private static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> (String) session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME));
    }
}
