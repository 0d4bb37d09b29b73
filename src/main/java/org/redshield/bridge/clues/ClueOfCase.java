package org.redshield.bridge.clues;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseDetails;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.Phase;
import org.springframework.stereotype.Component;

/** A clue in the file of its case. */
@Component
@RequiredArgsConstructor
class ClueOfCase implements CaseSection {

    private final ClueStore store;
    private final MatterOrders ordered;
    private final Reporters reporters;
    private final PersonNames names;

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("clues", ClueView.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<Clue> clues = store.ofCase(folder.caseNo(), folder.tenant());
        if (clues.isEmpty()) {
            return;
        }
        Clue clue = clues.get(0);
        folder.list(
                "clues", clues.stream().map(one -> view(one, folder.viewer())).toList());
        folder.details(CaseDetails.of(clue.accused().creditCode()));
        folder.phase(Phase.REQUEST, Phase.Status.DONE, Optional.of(clue.registeredAt()));
        folder.phase(
                Phase.INVESTIGATE,
                clue.state().over() ? Phase.Status.DONE : Phase.Status.CURRENT,
                folder.first(ClueAct.OFFICERS_ASSIGNED));
    }

    ClueView view(Clue clue, Caller viewer) {
        List<Matter> proposed = store.matters(clue.id());
        Map<String, String> people = names.of(proposed.stream()
                .flatMap(matter -> Stream.concat(Stream.of(matter.proposedBy()), matter.decidedBy().stream()))
                .collect(Collectors.toSet()));
        Report report = clue.report();
        Accused accused = clue.accused();
        return new ClueView(
                clue.caseNo(),
                clue.id(),
                clue.state().name(),
                clue.state().title(),
                report.source().name(),
                report.source().title(),
                report.channel().name(),
                report.channel().title(),
                report.receivedAt(),
                report.externalNo(),
                report.fromBureau(),
                report.fromLetter(),
                accused.platform(),
                accused.shopId(),
                accused.shopName(),
                accused.shopUrl(),
                accused.creditCode(),
                accused.subjectName(),
                accused.address(),
                clue.cause(),
                clue.content(),
                clue.limitationUntil(),
                clue.filingNo(),
                clue.filedAt(),
                clue.linkedTo().flatMap(id -> store.find(id, clue.tenant())).map(Clue::caseNo),
                store.linkedTo(clue.id()).stream().map(Clue::caseNo).toList(),
                store.ofReport(report.id()).stream()
                        .filter(other -> !other.id().equals(clue.id()))
                        .map(Clue::caseNo)
                        .toList(),
                reporters.mayRead(viewer, clue),
                ordered.jurisdiction(clue),
                proposed.stream().map(matter -> item(matter, people)).toList());
    }

    private static ClueView.Item item(Matter matter, Map<String, String> people) {
        return new ClueView.Item(
                matter.kind().name(),
                matter.inWords(),
                matter.reason(),
                people.get(matter.proposedBy()),
                matter.proposedAt(),
                matter.decidedBy().map(people::get),
                matter.decidedAt(),
                matter.approved());
    }
}
