package org.redshield.bridge.access.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.access.origin.Network;

/** What one request takes of its person's share, until its answer has been read. */
public final class Load {

    private static final String ATTRIBUTE = Load.class.getName();

    private final PersonWeights weights;
    private final String network;
    private final List<Runnable> places = new ArrayList<>();
    private String person;
    private long bytes;
    private boolean over;

    private Load(PersonWeights weights, String network) {
        this.weights = weights;
        this.network = network;
    }

    static Load begin(HttpServletRequest request, PersonWeights weights) {
        Load load = new Load(weights, Network.of(request.getRemoteAddr()));
        request.setAttribute(ATTRIBUTE, load);
        return load;
    }

    /** Of a request that is weighed; pages and streams of events are not. */
    public static Optional<Load> of(HttpServletRequest request) {
        return Optional.ofNullable((Load) request.getAttribute(ATTRIBUTE));
    }

    /**
     * Who sends it, as soon as that is known.
     *
     * @throws org.redshield.bridge.RetryLater access.requests-in-flight
     */
    public synchronized void by(String user) {
        if (person == null) {
            person = user;
            places.add(weights.request(user));
        }
    }

    /**
     * It takes something along. Who is nobody is counted by his network, as a whole.
     *
     * @throws org.redshield.bridge.RetryLater access.downloads-in-flight, access.requests-in-flight, access.day-used-up
     */
    public synchronized void download() {
        if (person == null) {
            places.add(weights.request(network));
        } else {
            weights.requireRoomInDay(person);
            places.add(weights.download(person));
        }
    }

    /** @throws org.redshield.bridge.RetryLater access.day-used-up */
    public synchronized void upload() {
        if (person != null) {
            weights.requireRoomInDay(person);
        }
    }

    /** In whichever direction. */
    public synchronized void carries(long more) {
        bytes += more;
    }

    /** Whom its places are counted for. */
    public synchronized String who() {
        return person == null ? network : person;
    }

    /** Once; whoever comes later changes nothing. */
    void end() {
        List<Runnable> mine;
        String whose;
        long moved;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            mine = List.copyOf(places);
            whose = person;
            moved = bytes;
        }
        mine.forEach(Runnable::run);
        if (whose != null && moved > 0) {
            weights.moved(whose, moved);
        }
    }
}
