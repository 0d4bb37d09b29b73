package org.redshield.bridge.disposition.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.Dispositions;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.SentMeasure;
import org.redshield.bridge.disposition.lift.Lift;
import org.redshield.bridge.disposition.plan.DisposeType;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.disposition.plan.PlannedTarget;
import org.redshield.bridge.disposition.restorecheck.TakenBack;
import org.redshield.bridge.disposition.severity.DispositionWeights;
import org.redshield.bridge.disposition.severity.HeadsDecision;
import org.redshield.bridge.disposition.severity.MeasuresOfLetter;
import org.redshield.bridge.disposition.severity.Weighing;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.springframework.stereotype.Component;

/** What the forms of {@code merchantDisposition} show: a summary without personal data, and the options. */
@Component
@RequiredArgsConstructor
final class DispositionFormData extends FormData {

    private final Dispositions dispositions;
    private final Organisations organisations;
    private final ShopNames shops;
    private final DispositionWeights weights;
    private final TakenBack takenBack;
    private final DispositionIntake intake;

    @Override
    protected Set<String> forms() {
        return intake.forms();
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        asked.id(DispositionVariables.DISPOSITION_ID)
                .flatMap(dispositions::find)
                .filter(disposition -> disposition.tenant().equals(asked.tenant()))
                .ifPresent(disposition -> show(asked.form(), disposition, shown));
    }

    private void show(String form, Disposition disposition, Shown shown) {
        shown.summary(summary(form, disposition));
        switch (form) {
            case "draftDisposition" -> draft(disposition, shown);
            case "followDisposition", "decideAppeal" -> targets(dispositions.inForce(disposition.id()), shown);
            default -> {}
        }
    }

    /** Of targets, for whoever chooses among them. */
    static void targets(List<DispositionTarget> targets, Shown shown) {
        shown.options(
                "targetOptions",
                targets,
                DispositionTarget::id,
                target -> target.plan().describe() + "（" + target.state().title() + "）");
    }

    /** The form comes filled with the earlier draft, or else with what the requester asked for. */
    private void draft(Disposition disposition, Shown shown) {
        shown.options(
                "measureOptions",
                List.of(Measure.values()),
                Measure::name,
                measure -> measure.title() + "（" + measure.target().title() + "）");
        shown.options("targetTypeOptions", List.of(DisposeType.values()), DisposeType::name, DisposeType::title);
        disposition
                .draft()
                .legalHook()
                .or(() -> disposition.request().legalHook())
                .ifPresent(hook -> shown.putAll(DispositionIntake.BASIS.showingAll(hook)));
        shown.put("legalBasesOptions", DispositionIntake.BASIS.options());
        shown.put("facts", disposition.draft().facts());
        shown.put("evidenceNote", disposition.draft().evidenceNote());
        shown.put("beyondReason", disposition.draft().beyondReason());
        List<PlannedTarget> drafted = dispositions.targets(disposition.id()).stream()
                .map(DispositionTarget::plan)
                .toList();
        shown.putAll(DraftedItems.fields(drafted.isEmpty() ? requested(disposition) : drafted));
    }

    /**
     * The measures that the request names, each against the objects that it names for it. Which items or keywords are meant where it
     * names none, only the officer knows. He completes or strikes them out.
     */
    private List<PlannedTarget> requested(Disposition disposition) {
        MeasuresOfLetter asked = weights.asked(disposition);
        return asked.measures().stream()
                .limit(DraftedItems.MOST)
                .flatMap(measure -> against(measure, asked.objects().getOrDefault(measure.target(), Set.of())).stream())
                .toList();
    }

    private static List<PlannedTarget> against(Measure measure, Set<String> objects) {
        return objects.isEmpty() || measure == Measure.SALES_RESET
                ? List.of(new PlannedTarget(measure, measure.target(), String.join(",", objects), Optional.empty()))
                : objects.stream()
                        .map(object -> new PlannedTarget(measure, measure.target(), object, Optional.empty()))
                        .toList();
    }

    private Stream<String> summary(String form, Disposition disposition) {
        return Stream.of(
                "案件 " + disposition.caseNo(),
                "来函单位 " + organisations.name(disposition.request().requester()),
                disposition
                        .request()
                        .shopId()
                        .map(shop -> "网店 " + shops.called(shop, disposition.caseNo(), disposition.tenant()))
                        .orElse(""),
                subject(form, disposition));
    }

    private String subject(String form, Disposition disposition) {
        return switch (form) {
            case "draftDisposition" ->
                disposition
                        .request()
                        .measures()
                        .map(measures ->
                                "商请对象 " + weights.asked(disposition).describe() + "；商请措施 " + Measure.titles(measures))
                        .orElse("");
            case "approveDisposition" ->
                disposition
                        .draft()
                        .declineReason()
                        .map(reason -> "拟不予处置：" + reason)
                        .orElseGet(() -> drafted(disposition));
            case "approveLift" ->
                dispositions
                        .runningLift(disposition.id())
                        .map(lift -> "拟解除 " + list(lifted(lift)) + "；理由 "
                                + lift.reason().strip().replaceFirst("。+$", "")
                                + why(disposition, weights.ofLift(lifted(lift))))
                        .orElse("");
            case "decideAppeal" ->
                "待处理申诉 " + dispositions.openAppeals(disposition.id()).size() + " 件";
            case "chasePublicity" ->
                "尚未公示 "
                        + list(dispositions.targets(disposition.id()).stream()
                                .filter(DispositionTarget::owesPublicity)
                                .toList());
            case "followDisposition" ->
                "生效中的措施 " + dispositions.inForce(disposition.id()).size() + " 项" + takenBack(disposition);
            default -> "生效中的措施 " + dispositions.inForce(disposition.id()).size() + " 项";
        };
    }

    private String drafted(Disposition disposition) {
        List<DispositionTarget> targets = dispositions.targets(disposition.id());
        Weighing weighing = weights.of(
                disposition, targets.stream().map(DispositionTarget::plan).toList());
        return "拟处置 " + list(targets) + "；依据 "
                + disposition.draft().legalHook().orElse("")
                + (weighing.isBeyond()
                        ? "；超出商请范围：" + weighing.beyond() + "；商请的" + weighing.request() + "；理由："
                                + disposition.draft().beyondReason().orElse("没有写明，同意的须在审批意见中写明")
                        : "")
                + why(disposition, weights.decisions(weighing, disposition));
    }

    private String why(Disposition disposition, List<HeadsDecision> decisions) {
        return weights.why(decisions, disposition.tenant())
                .map(why -> "；" + why)
                .orElse("");
    }

    /** What the platform has taken back by letters that a restore has lost. */
    private String takenBack(Disposition disposition) {
        return dispositions.inForce(disposition.id()).stream()
                .flatMap(target -> takenBack.lost(disposition, target).stream()
                        .map(lost -> "；" + target.plan().describe() + "：数据库恢复以前，本局已于 " + ChinaTime.day(lost.at()) + " 按"
                                + SentMeasure.letterOf(lost.number()) + "要求平台解除（平台："
                                + lost.says().orElse("尚未答复") + "），本系统恢复后没有这份函件。与平台核对属实的，请选择解除，批准后只登记、不再提交平台"))
                .collect(Collectors.joining());
    }

    private List<DispositionTarget> lifted(Lift lift) {
        return dispositions.targets(lift.dispositionId()).stream()
                .filter(target -> lift.targetIds().contains(target.id()))
                .toList();
    }

    /** The first few; the rest stands in the case file. */
    private static String list(List<DispositionTarget> targets) {
        String first = targets.stream()
                .limit(3)
                .map(target -> target.plan().describe())
                .collect(Collectors.joining("，"));
        return targets.size() > 3 ? first + " 等 " + targets.size() + " 个对象" : first;
    }
}
