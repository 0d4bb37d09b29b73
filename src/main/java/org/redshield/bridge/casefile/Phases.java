package org.redshield.bridge.casefile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.assistance.AssistanceCases.Phase;
import org.redshield.bridge.assistance.AssistanceCases.PhaseStatus;
import org.redshield.bridge.assistance.AssistanceCases.PhaseView;
import org.redshield.bridge.assistance.AssistanceLetter;
import org.redshield.bridge.disposition.DispositionLetter;
import org.redshield.bridge.disposition.Stage;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.ReceiptStage;

/** The four parts of a case, with the times that letters and our own acts tell. */
final class Phases {

    private static final Map<Phase, String> CODES = new EnumMap<>(Map.of(
            Phase.REQUEST, "REQUEST",
            Phase.INVESTIGATION, "INVESTIGATE",
            Phase.FEEDBACK, "FEEDBACK",
            Phase.DISPOSITION, "DISPOSITION"));

    private Phases() {}

    /**
     * @param known as the co-investigation tells; empty for an organisation that only disposes
     * @param begun when the first part began
     * @param directAt when the data were asked of the platform directly
     * @param dispositions stages of our own dispositions
     */
    static List<CaseFile.Phase> of(
            List<PhaseView> known,
            Instant begun,
            Optional<Instant> directAt,
            List<LetterView> letters,
            List<Stage> dispositions) {
        List<CaseFile.Phase> phases = new ArrayList<>();
        for (PhaseView view : known) {
            PhaseStatus status =
                    view.phase() == Phase.DISPOSITION ? disposition(view.status(), dispositions) : view.status();
            Optional<Instant> since =
                    switch (view.phase()) {
                        case REQUEST -> Optional.of(begun);
                        case INVESTIGATION ->
                            delivered(letters, AssistanceLetter.REQUEST).or(() -> directAt);
                        case FEEDBACK ->
                            delivered(letters, AssistanceLetter.REPLY)
                                    .or(() -> delivered(letters, AssistanceLetter.DECLINE));
                        case DISPOSITION -> delivered(letters, DispositionLetter.DISPOSITION_REQUEST);
                    };
            boolean took = status == PhaseStatus.DONE || status == PhaseStatus.CURRENT;
            phases.add(
                    new CaseFile.Phase(CODES.get(view.phase()), view.title(), status.name(), since.filter(at -> took)));
        }
        if (known.isEmpty() && !dispositions.isEmpty()) {
            phases.add(new CaseFile.Phase(
                    CODES.get(Phase.DISPOSITION),
                    Phase.DISPOSITION.title(),
                    disposition(PhaseStatus.PENDING, dispositions).name(),
                    Optional.of(begun)));
        }
        return List.copyOf(phases);
    }

    /** The bureau that disposes knows better than its finished co-investigation. */
    private static PhaseStatus disposition(PhaseStatus known, List<Stage> stages) {
        if (stages.isEmpty()) {
            return known;
        }
        return stages.stream().allMatch(Stage::isEnded) ? PhaseStatus.DONE : PhaseStatus.CURRENT;
    }

    private static Optional<Instant> delivered(List<LetterView> letters, LetterKind kind) {
        return letters.stream()
                .filter(letter -> letter.kind() == kind)
                .flatMap(letter -> letter.receipts().stream())
                .filter(receipt -> receipt.stage() == ReceiptStage.DELIVERED)
                .map(receipt -> receipt.at())
                .min(Instant::compareTo);
    }
}
