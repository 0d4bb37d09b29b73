package org.redshield.bridge.disposition;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** From the requester's letter to the letter to the platform: take over, draft, approve, issue, or decline. */
@Service
@Transactional
public class DispositionDesk {

    private final DispositionStore store;
    private final Correspondence correspondence;
    private final DispositionLetters writer;
    private final ClockService clocks;

    DispositionDesk(
            DispositionStore store, Correspondence correspondence, DispositionLetters writer, ClockService clocks) {
        this.store = store;
        this.correspondence = correspondence;
        this.writer = writer;
        this.clocks = clocks;
    }

    /**
     * Opens the file of a disposition from the letter that asked for it. Doing it again changes nothing.
     *
     * @throws Refusal {@code letter.not-received}, {@code disposition.request-incomplete}
     */
    public Disposition takeOver(String dispositionId, String tenant) {
        Letter letter = correspondence.received(DispositionLetter.DISPOSITION_REQUEST, dispositionId, tenant);
        DispositionRequest request = DispositionRequest.of(letter);
        Disposition disposition = new Disposition(
                dispositionId,
                letter.caseNo(),
                tenant,
                request.requestId(),
                letter.sender(),
                request.platform(),
                letter.id(),
                request.shopId(),
                request.measures(),
                request.legalHook(),
                Stage.REQUESTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        if (store.insert(disposition)) {
            store.event(disposition, "system", DispositionAct.TAKEN_OVER, letter.number());
        }
        return store.get(dispositionId);
    }

    /**
     * Keeps an officer's draft in place of an earlier one.
     *
     * @param items see {@link DispositionPlan#of}
     */
    public void draft(
            String dispositionId,
            List<Map<String, String>> items,
            Optional<String> legalHook,
            Optional<String> facts,
            Optional<String> evidenceNote,
            String user) {
        DispositionPlan plan = DispositionPlan.of(items, legalHook, facts, evidenceNote);
        Disposition disposition = store.lock(dispositionId).require(Stage.REQUESTED, Stage.DRAFTED);
        store.replaceTargets(disposition, plan.targets());
        store.drafted(dispositionId, plan, user);
        store.event(disposition, user, DispositionAct.DRAFTED, plan.targets().size() + "个对象");
    }

    /** Drafts the answer that nothing will be asked of the platform. */
    public void draftDecline(String dispositionId, Optional<String> reason, String user) {
        String why = Reasons.required(reason, "disposition.decline-reason-missing");
        Disposition disposition = store.lock(dispositionId).require(Stage.REQUESTED, Stage.DRAFTED);
        store.replaceTargets(disposition, List.of());
        store.declineDrafted(dispositionId, why, user);
        store.event(disposition, user, DispositionAct.DECLINE_DRAFTED, why);
    }

    /**
     * Approves the draft.
     *
     * @throws Refusal {@code disposition.self-approval} to whoever drafted it
     */
    public void approve(String dispositionId, String user) {
        Disposition disposition = reviewed(dispositionId, user);
        store.approved(dispositionId, user);
        store.event(disposition, user, DispositionAct.APPROVED, "");
    }

    /** Gives the draft back with a reason. */
    public void giveBack(String dispositionId, Optional<String> reason, String user) {
        String why = Reasons.required(reason, "disposition.reason-missing");
        store.event(reviewed(dispositionId, user), user, DispositionAct.RETURNED, why);
    }

    private Disposition reviewed(String dispositionId, String user) {
        Disposition disposition = store.lock(dispositionId).require(Stage.DRAFTED);
        if (disposition.draftedBy().filter(user::equals).isPresent()) {
            throw new OthersMustDecide("disposition.self-approval");
        }
        return disposition;
    }

    /**
     * Issues the letter to the platform and starts its clocks. Doing it again changes nothing.
     *
     * @return until when the platform has to accept and to execute
     */
    public IssuedDisposition issue(String dispositionId) {
        Disposition disposition = store.lock(dispositionId).require(Stage.APPROVED, Stage.ISSUED);
        List<DispositionTarget> targets = store.targets(dispositionId);
        if (targets.isEmpty()) {
            throw new Refusal("disposition.no-targets");
        }
        Letter letter = writer.disposition(disposition, targets);
        if (disposition.stage() == Stage.APPROVED) {
            store.issued(dispositionId, letter);
            store.event(
                    disposition, disposition.approvedBy().orElseThrow(), DispositionAct.LETTER_ISSUED, letter.number());
        }
        Instant acceptance = clock(ClockKind.DISPOSITION_ACCEPTANCE, disposition, dispositionId, letter);
        Instant execution = targets.stream()
                .map(target -> clock(ClockKind.DISPOSITION_EXECUTION, disposition, target.id(), letter))
                .max(Instant::compareTo)
                .orElseThrow();
        boolean againstOperator =
                targets.stream().anyMatch(target -> target.plan().measure().isAgainstOperator());
        return new IssuedDisposition(acceptance, execution, againstOperator);
    }

    private Instant clock(ClockKind kind, Disposition disposition, String subject, Letter letter) {
        Query query = Query.of(kind).between(disposition.tenant(), disposition.platform());
        return clocks.start(
                        ClockStart.of(query, disposition.caseNo(), subject, disposition.tenant(), letter.issuedAt()))
                .dueAt();
    }

    /**
     * Sends the requester the approved answer that nothing will be asked of the platform. Doing it again changes
     * nothing.
     */
    public void decline(String dispositionId) {
        Disposition disposition = store.lock(dispositionId).require(Stage.APPROVED, Stage.DECLINED);
        if (disposition.stage() == Stage.DECLINED) {
            return;
        }
        writer.decline(disposition);
        store.stage(dispositionId, Stage.DECLINED);
        store.event(disposition, disposition.draftedBy().orElseThrow(), DispositionAct.DECLINED, "");
    }
}
