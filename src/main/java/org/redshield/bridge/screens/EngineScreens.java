package org.redshield.bridge.screens;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Exchanges in the engine's pages and scripts what {@link Exchanges} says. */
@Configuration(proxyBeanMethods = false)
class EngineScreens {

    /** The page of an application; everything else under it is a file with an ending. */
    private static final Pattern PAGE = Pattern.compile(".*/camunda/app/\\w+/(\\w+/)?");
    /** The scripts with the engine's templates in them. */
    private static final Pattern SCRIPT = Pattern.compile(".*/(deps|camunda-\\w+-bootstrap|app/plugin)\\.js");
    /** What lets a page's own scripts run, in the policy that comes with the page and in the page. */
    private static final Pattern IN_POLICY = Pattern.compile("'nonce-([^']+)'");

    private static final Pattern IN_PAGE = Pattern.compile("nonce=\"[^\"]*\"");
    /** By which the engine's pages tell browsers that a script is another one. */
    private static final String ENGINES_VERSION = "?bust=7.24.0";

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> engineScreensFilter() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new Exchanging(Exchanges.read()));
        registration.addUrlPatterns("/camunda/*");
        // Inside what keeps answers until they are whole (access.ratelimit.Answers): an answer on its way is nobody's
        // to
        // exchange.
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 9);
        return registration;
    }

    private static final class Exchanging extends OncePerRequestFilter {

        private final Exchanges exchanges;
        private final String version;
        /** A script is the same for everybody as long as this program runs. */
        private final Map<String, byte[]> scripts = new ConcurrentHashMap<>();

        Exchanging(Exchanges exchanges) {
            this.exchanges = exchanges;
            this.version = ENGINES_VERSION + "-" + exchanges.version();
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String path = request.getRequestURI();
            boolean script = SCRIPT.matcher(path).matches();
            if (!HttpMethod.GET.matches(request.getMethod())
                    || !script && !PAGE.matcher(path).matches()) {
                chain.doFilter(request, response);
                return;
            }
            var answer = new ContentCachingResponseWrapper(response);
            chain.doFilter(request, answer);
            if (answer.getStatus() != HttpServletResponse.SC_OK) {
                answer.copyBodyToResponse();
                return;
            }
            byte[] body = script
                    ? scripts.computeIfAbsent(path, any -> exchanged(answer.getContentAsByteArray()))
                    : page(answer.getContentAsByteArray(), response.getHeader("Content-Security-Policy"));
            answer.resetBuffer();
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }

        private byte[] page(byte[] content, String policy) {
            String page = new String(exchanged(content), StandardCharsets.UTF_8).replace(ENGINES_VERSION, version);
            return ownNonce(page, policy).getBytes(StandardCharsets.UTF_8);
        }

        /** The engine keeps one nonce for all: of two pages loaded at once one bears the other's, and stays blank. */
        private static String ownNonce(String page, String policy) {
            Matcher nonce = IN_POLICY.matcher(policy == null ? "" : policy);
            return nonce.find()
                    ? IN_PAGE.matcher(page).replaceAll(Matcher.quoteReplacement("nonce=\"" + nonce.group(1) + "\""))
                    : page;
        }

        private byte[] exchanged(byte[] content) {
            return exchanges.in(new String(content, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        }
    }
}
