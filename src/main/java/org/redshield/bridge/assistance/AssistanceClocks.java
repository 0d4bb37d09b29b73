package org.redshield.bridge.assistance;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.deadline.rule.Basis;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.springframework.stereotype.Component;

/**
 * The clocks around one request. They start with the delivery receipt. By law 15 working days (程序规定 art. 45); by
 * agreement of the two bureaus fewer. Each side keeps its own.
 */
@Component
class AssistanceClocks {

    private static final ZoneId ZONE = ZoneId.of(BridgeApplication.ZONE);

    private final ClockService clocks;
    private final DeadlineRules rules;
    private final InstantSource time;

    AssistanceClocks(ClockService clocks, DeadlineRules rules, InstantSource time) {
        this.clocks = clocks;
        this.rules = rules;
        this.time = time;
    }

    /**
     * What a clock measures and whose it is.
     *
     * @param counterpart the bureau or platform on the other side
     * @param asks whether {@code tenant} is the side that asks
     */
    record Subject(String caseNo, String requestId, String tenant, String counterpart, boolean asks) {}

    /** For a letter just delivered: the statutory clock and, inside it, the agreed one. */
    ReplyClocks startReply(Subject subject, Instant deliveredAt) {
        Clock statutory = clocks.start(start(ClockKind.STATUTORY_REPLY, subject, deliveredAt));
        Optional<Clock> agreed = isAgreed(subject)
                ? Optional.of(clocks.start(
                        start(ClockKind.AGREEMENT_REPLY, subject, deliveredAt).within(statutory.dueAt())))
                : Optional.empty();
        return ReplyClocks.of(Optional.of(statutory), agreed);
    }

    /** For a supplement: a new agreed clock; without an agreement, a new statutory one. */
    ReplyClocks startSupplement(Subject subject, Instant from) {
        return isAgreed(subject)
                ? ReplyClocks.of(
                        Optional.empty(), Optional.of(clocks.start(start(ClockKind.AGREEMENT_REPLY, subject, from))))
                : ReplyClocks.of(
                        Optional.of(clocks.start(start(ClockKind.STATUTORY_REPLY, subject, from))), Optional.empty());
    }

    Clock startAcknowledgement(Subject subject, Instant deliveredAt) {
        return clocks.start(start(ClockKind.ACKNOWLEDGEMENT, subject, deliveredAt));
    }

    Clock startConfirmationReminder(Subject subject, Instant sentAt) {
        return clocks.start(start(ClockKind.CONFIRMATION_REMINDER, subject, sentAt));
    }

    Clock startConfirmationClose(Subject subject, Instant sentAt) {
        return clocks.start(start(ClockKind.CONFIRMATION_CLOSE, subject, sentAt));
    }

    /** The answer is out: every reply clock ends, in time or late. */
    void answered(Subject subject, Instant at) {
        met(subject, ClockKind.AGREEMENT_REPLY, at);
        met(subject, ClockKind.STATUTORY_REPLY, at);
    }

    void met(Subject subject, ClockKind kind, Instant at) {
        open(subject, kind).ifPresent(clock -> clocks.met(clock.id(), at));
    }

    /** The dates that bind the reply now, also those already missed; empty when nothing is due any more. */
    Optional<ReplyClocks> inForce(Subject subject) {
        Optional<Clock> statutory = open(subject, ClockKind.STATUTORY_REPLY);
        Optional<Clock> agreed = open(subject, ClockKind.AGREEMENT_REPLY);
        return statutory.or(() -> agreed).map(any -> ReplyClocks.of(statutory, agreed));
    }

    Optional<Clock> open(Subject subject, ClockKind kind) {
        return clocks.byCase(subject.caseNo(), subject.tenant()).stream()
                .filter(clock -> clock.subjectId().equals(subject.requestId()))
                .filter(clock -> clock.is(kind) && clock.endedAt().isEmpty())
                .findFirst();
    }

    void cancelAll(Subject subject, String reason) {
        clocks.cancelAll(subject.requestId(), subject.tenant(), time.instant(), reason);
    }

    /**
     * The timer of the clock has come: notes that the deadline has passed, once.
     *
     * @return whether this call noted it
     * @throws org.redshield.bridge.Refusal {@code deadline.clock-not-due} when the clock moved after the job had been taken: the step is
     *     undone and the timer waits on, else the new date would pass unnoticed
     */
    boolean fired(Subject subject, ClockKind kind) {
        return running(subject, kind)
                .map(clock -> clocks.missed(clock.id(), time.instant()))
                .orElse(false);
    }

    /** The same for the timer of the reply's last date, before which the agreed one has passed. */
    void replyFired(Subject subject) {
        if (running(subject, ClockKind.STATUTORY_REPLY).isPresent()) {
            missed(subject, ClockKind.AGREEMENT_REPLY);
            fired(subject, ClockKind.STATUTORY_REPLY);
        } else {
            fired(subject, ClockKind.AGREEMENT_REPLY);
        }
    }

    /**
     * Notes that the deadline has passed, if it has, once.
     *
     * @return whether this call noted it
     */
    boolean missed(Subject subject, ClockKind kind) {
        Instant now = time.instant();
        return running(subject, kind)
                .filter(clock ->
                        clock.state() != ClockState.PAUSED && !clock.dueAt().isAfter(now))
                .map(clock -> clocks.missed(clock.id(), now))
                .orElse(false);
    }

    Optional<Clock> running(Subject subject, ClockKind kind) {
        return clocks.running(subject.requestId(), kind, subject.tenant());
    }

    /** Our own delay notice: moves the statutory clock, or says why it cannot be moved. */
    Clock delay(Clock statutory, LocalDate until, String reason) {
        return clocks.move(statutory.id(), endOf(until), reason);
    }

    /**
     * The other side's delay notice. Whether it was in time was judged there; here the clock follows where it still can,
     * and stays missed where it was missed.
     */
    Optional<Clock> follow(Subject subject, LocalDate until, String reason) {
        Instant dueAt = endOf(until);
        return running(subject, ClockKind.STATUTORY_REPLY)
                .filter(clock -> clock.state() == ClockState.RUNNING
                        && !time.instant().isAfter(clock.dueAt())
                        && dueAt.isAfter(clock.dueAt()))
                .map(clock -> clocks.move(clock.id(), dueAt, reason));
    }

    static Instant endOf(LocalDate day) {
        return day.atTime(LocalTime.of(23, 59, 59)).atZone(ZONE).toInstant();
    }

    LocalDate today() {
        return day(time.instant());
    }

    /** Without an agreement of these two the table's row for all others only shows what is usual. */
    private boolean isAgreed(Subject subject) {
        return rules.find(query(ClockKind.AGREEMENT_REPLY, subject))
                .filter(rule -> rule.basis() == Basis.AGREEMENT)
                .isPresent();
    }

    private static ClockStart start(ClockKind kind, Subject subject, Instant from) {
        return ClockStart.of(query(kind, subject), subject.caseNo(), subject.requestId(), subject.tenant(), from);
    }

    private static Query query(ClockKind kind, Subject subject) {
        return subject.asks()
                ? Query.of(kind).between(subject.tenant(), subject.counterpart())
                : Query.of(kind).between(subject.counterpart(), subject.tenant());
    }

    static LocalDate day(Instant at) {
        return at.atZone(ZONE).toLocalDate();
    }
}
