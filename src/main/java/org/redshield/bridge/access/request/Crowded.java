package org.redshield.bridge.access.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
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

/**
 * Where the database gave no connection in time, or is not asked, in whatever filter or controller: a sentence, and when to ask again.
 * Where it broke off while something was changed, nobody is told that nothing was.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
@RequiredArgsConstructor
final class Crowded extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Crowded.class);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final ObjectMapper json;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            Optional<RetryLater> told = RetryLater.of(e, !READING.contains(request.getMethod()));
            if (response.isCommitted() || told.isEmpty()) {
                throw e;
            }
            RetryLater later = told.get();
            if (later.code().equals(RetryLater.UNSURE)) {
                LOG.error("Nobody knows what came of it", e);
            } else {
                LOG.warn("Nobody could be served: {}", later.code());
            }
            boolean isPage =
                    String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains("text/html");
            if (isPage) {
                response.reset();
            } else {
                response.resetBuffer();
            }
            UnreadBodies.announce(response);
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(later.seconds()));
            HttpStatus status = Problems.status(later);
            if (isPage) {
                page(response, status, later);
                return;
            }
            Problems.write(response, json, status, later);
        }
    }

    /** What a person opens looks again by itself. */
    private static void page(HttpServletResponse response, HttpStatus status, RetryLater later) throws IOException {
        response.setStatus(status.value());
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // As all answers have it: those of the engine's own pages went with what they had begun.
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
        String page = """
                <!DOCTYPE html>
                <html lang="zh-CN"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">
                <meta http-equiv="refresh" content="%d"><title>红盾云桥暂时不可用</title>
                <style>body{font:18px/1.8 sans-serif;max-width:34em;margin:15vh auto;padding:0 1em;color:#222}</style></head>
                <body><main><h1>红盾云桥暂时不可用</h1><p>%s</p><p>本页会自动重试，请不要关闭填写表单的窗口。</p></main></body></html>
                """.formatted(later.seconds(), later.getMessage());
        // Of a writer that somebody had opened the letters would stay what they were.
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
