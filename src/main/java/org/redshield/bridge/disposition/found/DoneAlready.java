package org.redshield.bridge.disposition.found;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.SentMeasure;
import org.redshield.bridge.disposition.file.Stage;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.disposition.plan.PlannedTarget;
import org.redshield.bridge.numbers.SentNumbers;
import org.springframework.stereotype.Component;

/** Whether a platform has carried out a measure already that a restored database did not know, and so must not be asked again. */
@Component
public class DoneAlready {

    private final DispositionStore store;
    private final TargetStore targets;
    private final SentNumbers sent;

    DoneAlready(DispositionStore store, TargetStore targets, SentNumbers sent) {
        this.store = store;
        this.targets = targets;
        this.sent = sent;
    }

    /**
     * Refuses a draft that asks for what the platform has done already.
     *
     * @throws Refusal {@code disposition.found-undecided}, {@code disposition.found-adopted}
     */
    public void require(Disposition disposition, List<PlannedTarget> plans) {
        List<DispositionTarget> adopted = adopted(disposition);
        for (PlannedTarget plan : plans) {
            requireDecided(disposition, plan);
            alike(adopted, plan).ifPresent(done -> {
                throw new Refusal("disposition.found-adopted", describe(plan), letterOf(done));
            });
        }
    }

    /** @throws Undecided while nobody has decided what becomes of the same measure, which the platform has */
    public void requireDecided(Disposition disposition, PlannedTarget plan) {
        undecided(disposition, plan).ifPresent(letter -> {
            throw new Undecided(disposition.caseNo(), describe(plan), letter);
        });
    }

    /** Why a measure is not asked of the platform any more: it is in force by a letter that was lost, and on record. */
    public Optional<String> whyNot(Disposition disposition, PlannedTarget plan) {
        return alike(adopted(disposition), plan).map(done -> "未提交平台：平台已按" + letterOf(done) + "执行同一措施（恢复数据后采纳登记），不重复执行");
    }

    private static String letterOf(DispositionTarget done) {
        return SentMeasure.letterOf(done.task().docName().orElseThrow())
                + done.task()
                        .submittedAt()
                        .map(at -> "（" + ChinaTime.day(at) + "）")
                        .orElse("");
    }

    private Optional<String> undecided(Disposition disposition, PlannedTarget plan) {
        return found(disposition)
                .filter(found -> found.stage() == Stage.FOUND)
                .filter(found -> alike(targets.of(found.id()), plan).isPresent())
                .flatMap(found -> found.letterNo().stream())
                .findFirst()
                // What is lost and nobody has got round to yet.
                .or(() -> lost(disposition, plan));
    }

    private Optional<String> lost(Disposition disposition, PlannedTarget plan) {
        List<SentNumbers.Sent> alike = sent.lostDispositions().stream()
                .filter(one -> one.platform().equals(disposition.platform()))
                .filter(one -> SentMeasure.of(one.about())
                        .filter(measure -> measure.lifts().isEmpty())
                        .filter(measure -> measure.caseNo().equals(disposition.caseNo()))
                        .filter(measure -> measure.tenant().equals(disposition.tenant()))
                        .filter(measure -> isAlike(measure.plan(), plan))
                        .isPresent())
                .toList();
        Set<String> known = alike.isEmpty()
                ? Set.of()
                : targets.known(alike.stream().map(SentNumbers.Sent::number).toList());
        return alike.stream()
                .map(SentNumbers.Sent::number)
                .filter(number -> !known.contains(number))
                .map(SentMeasure::letterOf)
                .findFirst();
    }

    private List<DispositionTarget> adopted(Disposition disposition) {
        return found(disposition)
                .filter(found -> found.stage() != Stage.FOUND)
                .flatMap(found -> targets.of(found.id()).stream())
                .filter(target -> target.state().isInForce() || target.state() == TargetState.SUBMITTED)
                .toList();
    }

    private Stream<Disposition> found(Disposition disposition) {
        return store.ofCase(disposition.caseNo(), disposition.tenant()).stream()
                .filter(other -> other.lost().isPresent())
                .filter(other -> other.platform().equals(disposition.platform()))
                .filter(other -> !other.id().equals(disposition.id()));
    }

    private static Optional<DispositionTarget> alike(List<DispositionTarget> done, PlannedTarget plan) {
        return done.stream().filter(target -> isAlike(target.plan(), plan)).findFirst();
    }

    /** Whatever the term: of lists of orders, one that is in both is enough. */
    private static boolean isAlike(PlannedTarget one, PlannedTarget other) {
        return one.measure() == other.measure()
                && one.type() == other.type()
                && (one.value().equals(other.value())
                        || one.measure() == Measure.SALES_RESET && !Collections.disjoint(orders(one), orders(other)));
    }

    private static List<String> orders(PlannedTarget plan) {
        return Arrays.asList(plan.value().split(","));
    }

    private static String describe(PlannedTarget plan) {
        return plan.type().title() + " " + plan.value() + " 的“" + plan.measure().title() + "”";
    }
}
