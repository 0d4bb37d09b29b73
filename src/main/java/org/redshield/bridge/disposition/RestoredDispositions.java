package org.redshield.bridge.disposition;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.disposition.execution.PlatformTasks;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.PlatformOutcome;
import org.redshield.bridge.disposition.file.SentMeasure;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.restoreguard.SentNumbers.Sent;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 恢复后核对: what platforms carry out by letters that a restore has lost. Each such letter of a case that is still there becomes a
 * disposition of its bureau that an officer adopts or has lifted; until then, and as long as it is in force, the same is not asked
 * of the platform again. Reading alone: it goes on while sending is held.
 */
@Service
public class RestoredDispositions implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredDispositions.class);
    /** Besides the signal by which a restore is told. */
    private static final Duration NET = Duration.ofSeconds(30);

    private static final int ID_DIGITS = 8;

    private final SentNumbers sent;
    private final DispositionStore store;
    private final TargetStore targets;
    private final DispositionEvents events;
    private final CaseEvents cases;
    private final Letters letters;
    private final Organisations organisations;
    private final PlatformTasks tasks;
    private final Lifts lifts;
    private final ProcessMessages messages;
    private final DeadlineRules rules;
    private final DeadlineCalculator deadlines;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    RestoredDispositions(
            SentNumbers sent,
            DispositionStore store,
            TargetStore targets,
            DispositionEvents events,
            CaseEvents cases,
            Letters letters,
            Organisations organisations,
            PlatformTasks tasks,
            Lifts lifts,
            ProcessMessages messages,
            DeadlineRules rules,
            DeadlineCalculator deadlines,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.sent = sent;
        this.store = store;
        this.targets = targets;
        this.events = events;
        this.cases = cases;
        this.letters = letters;
        this.organisations = organisations;
        this.tasks = tasks;
        this.lifts = lifts;
        this.messages = messages;
        this.rules = rules;
        this.deadlines = deadlines;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public List<Work> work() {
        return List.of(Work.every(PlatformSending.KIND, NET, this::find));
    }

    /** A measure that was sent by a letter that is lost. */
    private record Lost(Sent sent, SentMeasure measure) {

        String letterNo() {
            return SentMeasure.letterOf(sent.number());
        }
    }

    /** Puts before officers what is lost in cases that are there. Doing it again changes nothing. */
    void find() {
        List<Sent> lost = unknown();
        Map<String, List<Lost>> letters = lost.stream()
                .flatMap(one -> SentMeasure.of(one.about())
                        .filter(measure -> measure.lifts().isEmpty())
                        .map(measure -> new Lost(one, measure))
                        .stream())
                .collect(Collectors.groupingBy(Lost::letterNo, LinkedHashMap::new, Collectors.toList()));
        Set<String> known = knownCases(letters.values().stream()
                .map(letter -> letter.get(0).measure().caseNo())
                .collect(Collectors.toSet()));
        letters.values().stream()
                .filter(letter -> known.contains(letter.get(0).measure().caseNo()))
                .forEach(this::foundAlone);
    }

    /** One that cannot be put before anybody holds up no other; it is tried again. */
    private void foundAlone(List<Lost> letter) {
        try {
            transaction.executeWithoutResult(status -> found(letter));
        } catch (RuntimeException e) {
            LOG.error(
                    "What was lost under {} could not be put before an officer",
                    letter.get(0).letterNo(),
                    e);
        }
    }

    /** What is lost and bears no name here. */
    private List<Sent> unknown() {
        List<Sent> lost = sent.lostDispositions();
        Set<String> known = lost.isEmpty()
                ? Set.of()
                : targets.known(lost.stream().map(Sent::number).toList());
        return lost.stream().filter(one -> !known.contains(one.number())).toList();
    }

    private Set<String> knownCases(Set<String> caseNos) {
        return caseNos.isEmpty() ? Set.of() : cases.organisations(caseNos).keySet();
    }

    private void found(List<Lost> letter) {
        Lost first = letter.get(0);
        String id = idOf(first.measure().caseNo(), first.letterNo());
        if (store.find(id).filter(one -> one.stage() != DispositionStage.FOUND).isPresent()) {
            // Somebody has decided about the others of the same letter before this one was known.
            id = idOf(first.measure().caseNo(), first.sent().number());
        }
        Instant issued = letter.stream()
                .map(one -> one.sent().at())
                .min(Instant::compareTo)
                .orElseThrow();
        Optional<UUID> request =
                first.measure().requestLetter().flatMap(letters::find).map(Letter::id);
        boolean news =
                store.insertFound(id, first.measure(), first.sent().platform(), first.letterNo(), request, issued);
        Disposition disposition = store.lock(id);
        for (Lost one : letter) {
            targets.insertFound(
                    disposition,
                    one.measure().plan(),
                    one.sent().number(),
                    one.sent().platformId(),
                    one.sent().at());
            tasks.ask(disposition, one.sent().platformId().orElse(one.sent().number()));
        }
        if (news) {
            LOG.warn("Platform {} has lost measures of case {}", disposition.platform(), disposition.caseNo());
            events.append(disposition, CaseEvents.SYSTEM, DispositionAct.FOUND, first.letterNo());
            messages.start(
                    disposition.tenant(),
                    "DispositionFound",
                    disposition.caseNo(),
                    Map.of(DispositionVariables.DISPOSITION_ID.name(), id));
        }
    }

    /** Always the same for a letter, so that two nodes, or the same restore done again, make one of it. */
    private static String idOf(String caseNo, String name) {
        String hash = Hashes.sha256(name);
        return caseNo + "-F" + hash.substring(0, ID_DIGITS);
    }

    /**
     * It is on record as a disposition of the bureau, by the letter that was lost. Nothing is sent. What the platform does not have
     * under its number never took effect.
     *
     * @throws org.redshield.bridge.Refusal {@code disposition.wrong-stage}
     */
    public void adopt(String dispositionId, Optional<String> note, String user) {
        transaction.executeWithoutResult(status -> adopted(dispositionId, user, DispositionAct.ADOPTED, note));
    }

    /**
     * It is on record, and a lift of these targets is drafted, which somebody else must approve.
     *
     * @throws org.redshield.bridge.Refusal {@code disposition.wrong-stage}, and as {@link Lifts#draft}
     */
    public void lift(String dispositionId, List<String> targetIds, Optional<String> reason, String user) {
        transaction.executeWithoutResult(status -> {
            adopted(dispositionId, user, DispositionAct.LIFT_OF_FOUND, Optional.empty());
            lifts.draft(dispositionId, targetIds, reason, user);
        });
    }

    private void adopted(String dispositionId, String user, DispositionAct act, Optional<String> note) {
        Disposition disposition = store.lock(dispositionId).require(DispositionStage.FOUND);
        Instant endsAt = deadlines
                .due(
                        clock.instant(),
                        rules.get(Query.of(ClockKind.APPEAL_WINDOW)).rule())
                .dueAt();
        targets.of(dispositionId).stream()
                .filter(target -> target.state() == TargetState.SUBMITTED)
                .filter(target ->
                        says(target).filter(SentNumbers.NOTHING::equals).isPresent())
                .forEach(target -> targets.outcome(
                        target.id(), PlatformOutcome.REFUSED, clock.instant(), Optional.of(SentNumbers.NOTHING)));
        store.adopted(dispositionId, user, endsAt);
        String number = disposition.letterNo().orElseThrow();
        events.append(
                disposition, user, act, note.map(text -> number + "：" + text).orElse(number));
    }

    /** What the platform said of a target's task, on being asked after the restore. */
    public Optional<String> says(DispositionTarget target) {
        return target.task().docName().flatMap(sent::find).flatMap(Sent::says);
    }

    /** The officer's task is done: the disposition goes on as any other does once the platform has carried it out. */
    public void follow(String dispositionId) {
        goesOnAt("followDisposition", dispositionId);
    }

    /** The same, with the lift that waits for its approval. */
    public void proposeLift(String dispositionId) {
        goesOnAt("approveLift", dispositionId);
    }

    private void goesOnAt(String task, String dispositionId) {
        Disposition disposition = store.get(dispositionId);
        messages.goOn(
                disposition.tenant(),
                "merchantDisposition",
                task,
                disposition.caseNo(),
                Map.of(
                        DispositionVariables.DISPOSITION_ID.name(),
                        dispositionId,
                        DispositionVariables.REQUEST_ID.name(),
                        disposition.request().requestId(),
                        DispositionVariables.DRAFTED_BY.name(),
                        disposition.draft().draftedBy().orElseThrow(),
                        DispositionVariables.APPEALED.name(),
                        false,
                        DispositionVariables.APPEAL_WINDOW_ENDS_AT.name(),
                        Variable.toEngine(disposition.appealWindowEndsAt().orElseThrow())));
    }

    /**
     * A measure that was lost, for the list.
     *
     * @param platform its code
     * @param tenant division code of the bureau that sent it; empty where nothing tells
     * @param lifts the task that it takes back, by our name; empty when it is a measure
     * @param state {@code OPEN} an officer has a task, {@code DECIDED} or {@code NO_CASE}, nothing here knows its case, or what it
     *     took back
     * @param says what the platform says of it, on being asked
     */
    public record LostMeasure(
            String number,
            String platform,
            String platformName,
            Optional<String> tenant,
            Optional<String> caseNo,
            Optional<String> dispositionId,
            Optional<String> measureTitle,
            Optional<String> target,
            Optional<String> lifts,
            Instant sentAt,
            Optional<String> says,
            State state) {}

    /** What became of it. */
    public enum State {
        OPEN,
        DECIDED,
        NO_CASE
    }

    /** All that was lost, in the order in which it was sent. @param tenant of one bureau only, else of all */
    public List<LostMeasure> all(Optional<String> tenant) {
        List<Sent> lost = sent.lostDispositions();
        Map<String, String> ids =
                targets.dispositionsOf(lost.stream().map(Sent::number).toList());
        Map<String, Disposition> here = store.all(ids.values());
        Map<String, DispositionTarget> lifted = liftedBy(lost);
        return lost.stream()
                .map(one -> Optional.ofNullable(lifted.get(one.number()))
                        .map(target -> lostLift(one, target))
                        .or(() -> lost(
                                one, Optional.ofNullable(ids.get(one.number())).map(here::get))))
                .flatMap(Optional::stream)
                .filter(one -> tenant.isEmpty() || one.tenant().equals(tenant))
                .toList();
    }

    /** The targets that are here of those that were taken back, by the number of what took them back. */
    private Map<String, DispositionTarget> liftedBy(List<Sent> lost) {
        Map<String, DispositionTarget> lifted = new LinkedHashMap<>();
        for (Sent one : lost) {
            SentMeasure.of(one.about())
                    .flatMap(SentMeasure::lifts)
                    .flatMap(targets::ofTask)
                    .ifPresent(target -> lifted.put(one.number(), target));
        }
        return lifted;
    }

    /** An officer has it before him where he follows the measure, until the file has it lifted. */
    private LostMeasure lostLift(Sent one, DispositionTarget target) {
        return listed(
                one, Optional.of(target.dispositionId()), target.state().isInForce() ? State.OPEN : State.DECIDED);
    }

    private Optional<LostMeasure> lost(Sent one, Optional<Disposition> here) {
        if (here.filter(disposition -> disposition.lost().isEmpty()).isPresent()) {
            // Not lost after all: the database knows it by its own letter.
            return Optional.empty();
        }
        return Optional.of(listed(
                one,
                here.map(Disposition::id),
                here.map(disposition -> disposition.stage() == DispositionStage.FOUND ? State.OPEN : State.DECIDED)
                        .orElse(State.NO_CASE)));
    }

    private LostMeasure listed(Sent one, Optional<String> dispositionId, State state) {
        Optional<SentMeasure> measure = SentMeasure.of(one.about());
        return new LostMeasure(
                one.number(),
                one.platform(),
                organisations.find(one.platform()).map(Organisation::name).orElse(one.platform()),
                measure.map(SentMeasure::tenant),
                measure.map(SentMeasure::caseNo),
                dispositionId,
                measure.map(known -> known.plan().measure().title()),
                measure.map(known ->
                        known.plan().type().title() + " " + known.plan().value()),
                measure.flatMap(SentMeasure::lifts),
                one.at(),
                one.says(),
                state);
    }
}
