package org.redshield.bridge.engine.account;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * What somebody may look at beyond his own organisations: a supervisor the bureaus below them. It is sight and nothing more. His
 * authentication holds his own organisations only, by which everything is decided that is done; what is only read is asked
 * with those below beside them, for as long as a thread looks.
 */
public final class Sight {

    /** Whose members see what is below. */
    public static final String SUPERVISOR = "supervisor";

    private final Supplier<Hierarchy> hierarchy;
    private final ThreadLocal<Look> looking = new ThreadLocal<>();
    private final ThreadLocal<Answering> answering = new ThreadLocal<>();

    private record Look(String user, List<String> tenants) {}

    /** @param hierarchy asked for once the organisations are known */
    public Sight(Supplier<Hierarchy> hierarchy) {
        this.hierarchy = hierarchy;
    }

    /** Whether somebody in these roles sees more than his own organisations. */
    public static boolean reachesBelow(Collection<String> groups) {
        return groups != null && groups.contains(SUPERVISOR);
    }

    /** His own organisations, and for a supervisor all that stand below them. */
    public Set<String> of(Collection<String> groups, Collection<String> own) {
        return reachesBelow(groups) ? hierarchy.get().under(own) : Set.copyOf(own);
    }

    /** Of what he sees that which is, or stands below, one of the chosen organisations. */
    public Set<String> of(Collection<String> groups, Collection<String> own, Collection<String> chosen) {
        Set<String> both = new LinkedHashSet<>(hierarchy.get().under(chosen));
        both.retainAll(of(groups, own));
        return both;
    }

    /** Reads something for a person who sees these organisations. */
    public <T> T look(String user, Collection<String> tenants, Supplier<T> reading) {
        Look before = looking.get();
        looking.set(new Look(user, List.copyOf(tenants)));
        try {
            return reading.get();
        } finally {
            if (before == null) {
                looking.remove();
            } else {
                looking.set(before);
            }
        }
    }

    /** Whether this thread reads, so that what the person sees counts and not where he belongs. */
    public boolean isLooking() {
        return looking.get() != null;
    }

    /** The organisations that count for this person while the thread looks; else his own. */
    public List<String> tenants(Authentication person) {
        Look look = looking.get();
        return look == null || !look.user().equals(person.getUserId()) ? person.getTenantIds() : look.tenants();
    }

    /**
     * Until it is closed, by the same thread, this thread answers one of Cockpit's own questions and does nothing else. They go
     * past the engine's commands.
     */
    public Answering answerCockpit() {
        Answering begun = new Answering();
        answering.set(begun);
        return begun;
    }

    /** The person as Cockpit's own questions are to know him, which is who he is for everything else. */
    public Authentication inCockpit(Authentication person) {
        Answering now = answering.get();
        return now == null || person == null || person.getTenantIds() == null || !reachesBelow(person.getGroupIds())
                ? person
                : now.seen(person);
    }

    /** Cockpit is being answered. */
    public final class Answering implements AutoCloseable {

        private Authentication of;
        private Authentication seen;

        private Answering() {}

        private Authentication seen(Authentication person) {
            if (of != person) {
                of = person;
                seen = new Authentication(
                        person.getUserId(),
                        person.getGroupIds(),
                        List.copyOf(Sight.this.of(person.getGroupIds(), person.getTenantIds())));
            }
            return seen;
        }

        @Override
        public void close() {
            answering.remove();
        }
    }
}
