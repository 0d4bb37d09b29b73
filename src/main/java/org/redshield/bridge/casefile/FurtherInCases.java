package org.redshield.bridge.casefile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.FurtherFields;
import org.redshield.bridge.cases.Milestone;
import org.redshield.bridge.engine.form.FurtherInput;
import org.springframework.stereotype.Component;

/** 补充信息 in the case file: what the organisation's people entered beyond what a case knows of itself, oldest first. */
@Component
@RequiredArgsConstructor
class FurtherInCases implements CaseSection {

    private final FurtherFields fields;

    /**
     * What one person entered at once into fields, or into a whole step, that a modeler added.
     *
     * @param step the task's name, or for a start form the process's
     * @param by name of who entered it
     */
    record FurtherItem(
            Optional<String> subjectId, String form, String step, String by, Instant at, List<FurtherField> fields) {}

    /**
     * @param label what the form said beside it
     * @param value in words, masked as the form asks for it; in any case without whole telephone and identity card numbers
     */
    record FurtherField(String key, String label, String value, boolean masked) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("further", FurtherItem.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<FurtherFields.Submission> all = fields.ofCase(folder.caseNo(), folder.tenant());
        folder.list("further", all.stream().map(FurtherInCases::item).toList());
        for (FurtherFields.Submission one : all) {
            one.outcome()
                    .filter(outcome -> folder.events().stream().noneMatch(one::isToldBy))
                    .ifPresent(outcome -> folder.milestone(new Milestone(
                            one.form(),
                            one.step() + "：" + outcome,
                            one.at(),
                            false,
                            Optional.of(one.by()),
                            Optional.empty(),
                            Optional.empty())));
        }
    }

    private static FurtherItem item(FurtherFields.Submission one) {
        return new FurtherItem(
                one.subject(),
                one.form(),
                one.step(),
                one.by(),
                one.at(),
                one.entries().stream().map(FurtherInCases::field).toList());
    }

    private static FurtherField field(FurtherInput.Entry entry) {
        String shown = FurtherFields.masked(entry);
        return new FurtherField(entry.key(), entry.label(), shown, !shown.equals(entry.value()));
    }
}
