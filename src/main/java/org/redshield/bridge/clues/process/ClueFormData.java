package org.redshield.bridge.clues.process;

import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;

import java.util.List;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.clues.ClueSummaries;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.stereotype.Component;

/** What the forms of clues and cases show: a line without personal data, and what there is to choose from. */
@Component
class ClueFormData extends FormData {

    private final ClueSummaries summaries;
    private final Organisations organisations;
    private final Assignments assignments;
    private final Orders orders;

    ClueFormData(
            ClueSummaries summaries,
            Organisations organisations,
            Assignments assignments,
            Orders orders,
            VerificationIntake verification,
            CaseHandlingIntake handling) {
        super(verification, handling);
        this.summaries = summaries;
        this.organisations = organisations;
        this.assignments = assignments;
        this.orders = orders;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        asked.id(CLUE_ID).ifPresent(id -> {
            summaries.of(id, asked.tenant()).ifPresent(shown::summary);
            if (asked.isFor("verifyClue", "conductCase")) {
                shown.put("jurisdiction", summaries.jurisdiction(id, asked.tenant()));
            }
        });
        switch (asked.form()) {
            case "registerClue" -> options("platformOptions", organisations.platforms(), shown);
            case "assignVerification" -> shown.put("officerOptions", assignments.options(asked.tenant()));
            case "verifyClue" -> offers(shown, asked.tenant());
            case "conductCase" -> {
                offers(shown, asked.tenant());
                shown.putAll(orders.options(OrderKind.MERCHANT_DISPOSITION));
                shown.putAll(orders.options(OrderKind.INVESTIGATIVE_MEASURE));
            }
            default -> {}
        }
    }

    private void offers(Shown shown, String tenant) {
        MatterForms.BASES.values().forEach(basis -> shown.put(basis.list() + "Options", basis.options()));
        shown.options("datasetOptions", List.of(Dataset.values()), Dataset::name, Dataset::title);
        options(
                "bureauOptions",
                organisations.connectedBureaus().stream()
                        .filter(bureau -> !bureau.code().equals(tenant))
                        .toList(),
                shown);
    }

    private static void options(String field, List<Organisation> some, Shown shown) {
        shown.options(field, some, Organisation::code, Organisation::name);
    }
}
