package org.redshield.bridge.clues.duplicates;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.clues.Undispatched;
import org.redshield.bridge.clues.Undispatched.Link;
import org.redshield.bridge.clues.duplicates.Suspicion.State;
import org.redshield.bridge.clues.duplicates.SuspicionStore.Found;
import org.redshield.bridge.clues.duplicates.SuspicionStore.Neighbours;
import org.redshield.bridge.clues.duplicates.SuspicionStore.Text;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Signals;
import org.redshield.bridge.work.Work;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds clues that may be the same, and keeps what people say to that. Each clue is compared once, when it is new: in the
 * background, a portion at a time, or by whoever brings it in. A portion is one transaction, so that after a kill what was not
 * compared is compared by whichever node comes next.
 */
@Service
@RequiredArgsConstructor
public class Suspicions implements BackgroundWork {

    private static final String KIND = "clue-suspicions";
    private static final Duration NET = Duration.ofSeconds(30);
    private static final int PORTION = 1_000;

    private final SuspicionStore store;
    private final Undispatched undispatched;
    private final TransactionTemplate transaction;
    private final Signals signals;

    @Override
    public List<Work> work() {
        return List.of(Work.of(KIND, NET, () -> store.uncompared().map(tenant -> Instant.EPOCH), this::lookAtAll));
    }

    /** For whoever has written new clues: they are compared right after the commit. */
    public void expect() {
        signals.send(KIND);
    }

    private void lookAtAll() {
        while (!Thread.currentThread().isInterrupted()
                && Boolean.TRUE.equals(transaction.execute(status -> lookAtSome()))) {
            // The next portion.
        }
    }

    private boolean lookAtSome() {
        Optional<String> tenant = store.uncompared();
        tenant.ifPresent(bureau -> {
            store.lock(bureau);
            look(bureau, store.uncompared(bureau, PORTION));
        });
        return tenant.isPresent();
    }

    /**
     * Compares these clues with the bureau's open ones, and each other, by the samples that they share; the likeliest of each is
     * proposed. Comparing again changes nothing.
     *
     * @param clueIds at most some thousand
     */
    @Transactional
    public void look(String tenant, Collection<String> clueIds) {
        store.lock(tenant);
        Map<String, Text> texts = texts(tenant, clueIds);
        Map<String, Gist> gists = new HashMap<>();
        List<String> ids = new ArrayList<>();
        List<Long> samples = new ArrayList<>();
        texts.values().stream().filter(Text::open).forEach(text -> {
            Gist gist = Gist.of(text.content());
            gists.put(text.id(), gist);
            gist.samples(text.shop()).forEach(sample -> {
                ids.add(text.id());
                samples.add(sample);
            });
        });
        store.insertSamples(tenant, ids, samples);
        store.compared(texts.keySet());
        List<Neighbours> near = store.neighbours(tenant, texts.keySet());
        Set<String> others =
                near.stream().map(Neighbours::otherId).collect(Collectors.toCollection(LinkedHashSet::new));
        others.removeAll(texts.keySet());
        texts.putAll(texts(tenant, others));
        store.forget(others.stream().filter(id -> !texts.get(id).open()).toList());
        Map<String, Found> likeliest = new HashMap<>();
        near.stream()
                .flatMap(two -> inOrder(texts.get(two.id()), texts.get(two.otherId())).stream())
                .distinct()
                .forEach(two -> gist(gists, texts, two.id())
                        .like(gist(gists, texts, two.otherId()))
                        .map(alike ->
                                new Found(two.id(), two.otherId(), (int) Math.round(alike.score() * 100), alike.why()))
                        .ifPresent(found -> likeliest.merge(found.id(), found, Suspicions::likelier)));
        store.propose(tenant, List.copyOf(likeliest.values()));
    }

    private Map<String, Text> texts(String tenant, Collection<String> ids) {
        return store.texts(tenant, ids).stream()
                .collect(Collectors.toMap(Text::id, text -> text, (a, b) -> a, HashMap::new));
    }

    private static Gist gist(Map<String, Gist> gists, Map<String, Text> texts, String id) {
        return gists.computeIfAbsent(id, any -> Gist.of(texts.get(any).content()));
    }

    /** What waits may be the same as what is worked on, and of two that wait the later as the earlier. */
    private static Optional<Neighbours> inOrder(Text one, Text two) {
        if (!one.open() || !two.open() || !one.shop().equals(two.shop()) || !one.waits() && !two.waits()) {
            return Optional.empty();
        }
        boolean later = one.waits() && two.waits() ? one.id().compareTo(two.id()) > 0 : one.waits();
        return Optional.of(later ? new Neighbours(one.id(), two.id()) : new Neighbours(two.id(), one.id()));
    }

    /** Of equals the earlier one, into which everything is to go. */
    private static Found likelier(Found one, Found two) {
        if (one.score() != two.score()) {
            return one.score() > two.score() ? one : two;
        }
        return one.otherId().compareTo(two.otherId()) < 0 ? one : two;
    }

    /** Of a clue, the likeliest first. */
    @Transactional(readOnly = true)
    public List<Suspicion> of(String tenant, String clueId) {
        return store.of(tenant, clueId);
    }

    /** What was linked last and can be undone, the newest first. */
    @Transactional(readOnly = true)
    public List<Suspicion> confirmed(String tenant, int limit) {
        return store.confirmed(tenant, limit);
    }

    /**
     * It is the same: the clue goes into the other one, see {@link Undispatched#link}.
     *
     * @param newFacts what it tells that the other does not; begins the other's period anew
     * @throws Refusal {@code clues.suspicion-unknown, .not-waiting, .other-over}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void confirm(String clueId, String otherId, String tenant, String user, Optional<String> newFacts) {
        Suspicion one = locked(clueId, otherId, tenant);
        Link link = undispatched.link(clueId, otherId, tenant, user, newFacts);
        store.confirmed(one, user, link.into(), newFacts.isPresent(), link.clockBefore());
        newFacts.ifPresent(facts -> undispatched.countAnew(link.into(), tenant));
    }

    /** @throws Refusal {@code clues.suspicion-unknown, .suspicion-decided} */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refuse(String clueId, String otherId, String tenant, String user) {
        Suspicion one = locked(clueId, otherId, tenant);
        if (one.state() != State.PROPOSED) {
            throw new Refusal("clues.suspicion-decided", clueId);
        }
        store.decided(one, State.REFUSED, Optional.of(user));
    }

    /**
     * What a person said is taken back, and everything stands as before.
     *
     * @throws Refusal {@code clues.suspicion-unknown, .suspicion-decided, .later-facts, .link-changed}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void undo(String clueId, String otherId, String tenant, String user) {
        Suspicion one = locked(clueId, otherId, tenant);
        switch (one.state()) {
            case CONFIRMED -> part(one, user);
            case REFUSED -> store.decided(one, State.PROPOSED, Optional.empty());
            default -> throw new Refusal("clues.suspicion-decided", clueId);
        }
    }

    private void part(Suspicion one, String user) {
        if (one.newFacts() && store.followed(one)) {
            throw new Refusal("clues.later-facts", one.linkedTo().orElseThrow());
        }
        String into = one.linkedTo().orElseThrow();
        undispatched.unlink(one.clueId(), one.tenant(), user, new Link(into, one.clockBefore()));
        store.decided(one, State.UNDONE, Optional.of(user));
        if (one.newFacts()) {
            undispatched.countAnew(into, one.tenant());
        }
    }

    private Suspicion locked(String clueId, String otherId, String tenant) {
        return store.locked(clueId, otherId, tenant).orElseThrow(() -> new Refusal("clues.suspicion-unknown", clueId));
    }
}
