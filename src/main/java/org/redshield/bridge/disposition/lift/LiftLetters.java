package org.redshield.bridge.disposition.lift;

import static org.redshield.bridge.letter.LetterDraft.row;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.disposition.execution.PlatformTasks;
import org.redshield.bridge.disposition.file.Contacts;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionCall;
import org.redshield.bridge.disposition.file.DispositionDrafts;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.IssuedLetter;
import org.redshield.bridge.disposition.file.PlatformTask;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.LetterDraft;
import org.springframework.stereotype.Component;

/** The letter that takes measures back, and what the requester is told of lifts and appeals. */
@Component
@RequiredArgsConstructor
class LiftLetters {

    private final Correspondence correspondence;

    /** The letter to the platform. */
    static LetterDraft lift(
            Disposition disposition, Lift lift, Map<String, DispositionTarget> targets, Officer.Named contact) {
        return DispositionDrafts.toPlatform(DispositionLetter.LIFT, lift.id(), disposition, List.of())
                .inReplyTo(disposition.letter().map(IssuedLetter::id))
                .by(lift.draftedBy(), lift.approvedBy())
                .fact("dispositionId", disposition.id())
                .fact("liftId", lift.id())
                .current(Contacts.facts(contact))
                .facts(named(lift, targets))
                .word("letterNo", disposition.letterNo())
                .word("reason", lift.reason())
                .rows(
                        "targets",
                        lift.targets(),
                        target -> row(
                                "position", target.position(),
                                "plan", plan(targets, target.targetId()),
                                "docName", targets.get(target.targetId()).task().docName()));
    }

    /** Which tasks it takes back, for whoever submits them. */
    private static Map<String, String> named(Lift lift, Map<String, DispositionTarget> targets) {
        return lift.targets().stream()
                .collect(Collectors.toMap(
                        target -> PlatformTasks.lifted(target.position()),
                        target ->
                                targets.get(target.targetId()).task().docName().orElse("")));
    }

    /** Tells the requester what was lifted, and which appeals that decided. @param key tells it from the lift's other reports */
    void report(
            Disposition disposition,
            Lift lift,
            Map<String, DispositionTarget> targets,
            List<Appeal> appeals,
            String key) {
        LetterDraft draft = DispositionDrafts.toRequester(lift.id() + "/" + key, disposition)
                .doing(DispositionCall.LIFT_REPORT)
                .by(lift.draftedBy(), lift.approvedBy())
                .fact("outcome", "LIFT")
                .fact("dispositionId", disposition.id())
                .rows("appeals", appeals, appeal -> appeal(appeal, targets))
                .word("liftLetterNo", lift.letter().map(IssuedLetter::number))
                .word("liftReason", lift.reason())
                .rows("lifted", lift.targets(), target -> lifted(target, plan(targets, target.targetId())));
        lift.targetIds().stream()
                .map(targets::get)
                .forEach(target -> draft.fact("target." + target.position() + ".state", target.state()));
        correspondence.send(draft);
    }

    /** Tells the requester that a merchant appealed and that the measures stay. */
    void upheld(Disposition disposition, Map<String, DispositionTarget> targets, List<Appeal> appeals) {
        correspondence.send(DispositionDrafts.toRequester(
                        "APPEAL/" + appeals.get(appeals.size() - 1).id(), disposition)
                .doing(DispositionCall.UPHELD_REPORT)
                .by(appeals.get(0).decidedBy().orElseThrow(), Optional.empty())
                .fact("outcome", "UPHELD")
                .fact("dispositionId", disposition.id())
                .rows("appeals", appeals, appeal -> appeal(appeal, targets)));
    }

    private static String plan(Map<String, DispositionTarget> targets, String targetId) {
        return targets.get(targetId).plan().describe();
    }

    private static Map<String, Object> lifted(LiftTarget target, String plan) {
        PlatformTask task = target.task();
        return row(
                "position", target.position(),
                "plan", plan,
                "outcome", task.outcome().map(Enum::name),
                "reason", task.reason(),
                "statusText", task.unexplained(task.statusText()),
                "resultText", task.unexplained(task.resultText()));
    }

    private static Map<String, Object> appeal(Appeal appeal, Map<String, DispositionTarget> targets) {
        return row(
                "plan", plan(targets, appeal.targetId()),
                "at", appeal.appealedAt().map(ChinaTime::moment),
                "content", appeal.content(),
                "decision", appeal.decision().orElseThrow().title(),
                "reason", appeal.reason());
    }
}
