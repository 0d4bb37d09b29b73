package org.redshield.bridge.deadline.registered;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockChanges;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.deadline.registered.CaseDeadline.Act;
import org.redshield.bridge.deadline.registered.CaseDeadline.Ask;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRefusal;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.ExtensionRule;
import org.redshield.bridge.deadline.rule.KindRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.Remaining;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.redshield.bridge.engine.duty.InsteadOf;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The legal deadlines of a bureau's own cases: registered, paused, extended and ended by the officers of the case. */
@Service
@Transactional
@RequiredArgsConstructor
public class CaseDeadlines {

    private static final Pattern CASE_NO = Pattern.compile("\\d{6}-\\d{4}-\\d{6}");

    private final CaseDeadlineStore store;
    private final ClockService clocks;
    private final ClockChanges changes;
    private final DeadlineRules rules;
    private final CaseNumbers numbers;
    private final CaseEvents events;
    private final Approvals approvals;
    private final DeadlineCalculator calculator;
    private final InstantSource time;

    /**
     * What an officer registers.
     *
     * @param caseNumber of a case that has one already
     * @param kind one of {@link DeadlineRules#ofCases()}
     * @param startedOn day of the event that starts the clock
     * @param startedAtTime its time of day, needed for periods in hours
     * @param noticeDays the length that a notice states, needed where the table leaves it to the notice
     */
    public record Registration(
            Optional<String> caseNumber,
            Optional<String> ownCaseNumber,
            Optional<String> cause,
            Optional<String> kind,
            Optional<LocalDate> startedOn,
            Optional<String> startedAtTime,
            Optional<Long> noticeDays,
            Optional<String> ground) {}

    /**
     * Starts the clock.
     *
     * @throws DeadlineRefusal {@code deadline.case-*}, {@code deadline.field-missing}
     */
    public Clock register(String tenant, String user, Registration form) {
        KindRule rule = form.kind()
                .flatMap(kind -> rules.ofCases().stream()
                        .filter(known -> known.kind().equals(kind))
                        .findFirst())
                .orElseThrow(() -> new DeadlineRefusal("deadline.field-missing", "期限"));
        String cause = required(form.cause(), "案由");
        String ground = required(form.ground(), "起算依据");
        Instant startedAt = startedAt(form, rule);
        String caseNo = form.caseNumber().map(CaseDeadlines::wellFormed).orElseGet(() -> numbers.next(tenant));
        String subject = store.nextSubject(caseNo);
        ClockStart start = ClockStart.of(DeadlineRules.Query.of(rule.kind()), caseNo, subject, tenant, startedAt);
        Clock clock = clocks.start(rule.byNotice() ? start.stated(noticed(form, rule), citation(rule)) : start);
        CaseDeadline deadline = new CaseDeadline(
                subject, caseNo, tenant, form.ownCaseNumber(), cause, ground, user, clock.id(), Optional.empty());
        store.insert(deadline, time.instant());
        act(deadline, Act.REGISTERED, user, Optional.of(ground));
        return clock;
    }

    private void act(CaseDeadline deadline, Act act, String by, Optional<String> note) {
        store.changed(deadline.subjectId(), time.instant());
        events.append(
                deadline.caseNo(),
                deadline.tenant(),
                by,
                act,
                deadline.subjectId(),
                Map.of(CaseEvents.ABOUT, clocks.get(deadline.clockId()).title()),
                note);
    }

    private static String citation(KindRule rule) {
        return rule.rule().citation();
    }

    private static String wellFormed(String caseNumber) {
        if (!CASE_NO.matcher(caseNumber).matches()) {
            throw new DeadlineRefusal("deadline.case-number-malformed", caseNumber);
        }
        return caseNumber;
    }

    private static Period noticed(Registration form, KindRule rule) {
        long days = form.noticeDays().orElseThrow(() -> new DeadlineRefusal("deadline.case-notice-days"));
        DeadlineUnit unit = rule.rule().period().unit();
        if (days < 1 || days > unit.max()) {
            throw new DeadlineRefusal("deadline.case-notice-days");
        }
        return new Period((int) days, unit);
    }

    private Instant startedAt(Registration form, KindRule rule) {
        LocalDate day = form.startedOn().orElseThrow(() -> new DeadlineRefusal("deadline.field-missing", "起算事由发生日"));
        boolean exact = rule.rule().period().unit().exact();
        if (exact && form.startedAtTime().isEmpty()) {
            throw new DeadlineRefusal("deadline.case-time-missing", rule.title());
        }
        Instant at = ChinaTime.at(day, exact ? timeOfDay(form.startedAtTime().get()) : LocalTime.MIDNIGHT);
        if (at.isAfter(time.instant())) {
            throw new DeadlineRefusal("deadline.case-start-in-future", day);
        }
        return at;
    }

    private static LocalTime timeOfDay(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new DeadlineRefusal("deadline.case-time-malformed", text);
        }
    }

    /**
     * Stops the clock from the beginning of that day.
     *
     * @throws DeadlineRefusal as {@link ClockService#pause}; {@code deadline.field-missing}
     */
    public void pause(
            String subjectId,
            String tenant,
            String user,
            Optional<String> event,
            Optional<LocalDate> on,
            Optional<String> reason) {
        CaseDeadline deadline = get(subjectId, tenant);
        StopEvent stop =
                event.flatMap(StopEvent::find).orElseThrow(() -> new DeadlineRefusal("deadline.field-missing", "中止事由"));
        LocalDate day = on.orElseThrow(() -> new DeadlineRefusal("deadline.field-missing", "中止起始日"));
        Instant begin = ChinaTime.startOf(day);
        Instant started = clocks.get(deadline.clockId()).startedAt();
        boolean sameDay = day.equals(ChinaTime.day(started));
        changes.pause(deadline.clockId(), stop, sameDay ? started : begin, required(reason, "理由"), user);
        act(deadline, Act.PAUSED, user, reason);
    }

    /**
     * Lets the clock run on from that day, which counts again.
     *
     * @throws DeadlineRefusal as {@link ClockService#resume}; {@code deadline.field-missing}
     */
    public void resume(String subjectId, String tenant, String user, Optional<LocalDate> on, Optional<String> note) {
        CaseDeadline deadline = get(subjectId, tenant);
        LocalDate day = on.orElseThrow(() -> new DeadlineRefusal("deadline.field-missing", "恢复之日"));
        changes.resume(deadline.clockId(), ChinaTime.startOf(day));
        act(deadline, Act.RESUMED, user, note);
    }

    /**
     * Asks for more time; nothing moves before it is approved. What the law does not allow is refused here already.
     *
     * @param until a stated day; empty for the period that the rule allows
     * @throws DeadlineRefusal as {@link ClockService#extend} and {@link ClockService#extendTo}
     */
    public void askExtension(
            String subjectId, String tenant, String user, Optional<LocalDate> until, Optional<String> reason) {
        CaseDeadline deadline = get(subjectId, tenant);
        String why = required(reason, "理由");
        changes.checkExtension(deadline.clockId(), until.map(ChinaTime::endOf));
        store.ask(subjectId, Optional.of(new Ask(user, until, why)));
        act(deadline, Act.EXTENSION_ASKED, user, reason);
    }

    /**
     * @throws OthersMustDecide {@code deadline.case-own-extension}; DeadlineRefusal {@code deadline.case-nothing-asked}, else as
     *     {@link ClockService#extend}
     */
    public void approveExtension(String subjectId, String tenant, String user, Optional<String> note) {
        CaseDeadline deadline = asked(subjectId, tenant, user);
        Ask ask = deadline.ask().orElseThrow();
        if (ask.until().isPresent()) {
            changes.extendTo(deadline.clockId(), ChinaTime.endOf(ask.until().get()), ask.reason(), user);
        } else {
            changes.extend(deadline.clockId(), Optional.empty(), ask.reason(), user);
        }
        store.ask(subjectId, Optional.empty());
        decided(deadline, Act.EXTENSION_APPROVED, user, note);
    }

    /**
     * @throws OthersMustDecide {@code deadline.case-own-extension}; DeadlineRefusal {@code deadline.field-missing}
     */
    public void refuseExtension(String subjectId, String tenant, String user, Optional<String> reason) {
        CaseDeadline deadline = asked(subjectId, tenant, user);
        required(reason, "理由");
        store.ask(subjectId, Optional.empty());
        decided(deadline, Act.EXTENSION_REFUSED, user, reason);
    }

    private void decided(CaseDeadline deadline, Act act, String by, Optional<String> note) {
        store.changed(deadline.subjectId(), time.instant());
        approvals.decide(
                new Approval(
                        deadline.caseNo(),
                        deadline.tenant(),
                        deadline.subjectId(),
                        deadline.ask().map(Ask::by).stream().toList(),
                        "deadline.case-own-extension"),
                by,
                act,
                note,
                Map.of(CaseEvents.ABOUT, clocks.get(deadline.clockId()).title()));
    }

    private CaseDeadline asked(String subjectId, String tenant, String user) {
        CaseDeadline deadline = get(subjectId, tenant);
        Ask ask = deadline.ask().orElseThrow(() -> new DeadlineRefusal("deadline.case-nothing-asked"));
        if (ask.by().equals(user) || InsteadOf.head().filter(ask.by()::equals).isPresent()) {
            throw new OthersMustDecide("deadline.case-own-extension", List.of(ask.by()));
        }
        return deadline;
    }

    /** User id of who asks for more time; nobody where nothing is asked. */
    @Transactional(readOnly = true)
    public List<String> hands(String subjectId, String tenant) {
        return get(subjectId, tenant).ask().map(Ask::by).stream().toList();
    }

    /** What the deadline is about has been done, in time or late. */
    public void complete(String subjectId, String tenant, String user, Optional<String> note) {
        CaseDeadline deadline = get(subjectId, tenant);
        clocks.met(deadline.clockId(), time.instant());
        act(deadline, Act.COMPLETED, user, note);
    }

    /**
     * The deadline has lost its object.
     *
     * @throws DeadlineRefusal {@code deadline.field-missing}
     */
    public void withdraw(String subjectId, String tenant, String user, Optional<String> reason) {
        CaseDeadline deadline = get(subjectId, tenant);
        clocks.cancel(deadline.clockId(), time.instant(), required(reason, "理由"));
        act(deadline, Act.WITHDRAWN, user, reason);
    }

    /** The deadline has passed; noted once. */
    public void overdue(String subjectId, String tenant) {
        CaseDeadline deadline = get(subjectId, tenant);
        if (clocks.missed(deadline.clockId(), time.instant())) {
            act(deadline, Act.OVERDUE, CaseEvents.SYSTEM, Optional.empty());
        }
    }

    /** Somebody has read a reminder, or supervised an overdue case. */
    public void noted(String subjectId, String tenant, String user, Act act, Optional<String> note) {
        act(get(subjectId, tenant), act, user, note);
    }

    /** The deadlines that this organisation registered for the case, in order; empty when there are none. */
    @Transactional(readOnly = true)
    public List<CaseDeadline> ofCase(String caseNo, String tenant) {
        return store.ofCase(caseNo, tenant);
    }

    /** Whether the clock of that subject was registered here. */
    @Transactional(readOnly = true)
    public boolean knows(String subjectId, String tenant) {
        return store.find(subjectId, tenant).isPresent();
    }

    /** What a form of the deadline shows above its fields; no personal data. */
    @Transactional(readOnly = true)
    public Optional<String> summary(String subjectId, String tenant) {
        return store.find(subjectId, tenant).map(deadline -> {
            Clock clock = clocks.get(deadline.clockId());
            List<String> parts = new ArrayList<>();
            parts.add("案件 " + deadline.caseNo() + "（" + deadline.cause() + "）");
            deadline.ownCaseNumber().ifPresent(number -> parts.add("案号 " + number));
            parts.add(clock.title() + "期限：" + state(clock));
            deadline.ask()
                    .ifPresent(ask -> parts.add("申请延期"
                            + ask.until()
                                    .map(until -> "至 " + until)
                                    .or(() -> clock.law()
                                            .extension()
                                            .flatMap(ExtensionRule::by)
                                            .map(by -> " " + by.label()))
                                    .orElse("")
                            + "，理由：" + ask.reason()));
            parts.add(clock.explanation());
            return String.join("；", parts) + "。";
        });
    }

    private String state(Clock clock) {
        if (clock.state() == ClockState.PAUSED) {
            return "中止中，恢复计算后重新确定届满日";
        }
        String due = ChinaTime.moment(clock.dueAt()) + " 届满" + (clock.provisional() ? "（暂定）" : "");
        return due + "，"
                + Remaining.until(clock.dueAt(), time.instant(), calculator).text();
    }

    /** The deadlines that may be registered, as options of a list. */
    @Transactional(readOnly = true)
    public List<Map<String, Object>> kinds() {
        return rules.ofCases().stream()
                .map(rule -> option(
                        rule.kind(),
                        rule.title() + "：" + rule.startEvent() + "起"
                                + (rule.byNotice()
                                        ? "，以通知书载明的天数为准"
                                        : " " + rule.rule().period().label())
                                + "（" + citation(rule) + "）"))
                .toList();
    }

    /** What may stop and extend the deadline, as its rule says. */
    @Transactional(readOnly = true)
    public Optional<String> allowances(String subjectId, String tenant) {
        return store.find(subjectId, tenant).map(deadline -> {
            Clock clock = clocks.get(deadline.clockId());
            String stops =
                    clock.law().stopEvents().stream().map(StopEvent::label).collect(Collectors.joining("、"));
            return (stops.isEmpty() ? "不能中止计算" : "可以中止的事由：" + stops)
                    + "；"
                    + clock.law().extension().map(rule -> "延期：" + rule.label()).orElse("不能延期")
                    + "。";
        });
    }

    /** The events that may stop the clock, as options of a list. */
    @Transactional(readOnly = true)
    public List<Map<String, Object>> stopEvents(String subjectId, String tenant) {
        return store.find(subjectId, tenant).stream()
                .flatMap(deadline -> clocks.get(deadline.clockId()).law().stopEvents().stream())
                .map(event -> option(event.name(), event.label()))
                .toList();
    }

    private static Map<String, Object> option(String value, String label) {
        return Map.of("value", value, "label", label);
    }

    private CaseDeadline get(String subjectId, String tenant) {
        return store.find(subjectId, tenant)
                .orElseThrow(() -> new DeadlineRefusal("deadline.clock-unknown", subjectId));
    }

    private static String required(Optional<String> text, String field) {
        return text.filter(value -> !value.isBlank())
                .orElseThrow(() -> new DeadlineRefusal("deadline.field-missing", field));
    }
}
