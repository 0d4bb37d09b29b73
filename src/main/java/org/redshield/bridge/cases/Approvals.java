package org.redshield.bridge.cases;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.duty.InsteadOf;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The decisions of heads. Who decided what, with which opinion and when, and who had a hand in it, stands in the record of
 * the case; whoever drafted it cannot be the one.
 */
@Service
@RequiredArgsConstructor
public class Approvals {

    /** Detail of a decision: who had a hand in what was decided. */
    static final String HANDS = "hands";

    private final CaseEvents events;

    /**
     * Neither the person nor the head in whose place he decides had a hand in it: whoever stands in for somebody has his powers,
     * and no more than those.
     *
     * @throws Refusal {@link Approval#refusal}
     */
    public static void requireOthers(Approval approval, String user) {
        approval.check(user);
        InsteadOf.head().ifPresent(approval::check);
    }

    /**
     * Puts a decision on record, in the transaction of what follows from it.
     *
     * @param decision that it was approved, sent back or refused
     * @param opinion what the head wrote to it
     * @throws Refusal {@link Approval#refusal} to one who had a hand in it; nothing is on record then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void decide(Approval approval, String user, RecordedAct decision, Optional<String> opinion) {
        decide(approval, user, decision, opinion, Map.of());
    }

    /** @param detail what tells the decision apart from others of its kind, as in {@link CaseEvents#append} */
    @Transactional(propagation = Propagation.MANDATORY)
    public void decide(
            Approval approval,
            String user,
            RecordedAct decision,
            Optional<String> opinion,
            Map<String, String> detail) {
        requireOthers(approval, user);
        Map<String, String> all = new HashMap<>(detail);
        all.put(HANDS, String.join(",", approval.hands()));
        events.append(approval.caseNo(), approval.tenant(), user, decision, approval.subjectId(), all, opinion);
    }
}
