package org.redshield.bridge.clues;

import static org.redshield.bridge.clues.Clue.ENTRIES;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.casework.Assignment;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.clues.Matter.Kind;
import org.redshield.bridge.clues.letter.ClueLetter;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockChanges;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 核查: two officers look into a clue; what they found out ends in a matter that the heads decide. */
@Service
@Transactional
public class Verifications {

    private static final String DATA_GROUND = LegalBasis.NET_TRADE_34.citation();
    private static final Set<Dataset> WITHOUT_PERIOD =
            EnumSet.of(Dataset.SHOP_SUBJECT, Dataset.SHOP_HISTORY, Dataset.ITEM);

    private final ClueStore store;
    private final Matters matters;
    private final Assignments assignments;
    private final ClueProgress progress;
    private final SubjectClocks subjectClocks;
    private final ClockChanges clocks;
    private final Orders orders;
    private final Correspondence correspondence;
    private final DataRequests dataRequests;
    private final Organisations organisations;
    private final CaseRegister register;
    private final Approvals approvals;
    private final CaseEvents events;
    private final InstantSource time;

    Verifications(
            ClueStore store,
            Matters matters,
            Assignments assignments,
            ClueProgress progress,
            SubjectClocks subjectClocks,
            ClockChanges clocks,
            Orders orders,
            Correspondence correspondence,
            DataRequests dataRequests,
            Organisations organisations,
            CaseRegister register,
            Approvals approvals,
            CaseEvents events,
            InstantSource time) {
        this.store = store;
        this.matters = matters;
        this.assignments = assignments;
        this.progress = progress;
        this.subjectClocks = subjectClocks;
        this.clocks = clocks;
        this.orders = orders;
        this.correspondence = correspondence;
        this.dataRequests = dataRequests;
        this.organisations = organisations;
        this.register = register;
        this.approvals = approvals;
        this.events = events;
        this.time = time;
    }

    /** The unit head gives the clue to two officers with valid certificates (行政处罚法 art. 42, 程序规定 art. 19). */
    public Assignment assign(
            String clueId, String tenant, String user, Optional<String> leadNo, Optional<String> secondNo) {
        Clue clue = store.locked(clueId, tenant);
        Assignment officers = assignments.assign(ClueAct.FEATURE, clue.subject(), user, leadNo, secondNo);
        store.dispatched(clue, user);
        store.move(clue, ClueState.VERIFYING);
        approvals.decide(
                new Approval(clue.caseNo(), tenant, clueId, List.of(), "clues.own-approval"),
                user,
                ClueAct.OFFICERS_ASSIGNED,
                Optional.empty(),
                Map.of("requestId", clueId));
        progress.report(clue, Step.ASSIGNED, Map.of());
        progress.report(
                clue,
                Step.VERIFYING,
                Map.of("dueAt", matters.clock(clue).dueAt().toString()));
        return officers;
    }

    /**
     * An officer wants data of the shop from its platform.
     *
     * @throws Refusal {@code clues.no-shop, .dataset-asked, .period-missing, .field-missing, .option-unknown}
     */
    public void askPlatform(
            String clueId,
            String tenant,
            String user,
            List<String> datasets,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Optional<String> purpose) {
        Clue clue = store.locked(clueId, tenant);
        clue.accused().shop();
        ENTRIES.present(datasets.isEmpty() ? null : datasets, "数据种类");
        Set<Dataset> wanted = datasets.stream()
                .map(code -> Dataset.of(code).orElseThrow(() -> new Refusal("clues.option-unknown", "数据种类", code)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Dataset.class)));
        dataRequests.ofRequest(clueId, tenant).stream()
                .filter(asked -> wanted.contains(asked.dataset()))
                .findFirst()
                .ifPresent(asked -> {
                    throw new Refusal("clues.dataset-asked", asked.dataset().title());
                });
        boolean without = from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get());
        if (without && !WITHOUT_PERIOD.containsAll(wanted)) {
            throw new Refusal("clues.period-missing");
        }
        Map<String, String> details = new HashMap<>();
        details.put(Matter.DATASETS, wanted.stream().map(Enum::name).collect(Collectors.joining(",")));
        if (!without) {
            details.put(Matter.FROM, from.get().toString());
            details.put(Matter.TO, to.get().toString());
        }
        matters.propose(clueId, tenant, user, Kind.DATA, details, purpose);
    }

    /** Sends the platform the notice (程序规定 art. 30) and writes down one request for each dataset. */
    public void orderData(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter =
                matters.last(clueId).filter(last -> last.kind() == Kind.DATA).orElseThrow();
        Assignment assigned = matters.assigned(clue);
        List<Officer.Named> officers = matters.named(assigned);
        String platform = clue.accused().platform().orElseThrow();
        Optional<Instant> dueAt = Optional.of(matters.clock(clue).dueAt());
        List<Dataset> datasets = Arrays.stream(
                        matter.details().get(Matter.DATASETS).split(","))
                .map(Dataset::valueOf)
                .toList();
        Optional<String> period = matter.detail(Matter.FROM)
                .map(from -> from + " 至 " + matter.details().get(Matter.TO));
        Letter notice = correspondence.send(new LetterDraft(
                        ClueLetter.MATERIALS_NOTICE,
                        matter.id() + "/MATERIALS_NOTICE",
                        clue.caseNo(),
                        clueId,
                        tenant,
                        platform)
                .by(matter.proposedBy(), Optional.empty())
                .fact("cause", clue.cause())
                .fact("targetId", clue.accused().shopId())
                .fact("purpose", matter.reason())
                .word("creditCode", clue.accused().creditCode())
                .word("shopName", clue.accused().shopName())
                .word("subjectName", clue.accused().subjectName())
                .word("platformName", organisations.name(platform))
                .word("asked", dataRequests.asked(tenant, platform, datasets))
                .word("period", period)
                .word("officerName", officers.get(0).name())
                .word("officerCertificateNo", officers.get(0).certificateNo())
                .word("contactPhone", officers.get(0).phone()));
        for (Dataset dataset : datasets) {
            dataRequests.create(new DataRequestOrder(
                    clueId,
                    clue.caseNo(),
                    tenant,
                    platform,
                    dataset,
                    TargetType.SHOP,
                    clue.accused().shop(),
                    matter.detail(Matter.FROM).map(LocalDate::parse),
                    matter.detail(Matter.TO).map(LocalDate::parse),
                    notice.number(),
                    organisations.name(tenant),
                    officers.stream().map(DataRequestOrder.Officer::of).toList(),
                    Optional.empty(),
                    List.of(DATA_GROUND),
                    matter.reason(),
                    dueAt,
                    assigned.users(),
                    Optional.of(notice.id())));
        }
        event(clue, matter.proposedBy(), ClueAct.DATA_NOTICE_SENT);
    }

    /**
     * Time for tests, appraisals and the like does not count, from that day on; who stops the whole investigation needs the
     * head ({@link Kind#SUSPEND}).
     *
     * @throws Refusal {@code clues.suspension-needs-head}, {@code deadline.pause-*}
     */
    public void pause(
            String clueId,
            String tenant,
            String user,
            Optional<String> event,
            Optional<LocalDate> on,
            Optional<String> reason) {
        String why = ENTRIES.reason(reason, "理由");
        Clue clue = store.locked(clueId, tenant);
        matters.checkOfficer(clue, user);
        StopEvent stop = ENTRIES.oneOf(StopEvent.values(), event, "不计入期限的事由");
        if (stop == StopEvent.SUSPENSION) {
            throw new Refusal("clues.suspension-needs-head");
        }
        Clock clock = matters.clock(clue);
        Instant from = on.map(day ->
                        day.equals(ChinaTime.day(clock.startedAt())) ? clock.startedAt() : ChinaTime.startOf(day))
                .orElseGet(time::instant);
        clocks.pause(clock.id(), stop, from, why, user);
        store.move(clue, clue.state().beforeFiling() ? ClueState.VERIFICATION_PAUSED : ClueState.CASE_PAUSED);
        events.append(
                clue.caseNo(),
                tenant,
                user,
                ClueAct.CLOCK_PAUSED,
                clueId,
                Map.of("requestId", clueId, CaseEvents.ABOUT, stop.label()),
                Optional.of(why));
    }

    /** The ground is gone: the clock runs on, from that day or now. */
    public void resume(String clueId, String tenant, String user, Optional<LocalDate> on, Optional<String> reason) {
        Clue clue = store.locked(clueId, tenant);
        matters.checkOfficer(clue, user);
        clocks.resume(matters.clock(clue).id(), on.map(ChinaTime::startOf).orElseGet(time::instant));
        store.move(clue, clue.state().beforeFiling() ? ClueState.VERIFYING : ClueState.FILED);
        events.append(clue.caseNo(), tenant, user, ClueAct.CLOCK_RESUMED, clueId, Map.of("requestId", clueId), reason);
        if (clue.state() == ClueState.SUSPENDED) {
            progress.report(clue, Step.RESUMED, Map.of());
        }
    }

    /** 立案: the approved clue is a case now. */
    public void file(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = matters.carryOut(clue, MatterCall.FILING);
        String filingNo = matter.details().get(Matter.FILING_NO);
        store.file(clue, filingNo);
        store.move(clue, ClueState.FILED);
        subjectClocks.met(clue.subject(), time.instant(), ClueClock.CLUE_VERIFICATION);
        register.sourceNo(clue.caseNo(), tenant, Optional.of(filingNo));
        matters.event(clue, matter.decidedBy().orElseThrow(), ClueAct.CASE_FILED, matter, Optional.empty());
        progress.report(clue, Step.FILED, Map.of(Matter.FILING_NO, filingNo));
    }

    /** 不予立案. */
    public void closeUnfiled(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = matters.carryOut(clue, MatterCall.NOT_FILING);
        end(clue, ClueState.NOT_FILED, matter, ClueAct.CASE_NOT_FILED);
        progress.report(
                clue, Step.NOT_FILED, Map.of(Matter.GROUND, matter.details().get(Matter.GROUND)));
    }

    /** 移送, of a clue or a case: how it goes on is the transfer's. */
    public void passOn(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter = matters.carryOut(clue, MatterCall.HANDING_OVER);
        orders.place(OrderKind.CASE_TRANSFER, matters.transfer(clue, matter), ClueAct.CLUE_PASSED_ON);
        store.move(clue, ClueState.PASSED_ON);
        subjectClocks.cancelAll(clue.subject(), "移送");
        progress.report(
                clue,
                Step.PASSED_ON,
                matter.detail(Matter.RECEIVER)
                        .map(to -> Map.of(Matter.RECEIVER, to))
                        .orElse(Map.of()));
    }

    /** The clue is not worked on any more; what its clock measured has happened. */
    void end(Clue clue, ClueState state, Matter matter, ClueAct act) {
        store.move(clue, state);
        subjectClocks.answered(clue.subject(), time.instant());
        register.close(clue.caseNo(), clue.tenant());
        matters.event(clue, matter.decidedBy().orElseThrow(), act, matter, Optional.empty());
    }

    /** Half or four fifths of the clue's period have passed: on record, and on every card of the case. */
    public void remind(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        matters.openClock(clue)
                .ifPresent(clock -> events.append(
                        clue.caseNo(),
                        tenant,
                        CaseEvents.SYSTEM,
                        ClueAct.CLOCK_REMINDED,
                        clueId,
                        clock.points()
                                        .reached(time.instant())
                                        .map(ReminderPoints.Reached::title)
                                        .orElse("")
                                + "，" + ChinaTime.day(clock.dueAt()) + " 届满"));
    }

    /** Nobody decided on the filing in time; the supervisor's task follows. */
    public void escalateOverdue(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        subjectClocks.fired(clue.subject(), ClueClock.CLUE_VERIFICATION);
        event(clue, CaseEvents.SYSTEM, ClueAct.VERIFICATION_OVERDUE);
    }

    private void event(Clue clue, String user, ClueAct act) {
        events.append(clue.caseNo(), clue.tenant(), user, act, clue.id());
    }
}
