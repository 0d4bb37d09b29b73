package org.redshield.bridge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.redshield.bridge.LogContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names the request, and the case and letter it asks for, in every line logged on the way. Never who asks: a log is no place for
 * people. The load balancer gives the id; without one the node gives its own, and the answer carries it back.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestLogContext extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";

    /** Logged as it came, so nothing that could forge a line or fill the disk. */
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9-]{8,64}");

    /** {@code <tenant>-<year>-<six digits>} as a part of the path. */
    private static final Pattern CASE_NO = Pattern.compile("/([0-9]{6}-[0-9]{4}-[0-9]{6})(?=/|$)");

    private static final Pattern LETTER_ID =
            Pattern.compile("/letters/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/|$)");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = requestId(request.getHeader(HEADER));
        response.setHeader(HEADER, requestId);
        try (LogContext context = new LogContext()) {
            context.with(LogContext.REQUEST_ID, requestId)
                    .with(LogContext.CASE_NO, named(CASE_NO, request))
                    .with(LogContext.LETTER_ID, named(LETTER_ID, request));
            chain.doFilter(request, response);
        }
    }

    private static String named(Pattern part, HttpServletRequest request) {
        Matcher matcher = part.matcher(request.getRequestURI());
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String requestId(String given) {
        return given != null && ACCEPTABLE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
