package org.redshield.bridge.clues.dispatch;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.clues.Reporters;
import org.redshield.bridge.clues.Undispatched;
import org.redshield.bridge.clues.duplicates.Suspicions;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.engine.duty.InsteadOf;
import org.redshield.bridge.engine.form.KeptOut.Told;
import org.redshield.bridge.engine.form.KeptOut.Writer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a unit head does with many clues at once. Each is a transaction of its own: what somebody else has done meanwhile is said
 * of that one and the others go on, and two heads with the same list never wait for each other's whole list.
 */
@Service
@RequiredArgsConstructor
class DispatchDesk {

    static final int MOST = 500;

    private static final Logger LOG = LoggerFactory.getLogger(DispatchDesk.class);
    private static final String OFFICE = Head.UNIT_HEAD.group();

    private final Undispatched undispatched;
    private final Suspicions suspicions;
    private final Reporters reporters;
    private final People people;
    private final TransactionTemplate transaction;

    /**
     * What came of one clue.
     *
     * @param problem why nothing did, as an officer reads it
     */
    @Schema(name = "DispatchResult")
    record Result(String clueId, boolean done, Optional<String> problem) {}

    /** @param otherId what the clue may be the same as */
    @Schema(name = "CluePair")
    record Pair(String clueId, String otherId) {}

    /** What a person says to a suspicion, or takes back. */
    enum Decision {
        CONFIRM,
        REFUSE,
        UNDO
    }

    /** @throws Forbidden {@code clues.heads-only} to everybody else */
    static Caller head() {
        Caller caller = Caller.current();
        if (!caller.hasRole(OFFICE) || caller.looksOn()) {
            throw new Forbidden("clues.heads-only");
        }
        return caller;
    }

    /** @throws Refusal {@code clues.too-many, .field-missing} */
    List<Result> dispatch(Caller caller, List<String> clueIds, Optional<String> unit) {
        return each(
                caller,
                clueIds,
                Function.identity(),
                id -> undispatched.dispatch(id, caller.tenant(), caller.userId(), unit));
    }

    /**
     * @param newFacts what the clues tell that the others do not; only with {@link Decision#CONFIRM}
     * @throws Refusal {@code clues.too-many, .field-missing}
     */
    List<Result> decide(Caller caller, List<Pair> pairs, Decision decision, Optional<String> newFacts) {
        String tenant = caller.tenant();
        String user = caller.userId();
        return each(caller, pairs, Pair::clueId, pair -> {
            switch (decision) {
                case CONFIRM -> {
                    newFacts.ifPresent(facts -> keepReporterOut(caller, pair, facts));
                    suspicions.confirm(pair.clueId(), pair.otherId(), tenant, user, newFacts);
                }
                case REFUSE -> suspicions.refuse(pair.clueId(), pair.otherId(), tenant, user);
                case UNDO -> suspicions.undo(pair.clueId(), pair.otherId(), tenant, user);
            }
            return pair;
        });
    }

    /** The new facts stand in the record of the other's case. */
    private void keepReporterOut(Caller caller, Pair pair, String facts) {
        Writer writer = new Writer(caller.userId(), caller.groups(), caller.tenant());
        List.of(pair.clueId(), pair.otherId())
                .forEach(id ->
                        reporters.check(writer, id.replaceFirst("-C\\d+$", ""), List.of(new Told("新的事实", facts))));
    }

    private <T> List<Result> each(Caller caller, List<T> some, Function<T, String> id, Function<T, ?> act) {
        if (some == null || some.isEmpty()) {
            throw new Refusal("clues.field-missing", "线索");
        }
        if (some.size() > MOST) {
            throw new Refusal("clues.too-many", MOST, some.size());
        }
        Optional<String> absent = people.find(caller.userId())
                .filter(person -> !person.groups().contains(OFFICE))
                .map(person -> person.instead().get(OFFICE));
        return new LinkedHashSet<>(some)
                .stream()
                        .map(one -> {
                            Optional<String> problem = problem(() -> transaction.executeWithoutResult(status -> {
                                InsteadOf.decides(absent);
                                act.apply(one);
                            }));
                            return new Result(id.apply(one), problem.isEmpty(), problem);
                        })
                        .toList();
    }

    private static Optional<String> problem(Runnable act) {
        try {
            act.run();
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A clue was not dealt with; the others go on", e);
            return Optional.of(new Refusal("clues.not-done").getMessage());
        }
    }
}
