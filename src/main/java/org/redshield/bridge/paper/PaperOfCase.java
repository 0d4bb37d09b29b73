package org.redshield.bridge.paper;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.paper.PaperLetter.Delivery;
import org.redshield.bridge.paper.PaperLetter.Dispatch;
import org.redshield.bridge.paper.api.ServedOnPaper;
import org.springframework.stereotype.Component;

/** How the letters of a case travelled that went on paper, for the bureau that sent them. */
@Component
record PaperOfCase(PaperStore store, PersonNames names) implements CaseSection, ServedOnPaper {

    /**
     * @param way how it was sent, with the number of the mail
     * @param dispatchedBy name of who registered it
     * @param signedBy who signed for it there
     * @param deliveredBy name of who registered that
     */
    record PaperItem(
            UUID letterId,
            String state,
            String stateTitle,
            Optional<LocalDate> dispatchedOn,
            Optional<String> way,
            Optional<String> dispatchedBy,
            Optional<LocalDate> deliveredOn,
            Optional<String> signedBy,
            Optional<String> deliveredBy) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("papers", PaperItem.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<PaperLetter> papers = store.ofCase(folder.caseNo(), folder.tenant());
        Map<String, String> people = names.of(papers.stream()
                .flatMap(paper -> Stream.concat(
                        paper.dispatched().map(Dispatch::by).stream(), paper.delivered().map(Delivery::by).stream()))
                .collect(Collectors.toSet()));
        folder.list("papers", papers.stream().map(paper -> item(paper, people)).toList());
    }

    @Override
    public Optional<Served> of(UUID letterId, String tenant) {
        return store.ofLetter(letterId, tenant)
                .filter(paper -> paper.state() != PaperState.ONLINE)
                .map(paper -> new Served(
                        paper.dispatched().map(Dispatch::on),
                        paper.dispatched().map(Dispatch::how),
                        paper.dispatched().map(Dispatch::by),
                        paper.delivered().map(Delivery::on),
                        paper.delivered().map(Delivery::signedBy),
                        paper.state() == PaperState.NOT_SENT,
                        paper.delivered().map(Delivery::slip)));
    }

    private static PaperItem item(PaperLetter paper, Map<String, String> people) {
        return new PaperItem(
                paper.letterId(),
                paper.state().name(),
                paper.state().title(),
                paper.dispatched().map(Dispatch::on),
                paper.dispatched().map(Dispatch::how),
                paper.dispatched().map(Dispatch::by).map(people::get),
                paper.delivered().map(Delivery::on),
                paper.delivered().map(Delivery::signedBy),
                paper.delivered().map(Delivery::by).map(people::get));
    }
}
