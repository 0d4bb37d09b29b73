package org.redshield.bridge.clues;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.casework.Assignment;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.casework.SubjectClocks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 核查: two officers look into a clue; what they found out ends in a matter that the heads decide. */
@Service
@Transactional
@RequiredArgsConstructor
public class Verifications {

    private final ClueStore store;
    private final Matters matters;
    private final MatterOrders ordered;
    private final Assignments assignments;
    private final ClueProgress progress;
    private final SubjectClocks subjectClocks;
    private final CaseRegister register;
    private final Approvals approvals;
    private final InstantSource time;

    /** The unit head gives the clue to two officers with valid certificates (行政处罚法 art. 42, 程序规定 art. 19). */
    public Assignment assign(
            String clueId, String tenant, String user, Optional<String> leadNo, Optional<String> secondNo) {
        Clue clue = store.locked(clueId, tenant);
        Assignment officers = assignments.assign(ClueAct.FEATURE, clue.subject(), user, leadNo, secondNo);
        store.dispatched(clue, user);
        store.move(clue, ClueState.VERIFYING);
        approvals.decide(
                new Approval(clue.caseNo(), tenant, clueId, List.of(), "clues.own-approval"),
                user,
                ClueAct.OFFICERS_ASSIGNED,
                Optional.empty(),
                Map.of("requestId", clueId));
        progress.report(clue, Step.ASSIGNED, Map.of());
        progress.report(
                clue,
                Step.VERIFYING,
                Map.of("dueAt", matters.clock(clue).dueAt().toString()));
        return officers;
    }

    /** 立案: the approved clue is a case now. */
    public void file(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = matters.carryOut(clue, MatterCall.FILING);
        String filingNo = matter.details().get(Matter.FILING_NO);
        store.file(clue, filingNo);
        store.move(clue, ClueState.FILED);
        subjectClocks.met(clue.subject(), time.instant(), ClueClock.CLUE_VERIFICATION);
        register.sourceNo(clue.caseNo(), tenant, Optional.of(filingNo));
        matters.event(clue, matter.decidedBy().orElseThrow(), ClueAct.CASE_FILED, matter, Optional.empty());
        progress.report(clue, Step.FILED, Map.of(Matter.FILING_NO, filingNo));
    }

    /** 不予立案. */
    public void closeUnfiled(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = matters.carryOut(clue, MatterCall.NOT_FILING);
        end(clue, ClueState.NOT_FILED, matter, ClueAct.CASE_NOT_FILED);
        progress.report(
                clue, Step.NOT_FILED, Map.of(Matter.GROUND, matter.details().get(Matter.GROUND)));
    }

    /** 移送, of a clue or a case: how it goes on is the transfer's. */
    public void passOn(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = matters.carryOut(clue, MatterCall.HANDING_OVER);
        ordered.placeTransfer(clue, matter);
        store.move(clue, ClueState.PASSED_ON);
        subjectClocks.cancelAll(clue.subject(), "移送");
        progress.report(
                clue,
                Step.PASSED_ON,
                matter.detail(Matter.RECEIVER)
                        .map(to -> Map.of(Matter.RECEIVER, to))
                        .orElse(Map.of()));
    }

    /** The clue is not worked on any more; what its clock measured has happened. */
    void end(Clue clue, ClueState state, Matter matter, ClueAct act) {
        store.move(clue, state);
        subjectClocks.answered(clue.subject(), time.instant());
        register.close(clue.caseNo(), clue.tenant());
        matters.event(clue, matter.decidedBy().orElseThrow(), act, matter, Optional.empty());
    }
}
