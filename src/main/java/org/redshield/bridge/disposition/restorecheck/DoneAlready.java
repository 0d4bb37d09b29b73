package org.redshield.bridge.disposition.restorecheck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.SentMeasure;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.disposition.plan.PlannedTarget;
import org.redshield.bridge.disposition.restorecheck.LostTasks.Lost;
import org.springframework.stereotype.Component;

/** Whether a platform has carried out a measure already that a restored database did not know, and so must not be asked again. */
@Component
@RequiredArgsConstructor
public class DoneAlready {

    private final DispositionStore store;
    private final TargetStore targets;
    private final LostTasks lost;

    /** What is there to know about a disposition's case, by one look for all of its measures. */
    public Look of(Disposition disposition) {
        List<DispositionTarget> undecided = new ArrayList<>();
        List<DispositionTarget> adopted = new ArrayList<>();
        store.ofCase(disposition.caseNo(), disposition.tenant()).stream()
                .filter(other -> other.lost().isPresent())
                .filter(other -> other.platform().equals(disposition.platform()))
                .filter(other -> !other.id().equals(disposition.id()))
                .forEach(found ->
                        (found.stage() == DispositionStage.FOUND ? undecided : adopted).addAll(targets.of(found.id())));
        adopted.removeIf(target -> !target.state().isInForce() && target.state() != TargetState.SUBMITTED);
        return new Look(disposition.caseNo(), undecided, adopted, lost(disposition));
    }

    /** What is lost and nobody has got round to yet. */
    private List<Lost> lost(Disposition disposition) {
        return lost.of(one -> one.isMeasure()
                && one.sent().platform().equals(disposition.platform())
                && one.measure().caseNo().equals(disposition.caseNo())
                && one.measure().tenant().equals(disposition.tenant()));
    }

    /** What a platform has done already in the case of a disposition, as it stood when it was looked for. */
    public record Look(
            String caseNo, List<DispositionTarget> undecided, List<DispositionTarget> adopted, List<Lost> lost) {

        /**
         * Refuses a draft that asks for what the platform has done already.
         *
         * @throws Refusal {@code disposition.found-undecided}, {@code disposition.found-adopted}
         */
        public void require(List<PlannedTarget> plans) {
            for (PlannedTarget plan : plans) {
                requireDecided(plan);
                alike(adopted, plan).ifPresent(done -> {
                    throw new Refusal("disposition.found-adopted", describe(plan), letterOf(done));
                });
            }
        }

        /** @throws Undecided while nobody has decided what becomes of the same measure, which the platform has */
        public void requireDecided(PlannedTarget plan) {
            alike(undecided, plan)
                    .flatMap(target -> target.task().docName())
                    .or(() -> lost.stream()
                            .filter(one -> isAlike(one.measure().plan(), plan))
                            .map(Lost::number)
                            .findFirst())
                    .ifPresent(number -> {
                        throw new Undecided(
                                "disposition.found-undecided", caseNo, describe(plan), SentMeasure.letterOf(number));
                    });
        }

        /** Why a measure is not asked of the platform any more: it is in force by a letter that was lost, and on record. */
        public Optional<String> whyNot(PlannedTarget plan) {
            return alike(adopted, plan).map(done -> "未提交平台：平台已按" + letterOf(done) + "执行同一措施（恢复数据后采纳登记），不重复执行");
        }
    }

    private static String letterOf(DispositionTarget done) {
        return SentMeasure.letterOf(done.task().docName().orElseThrow())
                + done.task()
                        .submittedAt()
                        .map(at -> "（" + ChinaTime.day(at) + "）")
                        .orElse("");
    }

    private static Optional<DispositionTarget> alike(List<DispositionTarget> done, PlannedTarget plan) {
        return done.stream().filter(target -> isAlike(target.plan(), plan)).findFirst();
    }

    /** Whatever the term: of lists of orders, one that is in both is enough. */
    private static boolean isAlike(PlannedTarget one, PlannedTarget other) {
        return one.measure() == other.measure()
                && one.type() == other.type()
                && (one.value().equals(other.value())
                        || one.measure() == Measure.SALES_RESET
                                && !Collections.disjoint(one.objects(), other.objects()));
    }

    private static String describe(PlannedTarget plan) {
        return plan.type().title() + " " + plan.value() + " 的“" + plan.measure().title() + "”";
    }
}
