package org.redshield.bridge.assistance.correspondence;

import static org.redshield.bridge.deadline.rule.ClockKind.AGREEMENT_REPLY;
import static org.redshield.bridge.deadline.rule.ClockKind.STATUTORY_REPLY;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.casework.Subject;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.springframework.stereotype.Component;

/**
 * The clocks of a reply. They start with the delivery receipt. By law 15 working days (程序规定 art. 45); by agreement of the
 * two bureaus fewer.
 */
@Component
public record AssistanceClocks(SubjectClocks clocks) {

    /** For a letter just delivered: the statutory clock and, inside it, the agreed one. */
    public ReplyClocks startReply(Subject subject, Instant deliveredAt) {
        Clock statutory = clocks.start(subject, STATUTORY_REPLY, deliveredAt);
        Optional<Clock> agreed = clocks.isAgreed(subject, AGREEMENT_REPLY)
                ? Optional.of(clocks.startWithin(subject, AGREEMENT_REPLY, deliveredAt, statutory.dueAt()))
                : Optional.empty();
        return ReplyClocks.of(Optional.of(statutory), agreed);
    }

    /** For a supplement: a new agreed clock; without an agreement, a new statutory one. */
    public ReplyClocks startSupplement(Subject subject, Instant from) {
        return clocks.isAgreed(subject, AGREEMENT_REPLY)
                ? ReplyClocks.of(Optional.empty(), Optional.of(clocks.start(subject, AGREEMENT_REPLY, from)))
                : ReplyClocks.of(Optional.of(clocks.start(subject, STATUTORY_REPLY, from)), Optional.empty());
    }

    /** The supplement went on paper and came then: what ran from its sending runs from there. */
    public void supplementCame(Subject subject, Instant at) {
        ClockKind kind = clocks.isAgreed(subject, AGREEMENT_REPLY) ? AGREEMENT_REPLY : STATUTORY_REPLY;
        if (clocks.open(subject).containsKey(kind.name())) {
            clocks.restart(subject, kind, at, "补充协查函以纸质送达，在途时间不计算在内");
        }
    }

    /** The dates that bind the reply now, also those already missed; empty when nothing is due any more. */
    public Optional<ReplyClocks> inForce(Subject subject) {
        Map<String, Clock> open = clocks.open(subject);
        Optional<Clock> statutory = Optional.ofNullable(open.get(STATUTORY_REPLY.name()));
        Optional<Clock> agreed = Optional.ofNullable(open.get(AGREEMENT_REPLY.name()));
        return statutory.or(() -> agreed).map(any -> ReplyClocks.of(statutory, agreed));
    }

    /** The timer of the reply's last date has come, before which the agreed one has passed. */
    public void replyFired(Subject subject) {
        if (clocks.running(subject, STATUTORY_REPLY).isPresent()) {
            clocks.missed(subject, AGREEMENT_REPLY);
            clocks.fired(subject, STATUTORY_REPLY);
        } else {
            clocks.fired(subject, AGREEMENT_REPLY);
        }
    }
}
