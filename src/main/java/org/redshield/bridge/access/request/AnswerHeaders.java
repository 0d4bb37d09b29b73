package org.redshield.bridge.access.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every answer tells browsers, unless whoever answers says it better (OWASP ASVS 5.0, 3.4): no script in what is no page of ours,
 * no guessing of types, no frames of strangers, no address of a case in a stranger's log, and nothing but TLS from now on, cookies neither.
 */
@Configuration(proxyBeanMethods = false)
class AnswerHeaders {

    /** Without Cross-Origin-Opener-Policy: browsers refuse a page that has it and is sandboxed, as the engine's are. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "SAMEORIGIN",
            "Referrer-Policy", "same-origin",
            "Content-Security-Policy",
                    "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");

    /** Of the engine's pages, which bring a policy of their own that must be the only one. */
    private static final Set<String> BY_THE_ENGINE = Set.of("Content-Security-Policy", "X-Content-Type-Options");

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> answerHeadersFilter() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new Telling());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    private static final class Telling extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            boolean engines = request.getRequestURI().startsWith(request.getContextPath() + "/camunda/app/");
            if (request.isSecure()) {
                response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
            }
            chain.doFilter(request, new Answer(response, engines ? BY_THE_ENGINE : Set.of(), request.isSecure()));
        }
    }

    /** Has the defaults until somebody says something else: a second value beside them would be a second policy. */
    private static final class Answer extends HttpServletResponseWrapper {

        private final Set<String> untouched = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

        private final boolean secure;

        Answer(HttpServletResponse response, Set<String> without, boolean secure) {
            super(response);
            this.secure = secure;
            DEFAULTS.forEach((name, value) -> {
                if (!without.contains(name)) {
                    response.setHeader(name, value);
                    untouched.add(name);
                }
            });
        }

        @Override
        public boolean containsHeader(String name) {
            return !untouched.contains(name) && super.containsHeader(name);
        }

        @Override
        public void setHeader(String name, String value) {
            untouched.remove(name);
            super.setHeader(name, kept(name, value));
        }

        @Override
        public void addHeader(String name, String value) {
            if (untouched.remove(name)) {
                super.setHeader(name, value);
            } else {
                super.addHeader(name, kept(name, value));
            }
        }

        /** The engine's own cookies do not know whether there is TLS before us. */
        private String kept(String name, String value) {
            boolean open = secure && "Set-Cookie".equalsIgnoreCase(name) && !value.contains("; Secure");
            return open ? value + "; Secure" : value;
        }

        @Override
        public void reset() {
            super.reset();
            DEFAULTS.keySet().stream()
                    .filter(untouched::contains)
                    .forEach(name -> super.setHeader(name, DEFAULTS.get(name)));
        }
    }
}
