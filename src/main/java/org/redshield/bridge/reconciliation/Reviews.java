package org.redshield.bridge.reconciliation;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.reconciliation.ReconciliationStore.Explained;
import org.redshield.bridge.reconciliation.ReviewStore.Review;
import org.redshield.bridge.reconciliation.ReviewStore.Said;
import org.redshield.bridge.reconciliation.ReviewStore.State;
import org.redshield.bridge.reconciliation.ReviewStore.TakenBack;
import org.redshield.bridge.reconciliation.Verdict.Ground;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Persons decide about what the matcher is not sure of. Where several entries come near, a code is somebody else's, or the first person
 * cannot say, two decide without knowing of each other; where they differ the unit head does.
 */
@Service
@Transactional
@RequiredArgsConstructor
class Reviews {

    static final Entries ENTRIES = new Entries("reconciliation");
    private static final int LONGEST = 500;

    private final ReviewStore store;
    private final ReconciliationStore runs;
    private final DiscrepancyClues findings;
    private final InstantSource time;

    static boolean isHead(Caller caller) {
        return caller.hasRole(Head.UNIT_HEAD.group()) && !caller.looksOn();
    }

    /** @throws Forbidden {@code reconciliation.reviewers-only} to all but officers and unit heads */
    static void requireReviewer(Caller caller) {
        if (!caller.hasRole("officer") && !isHead(caller)) {
            throw new Forbidden("reconciliation.reviewers-only");
        }
    }

    /** What of the reviews somebody may know: of an open one only what he said himself. */
    List<Said> visible(Review review, String user) {
        return store.said(review).stream()
                .filter(said -> review.state() != State.OPEN || said.by().equals(user))
                .toList();
    }

    /**
     * @param uscc code of the entry that it is, with {@link Verdict#YES}
     * @throws Refusal {@code reconciliation.review-closed, .review-again, .review-entry, .review-ground}
     */
    void decide(
            Caller caller,
            UUID id,
            long position,
            Verdict verdict,
            Optional<String> uscc,
            Ground ground,
            Optional<String> note) {
        Review review = store.locked(id, position).orElseThrow(() -> new NotFound("reconciliation.unknown"));
        boolean head = review.state() == State.HEAD;
        if (review.state() == State.SETTLED) {
            throw new Refusal("reconciliation.review-closed");
        }
        if (head ? !isHead(caller) : !caller.hasRole("officer")) {
            throw new Forbidden(head ? "reconciliation.review-heads-only" : "reconciliation.review-officers-first");
        }
        List<Said> before = store.said(review).stream().filter(Said::stands).toList();
        if (before.stream().anyMatch(said -> said.by().equals(caller.userId()))) {
            throw new Refusal("reconciliation.review-again");
        }
        if (ground.verdict() != verdict) {
            throw new Refusal("reconciliation.review-ground");
        }
        String entry = verdict == Verdict.YES ? entry(id, position, uscc.orElse("")) : "";
        Optional<String> words = note.map(text -> ENTRIES.atMost(text, "补充说明", LONGEST));
        Said said = new Said(caller.userId(), head, verdict, entry, ground, words, time.instant(), Optional.empty());
        store.say(review, said);
        boolean isEnough = !review.needsTwo() && verdict != Verdict.UNCLEAR;
        if (head || before.isEmpty() && isEnough) {
            store.settle(review, said);
        } else if (!before.isEmpty()) {
            Said first = before.get(0);
            boolean agree = first.verdict() == verdict && first.uscc().equals(entry) && verdict != Verdict.UNCLEAR;
            if (agree) {
                store.settle(review, said);
            } else {
                store.toHead(review);
            }
        }
    }

    private String entry(UUID id, long position, String uscc) {
        return shop(id, position).match().candidates().stream()
                .map(MatchedShop.Possible::uscc)
                .filter(uscc::equals)
                .findFirst()
                .orElseThrow(() -> new Refusal("reconciliation.review-entry"));
    }

    private Explained shop(UUID id, long position) {
        return runs.explained(id, List.of(position)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("reconciliation.unknown"));
    }

    /**
     * What was decided, or matched without a person, was wrong: taken back in every reconciliation that has it, and with it the clues
     * of the shop.
     *
     * @throws Refusal {@code reconciliation.review-open, .field-missing}
     */
    void takeBack(Caller caller, String tenant, UUID id, long position, String reason) {
        String why = ENTRIES.reason(Optional.ofNullable(reason), "撤回理由");
        Explained shop = shop(id, position);
        Optional<Review> decided = store.locked(id, position);
        if (decided.filter(one -> one.state() != State.SETTLED).isPresent()) {
            throw new Refusal("reconciliation.review-open");
        }
        boolean own = decided.stream()
                .flatMap(one -> store.said(one).stream())
                .anyMatch(said -> said.stands() && said.by().equals(caller.userId()));
        if (!isHead(caller) && (!own || findings.isHandedIn(tenant, shop.shop()))) {
            throw new Forbidden("reconciliation.take-back-heads");
        }
        TakenBack by = new TakenBack(caller.userId(), time.instant(), why);
        decided.map(one -> one.uscc().orElse(""))
                .or(() -> Optional.of(shop.match().uscc())
                        .filter(uscc -> shop.match().level().isSure()))
                .filter(uscc -> !uscc.isEmpty())
                .ifPresent(uscc -> store.takeBack(tenant, shop.shop(), uscc, by));
        store.doubt(id, position);
        store.takeBack(store.locked(id, position).orElseThrow(), by);
        findings.withdraw(tenant, caller.userId(), shop.shop(), why);
    }
}
