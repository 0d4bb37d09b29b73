package org.redshield.bridge.deadline.registered;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.deadline.rule.ClockTerms;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.Extension;
import org.redshield.bridge.deadline.rule.ExtensionRule;
import org.redshield.bridge.deadline.rule.Pause;
import org.redshield.bridge.deadline.rule.Remaining;
import org.springframework.stereotype.Component;

/** The organisation's deadlines in the file of a case, those that an officer registered among them. */
@Component
@RequiredArgsConstructor
class ClocksOfCase implements CaseSection {

    private final ClockService clocks;
    private final CaseDeadlines registered;
    private final DeadlineCalculator calculator;
    private final PersonNames names;
    private final InstantSource time;

    /**
     * A deadline of the organisation.
     *
     * @param ground why an officer registered it; absent for what the processes measure
     * @param asked what an extension was asked for that nobody has decided yet
     */
    record ClockView(
            UUID id,
            @JsonUnwrapped Measured measured,
            @JsonUnwrapped Standing standing,
            Optional<String> ground,
            Optional<String> asked,
            List<PauseItem> pauses,
            List<ExtensionItem> extensions) {}

    /**
     * What is measured, on which ground, until when.
     *
     * @param dueAt while the clock stands still, as it was before
     */
    record Measured(
            String kind,
            String title,
            String citation,
            Instant startedAt,
            Instant dueAt,
            LocalDate dueDate,
            boolean provisional,
            String explanation) {}

    /** How it stands; {@code remaining} only while it runs or is overdue. */
    record Standing(
            String state,
            String stateTitle,
            Optional<Remaining> remaining,
            boolean overdue,
            Optional<Instant> endedAt,
            Optional<String> endReason) {}

    /**
     * A time that did not count.
     *
     * @param from the first day that does not count
     * @param until the day that counts again; absent while the clock stands still
     * @param by name of who registered it
     */
    record PauseItem(
            String title, LocalDate from, Optional<LocalDate> until, String reason, String citation, String by) {}

    /**
     * More time.
     *
     * @param title how much, or until when
     * @param by name of who approved it; absent for a delay notice, which needs no approval
     */
    record ExtensionItem(String title, String ground, String citation, Optional<String> by, Instant at) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("clocks", ClockView.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<CaseDeadline> byOfficers = registered.ofCase(folder.caseNo(), folder.tenant());
        List<Clock> measured = clocks.byCase(folder.caseNo(), folder.tenant());
        Map<UUID, ClockTerms> terms = clocks.terms(measured);
        folder.list(
                "clocks",
                measured.stream()
                        .map(clock -> clock(clock, terms.get(clock.id()), of(clock, byOfficers)))
                        .toList());
    }

    private static Optional<CaseDeadline> of(Clock clock, List<CaseDeadline> registered) {
        return registered.stream()
                .filter(deadline -> deadline.clockId().equals(clock.id()))
                .findFirst();
    }

    private ClockView clock(Clock clock, ClockTerms terms, Optional<CaseDeadline> registered) {
        Instant now = time.instant();
        boolean ended = clock.endedAt().isPresent();
        Optional<Remaining> remaining = ended || clock.state() == ClockState.PAUSED
                ? Optional.empty()
                : Optional.of(Remaining.until(clock.dueAt(), now, calculator));
        boolean overdue = clock.state() == ClockState.MISSED
                || remaining.map(Remaining::overdue).orElse(false);
        return new ClockView(
                clock.id(),
                new Measured(
                        clock.kind(),
                        clock.title(),
                        clock.citation(),
                        clock.startedAt(),
                        clock.dueAt(),
                        day(clock.dueAt()),
                        clock.provisional(),
                        clock.explanation()),
                new Standing(
                        clock.state().name(),
                        title(clock.state(), ended, overdue),
                        remaining,
                        overdue,
                        clock.endedAt(),
                        clock.endReason()),
                registered.map(CaseDeadline::ground),
                registered.flatMap(CaseDeadline::ask).map(ask -> asked(ask, clock)),
                terms.pauses().stream().map(this::pause).toList(),
                terms.extensions().stream().map(this::extension).toList());
    }

    private PauseItem pause(Pause pause) {
        return new PauseItem(
                pause.event().label(),
                day(pause.from()),
                pause.until().map(ClocksOfCase::day),
                pause.reason(),
                pause.citation(),
                names.of(pause.by()));
    }

    private ExtensionItem extension(Extension extension) {
        return new ExtensionItem(
                extension
                        .by()
                        .map(by -> "延长 " + by.label())
                        .or(() -> extension.newDueAt().map(at -> "延至 " + day(at)))
                        .orElseThrow(),
                extension.ground(),
                extension.citation(),
                extension.approvedBy().map(names::of),
                extension.at());
    }

    private String asked(CaseDeadline.Ask ask, Clock clock) {
        String length = ask.until()
                .map(until -> "延至 " + until)
                .or(() -> clock.law().extension().flatMap(ExtensionRule::by).map(by -> "延长 " + by.label()))
                .orElse("延期");
        return names.of(ask.by()) + "申请" + length + "：" + ask.reason();
    }

    private static LocalDate day(Instant at) {
        return ChinaTime.day(at);
    }

    private static String title(ClockState state, boolean ended, boolean overdue) {
        return switch (state) {
            case RUNNING -> overdue ? "已逾期" : "计时中";
            case PAUSED -> "中止中";
            case MET -> "按期完成";
            case MISSED -> ended ? "逾期完成" : "已逾期";
            case CANCELLED -> "已取消";
        };
    }
}
