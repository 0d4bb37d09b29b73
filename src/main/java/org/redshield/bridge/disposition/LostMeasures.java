package org.redshield.bridge.disposition;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.SentMeasure;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.restoreguard.SentNumbers.Sent;
import org.springframework.stereotype.Component;

/** What a restore has lost of measures, all of it, for the list. */
@Component
@RequiredArgsConstructor
class LostMeasures {

    private final SentNumbers sent;
    private final DispositionStore store;
    private final TargetStore targets;
    private final Organisations organisations;

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
