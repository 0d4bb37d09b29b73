package org.redshield.bridge.clues.process;

import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.clues.ClueSummaries;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.stereotype.Component;

/** What the forms of clues and cases show: a line without personal data, and what there is to choose from. */
@Component
class ClueFormData implements FormData {

    private final ClueSummaries summaries;
    private final Organisations organisations;
    private final Assignments assignments;
    private final Orders orders;
    private final Set<String> forms;

    ClueFormData(
            ClueSummaries summaries,
            Organisations organisations,
            Assignments assignments,
            Orders orders,
            VerificationIntake verification,
            CaseHandlingIntake handling) {
        this.summaries = summaries;
        this.organisations = organisations;
        this.assignments = assignments;
        this.orders = orders;
        this.forms = Stream.of(verification.forms(), handling.forms())
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> forms() {
        return forms;
    }

    @Override
    public Map<String, Object> of(
            String form, String user, String tenant, String caseNo, Map<String, Object> variables) {
        Map<String, Object> shown = new HashMap<>();
        if (variables.get(CLUE_ID.name()) instanceof String id) {
            summaries.of(id, tenant).ifPresent(line -> shown.put(FormData.SUMMARY, line));
            if (Set.of("verifyClue", "conductCase").contains(form)) {
                summaries.jurisdiction(id, tenant).ifPresent(line -> shown.put("jurisdiction", line));
            }
        }
        switch (form) {
            case "registerClue" -> shown.put("platformOptions", options(organisations.platforms()));
            case "assignVerification" -> shown.put("officerOptions", assignments.options(tenant));
            case "verifyClue" -> offers(shown, tenant);
            case "conductCase" -> {
                offers(shown, tenant);
                shown.putAll(orders.options(OrderKind.MERCHANT_DISPOSITION));
                shown.putAll(orders.options(OrderKind.INVESTIGATIVE_MEASURE));
            }
            default -> {}
        }
        return shown;
    }

    private void offers(Map<String, Object> shown, String tenant) {
        MatterForms.BASES.values().forEach(basis -> shown.put(basis.list() + "Options", basis.options()));
        shown.put(
                "datasetOptions",
                Arrays.stream(Dataset.values())
                        .map(dataset -> option(dataset.name(), dataset.title()))
                        .toList());
        shown.put(
                "bureauOptions",
                options(organisations.connectedBureaus().stream()
                        .filter(bureau -> !bureau.code().equals(tenant))
                        .toList()));
    }

    private static List<Map<String, String>> options(List<Organisation> some) {
        return some.stream().map(one -> option(one.code(), one.name())).toList();
    }

    private static Map<String, String> option(String value, String label) {
        return Map.of("value", value, "label", label);
    }
}
