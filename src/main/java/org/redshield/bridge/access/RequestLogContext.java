package org.redshield.bridge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.operations.trace.Traced;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Names the request, and the case and letter it asks for, in every line logged on the way. Never who asks: a log is no place for
 * people. The load balancer gives the id; without one the node gives its own, and the answer carries it back.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestLogContext extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";

    private static final String ID = RequestLogContext.class.getName() + ".id";

    /** Logged as it came, so nothing that could forge a line or fill the disk. */
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9-]{8,64}");

    /** {@code <tenant>-<year>-<six digits>} as a part of the path. */
    private static final Pattern CASE_NO = Pattern.compile("/([0-9]{6}-[0-9]{4}-[0-9]{6})(?=/|$)");

    /** Pages and scripts are told to nobody. */
    private static final Pattern TRACED = Pattern.compile("/(?:api|engine-rest|camunda/api)/");

    /** The engine's resources, without what of them. */
    private static final Pattern ENGINE =
            Pattern.compile("/(?:engine-rest|camunda/api/engine/engine/default)(?:/[a-z-]{1,30}(?=/|$))?");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Pattern LETTER_ID =
            Pattern.compile("/letters/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/|$)");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = idOf(request);
        response.setHeader(HEADER, requestId);
        try (LogContext context = new LogContext()) {
            context.with(LogContext.REQUEST_ID, requestId)
                    .with(LogContext.CASE_NO, named(CASE_NO, request))
                    .with(LogContext.LETTER_ID, named(LETTER_ID, request));
            if (!TRACED.matcher(request.getRequestURI()).lookingAt()) {
                chain.doFilter(request, response);
                return;
            }
            try (Traced stretch = Traced.asked("HTTP")) {
                try {
                    chain.doFilter(request, response);
                } catch (IOException | ServletException | RuntimeException e) {
                    Traced.wentWrong(e.getClass().getName());
                    throw e;
                } finally {
                    if (stretch != null) {
                        tell(request, response);
                    }
                }
            }
        }
    }

    private static void tell(HttpServletRequest request, HttpServletResponse response) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "HTTP";
        String route = route(request);
        Traced.named(method + " " + route);
        Traced.with("http.request.method", method);
        Traced.with("http.route", route);
        Traced.with("http.response.status_code", String.valueOf(response.getStatus()));
        if (response.getStatus() >= 500) {
            Traced.wentWrong(String.valueOf(response.getStatus()));
        }
    }

    /** Never the path itself: accounts are parts of some. */
    private static String route(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern != null) {
            return pattern.toString();
        }
        Matcher engine = ENGINE.matcher(request.getRequestURI());
        return engine.lookingAt() ? engine.group() + "/*" : "/*";
    }

    private static String named(Pattern part, HttpServletRequest request) {
        Matcher matcher = part.matcher(request.getRequestURI());
        return matcher.find() ? matcher.group(1) : null;
    }

    /** The load balancer's, or one of our own; the same however often it is asked for. */
    private static String idOf(HttpServletRequest request) {
        if (request.getAttribute(ID) instanceof String known) {
            return known;
        }
        String given = request.getHeader(HEADER);
        String id = given != null && ACCEPTABLE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        request.setAttribute(ID, id);
        return id;
    }

    /** Names the request also in what the web server logs of it outside of all filters: what none of them has caught. */
    @Component
    static final class Outermost implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

        @Override
        public void customize(TomcatServletWebServerFactory server) {
            server.addEngineValves(new ValveBase(true) {
                @Override
                public void invoke(Request request, Response response) throws IOException, ServletException {
                    try (LogContext context = new LogContext().with(LogContext.REQUEST_ID, idOf(request))) {
                        getNext().invoke(request, response);
                    }
                }
            });
        }
    }
}
