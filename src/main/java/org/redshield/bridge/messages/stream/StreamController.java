package org.redshield.bridge.messages.stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.SignIn;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is new for the person at a browser, until he signs out. */
@RestController
@RequiredArgsConstructor
class StreamController {

    private final Streams streams;
    private final StreamSettings settings;
    private final InstantSource time;

    /**
     * Server-sent events without content: {@code tasks}, {@code notices}, {@code messages} with the case's number,
     * {@code all} where something may have been missed. A session ends its stream; else it ends after a while.
     */
    @NotOnRecord
    @GetMapping("/api/events")
    void open(HttpServletRequest request, HttpServletResponse response) {
        Caller caller = Caller.current();
        streams.admit(caller);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // What proxies of the kind of nginx hold back otherwise.
        response.setHeader("X-Accel-Buffering", "no");
        streams.open(caller, request.startAsync(request, response), lasts(request));
    }

    private BooleanSupplier lasts(HttpServletRequest request) {
        Instant end = time.instant().plus(settings.lifetime());
        return SignIn.session(request).orElse(() -> time.instant().isBefore(end));
    }
}
