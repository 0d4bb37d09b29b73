package org.redshield.bridge.assistance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.assistance.handling.AssistanceHandlingState;
import org.redshield.bridge.assistance.handling.HandlingStore;
import org.redshield.bridge.assistance.handling.InvestigationFinding;
import org.redshield.bridge.assistance.handling.QuestionAnswer;
import org.redshield.bridge.assistance.handling.RequestedFacts;
import org.redshield.bridge.assistance.request.AssistanceRequest;
import org.redshield.bridge.assistance.request.RequestDraft;
import org.redshield.bridge.assistance.request.RequestStore;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseDetails;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.Phase;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/** A co-investigation in the file of a case, for the side that asks and the side that was asked. */
@Component
record AssistanceOfCase(
        RequestStore requests, HandlingStore handlings, IncomingLetters incoming, Letters letters, PersonNames names)
        implements CaseSection {

    /** Behind all phases. */
    private static final int OVER = Phase.values().length;

    /** @param text all of it; answers to single questions too */
    record FindingItem(
            int round,
            String conclusion,
            String conclusionTitle,
            String text,
            List<QuestionAnswer> answers,
            String writtenBy,
            Instant writtenAt,
            Optional<String> confirmedBy) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("findings", FindingItem.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        requests.ofCase(folder.caseNo(), folder.tenant()).stream().findFirst().ifPresent(request -> {
            folder.details(details(request.draft()));
            phases(
                    folder,
                    phases(request),
                    folder.first(CaseAct.LETTER_DELIVERED, CaseAct.DIRECT_DATA_ORDERED),
                    folder.first(CaseAct.REPLY_RECEIVED, CaseAct.DECLINE_RECEIVED));
        });
        incoming.ofCase(CaseAct.FEATURE, folder.caseNo(), folder.tenant()).stream()
                .findFirst()
                .ifPresent(letter -> {
                    folder.details(details(RequestedFacts.of(letters.get(letter.letterId()))));
                    phases(
                            folder,
                            phases(
                                    (AssistanceHandlingState) letter.state(),
                                    folder.first(CaseAct.REPLY_ISSUED).isPresent()),
                            Optional.of(letter.receivedAt()),
                            folder.first(CaseAct.REPLY_ISSUED, CaseAct.LETTER_DECLINED));
                    folder.list(
                            "findings",
                            handlings.findings(letter.id(), letter.tenant()).stream()
                                    .map(this::finding)
                                    .toList());
                });
    }

    private static void phases(
            CaseFolder folder, List<Phase.Status> status, Optional<Instant> investigated, Optional<Instant> answered) {
        for (Phase phase : Phase.values()) {
            Optional<Instant> since =
                    switch (phase) {
                        case REQUEST -> Optional.of(folder.leading().since());
                        case INVESTIGATE -> investigated;
                        case FEEDBACK -> answered;
                        case DISPOSITION -> folder.first(CaseAct.DISPOSITION_REQUESTED);
                    };
            folder.phase(phase, status.get(phase.ordinal()), since);
        }
    }

    /** Where each phase stands, in their order. */
    static List<Phase.Status> phases(AssistanceRequest request) {
        int current =
                switch (request.state()) {
                    case DRAFT, PENDING_APPROVAL, ISSUED, RETURNED_FOR_CORRECTION -> 0;
                    case RECEIVED, EXTENSION_NOTIFIED, IN_PROGRESS, SUPPLEMENT_REQUESTED -> 1;
                    case REPLIED, DECLINED -> 2;
                    case CONFIRMED -> request.ending().dispositionId().isPresent() ? 3 : 2;
                    case CLOSED, WITHDRAWN -> OVER;
                };
        boolean finished = request.ending()
                .outcome()
                .filter(outcome -> outcome.equals("FINISHED") || outcome.equals("DISPOSITION"))
                .isPresent();
        boolean declined = request.ending().outcome().filter("DECLINED"::equals).isPresent();
        boolean[] done = {
            true,
            finished,
            finished || declined,
            request.ending().dispositionId().isPresent()
        };
        return phases(current, done);
    }

    private static List<Phase.Status> phases(AssistanceHandlingState state, boolean replied) {
        int current =
                switch (state) {
                    case RECEIVED, ACKNOWLEDGED -> 0;
                    case ACCEPTED, ASSIGNED, IN_PROGRESS, EXTENSION_NOTIFIED, SUPPLEMENT_REQUESTED -> 1;
                    case REPLY_PENDING_APPROVAL, REPLIED -> 2;
                    default -> OVER;
                };
        return phases(current, new boolean[] {true, replied, replied, false});
    }

    /** @param done for a case that is over: which parts took place */
    private static List<Phase.Status> phases(int current, boolean[] done) {
        return Stream.of(Phase.values())
                .map(phase -> phase.ordinal())
                .map(place -> {
                    if (current == OVER) {
                        return done[place] ? Phase.Status.DONE : Phase.Status.SKIPPED;
                    }
                    if (place == current) {
                        return Phase.Status.CURRENT;
                    }
                    return place < current ? Phase.Status.DONE : Phase.Status.PENDING;
                })
                .toList();
    }

    private static CaseDetails details(RequestDraft draft) {
        return new CaseDetails(
                draft.creditCode(),
                Optional.of(draft.route().title()),
                Optional.of(draft.purpose()),
                Optional.of(draft.basisText()),
                draft.questions(),
                titles(draft.datasets()),
                draft.period().map(DataPeriod::from),
                draft.period().map(DataPeriod::to));
    }

    private static CaseDetails details(RequestedFacts asked) {
        return new CaseDetails(
                asked.creditCode(),
                Optional.empty(),
                Optional.of(asked.purpose()),
                Optional.of(LegalBasis.citation(asked.basis())),
                asked.questions(),
                titles(asked.datasets()),
                asked.period().map(DataPeriod::from),
                asked.period().map(DataPeriod::to));
    }

    private static List<String> titles(Set<String> datasets) {
        return datasets.stream().map(RequestDraft::datasetTitle).toList();
    }

    private FindingItem finding(InvestigationFinding finding) {
        return new FindingItem(
                finding.round(),
                finding.conclusion().name(),
                finding.conclusion().title(),
                finding.inFull(),
                finding.answers(),
                names.of(finding.writtenBy()),
                finding.writtenAt(),
                finding.confirmedBy().map(names::of));
    }
}
