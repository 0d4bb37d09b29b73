package org.redshield.bridge.measures.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.measures.AskedMeasure;
import org.redshield.bridge.measures.AskedMeasures;
import org.redshield.bridge.measures.InvestigativeMeasure;
import org.redshield.bridge.measures.MeasureFacts;
import org.redshield.bridge.measures.MeasureKind;
import org.redshield.bridge.measures.Measures;
import org.springframework.stereotype.Component;

/** The summary line of the forms of {@code investigative-measure.bpmn}. */
@Component
@RequiredArgsConstructor
final class MeasureFormData extends FormData {

    private final Measures measures;
    private final AskedMeasures asked;
    private final Letters letters;
    private final Organisations organisations;
    private final PersonNames people;
    private final MeasureIntake own;
    private final MeasureApprovalIntake superior;

    @Override
    protected Set<String> forms() {
        return Stream.of(own, superior)
                .flatMap(intake -> intake.forms().stream())
                .collect(Collectors.toSet());
    }

    @Override
    protected void show(Asked form, Shown shown) {
        form.id(MeasureVariables.MEASURE_ID)
                .flatMap(id -> measures.find(id, form.tenant())
                        .map(this::summary)
                        .or(() -> asked.find(id, form.tenant()).map(this::summary)))
                .ifPresent(shown::summary);
    }

    private Stream<String> summary(InvestigativeMeasure measure) {
        List<String> parts = new ArrayList<>();
        parts.add("案件 " + measure.caseNo() + "（" + measure.cause() + "）");
        parts.add("拟采取的措施：" + measure.kind().title());
        parts.add("对象：" + measure.target());
        parts.add("理由：" + measure.reason());
        parts.add("办案人员：" + measure.hands().stream().map(people::of).collect(Collectors.joining("、")));
        parts.add("依据：" + measure.kind().citation());
        measure.superior()
                .ifPresent(bureau -> parts.add("批准后还须报"
                        + organisations.get(bureau).name() + "主要负责人批准（"
                        + measure.citation().orElse("") + "）"));
        return parts.stream();
    }

    private Stream<String> summary(AskedMeasure measure) {
        Letter request = letters.get(measure.letterId());
        MeasureKind kind = MeasureKind.valueOf(LetterFacts.need(request, MeasureFacts.KIND));
        return Stream.of(
                "案件 " + measure.caseNo() + "（" + LetterFacts.need(request, MeasureFacts.CAUSE) + "）",
                organisations.get(measure.sender()).name() + request.number() + "报请批准：" + kind.title(),
                "对象：" + LetterFacts.need(request, MeasureFacts.TARGET),
                "依据：" + kind.citation());
    }
}
