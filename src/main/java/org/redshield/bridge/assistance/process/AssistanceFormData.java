package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.assistance.TaskSummaries;
import org.redshield.bridge.assistance.handling.AssistanceHandlings;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.springframework.stereotype.Component;

/** The summary line and the options of every form of co-investigation. */
@Component
class AssistanceFormData extends FormData {

    /** In which an officer says what is asked for and on what ground. */
    private static final Set<String> ASKING = Set.of("raiseRequest", "completeRequest", "correctRequest");

    private final TaskSummaries summaries;
    private final Assignments assignments;
    private final AssistanceHandlings handlings;
    private final Set<String> handlingForms;

    AssistanceFormData(
            TaskSummaries summaries,
            Assignments assignments,
            AssistanceHandlings handlings,
            RequestIntake request,
            HandlingIntake handling) {
        super(request, handling);
        this.handlings = handlings;
        this.assignments = assignments;
        this.summaries = summaries;
        this.handlingForms = handling.forms();
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        String form = asked.form();
        String tenant = asked.tenant();
        Optional<String> id = asked.id(REQUEST_ID).filter(any -> !asked.isFor("raiseRequest"));
        if (asked.isFor("raiseRequest")) {
            shown.put("platformOptions", summaries.platforms());
            shown.put("bureauOptions", summaries.bureausBut(tenant));
        }
        id.flatMap(request -> handlingForms.contains(form)
                        ? summaries.ofHandling(request, tenant, form)
                        : summaries.ofRequest(request, tenant, form))
                .ifPresent(shown::summary);
        if (ASKING.contains(form)) {
            id.flatMap(request -> summaries.draft(request, tenant)).ifPresent(draft -> {
                shown.putAll(draft.correctable());
                shown.putAll(RequestIntake.BASIS.showing(draft.basis()));
            });
            shown.put("datasetOptions", summaries.datasets());
            shown.put("legalBasisOptions", RequestIntake.BASIS.options());
        }
        id.ifPresent(request -> shown.putAll(summaries.sentBack(request, tenant, form)));
        switch (form) {
            case "investigate" -> id.ifPresent(request -> investigation(request, tenant, shown));
            case "decideOutcome" -> {
                shown.putAll(summaries.dispositionOptions());
                shown.put("legalBasesOptions", RequestIntake.MEASURES_BASIS.options());
            }
            case "assignOfficers" -> shown.put("officerOptions", assignments.options(tenant));
            default -> {}
        }
    }

    /** The questions beside their boxes; filled in with what came back. */
    private void investigation(String requestId, String tenant, Shown shown) {
        List<String> questions = handlings.questions(requestId, tenant);
        for (int place = 0; place < questions.size(); place++) {
            shown.put("question" + (place + 1), questions.get(place));
        }
        handlings.found(requestId, tenant).ifPresent(finding -> {
            shown.put("itemConclusion", finding.conclusion().name());
            shown.put("findings", finding.text());
            for (int place = 0; place < finding.answers().size(); place++) {
                shown.put("answer" + (place + 1), finding.answers().get(place).answer());
            }
        });
    }
}
