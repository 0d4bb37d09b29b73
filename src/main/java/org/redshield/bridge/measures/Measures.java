package org.redshield.bridge.measures;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.cases.act.PlainEffect;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.engine.Outgoing;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a bureau does about a measure that its officers want to take (反不正当竞争法 art. 16). */
@Service
@Transactional
@RequiredArgsConstructor
public class Measures {

    static final Entries ENTRIES = new Entries(MeasureAct.FEATURE);

    private final MeasureStore store;
    private final MeasureProposals proposals;
    private final OfficerDirectory officers;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final Letters letters;
    private final SubjectClocks clocks;
    private final CaseEvents events;
    private final Grounds grounds;
    private final InstantSource time;

    /** Whether it could begin. @throws Refusal {@code measures.two-officers, -no-superior, -field-missing, -option-unknown …} */
    @Transactional(readOnly = true)
    public void check(Order order) {
        proposals.of(order);
    }

    /** Puts it before whom the table of approvals says. */
    public InvestigativeMeasure begin(Order order) {
        InvestigativeMeasure measure = proposals.of(order);
        store.insert(measure);
        event(measure, order.by(), MeasureAct.MEASURE_PROPOSED, Optional.of(measure.reason()));
        return measure;
    }

    /** @throws Refusal {@code measures.own-approval} */
    public void approve(String id, String tenant, String user, Optional<String> opinion) {
        InvestigativeMeasure measure = store.locked(id, tenant);
        approvals.decide(measure.approval(), user, MeasureAct.MEASURE_APPROVED, opinion);
        store.approved(measure, user);
    }

    public void refuse(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        InvestigativeMeasure measure = store.locked(id, tenant);
        approvals.decide(measure.approval(), user, MeasureAct.MEASURE_REFUSED, Optional.of(why));
    }

    /** User ids of all who had a hand in it. */
    @Transactional(readOnly = true)
    public List<String> hands(String id, String tenant) {
        return store.find(id, tenant).map(InvestigativeMeasure::hands).orElse(List.of());
    }

    /** 报请批准调查措施函. @return until when the answer is awaited */
    public Instant askSuperior(String id, String tenant) {
        InvestigativeMeasure measure = store.locked(id, tenant);
        Letter letter = correspondence.send(request(measure));
        store.move(measure, MeasureState.AT_SUPERIOR, Map.of("letter_id", letter.id()));
        event(measure, MeasureAct.SUPERIOR_ASKED);
        return clocks.start(measure.subject(), MeasureClock.MEASURE_ANSWER, time.instant())
                .dueAt();
    }

    /** As {@link #askSuperior} would send it now; empty where nobody above has to be asked. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingRequest(String id, String tenant) {
        return store.find(id, tenant)
                .filter(measure -> measure.superior().isPresent())
                .map(this::request);
    }

    private LetterDraft request(InvestigativeMeasure measure) {
        return measure.subject()
                .letter(
                        MeasureLetter.MEASURE_REQUEST,
                        "REQUEST",
                        measure.superior().orElseThrow())
                .by(measure.raisedBy(), measure.approvedBy())
                .decidedByReceiver(!measure.ownHead())
                .fact(MeasureFacts.MEASURE_ID, measure.id())
                .fact(MeasureFacts.KIND, measure.kind())
                .fact(MeasureFacts.CAUSE, measure.cause())
                .fact(MeasureFacts.TARGET, measure.target())
                .fact(MeasureFacts.FILING_NO, measure.filingNo())
                .word("kindTitle", measure.kind().title())
                .word("citation", measure.kind().citation())
                .word("cityLevel", measure.kind().act().aboveOnly().isEmpty() ? null : "是")
                .word("headAway", measure.ownHead() ? null : "是")
                .word("reason", measure.reason())
                .word("officerNames", String.join("、", officers.namesIn(Naming.MEASURE, measure.hands())));
    }

    /** What the own head decides about who alone has to approve it. */
    @Transactional(readOnly = true)
    public Optional<? extends Outgoing> pendingMeasure(String id, String tenant) {
        return store.find(id, tenant).map(Measures::taking);
    }

    private static PlainEffect taking(InvestigativeMeasure measure) {
        return new PlainEffect(
                MeasureCall.MEASURE_PERMIT,
                measure.id() + "/" + MeasureCall.MEASURE_PERMIT,
                measure.caseNo(),
                measure.id(),
                measure.tenant(),
                List.of(measure.kind().name(), measure.target(), measure.reason(), measure.cause()));
    }

    /** Files the superior's answer. */
    public void recordAnswer(String id, String tenant, UUID letterId) {
        InvestigativeMeasure measure = store.locked(id, tenant);
        Letter answer = letters.get(letterId);
        boolean approved = answer.kind() == MeasureLetter.MEASURE_APPROVAL;
        correspondence.received((MeasureLetter) answer.kind(), letterId, id, tenant);
        store.answered(measure, letterId);
        clocks.met(measure.subject(), letters.deliveredAt(letterId), MeasureClock.MEASURE_ANSWER);
        event(measure, approved ? MeasureAct.SUPERIOR_APPROVED : MeasureAct.SUPERIOR_REFUSED);
    }

    /** The superior has not answered in time. */
    public void escalateAnswer(String id, String tenant) {
        InvestigativeMeasure measure = store.locked(id, tenant);
        if (clocks.fired(measure.subject(), MeasureClock.MEASURE_ANSWER)) {
            event(measure, MeasureAct.ANSWER_OVERDUE);
        }
    }

    /** All who have to have approved it. */
    public void permit(String id, String tenant) {
        end(id, tenant, MeasureState.APPROVED, MeasureAct.MEASURE_PERMITTED);
    }

    /** One of them has not. */
    public void bar(String id, String tenant) {
        end(id, tenant, MeasureState.REFUSED, MeasureAct.MEASURE_BARRED);
    }

    private void end(String id, String tenant, MeasureState state, MeasureAct act) {
        InvestigativeMeasure measure = store.locked(id, tenant);
        if (state == MeasureState.APPROVED) {
            requireApproved(measure);
            if (measure.superior().isEmpty()) {
                grounds.require(taking(measure));
            }
        }
        store.move(measure, state);
        event(measure, act);
    }

    /** Whatever way a model went: nothing is permitted that not all have approved who have to. */
    private void requireApproved(InvestigativeMeasure measure) {
        boolean own = !measure.ownHead() || measure.approvedBy().isPresent();
        boolean above = measure.superior().isEmpty()
                || measure.answerId()
                        .map(letters::get)
                        .filter(answer -> answer.kind() == MeasureLetter.MEASURE_APPROVAL)
                        .filter(answer ->
                                answer.sender().equals(measure.superior().get()))
                        .isPresent();
        if (!own || !above) {
            throw new Refusal("measures.not-approved", measure.kind().title());
        }
    }

    @Transactional(readOnly = true)
    public Optional<InvestigativeMeasure> find(String id, String tenant) {
        return store.find(id, tenant);
    }

    private void event(InvestigativeMeasure measure, MeasureAct act) {
        event(measure, CaseEvents.SYSTEM, act, Optional.empty());
    }

    private void event(InvestigativeMeasure measure, String actor, MeasureAct act, Optional<String> words) {
        Map<String, String> detail = Map.of(
                "requestId", measure.id(), CaseEvents.ABOUT, measure.kind().title());
        events.append(measure.caseNo(), measure.tenant(), actor, act, measure.id(), detail, words);
    }
}
