package org.redshield.bridge.access.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.Causes;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.Source;
import org.redshield.bridge.access.ratelimit.Load;
import org.redshield.bridge.engine.guard.QueryLimits;
import org.redshield.bridge.engine.input.JsonShape;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A request's body is there in whole before anything else happens to it ({@link WaitingBodies}). Files and models are too large for
 * that; they are read as they come, after the sign-in, a few at a time, and fewer of one person. What is open to everybody is shown to
 * a few at a time as well.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
final class RequestBodies extends OncePerRequestFilter {

    private final BodySettings settings;
    private final ObjectMapper json;
    private final RequestPlaces files;
    private final RequestPlaces pages;

    RequestBodies(BodySettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
        this.files = new RequestPlaces(settings.filesAtOnce(), settings.filesPerPerson());
        this.pages = new RequestPlaces(settings.pagesAtOnce(), Math.max(1, settings.pagesAtOnce() / 2));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isDisguised(request) || !QueryText.areIn(request.getQueryString()) || isOfAnyType(request)) {
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
            passOn(request, response, chain, largest);
        } else {
            passFileOn(request, response, chain, largest);
        }
    }

    /** What says that it is something else is not read as JSON by anybody behind this; what says nothing may be. */
    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || type.toLowerCase(Locale.ROOT).contains("json");
    }

    private static Optional<Refusal> tooMuch(byte[] body) {
        return JsonShape.excess(body)
                .map(excess -> new Refusal(
                        switch (excess) {
                            case DEPTH -> "access.json-too-deep";
                            case ELEMENTS -> "access.json-too-many";
                            case TEXT -> "access.json-text-too-long";
                            case NUMBER -> "access.json-number-too-long";
                        },
                        excess.limit()));
    }

    private void passOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain, long largest)
            throws ServletException, IOException {
        WaitingBody body = WaitingBody.of(request);
        switch (body.state()) {
            case TOO_LARGE -> tooLarge(response, largest);
            case TOO_SLOW -> tooSlow(response);
            case OWN_TOO_MANY -> isFull(response, RequestPlaces.Found.OWN_TAKEN);
            case TOO_MANY -> isFull(response, RequestPlaces.Found.ALL_TAKEN);
            default -> {
                Optional<Refusal> shape = isJson(request) ? tooMuch(body.bytes()) : Optional.empty();
                if (shape.isPresent()) {
                    Problems.write(response, json, HttpStatus.BAD_REQUEST, shape.get());
                } else if (CockpitQueries.askTooMuch(request, body.bytes(), json)) {
                    Problems.write(response, json, HttpStatus.BAD_REQUEST, QueryLimits.tooComplex());
                } else {
                    Load.of(request).ifPresent(load -> load.carries(body.bytes().length));
                    chain.doFilter(new WholeBody(request, body.bytes()), response);
                }
            }
        }
    }

    private void passFileOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain, long largest)
            throws ServletException, IOException {
        UnreadBodies.announce(response);
        TimedBody body =
                new TimedBody(request, new BodyClock(settings.deadline()), largest, files, settings.filesPerPerson());
        try {
            chain.doFilter(body, response);
        } catch (IOException | ServletException | RuntimeException e) {
            if (response.isCommitted()
                    || Causes.first(e, BodyClock.TooSlow.class).isEmpty()) {
                throw e;
            }
            tooSlow(response);
        } finally {
            body.isOver();
        }
    }

    /** Scripts and pages are large and open to everybody: a thread that writes to one who does not read serves nobody either. */
    private void show(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String source = Source.networkOfThisRequest();
        RequestPlaces.Found found = pages.enter(source);
        if (found != RequestPlaces.Found.PLACE) {
            isFull(response, found);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            pages.leave(source);
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return Stream.of("/api/", "/engine-rest/", "/camunda/api/").noneMatch(path::startsWith);
    }

    /** The path of one of our servlets in other letters (%65ngine-rest, engine-rest;x=1): what watches over paths would stumble over it. */
    private static boolean isDisguised(HttpServletRequest request) {
        String servlet = request.getContextPath() + request.getServletPath();
        String path = request.getRequestURI();
        return request.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH
                && !path.equals(servlet)
                && !path.startsWith(servlet + "/");
    }

    /** A type that could be any, which no body has. */
    private static boolean isOfAnyType(HttpServletRequest request) {
        return request.getContentType() != null && request.getContentType().contains("*");
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

    /** Of one's own share, or for everybody. */
    private void isFull(HttpServletResponse response, RequestPlaces.Found found) throws IOException {
        UnreadBodies.announce(response);
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        boolean own = found == RequestPlaces.Found.OWN_TAKEN;
        Problems.write(
                response,
                json,
                own ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE,
                new Refusal(own ? "access.bodies-of-one" : "access.bodies-busy"));
    }

    /** How a body is taken in. */
    enum Kind {
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
