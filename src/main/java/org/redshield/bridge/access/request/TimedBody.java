package org.redshield.bridge.access.request;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.access.Source;
import org.redshield.bridge.access.ratelimit.Load;

/** A body that is read as it comes, while its clock runs and up to its limit, in one of the places for that. */
final class TimedBody extends HttpServletRequestWrapper {

    private static final long SOON = 2;

    private final BodyClock clock;
    private final long largest;
    private final RequestPlaces places;
    private final int perPerson;
    private ServletInputStream stream;
    private String who;

    /** @param perPerson as those places have it, for the sentence */
    TimedBody(HttpServletRequest request, BodyClock clock, long largest, RequestPlaces places, int perPerson) {
        super(request);
        this.clock = clock;
        this.largest = largest;
        this.places = places;
        this.perPerson = perPerson;
    }

    /**
     * Only now is it read, by which time it is known who sends it.
     *
     * @throws RetryLater access.files-in-flight, access.files-busy, access.day-used-up
     */
    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            enter();
            InputStream timed = clock.watch(super.getInputStream());
            stream = new ReadBody(new FilterInputStream(timed) {
                @Override
                public int read() throws IOException {
                    return within(super.read());
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    return within(super.read(into, offset, length));
                }
            });
        }
        return stream;
    }

    private void enter() {
        Optional<Load> load = Load.of((HttpServletRequest) getRequest());
        load.ifPresent(Load::upload);
        String person = load.map(Load::who).orElseGet(Source::networkOfThisRequest);
        switch (places.enter(person)) {
            case OWN_TAKEN -> throw new RetryLater(SOON, "access.files-in-flight", perPerson);
            case ALL_TAKEN -> throw RetryLater.full(SOON, "access.files-busy");
            default -> who = person;
        }
    }

    /** Nobody reads it any more. */
    void isOver() {
        if (who != null) {
            places.leave(who);
            who = null;
        }
        Load.of((HttpServletRequest) getRequest()).ifPresent(load -> load.carries(clock.bytes()));
    }

    private int within(int read) throws IOException {
        if (clock.bytes() > largest) {
            throw new IOException("The body is larger than " + largest + " bytes");
        }
        return read;
    }
}
