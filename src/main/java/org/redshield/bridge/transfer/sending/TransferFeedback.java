package org.redshield.bridge.transfer.sending;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the sender hears of what was taken, to the last word; silence is reminded of, then looked into. */
@Service
@Transactional
@RequiredArgsConstructor
public class TransferFeedback {

    private final TransferStore store;
    private final TransferRecord record;
    private final TransferDates dates;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final InstantSource time;

    /** The other side takes it: from now on its news is waited for. */
    public Map<TransferClock, Instant> recordAcceptance(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter answer = correspondence.received(TransferLetter.TRANSFER_ACCEPTED, letterId, id, tenant);
        store.progress(
                transfer, Optional.of(TransferState.ACCEPTED), TransferState.ACCEPTED.title(), answer.issuedAt());
        clocks.answered(transfer.subject(), time.instant());
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.ACCEPTANCE_RECEIVED, answer);
        return due(transfer, correspondence.arrivedAt(answer));
    }

    /**
     * News of what was handed over; whoever ordered it hears of it too. What this release does not know is kept and shown in
     * the other side's words.
     */
    public Map<TransferClock, Instant> recordFeedback(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter news = correspondence.received(TransferLetter.TRANSFER_FEEDBACK, letterId, id, tenant);
        String milestone = LetterFacts.need(news, TransferFacts.MILESTONE);
        String title = LetterFacts.need(news, TransferFacts.MILESTONE_TITLE);
        Instant at = Instant.parse(LetterFacts.need(news, TransferFacts.MILESTONE_AT));
        store.progress(transfer, TransferState.after(milestone), title, at);
        record.event(
                transfer,
                CaseEvents.SYSTEM,
                TransferAct.FEEDBACK_RECEIVED,
                Map.of(CaseEvents.ABOUT, title, "letterId", letterId.toString()),
                Optional.empty());
        Stream.of(Progress.Step.values())
                .filter(step -> step.name().equals(milestone))
                .findFirst()
                .ifPresent(step -> record.report(
                        transfer, step, at, Map.of("bureau", transfer.receiver().orElseThrow())));
        clocks.answered(transfer.subject(), time.instant());
        return due(transfer, correspondence.arrivedAt(news));
    }

    private Map<TransferClock, Instant> due(Transfer transfer, Instant from) {
        Map<TransferClock, Instant> due = dates.of(from, TransferClock.TRANSFER_FEEDBACK_ESCALATION);
        Optional<Instant> answerBy =
                transfer.draft().answerBy().map(ChinaTime::endOf).filter(from::isBefore);
        due.put(
                TransferClock.TRANSFER_FEEDBACK,
                answerBy.map(end -> clocks.startWithin(transfer.subject(), TransferClock.TRANSFER_FEEDBACK, from, end))
                        .orElseGet(() -> clocks.start(transfer.subject(), TransferClock.TRANSFER_FEEDBACK, from))
                        .dueAt());
        return due;
    }

    /** Nothing was heard for too long: the other side is reminded by letter. */
    public void remind(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        clocks.fired(transfer.subject(), TransferClock.TRANSFER_FEEDBACK);
        Instant since = transfer.progressAt().orElseThrow();
        Letter reminder = correspondence.send(TransferRecord.draft(
                        transfer, TransferLetter.TRANSFER_REMINDER, "TRANSFER_REMINDER/" + since.toEpochMilli())
                .inReplyTo(transfer.letterId())
                .by(transfer.officer(), Optional.empty())
                .fact(LetterFacts.ORIGINAL_LETTER, record.original(transfer).number())
                .word("since", ChinaTime.day(since).toString()));
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.FEEDBACK_REMINDED, reminder);
    }

    /** Nor was it then: somebody has to find out. */
    public void escalate(String id, String tenant) {
        record.event(store.locked(id, tenant), CaseEvents.SYSTEM, TransferAct.FEEDBACK_OVERDUE);
    }

    /** The other side has said its last. */
    public void close(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_ENDED);
        clocks.cancelAll(transfer.subject(), "移送已办结");
        record.closeCase(transfer);
    }
}
