package org.redshield.bridge.measures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/** The measures of a case with their approvals, for the bureau that takes them and for the one that was asked. */
@Component
record MeasuresOfCase(
        MeasureStore measures,
        AskedMeasureStore asked,
        Letters letters,
        Organisations organisations,
        PersonNames people)
        implements CaseSection {

    /**
     * @param ours whether the organisation takes it itself
     * @param officers names of who handles it
     * @param approvedBy name of the own 主要负责人
     * @param otherName the superior that was asked, or the bureau that asks
     * @param letterNos numbers of the letters that went to and fro
     * @param citation the provision by which it may be taken
     */
    record MeasureItem(
            String id,
            boolean ours,
            String kindTitle,
            String citation,
            String target,
            Optional<String> reason,
            String state,
            String stateTitle,
            List<String> officers,
            Optional<String> approvedBy,
            Optional<String> otherName,
            List<String> letterNos,
            Optional<Instant> raisedAt) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("measures", MeasureItem.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<InvestigativeMeasure> ours = measures.ofCase(folder.caseNo(), folder.tenant());
        Map<String, String> names = people.of(ours.stream()
                .map(measure -> Stream.concat(measure.hands().stream(), measure.approvedBy().stream()))
                .flatMap(Function.identity())
                .collect(Collectors.toSet()));
        List<MeasureItem> items = new ArrayList<>();
        ours.forEach(measure -> items.add(item(measure, names)));
        asked.ofCase(folder.caseNo(), folder.tenant()).forEach(measure -> items.add(item(measure)));
        folder.list("measures", items);
    }

    private MeasureItem item(InvestigativeMeasure measure, Map<String, String> names) {
        return new MeasureItem(
                measure.id(),
                true,
                measure.kind().title(),
                measure.kind().citation(),
                measure.target(),
                Optional.of(measure.reason()),
                measure.state().name(),
                measure.state().title(),
                measure.hands().stream().map(names::get).toList(),
                measure.approvedBy().map(names::get),
                measure.superior().map(this::name),
                numbers(measure.letterId(), measure.answerId()),
                Optional.of(measure.raisedAt()));
    }

    private MeasureItem item(AskedMeasure measure) {
        Letter request = letters.get(measure.letterId());
        MeasureKind kind = MeasureKind.valueOf(LetterFacts.need(request, MeasureFacts.KIND));
        return new MeasureItem(
                measure.id(),
                false,
                kind.title(),
                kind.citation(),
                LetterFacts.need(request, MeasureFacts.TARGET),
                Optional.empty(),
                measure.state().name(),
                measure.state().title(),
                List.of(),
                measure.decidedBy().map(people::of),
                Optional.of(name(measure.sender())),
                List.of(request.number()),
                Optional.empty());
    }

    @SafeVarargs
    private List<String> numbers(Optional<UUID>... ids) {
        return Stream.of(ids)
                .flatMap(Optional::stream)
                .map(letters::get)
                .map(Letter::number)
                .toList();
    }

    private String name(String code) {
        return organisations.get(code).name();
    }
}
