package org.redshield.bridge.disposition;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.Phase;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.IssuedLetter;
import org.springframework.stereotype.Component;

/** The bureau's own dispositions in the file of a case. */
@Component
@RequiredArgsConstructor
class DispositionsOfCase implements CaseSection {

    private final Dispositions dispositions;

    /**
     * @param foundAt when a restored database learned of it, whose letter is lost
     * @param beyondReason why it goes beyond what was asked for
     */
    record DispositionItem(
            String id,
            String stage,
            String stageTitle,
            Optional<String> letterNo,
            Optional<Instant> issuedAt,
            Optional<Instant> foundAt,
            Optional<String> legalHook,
            Optional<String> beyondReason,
            List<TargetItem> targets,
            List<AppealItem> appeals,
            List<LiftItem> lifts) {}

    /**
     * @param about what a sweep for a keyword is to find
     * @param result the platform's own words, while there is no structured result
     * @param publicityOwed whether it can be entered where the platform has published it
     * @param liftUnclear whether it can be entered that the platform took it back: it has answered, in its own words only
     */
    record TargetItem(
            String id,
            String measureTitle,
            String targetTitle,
            String target,
            Optional<String> term,
            Optional<String> about,
            String state,
            String stateTitle,
            Optional<String> docName,
            Optional<Instant> submittedAt,
            Optional<Instant> executedAt,
            Optional<String> result,
            Optional<String> reason,
            Optional<String> publicityUrl,
            boolean publicityOwed,
            boolean liftUnclear) {}

    record AppealItem(
            String targetId,
            Instant receivedAt,
            String content,
            Optional<String> decisionTitle,
            Optional<String> reason,
            Optional<Instant> decidedAt) {}

    record LiftItem(
            String id, String stageTitle, Optional<String> letterNo, Optional<Instant> issuedAt, String reason) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("dispositions", DispositionItem.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<DispositionView> own = dispositions.ofCase(folder.caseNo(), folder.tenant());
        folder.list(
                "dispositions",
                own.stream().map(DispositionsOfCase::disposition).toList());
        if (!own.isEmpty()) {
            boolean ended =
                    own.stream().allMatch(one -> one.disposition().stage().over());
            folder.phase(
                    Phase.DISPOSITION,
                    ended ? Phase.Status.DONE : Phase.Status.CURRENT,
                    folder.first(DispositionAct.TAKEN_OVER));
        }
    }

    private static DispositionItem disposition(DispositionView view) {
        var disposition = view.disposition();
        return new DispositionItem(
                disposition.id(),
                disposition.stage().name(),
                disposition.stage().title(),
                disposition.letterNo(),
                disposition.letter().map(IssuedLetter::issuedAt).or(() -> disposition
                        .lost()
                        .map(Disposition.LostLetter::issuedAt)),
                disposition.lost().map(Disposition.LostLetter::foundAt),
                disposition.draft().legalHook(),
                disposition.draft().beyondReason(),
                view.targets().stream().map(target -> target(view, target)).toList(),
                view.appeals().stream()
                        .map(appeal -> new AppealItem(
                                appeal.targetId(),
                                appeal.appealedAt().orElse(appeal.receivedAt()),
                                appeal.content(),
                                appeal.decision().map(decision -> decision.title()),
                                appeal.reason(),
                                appeal.decidedAt()))
                        .toList(),
                view.lifts().stream()
                        .map(lift -> new LiftItem(
                                lift.id(),
                                lift.stage().title(),
                                lift.letter().map(IssuedLetter::number),
                                lift.letter().map(IssuedLetter::issuedAt),
                                lift.reason()))
                        .toList());
    }

    private static TargetItem target(DispositionView view, DispositionTarget target) {
        var plan = target.plan();
        var task = target.task();
        return new TargetItem(
                target.id(),
                plan.measure().title(),
                plan.type().title(),
                plan.value(),
                plan.term(),
                plan.about(),
                target.state().name(),
                target.state().title(),
                task.docName(),
                task.submittedAt(),
                task.executedAt(),
                task.unexplained(task.resultText().or(task::statusText)),
                task.reason(),
                target.publicityUrl(),
                target.owesPublicity(),
                target.state().isInForce() && view.isLiftUnclear(target));
    }
}
