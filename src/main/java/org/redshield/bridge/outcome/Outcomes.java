package org.redshield.bridge.outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.TaskGroups;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.engine.progress.Whereabouts;
import org.redshield.bridge.engine.progress.Whereabouts.Open;
import org.redshield.bridge.engine.progress.Whereabouts.Place;
import org.redshield.bridge.engine.progress.Whereabouts.Waiting;
import org.redshield.bridge.engine.progress.Whereabouts.Working;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.outcome.SentSteps.Step;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Makes one sentence of a step: from the case's own events, the letters that went out since, and where its instances stand. */
@Service
@RequiredArgsConstructor
class Outcomes {

    /** A next step in words, and until when. */
    private record Called(String what, Optional<Instant> dueAt) {}

    private final CaseEvents events;
    private final Letters letters;
    private final Whereabouts whereabouts;
    private final DeadlineRules rules;
    private final Organisations organisations;
    private final PersonNames names;

    /** As it is at one moment, however much goes on meanwhile. @param caller who has sent it */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Outcome of(Step step, Caller caller) {
        String caseNo = step.form().caseNo();
        String tenant = step.form().tenant();
        List<CaseEvent> acts = events.together(caseNo, tenant, step.transaction());
        List<LetterView> own = letters.ofCase(caseNo, tenant).stream()
                .filter(letter -> letter.sender().equals(tenant))
                .toList();
        List<LetterView> sent = since(step, events.of(caseNo, tenant), own);
        List<Place> places = whereabouts.of(step.form().root(), step.at());
        List<Open> tasks = whereabouts.tasksOf(caseNo, tenant).stream()
                .filter(task -> !task.tracking())
                .toList();
        Optional<Open> mine = tasks.stream()
                .filter(task -> isFor(caller, task))
                .max((one, other) -> Boolean.compare(places.contains(one), places.contains(other)));
        String sentence =
                Stream.of(happened(step, acts, sent), work(places), next(step, places, tasks, mine, own, sent))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining("；"))
                        + "。";
        return new Outcome(
                caseNo,
                sentence,
                isRunning(places, sent),
                mine.map(task -> new Outcome.Next(task.taskId(), task.name())));
    }

    /** Those that followed from the step: they are about the same as it, as what was recorded since, or as what was ordered. */
    private static List<LetterView> since(Step step, List<CaseEvent> events, List<LetterView> own) {
        Set<String> subjects = new HashSet<>();
        step.form().subject().ifPresent(subjects::add);
        events.stream().filter(event -> !event.at().isBefore(step.at())).forEach(event -> {
            event.subjectId().ifPresent(subjects::add);
            Orders.begun(event).ifPresent(subjects::add);
        });
        return own.stream()
                .filter(letter -> !letter.issuedAt().isBefore(step.at()))
                .filter(letter -> subjects.contains(letter.subjectId()))
                .toList();
    }

    private Optional<String> happened(Step step, List<CaseEvent> acts, List<LetterView> sent) {
        List<String> parts = new ArrayList<>(
                acts.stream().flatMap(act -> act.done().stream()).distinct().toList());
        if (step.form().id().equals(step.form().root())) {
            parts.add(0, "案件 " + step.form().caseNo());
        } else if (parts.isEmpty()) {
            parts.add("“" + step.form().step() + "”已办理"
                    + step.form()
                            .decision()
                            .map(decision -> "（" + decision + "）")
                            .orElse(""));
        }
        sent.forEach(letter -> parts.add("已签发 " + letter.number() + "，" + way(letter)));
        return Optional.of(String.join("，", parts));
    }

    private String way(LetterView letter) {
        if (has(letter, ReceiptStage.DELIVERED)) {
            return "已送达" + letter.receiverName();
        }
        return isOnPaper(letter) ? letter.receiverName() + "未接入本系统，须寄送纸质函件" : "正在送达" + letter.receiverName();
    }

    private boolean isOnPaper(LetterView letter) {
        return !organisations.get(letter.receiver()).connected();
    }

    private static boolean has(LetterView letter, ReceiptStage stage) {
        return letter.receipts().stream().anyMatch(receipt -> receipt.stage() == stage);
    }

    private boolean isRunning(List<Place> places, List<LetterView> sent) {
        List<LetterView> underWay = sent.stream()
                .filter(letter -> !has(letter, ReceiptStage.DELIVERED))
                .toList();
        boolean byPost = underWay.stream().anyMatch(this::isOnPaper);
        return places.stream().anyMatch(place -> place instanceof Working || isSoon(place) && !byPost)
                || underWay.stream().anyMatch(letter -> !isOnPaper(letter));
    }

    private static boolean isSoon(Place place) {
        return place instanceof Waiting waiting
                && waiting.awaited().filter(awaited -> awaited.next().isEmpty()).isPresent();
    }

    private static Optional<String> work(List<Place> places) {
        List<String> working = places.stream()
                .filter(Working.class::isInstance)
                .map(Working.class::cast)
                .map(job -> job.failed() ? job.name() + "没有成功，运维人员已经得知" : "正在" + job.name())
                .distinct()
                .toList();
        return working.isEmpty() ? Optional.empty() : Optional.of(String.join("，", working));
    }

    private Optional<String> next(
            Step step,
            List<Place> places,
            List<Open> tasks,
            Optional<Open> mine,
            List<LetterView> own,
            List<LetterView> sent) {
        List<Called> next = places.stream()
                .filter(place -> !(place instanceof Open open) || !open.tracking())
                .flatMap(place -> called(place, mine, own).stream())
                .collect(Collectors.toCollection(ArrayList::new));
        if (next.isEmpty()) {
            // What follows may have begun apart: a letter for the post, or the other bureau's part in the same
            // organisation.
            tasks.forEach(task -> next.add(called(task, mine)));
        }
        if (next.isEmpty()) {
            places.stream().filter(Open.class::isInstance).map(Open.class::cast).forEach(followed -> followed.awaited()
                    .ifPresent(awaited -> next.add(new Called(awaited.next(), followed.dueAt()))));
        }
        if (next.isEmpty() && places.isEmpty()) {
            // It ends here, but somebody else begins.
            sent.stream()
                    .filter(letter -> letter.kind().carriage().way() == Carriage.Way.STARTS)
                    .forEach(letter -> next.add(new Called(
                            letter.receiverName() + "办理" + letter.kind().title(), Optional.empty())));
        }
        if (!next.isEmpty()) {
            return Optional.of("下一步：" + listed(next));
        }
        return places.isEmpty() ? Optional.of("“" + step.form().process() + "”到此结束，没有下一步") : Optional.empty();
    }

    /** What is alike is said once, with how often and the first of its days. */
    private static String listed(List<Called> next) {
        Map<String, List<Called>> alike =
                next.stream().collect(Collectors.groupingBy(Called::what, LinkedHashMap::new, Collectors.toList()));
        return alike.entrySet().stream()
                .map(one -> one.getKey()
                        + (one.getValue().size() > 1 ? " " + one.getValue().size() + " 项" : "")
                        + until(one.getValue().stream()
                                .flatMap(called -> called.dueAt().stream())
                                .min(Comparator.naturalOrder())))
                .collect(Collectors.joining("、"));
    }

    private Optional<Called> called(Place place, Optional<Open> mine, List<LetterView> own) {
        if (place instanceof Open open) {
            return Optional.of(called(open, mine));
        }
        return place instanceof Waiting waiting && !isSoon(place)
                ? Optional.of(waiting.awaited()
                        .map(awaited -> signature(awaited, own)
                                .map(signature -> new Called(signature, Optional.empty()))
                                .orElseGet(() -> new Called(awaited.next(), waiting.dueAt())))
                        .orElseGet(() -> new Called(waiting.name(), waiting.dueAt())))
                : Optional.empty();
    }

    /** The last letter of that kind has not been signed for. */
    private Optional<String> signature(Awaited awaited, List<LetterView> own) {
        return awaited.first().flatMap(signature -> own.stream()
                .filter(letter -> letter.kind() == signature.letter())
                .reduce((earlier, later) -> later)
                .filter(letter -> !has(letter, ReceiptStage.ACKNOWLEDGED))
                .map(letter -> "对方签收（"
                        + rules.get(DeadlineRules.Query.of(signature.within().name()))
                                .rule()
                                .period()
                                .label()
                        + "内）"));
    }

    private Called called(Open task, Optional<Open> mine) {
        String who = mine.filter(one -> isAlike(one, task)).isPresent()
                ? "您"
                : task.assignee().map(names::of).orElseGet(() -> task.groups().stream()
                        .map(TaskGroups::title)
                        .sorted()
                        .collect(Collectors.joining("、")));
        return new Called("由" + who + "办理“" + task.name() + "”", task.dueAt());
    }

    /** Whoever does the one may do the other: one task for each of several datasets. */
    private static boolean isAlike(Open one, Open other) {
        return one.element().equals(other.element())
                && one.assignee().equals(other.assignee())
                && one.groups().equals(other.groups());
    }

    private static String until(Optional<Instant> due) {
        return due.map(at -> "（" + ChinaTime.moment(at) + " 前）").orElse("");
    }

    private static boolean isFor(Caller caller, Open task) {
        return task.assignee().map(caller.userId()::equals).orElseGet(() -> task.groups().stream()
                .anyMatch(caller.groups()::contains));
    }
}
