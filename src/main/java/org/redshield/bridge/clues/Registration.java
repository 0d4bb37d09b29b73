package org.redshield.bridge.clues;

import static org.redshield.bridge.clues.Clue.ENTRIES;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.clues.Reporters.Reporter;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.form.KeptOut.Told;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 登记: a report becomes as many clues as it names shops, each a case with a number of its own. */
@Service
@Transactional
@RequiredArgsConstructor
public class Registration {

    private static final String PROCESS = "clueVerification";
    private static final String CASE_PROCESS = "caseHandling";
    private static final int SHORTEST_CONTENT = 10;
    private static final int LONGEST_LINE = 200;
    private static final int LIMITATION_YEARS = 2;
    private static final int LIMITATION_YEARS_OF_HARM = 5;
    /** Over, or waiting to be dispatched: what an officer registers himself is not put aside for that. */
    private static final List<String> NOT_WORKED_ON = Stream.of(ClueState.values())
            .filter(state -> state.over() || state == ClueState.RECEIVED)
            .map(Enum::name)
            .toList();

    private final ClueStore store;
    private final Reporters reporters;
    private final CaseNumbers numbers;
    private final CaseRegister register;
    private final CaseEvents events;
    private final SubjectClocks clocks;
    private final Organisations organisations;
    private final ProcessMessages processes;
    private final InstantSource time;

    /**
     * What an officer enters of a report.
     *
     * @param fromBureau the bureau that sent it on paper, by code
     * @param fromLetter number of that bureau's letter
     * @param newFacts what a report of the same tells that the earlier one did not
     * @param actEndedOn when the act ended, from which its limitation counts
     * @param harm whether it touches life, health or financial safety and did harm: five years instead of two
     */
    public record Entered(
            Optional<String> source,
            Optional<String> channel,
            Optional<LocalDate> receivedOn,
            Optional<String> externalNo,
            Optional<String> fromBureau,
            Optional<String> fromLetter,
            Optional<String> cause,
            Optional<String> content,
            Optional<String> newFacts,
            Optional<LocalDate> actEndedOn,
            boolean harm,
            List<Accused> accused,
            Optional<Reporter> reporter) {

        /** What others will read. */
        private List<Told> told() {
            return Stream.concat(
                            Stream.of(
                                    told("来源编号", externalNo),
                                    told("来函文号", fromLetter),
                                    told("案由", cause),
                                    told("案源内容", content),
                                    told("新的事实", newFacts)),
                            accused.stream().flatMap(Accused::told))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private static Optional<Told> told(String place, Optional<String> text) {
            return text.map(words -> new Told(place, words));
        }
    }

    /**
     * Registers a report. The first clue belongs to the instance that the form starts; the others start theirs, but for those
     * that are the same as one that is worked on: they are linked to it and not doubled.
     *
     * @throws Refusal {@code clues.field-missing, .option-unknown, .received-in-future, .act-ended-in-future, .reporter-in-text}
     *     and those of {@link Accused#checked}
     */
    public Clue register(String tenant, String user, Entered entered) {
        String cause = ENTRIES.text(entered.cause(), "案由", 2, LONGEST_LINE);
        String content = ENTRIES.text(entered.content(), "案源内容", SHORTEST_CONTENT, ENTRIES.LONGEST);
        ENTRIES.atMost(entered.externalNo().orElse(""), "来源编号", LONGEST_LINE);
        if (entered.newFacts().isPresent()) {
            ENTRIES.text(entered.newFacts(), "新的事实", SHORTEST_CONTENT, ENTRIES.LONGEST);
        }
        ENTRIES.atMost(entered.fromLetter().orElse(""), "来函文号", LONGEST_LINE);
        Report report = new Report(
                Ids.next(),
                ENTRIES.oneOf(Report.Source.values(), entered.source(), "来源分类"),
                ENTRIES.oneOf(Report.Channel.values(), entered.channel(), "接收渠道"),
                past(ENTRIES.present(entered.receivedOn().orElse(null), "发现线索或者收到材料的日期"), "clues.received-in-future"),
                entered.externalNo().or(entered::fromLetter),
                entered.fromBureau().map(this::bureau),
                entered.fromLetter());
        List<Accused> accused = entered.accused().stream().map(this::checked).toList();
        if (accused.isEmpty()) {
            throw new Refusal("clues.nobody-named");
        }
        entered.reporter().ifPresent(reporter -> Reporters.keepOut(reporter, entered.told()));
        store.insert(report, tenant, user);
        entered.reporter().ifPresent(reporter -> reporters.keep(report.id(), reporter));
        entered.actEndedOn().ifPresent(day -> past(day, "clues.act-ended-in-future"));
        Optional<LocalDate> limitation = entered.actEndedOn()
                .map(day -> day.plusYears(entered.harm() ? LIMITATION_YEARS_OF_HARM : LIMITATION_YEARS));
        List<Clue> clues = new ArrayList<>();
        for (Accused one : accused) {
            clues.add(open(
                    numbers.next(tenant),
                    tenant,
                    user,
                    report,
                    one,
                    cause,
                    content,
                    limitation,
                    Optional.empty(),
                    entered.newFacts(),
                    same(tenant, one, cause, report)));
        }
        clues.stream().skip(1).filter(clue -> clue.linkedTo().isEmpty()).forEach(this::begin);
        return clues.get(0);
    }

    /**
     * Registers what was ordered: a clue that another bureau sent. What was ordered before is found again.
     *
     * @param receivedAt when this bureau got it
     */
    Clue receive(
            String caseNo,
            String tenant,
            String user,
            String about,
            Report report,
            Accused accused,
            String cause,
            String content,
            Optional<LocalDate> limitation) {
        Optional<Clue> known = store.ordered(about, tenant);
        if (known.isPresent()) {
            return known.get();
        }
        store.insert(report, tenant, user);
        Clue clue = open(
                caseNo,
                tenant,
                user,
                report,
                accused,
                cause,
                content,
                limitation,
                Optional.of(about),
                Optional.empty(),
                same(tenant, accused, cause, report));
        if (clue.linkedTo().isEmpty()) {
            begin(clue);
        }
        return clue;
    }

    /** One that is worked on already; nobody else registers until the transaction ends. */
    private Optional<Clue> same(String tenant, Accused accused, String cause, Report report) {
        store.lockRegister(tenant);
        return store.same(tenant, accused, cause, report, NOT_WORKED_ON);
    }

    private Clue open(
            String caseNo,
            String tenant,
            String user,
            Report report,
            Accused accused,
            String cause,
            String content,
            Optional<LocalDate> limitation,
            Optional<String> about,
            Optional<String> newFacts,
            Optional<Clue> same) {
        Clue clue = new Clue(
                caseNo + "-C" + (store.countOf(caseNo) + 1),
                caseNo,
                tenant,
                report,
                same.isPresent() ? ClueState.LINKED : ClueState.REGISTERED,
                accused,
                cause,
                content,
                limitation,
                same.map(Clue::id),
                about,
                Optional.empty(),
                Optional.empty(),
                user,
                time.instant(),
                Optional.empty());
        store.insert(clue);
        if (about.isEmpty()) {
            register.open(caseNo, tenant, cause, report.externalNo(), user);
        }
        events.append(caseNo, tenant, user, ClueAct.CLUE_REGISTERED, clue.id());
        same.ifPresent(other -> link(clue, other, user, newFacts));
        if (same.isEmpty()) {
            clocks.start(clue.subject(), ClueClock.CLUE_VERIFICATION, report.receivedAt());
        }
        return clue;
    }

    /**
     * Both cases say of each other.
     *
     * @return the clock that gave way because of the new facts, if one did
     */
    Optional<UUID> link(Clue clue, Clue other, String user, Optional<String> newFacts) {
        events.append(clue.caseNo(), clue.tenant(), user, ClueAct.CLUE_LINKED, clue.id(), other.caseNo());
        events.append(other.caseNo(), other.tenant(), user, ClueAct.CLUE_LINKED, other.id(), clue.caseNo());
        Optional<UUID> before = newFacts.flatMap(facts -> beginAnew(other, clue, user, facts));
        if (clue.orderedAbout().isEmpty()) {
            register.close(clue.caseNo(), clue.tenant());
        }
        return before;
    }

    /**
     * With new facts the period of a clue that is being verified counts from the last report (投诉举报处理办法 art. 35); that of a
     * filed case goes on.
     */
    private Optional<UUID> beginAnew(Clue clue, Clue again, String user, String newFacts) {
        boolean verified = clue.state().beforeFiling();
        Optional<UUID> before = Optional.empty();
        if (verified && clue.state() != ClueState.RECEIVED) {
            UUID now = clocks.open(clue.subject())
                    .get(ClueClock.CLUE_VERIFICATION.name())
                    .id();
            before = Optional.of(now).filter(id -> !clocks.restart(
                            clue.subject(),
                            ClueClock.CLUE_VERIFICATION,
                            again.report().receivedAt(),
                            "再次举报（" + again.caseNo() + "）提出新的事实")
                    .id()
                    .equals(id));
        }
        events.append(
                clue.caseNo(),
                clue.tenant(),
                user,
                ClueAct.NEW_FACTS_REPORTED,
                clue.id(),
                Map.of("requestId", clue.id(), CaseEvents.ABOUT, again.caseNo() + (verified ? "，核查期限重新起算" : "，办案期限不变")),
                Optional.of(newFacts));
        return before;
    }

    /**
     * What was to be handed over stays here after all: it goes on where it was, and its period counts as if it had never left.
     *
     * @return whether it had been on its way
     */
    boolean takeBack(Clue clue) {
        if (clue.state() != ClueState.PASSED_ON) {
            return false;
        }
        events.append(clue.caseNo(), clue.tenant(), CaseEvents.SYSTEM, ClueAct.CLUE_TAKEN_BACK, clue.id());
        if (clue.filedAt().isPresent()) {
            store.reopen(clue, ClueState.FILED);
            processes.begin(
                    clue.tenant(), CASE_PROCESS, clue.caseNo(), Map.of(ClueVariables.CLUE_ID.name(), clue.id()));
        } else {
            store.reopen(clue, ClueState.REGISTERED);
            clocks.start(
                    clue.subject(), ClueClock.CLUE_VERIFICATION, clue.report().receivedAt());
            begin(clue);
        }
        return true;
    }

    /**
     * A case comes back that was handed to others. While it is still investigated here its officers go on; what is decided or over
     * is verified anew in the same case, from the day on which it came back (程序规定 art. 18); that the act was found in time is
     * settled (行政处罚法 art. 36). What another bureau has had since is that bureau's.
     *
     * @param user who registered that it came back
     * @param number of the paper by which it came
     */
    void giveBack(Clue clue, String user, LocalDate receivedOn, Optional<String> number) {
        boolean goesOn = !clue.state().over() && clue.state() != ClueState.DECIDED;
        if (goesOn || clue.state() == ClueState.PASSED_ON) {
            return;
        }
        Report report = new Report(
                Ids.next(),
                Report.Source.TRANSFERRED,
                Report.Channel.OTHER,
                ChinaTime.startOf(receivedOn),
                number,
                Optional.empty(),
                Optional.empty());
        store.insert(report, clue.tenant(), user);
        store.lockRegister(clue.tenant());
        begin(open(
                clue.caseNo(),
                clue.tenant(),
                user,
                report,
                clue.accused(),
                clue.cause(),
                clue.content(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        register.reopen(clue.caseNo(), clue.tenant());
    }

    /** Its process starts; its clock runs already. */
    void begin(Clue clue) {
        Clock clock = clock(clue);
        processes.begin(
                clue.tenant(),
                PROCESS,
                clue.caseNo(),
                Map.of(
                        ClueVariables.CLUE_ID.name(),
                        clue.id(),
                        ClueVariables.LINKED.name(),
                        false,
                        ClueVariables.VERIFY_HALF_AT.name(),
                        Variable.toEngine(clock.halfAt()),
                        ClueVariables.VERIFY_FOUR_FIFTHS_AT.name(),
                        Variable.toEngine(clock.fourFifthsAt()),
                        ClueVariables.VERIFY_DUE_AT.name(),
                        Variable.toEngine(clock.dueAt())));
    }

    /** Until when the clue must be decided about. */
    public Clock clock(Clue clue) {
        return clocks.running(clue.subject(), ClueClock.CLUE_VERIFICATION).orElseThrow();
    }

    private Instant past(LocalDate day, String otherwise) {
        Instant at = ChinaTime.startOf(day);
        if (at.isAfter(time.instant())) {
            throw new Refusal(otherwise, day);
        }
        return at;
    }

    private String bureau(String code) {
        return organisations
                .find(code)
                .filter(found -> found.kind() == Organisation.Kind.BUREAU)
                .map(Organisation::code)
                .orElseThrow(() -> new Refusal("clues.option-unknown", "来函单位", code));
    }

    Accused checked(Accused accused) {
        Accused checked = accused.checked();
        checked.platform().filter(code -> organisations.find(code).isEmpty()).ifPresent(code -> {
            throw new Refusal("clues.option-unknown", "平台", code);
        });
        return checked;
    }
}
