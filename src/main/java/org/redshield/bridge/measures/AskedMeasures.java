package org.redshield.bridge.measures;

import static org.redshield.bridge.measures.Measures.ENTRIES;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a 设区的市级以上 bureau does about the measures of those below (反不正当竞争法 art. 16(2)). */
@Service
@Transactional
@RequiredArgsConstructor
public class AskedMeasures {

    private final AskedMeasureStore store;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final Letters letters;
    private final SubjectClocks clocks;
    private final CaseEvents events;
    private final InstantSource time;

    /** @return until when it is to be decided, since the letter arrived */
    public Instant register(String id, String tenant, UUID letterId) {
        Letter letter = correspondence.received(MeasureLetter.MEASURE_REQUEST, letterId, id, tenant);
        store.register(letter);
        AskedMeasure asked = store.locked(id, tenant);
        event(asked, MeasureAct.REQUEST_RECEIVED);
        return clocks.start(asked.subject(), MeasureClock.MEASURE_DECISION, letters.deliveredAt(letterId))
                .dueAt();
    }

    public void approve(String id, String tenant, String user, Optional<String> opinion) {
        AskedMeasure asked = store.locked(id, tenant);
        Optional<String> words = opinion.map(text -> ENTRIES.atMost(text, "审批意见", 1000));
        approvals.decide(asked.approval(), user, MeasureAct.REQUEST_APPROVED, words);
        store.decided(asked, AskedState.APPROVED, user, words);
    }

    /** @throws org.redshield.bridge.Refusal {@code measures.field-missing} without a reason */
    public void refuse(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        AskedMeasure asked = store.locked(id, tenant);
        approvals.decide(asked.approval(), user, MeasureAct.REQUEST_REFUSED, Optional.of(why));
        store.decided(asked, AskedState.REFUSED, user, Optional.of(why));
    }

    /** The approval or the refusal goes out, with its number. */
    public void answer(String id, String tenant) {
        AskedMeasure asked = store.locked(id, tenant);
        correspondence.send(reply(asked));
        clocks.answered(asked.subject(), time.instant());
        event(asked, MeasureAct.DECISION_SENT);
    }

    /** As {@link #answer} would send it; empty until somebody has decided. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingAnswer(String id, String tenant) {
        return store.find(id, tenant)
                .filter(asked -> asked.state() != AskedState.OPEN)
                .map(this::reply);
    }

    private LetterDraft reply(AskedMeasure asked) {
        Letter request = letters.get(asked.letterId());
        MeasureLetter kind =
                asked.state() == AskedState.APPROVED ? MeasureLetter.MEASURE_APPROVAL : MeasureLetter.MEASURE_REFUSAL;
        MeasureKind measure = MeasureKind.valueOf(LetterFacts.need(request, MeasureFacts.KIND));
        String head = asked.decidedBy().orElseThrow();
        return asked.subject()
                .letter(kind, "ANSWER")
                .inReplyTo(Optional.of(asked.letterId()))
                .by(head, Optional.of(head))
                .fact(MeasureFacts.MEASURE_ID, asked.id())
                .fact(MeasureFacts.KIND, measure)
                .fact(MeasureFacts.CAUSE, LetterFacts.need(request, MeasureFacts.CAUSE))
                .fact(MeasureFacts.TARGET, LetterFacts.need(request, MeasureFacts.TARGET))
                .fact(LetterFacts.ORIGINAL_LETTER, request.number())
                .word("kindTitle", measure.title())
                .word("citation", measure.citation())
                .word("opinion", asked.opinion());
    }

    /** Nobody decided in time. */
    public void escalate(String id, String tenant) {
        AskedMeasure asked = store.locked(id, tenant);
        if (clocks.fired(asked.subject(), MeasureClock.MEASURE_DECISION)) {
            event(asked, MeasureAct.DECISION_OVERDUE);
        }
    }

    @Transactional(readOnly = true)
    public Optional<AskedMeasure> find(String id, String tenant) {
        return store.find(id, tenant);
    }

    private void event(AskedMeasure asked, MeasureAct act) {
        events.append(asked.caseNo(), asked.tenant(), CaseEvents.SYSTEM, act, asked.id());
    }
}
