package org.redshield.sandbox.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The faults in force. Every set replaces the one before; connections held open by the old one are let go. */
@Component
public class Faults {

    private static final class Armed {
        private final Fault fault;
        private final SplittableRandom random;
        private int left;
        private long seen;
        private long met;

        Armed(Fault fault) {
            this.fault = fault;
            this.random = new SplittableRandom(fault.seed() == null ? 0 : fault.seed());
            this.left = fault.times() != null ? fault.times() : fault.probability() != null ? -1 : 1;
        }

        boolean hits(FaultKind kind, Call call) {
            boolean hit = fault.anyOf() == null
                    ? fault.fault() == kind && left != 0 && fault.matches(call) && falls()
                    : fault.anyOf().contains(kind)
                            && call.drawn()
                                    .computeIfAbsent(this, mix -> draw(call))
                                    .equals(Optional.of(kind));
            if (!hit) {
                return false;
            }
            // A call meets what it has drawn once.
            call.drawn().computeIfPresent(this, (mix, drawn) -> Optional.empty());
            met++;
            if (left > 0) {
                left--;
            }
            return true;
        }

        private boolean falls() {
            return fault.probability() == null || random.nextDouble() < fault.probability();
        }

        private Optional<FaultKind> draw(Call call) {
            if (!fault.matches(call)) {
                return Optional.empty();
            }
            seen++;
            return left != 0 && falls()
                    ? Optional.of(fault.anyOf().get(random.nextInt(fault.anyOf().size())))
                    : Optional.empty();
        }
    }

    /**
     * @param left calls it will still meet, -1: no limit
     * @param met calls it has met
     * @param seen of a mix: all calls that it might have met
     */
    public record State(Fault fault, int left, long met, long seen) {}

    private final Outage outage;
    private List<Armed> armed = List.of();
    private CountDownLatch replaced = new CountDownLatch(1);

    Faults(Outage outage) {
        this.outage = outage;
    }

    public synchronized void replace(List<Fault> faults) {
        replaced.countDown();
        replaced = new CountDownLatch(1);
        armed = new ArrayList<>(faults.stream().map(Armed::new).toList());
        take(FaultKind.DOWN, new Call(null, null, Set.of(), Set.of()))
                .ifPresent(down -> outage.begin(down.hold() == null ? Duration.ofSeconds(60) : down.hold()));
    }

    /** Leaves those that are in force as they are. */
    public synchronized void add(List<Fault> faults) {
        List<Armed> all = new ArrayList<>(armed);
        faults.forEach(fault -> all.add(new Armed(fault)));
        armed = all;
    }

    public synchronized List<State> states() {
        return armed.stream()
                .map(each -> new State(each.fault, each.left, each.met, each.seen))
                .toList();
    }

    /** The fault of that kind which meets this call, used up by one. */
    public synchronized Optional<Fault> take(FaultKind kind, Call call) {
        return armed.stream().filter(each -> each.hits(kind, call)).findFirst().map(each -> each.fault);
    }

    /** Keeps the calling thread for that long, or until the faults are replaced or the sandbox stops. */
    public void hold(Duration duration) {
        CountDownLatch until;
        synchronized (this) {
            until = replaced;
        }
        try {
            until.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @EventListener(ContextClosedEvent.class)
    void letGo() {
        replace(List.of());
    }
}
