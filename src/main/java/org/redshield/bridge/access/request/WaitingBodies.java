package org.redshield.bridge.access.request;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;
import org.redshield.bridge.access.origin.Network;
import org.redshield.bridge.keys.Hashes;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Waits for the bodies of requests without a thread, before any filter sees them, within a limit, a deadline and so much memory. A
 * request whose body is there goes its whole way from the beginning.
 */
@Component
final class WaitingBodies extends ValveBase implements MeterBinder {

    /** What a request takes besides its body. */
    private static final long EACH = 8 * 1024;

    private final BodySettings settings;
    private final AtomicLong memory = new AtomicLong();
    private final Map<String, Long> memoryOf = new ConcurrentHashMap<>();
    private final RequestPlaces places;
    private final RequestPlaces placesOfSenders;
    private final AtomicLong waiting = new AtomicLong();

    WaitingBodies(BodySettings settings) {
        super(true);
        this.settings = settings;
        this.places = new RequestPlaces(settings.atOnce(), settings.perSource());
        this.placesOfSenders = new RequestPlaces(settings.atOnce(), settings.perSender());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("bridge.bodies.waiting", waiting, AtomicLong::get)
                .description("Requests whose bodies are coming in, without a thread")
                .register(registry);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (WaitingBody.isDone(request)) {
            request.getCoyoteRequest().action(ActionCode.ASYNC_DISPATCHED, null);
            try {
                getNext().invoke(request, response);
            } finally {
                // Its fault was answered; Tomcat would answer it once more.
                request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            }
        } else if (!isWaitedFor(request, response)) {
            getNext().invoke(request, response);
        } else {
            RequestPlaces.Found found = begin(request, response);
            if (found != RequestPlaces.Found.PLACE) {
                WaitingBody.refuse(request, found);
                getNext().invoke(request, response);
            }
        }
    }

    private boolean isWaitedFor(Request request, Response response) {
        return !request.isAsync()
                && request.getContext() != null
                && !response.isError()
                && RequestBodies.hasBody(request)
                && RequestBodies.Kind.of(request) == RequestBodies.Kind.WHOLE
                && request.getContentLengthLong() <= settings.largest().toBytes();
    }

    private RequestPlaces.Found begin(Request request, Response response) throws IOException {
        String network = Network.of(request.getRemoteAddr());
        long announced = request.getContentLengthLong();
        long size = EACH + (announced < 0 ? settings.largest().toBytes() : announced);
        Optional<String> sender = sender(request);
        RequestPlaces.Found found = places.enter(network);
        if (found != RequestPlaces.Found.PLACE) {
            return found;
        }
        found = sender.map(placesOfSenders::enter).orElse(RequestPlaces.Found.PLACE);
        if (found != RequestPlaces.Found.PLACE) {
            places.leave(network);
            return found;
        }
        found = reserve(network, size);
        if (found != RequestPlaces.Found.PLACE) {
            sender.ifPresent(placesOfSenders::leave);
            places.leave(network);
            return found;
        }
        waiting.incrementAndGet();
        if (request.getHeader(HttpHeaders.EXPECT) != null) {
            response.sendAcknowledgement(ContinueResponseTiming.IMMEDIATELY);
        }
        WaitingBody.begin(request, settings.deadline(), settings.largest().toBytes(), () -> {
            waiting.decrementAndGet();
            release(network, size);
            sender.ifPresent(placesOfSenders::leave);
            places.leave(network);
        });
        return found;
    }

    /** By what he says of himself, as nobody has looked at it yet: one account alone does not take what is there for all of its network. */
    private static Optional<String> sender(Request request) {
        return Stream.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE)
                .map(request::getHeader)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Hashes::sha256);
    }

    private RequestPlaces.Found reserve(String network, long size) {
        long most = settings.memory().toBytes();
        boolean all = memory.addAndGet(size) <= most;
        boolean own = memoryOf.merge(network, size, Long::sum) <= most / 2;
        if (all && own) {
            return RequestPlaces.Found.PLACE;
        }
        release(network, size);
        return own ? RequestPlaces.Found.ALL_TAKEN : RequestPlaces.Found.OWN_TAKEN;
    }

    private void release(String network, long size) {
        memory.addAndGet(-size);
        memoryOf.computeIfPresent(network, (same, taken) -> taken <= size ? null : taken - size);
    }
}
