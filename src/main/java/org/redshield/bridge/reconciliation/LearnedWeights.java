package org.redshield.bridge.reconciliation;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.reconciliation.WeightStore.Effect;
import org.redshield.bridge.reconciliation.WeightStore.Figures;
import org.redshield.bridge.reconciliation.WeightStore.Hand;
import org.redshield.bridge.reconciliation.WeightStore.Kept;
import org.redshield.bridge.reconciliation.WeightStore.Version;
import org.redshield.bridge.reconciliation.match.Candidate;
import org.redshield.bridge.reconciliation.match.FieldWeights;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.LevelGrounds;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Weights that a bureau's decisions teach. Who reviews proposes a version; a unit head who did not propose it puts it into force, or
 * the one by hand again. Nothing of it is automatic, and a reconciliation keeps the version that it was begun with.
 */
@Service
@Transactional
@RequiredArgsConstructor
class LearnedWeights {

    /** As many as lie in memory at once. */
    private static final int MOST_VERDICTS = 10_000;
    /** As many as are weighed anew while somebody waits. */
    private static final int MOST_RESULTS = 20_000;

    private static final int PORTION = 2_000;
    private static final int FEWEST_VERDICTS = 30;

    private final WeightStore store;
    private final InstantSource time;

    /**
     * Counts weights from all decisions that stand. Of no more than half of them may one person stand alone: what teaches is how a
     * bureau decides.
     *
     * @throws Refusal {@code reconciliation.weights-too-few}, {@code .weights-one-person}, {@code .weights-unmoved} (as the newest version, or as by hand)
     */
    Version propose(Caller caller) {
        String tenant = caller.tenant();
        store.lock(tenant);
        List<UUID> verdicts =
                store.verdicts(tenant, MOST_VERDICTS).stream().sorted().toList();
        if (verdicts.size() < FEWEST_VERDICTS) {
            throw new Refusal("reconciliation.weights-too-few", FEWEST_VERDICTS, verdicts.size());
        }
        List<Hand> hands = store.hands(verdicts);
        int alone = hands.stream().mapToInt(Hand::alone).max().orElse(0);
        if (hands.size() < 2 || isMost(alone, verdicts.size())) {
            throw new Refusal("reconciliation.weights-one-person", verdicts.size(), alone);
        }
        List<Kept> decided = store.decided(verdicts);
        List<Learning.Weight> learned = Learning.of(decided.stream()
                .map(one -> new Learning.Decided(one.candidates(), one.decided(), one.entries()))
                .toList());
        Optional<Version> last = store.newest(tenant, 1).stream().findFirst();
        boolean isMoved = learned.stream().anyMatch(one -> one.learned() != one.byHand());
        if (!isMoved || last.filter(one -> one.weights().equals(learned)).isPresent()) {
            throw new Refusal("reconciliation.weights-unmoved");
        }
        int inForce = store.inForce(tenant);
        Version version = new Version(
                last.map(Version::version).orElse(WeightStore.BY_HAND) + 1,
                learned,
                Hashes.sha256(Json.write(List.of(verdicts, learned))),
                inForce,
                effect(tenant, decided, hands.size(), alone, store.of(tenant, inForce), Learning.table(learned)),
                caller.userId(),
                time.instant());
        store.insert(tenant, version, verdicts);
        return version;
    }

    private static boolean isMost(int some, int all) {
        return 2 * some > all;
    }

    private Effect effect(
            String tenant, List<Kept> decided, int persons, int alone, FieldWeights before, FieldWeights after) {
        Optional<UUID> run = store.newestRun(tenant);
        Map<String, Integer> moves = new TreeMap<>();
        int results = 0;
        int changed = 0;
        for (int first = 0; run.isPresent() && first < MOST_RESULTS; first += PORTION) {
            for (Kept one : store.results(run.get(), first, PORTION)) {
                Judged was = Judged.of(one, before);
                Judged will = Judged.of(one, after);
                results++;
                if (!was.equals(will)) {
                    changed++;
                    moves.merge(was.level() + " " + will.level(), 1, Integer::sum);
                }
            }
        }
        return new Effect(
                decided.size(),
                persons,
                alone,
                figures(decided, before),
                figures(decided, after),
                run,
                results,
                changed,
                moves);
    }

    private static Figures figures(List<Kept> decided, FieldWeights weights) {
        int found = 0;
        int wrong = 0;
        int missed = 0;
        for (Kept one : decided) {
            Judged judged = Judged.of(one, weights);
            boolean isRight = judged.uscc().equals(one.decided());
            if (judged.level().isSure()) {
                found += isRight ? 1 : 0;
                wrong += isRight ? 0 : 1;
            }
            missed += one.decided().isEmpty() || judged.level().isSure() && isRight ? 0 : 1;
        }
        return new Figures(found, wrong, missed);
    }

    /** @param uscc of the likeliest entry; empty where there is none */
    private record Judged(Level level, String uscc) {

        static Judged of(Kept shop, FieldWeights weights) {
            List<Candidate> candidates = shop.candidates().stream()
                    .map(one -> one.by(weights, shop.entries()))
                    .sorted(Candidate.LIKELIEST)
                    .toList();
            LevelGrounds grounds = LevelGrounds.of(candidates, Matcher.isValidCode(shop.code()));
            return new Judged(
                    grounds.level(),
                    grounds.best().map(best -> best.entry().code()).orElse(""));
        }
    }

    /**
     * Reconciliations that begin from now on are matched by it.
     *
     * @throws Refusal {@code reconciliation.weights-unknown, .weights-own, .weights-taught, .weights-in-force}
     */
    void putIntoForce(Caller caller, int version) {
        if (!Reviews.isHead(caller)) {
            throw new Forbidden("reconciliation.weights-heads-only");
        }
        String tenant = caller.tenant();
        store.lock(tenant);
        Optional<Version> known = store.find(tenant, version);
        if (known.isEmpty() && version != WeightStore.BY_HAND) {
            throw new Refusal("reconciliation.weights-unknown", version);
        }
        if (known.filter(one -> one.proposedBy().equals(caller.userId())).isPresent()) {
            throw new Refusal("reconciliation.weights-own");
        }
        List<UUID> counted = store.counted(tenant, version);
        int took = store.hands(counted).stream()
                .filter(one -> one.user().equals(caller.userId()))
                .mapToInt(Hand::took)
                .sum();
        if (isMost(took, counted.size())) {
            throw new Refusal("reconciliation.weights-taught", counted.size(), took);
        }
        if (store.inForce(tenant) == version) {
            throw new Refusal("reconciliation.weights-in-force", version);
        }
        store.begin(tenant, version, caller.userId(), time.instant());
    }
}
