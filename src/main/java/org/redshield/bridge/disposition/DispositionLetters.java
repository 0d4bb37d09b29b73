package org.redshield.bridge.disposition;

import static org.redshield.bridge.letter.LetterDraft.row;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/**
 * Says what the letters of a disposition are about, and sends those that go to a bureau. Every letter has a fixed key, so
 * that a step done again sends nothing twice.
 */
@Component
class DispositionLetters {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(ZoneId.of(BridgeApplication.ZONE));

    private final Letters letters;
    private final Organisations organisations;
    private final Correspondence correspondence;

    DispositionLetters(Letters letters, Organisations organisations, Correspondence correspondence) {
        this.letters = letters;
        this.organisations = organisations;
        this.correspondence = correspondence;
    }

    /** The letter to the platform, which names every target, the ground, the publicity and the way to appeal. */
    Letter disposition(Disposition disposition, List<DispositionTarget> targets) {
        Letter original = letters.get(disposition.requestLetterId());
        boolean againstOperator =
                targets.stream().anyMatch(target -> target.plan().measure().isAgainstOperator());
        return correspondence.issue(
                toPlatform(DispositionLetter.DISPOSITION, disposition.id() + "/DISPOSITION", disposition)
                        .inReplyTo(Optional.of(original.id()))
                        .by(disposition.draftedBy().orElseThrow(), disposition.approvedBy())
                        .facts(planned(disposition, targets))
                        .word(
                                "requesterName",
                                organisations.get(disposition.requester()).name())
                        .word("originalSubject", original.subject())
                        .word("originalLetterNo", original.number())
                        .word("findings", disposition.facts())
                        .word("evidenceNote", disposition.evidenceNote())
                        .word("legalHook", disposition.legalHook())
                        .rows("targets", targets, DispositionLetters::line)
                        .word("againstOperator", againstOperator ? "是" : null));
    }

    /** Tells the requester that nothing will be asked of the platform, and why. */
    void decline(Disposition disposition) {
        correspondence.send(toRequester("DECLINE", disposition)
                .by(disposition.draftedBy().orElseThrow(), disposition.approvedBy())
                .fact("outcome", "DECLINED")
                .word("declineReason", disposition.declineReason()));
    }

    /** Tells the requester what became of every target. */
    void report(Disposition disposition, List<DispositionTarget> targets) {
        LetterDraft draft = toRequester("REPORT", disposition)
                .by(disposition.draftedBy().orElseThrow(), disposition.approvedBy())
                .facts(planned(disposition, targets))
                .fact("outcome", "REPORTED")
                .rows("results", targets, DispositionLetters::result)
                .word("publicityNote", disposition.publicityNote());
        if (targets.stream().anyMatch(DispositionTarget::mustBePublished)) {
            draft.rows("publicity", targets, DispositionLetters::publicity);
        }
        targets.forEach(target -> {
            String name = "target." + target.position() + ".";
            draft.fact(name + "state", target.state())
                    .fact(name + "executedAt", target.executedAt())
                    .fact(name + "publicityUrl", target.publicityUrl());
        });
        correspondence.send(draft);
    }

    /** The letter to the platform that takes measures back. */
    Letter lift(Disposition disposition, Lift lift, Map<String, DispositionTarget> targets) {
        return correspondence.issue(toPlatform(DispositionLetter.LIFT, lift.id() + "/LIFT", disposition)
                .inReplyTo(disposition.letterId())
                .by(lift.draftedBy(), lift.approvedBy())
                .fact("dispositionId", disposition.id())
                .fact("liftId", lift.id())
                .word("letterNo", disposition.letterNo())
                .word("reason", lift.reason())
                .rows("targets", lift.targets(), task -> {
                    DispositionTarget target = targets.get(task.targetId());
                    return row(
                            "position", task.position(),
                            "plan", target.plan().describe(),
                            "docName", target.docName());
                }));
    }

    /** Tells the requester what was lifted, and which appeals that decided. */
    void liftReport(Disposition disposition, Lift lift, Map<String, DispositionTarget> targets, List<Appeal> appeals) {
        LetterDraft draft = toRequester(lift.id() + "/REPORT", disposition)
                .by(lift.draftedBy(), lift.approvedBy())
                .fact("outcome", "LIFT")
                .fact("dispositionId", disposition.id())
                .rows("appeals", appeals, appeal -> appeal(appeal, targets))
                .word("liftLetterNo", lift.letterNo())
                .word("liftReason", lift.reason())
                .rows("lifted", lift.targets(), task -> {
                    DispositionTarget target = targets.get(task.targetId());
                    return row(
                            "position", task.position(),
                            "plan", target.plan().describe(),
                            "outcome", task.outcome().map(Enum::name),
                            "reason", task.reason(),
                            "statusText", unexplained(task.outcome(), task.statusText()),
                            "resultText", task.resultText());
                });
        lift.targets().forEach(task -> {
            DispositionTarget target = targets.get(task.targetId());
            draft.fact("target." + target.position() + ".state", target.state());
        });
        correspondence.send(draft);
    }

    /** Tells the requester that a merchant appealed and that the measures stay. */
    void upheld(Disposition disposition, Map<String, DispositionTarget> targets, List<Appeal> appeals) {
        correspondence.send(
                toRequester("APPEAL/" + appeals.get(appeals.size() - 1).id(), disposition)
                        .by(appeals.get(0).decidedBy().orElseThrow(), Optional.empty())
                        .fact("outcome", "UPHELD")
                        .fact("dispositionId", disposition.id())
                        .rows("appeals", appeals, appeal -> appeal(appeal, targets)));
    }

    private static Map<String, Object> appeal(Appeal appeal, Map<String, DispositionTarget> targets) {
        return row(
                "plan", targets.get(appeal.targetId()).plan().describe(),
                "at", appeal.appealedAt().map(MOMENT::format),
                "content", appeal.content(),
                "decision", appeal.decision().orElseThrow().title(),
                "reason", appeal.reason());
    }

    private static LetterDraft toPlatform(DispositionLetter kind, String key, Disposition disposition) {
        return new LetterDraft(
                kind, key, disposition.caseNo(), disposition.id(), disposition.tenant(), disposition.platform());
    }

    private static LetterDraft toRequester(String key, Disposition disposition) {
        return new LetterDraft(
                        DispositionLetter.DISPOSITION_REPORT,
                        disposition.id() + "/" + key,
                        disposition.caseNo(),
                        disposition.id(),
                        disposition.tenant(),
                        disposition.requester())
                .inReplyTo(Optional.of(disposition.requestLetterId()))
                // By which the requester's process is found.
                .fact("requestId", disposition.requestId());
    }

    private static Map<String, String> planned(Disposition disposition, List<DispositionTarget> targets) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("dispositionId", disposition.id());
        facts.put("requestId", disposition.requestId());
        disposition.letterNo().ifPresent(number -> facts.put("letterNo", number));
        targets.forEach(target -> {
            String name = "target." + target.position() + ".";
            facts.put(name + "measure", target.plan().measure().name());
            facts.put(name + "type", target.plan().type().name());
            facts.put(name + "value", target.plan().value());
            target.plan().term().ifPresent(term -> facts.put(name + "term", term.toString()));
        });
        return facts;
    }

    private static Map<String, Object> line(DispositionTarget target) {
        return row("position", target.position(), "plan", target.plan().describe());
    }

    private static Map<String, Object> result(DispositionTarget target) {
        return row(
                "position", target.position(),
                "plan", target.plan().describe(),
                "outcome", target.outcome().map(Outcome::title),
                "executedAt", target.executedAt().map(MOMENT::format),
                "reason", target.reason(),
                "statusText", unexplained(target.outcome(), target.statusText()),
                "resultText", target.resultText());
    }

    private static Map<String, Object> publicity(DispositionTarget target) {
        return row(
                "position", target.position(),
                "required", target.mustBePublished() ? "是" : null,
                "url", target.publicityUrl());
    }

    /** The platform's words, only where nothing else says what was done: what could be understood need not be repeated. */
    private static Optional<String> unexplained(Optional<Outcome> outcome, Optional<String> words) {
        return words.filter(
                text -> outcome.filter(known -> known != Outcome.UNSTATED).isEmpty());
    }
}
