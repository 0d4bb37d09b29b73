package org.redshield.bridge.access.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.Source;
import org.redshield.bridge.engine.guard.QueryLimits;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes a request's body in whole before anything else happens to it, within a limit, a deadline and a number at a time: a
 * thread that waits for a slow sender serves nobody. Files and models are too large for that; they are read as they come,
 * after the sign-in, a few at a time. What is open to everybody is shown to a few at a time as well.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
final class Bodies extends OncePerRequestFilter {

    private final BodySettings settings;
    private final ObjectMapper json;
    private final Places wholes;
    private final Semaphore files;
    private final Places pages;

    Bodies(BodySettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
        this.wholes = new Places(settings.atOnce(), settings.perSource());
        this.files = new Semaphore(settings.filesAtOnce());
        this.pages = new Places(settings.pagesAtOnce(), settings.perSource());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isDisguised(request) || !Texts.areIn(request.getQueryString())) {
            UnreadBodies.announce(response);
            Problems.write(response, json, HttpStatus.BAD_REQUEST, new Refusal("access.request-invalid"));
            return;
        }
        if (!hasBody(request)) {
            if (CockpitQueries.askTooMuch(request)) {
                Problems.write(response, json, HttpStatus.BAD_REQUEST, QueryLimits.tooComplex());
            } else if (isPage(request)) {
                show(request, response, chain);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        Kind kind = Kind.of(request);
        long largest = largest(kind);
        if (request.getContentLengthLong() > largest) {
            tooLarge(response, largest);
            return;
        }
        if (kind == Kind.WHOLE) {
            takeWhole(request, response, chain, largest);
        } else {
            passOn(request, response, chain, largest);
        }
    }

    private void takeWhole(HttpServletRequest request, HttpServletResponse response, FilterChain chain, long largest)
            throws ServletException, IOException {
        String source = Source.ofThisRequest();
        if (wholes.enter(source)) {
            byte[] body;
            try {
                body = whole(request, new BodyClock(settings.deadline()), largest);
            } catch (IOException e) {
                // Too slow, or gone: then nobody reads the answer.
                tooSlow(response);
                return;
            } finally {
                wholes.leave(source);
            }
            if (body == null) {
                tooLarge(response, largest);
            } else if (CockpitQueries.askTooMuch(request, body, json)) {
                Problems.write(response, json, HttpStatus.BAD_REQUEST, QueryLimits.tooComplex());
            } else {
                chain.doFilter(new WholeBody(request, body), response);
            }
        } else {
            busy(response);
        }
    }

    private void passOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain, long largest)
            throws ServletException, IOException {
        UnreadBodies.announce(response);
        if (files.tryAcquire()) {
            try {
                chain.doFilter(new TimedBody(request, new BodyClock(settings.deadline()), largest), response);
            } finally {
                files.release();
            }
        } else {
            busy(response);
        }
    }

    /** Scripts and pages are large and open to everybody: a thread that writes to one who does not read serves nobody either. */
    private void show(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String source = Source.ofThisRequest();
        if (pages.enter(source)) {
            try {
                chain.doFilter(request, response);
            } finally {
                pages.leave(source);
            }
        } else {
            busy(response);
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return Stream.of("/api/", "/engine-rest/", "/camunda/api/").noneMatch(path::startsWith);
    }

    /** The path of one of our servlets in other letters (%65ngine-rest): what watches over paths would stumble over it. */
    private static boolean isDisguised(HttpServletRequest request) {
        return request.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH
                && !request.getRequestURI().startsWith(request.getContextPath() + request.getServletPath());
    }

    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0
                || request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private long largest(Kind kind) {
        DataSize largest = kind == Kind.DEPLOYMENT ? settings.largestDeployment() : settings.largest();
        // Who takes files says himself how large they may be.
        return kind == Kind.FILE ? Long.MAX_VALUE : largest.toBytes();
    }

    /** @return null when it is larger */
    private static byte[] whole(HttpServletRequest request, BodyClock clock, long largest) throws IOException {
        InputStream body = clock.watch(request.getInputStream());
        byte[] read = body.readNBytes((int) largest + 1);
        return read.length > largest ? null : read;
    }

    private void tooLarge(HttpServletResponse response, long largest) throws IOException {
        UnreadBodies.announce(response);
        Problems.write(
                response,
                json,
                HttpStatus.PAYLOAD_TOO_LARGE,
                new Refusal("access.body-too-large", DataSize.ofBytes(largest).toKilobytes()));
    }

    private void tooSlow(HttpServletResponse response) throws IOException {
        UnreadBodies.announce(response);
        Problems.write(response, json, HttpStatus.REQUEST_TIMEOUT, new Refusal("access.body-too-slow"));
    }

    private void busy(HttpServletResponse response) throws IOException {
        UnreadBodies.announce(response);
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        Problems.write(response, json, HttpStatus.SERVICE_UNAVAILABLE, new Refusal("access.bodies-busy"));
    }

    /** How a body is taken in. */
    private enum Kind {
        WHOLE,
        DEPLOYMENT,
        FILE;

        static Kind of(HttpServletRequest request) {
            String path = request.getRequestURI();
            if (path.endsWith("/deployment/create")) {
                return DEPLOYMENT;
            }
            String context = request.getContextPath();
            return path.startsWith(context + "/api/cases/") && path.endsWith("/evidence")
                            || path.startsWith(context + "/api/campaigns/") && path.endsWith("/subjects/file")
                            || path.equals(context + "/api/clues/imports")
                            || path.equals(context + "/api/reconciliations")
                    ? FILE
                    : WHOLE;
        }
    }
}
