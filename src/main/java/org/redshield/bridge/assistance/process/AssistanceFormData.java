package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.assistance.TaskSummaries;
import org.redshield.bridge.assistance.handling.AssistanceHandlings;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.engine.form.FormData;
import org.springframework.stereotype.Component;

/** The summary line and the options of every form of co-investigation. */
@Component
class AssistanceFormData implements FormData {

    /** In which an officer says what is asked for and on what ground. */
    private static final Set<String> ASKING = Set.of("raiseRequest", "completeRequest", "correctRequest");

    private final TaskSummaries summaries;
    private final Assignments assignments;
    private final AssistanceHandlings handlings;
    private final Set<String> requestForms;
    private final Set<String> handlingForms;

    AssistanceFormData(
            TaskSummaries summaries,
            Assignments assignments,
            AssistanceHandlings handlings,
            RequestIntake request,
            HandlingIntake handling) {
        this.handlings = handlings;
        this.assignments = assignments;
        this.summaries = summaries;
        this.requestForms = request.forms();
        this.handlingForms = handling.forms();
    }

    @Override
    public Set<String> forms() {
        Set<String> forms = new HashSet<>(requestForms);
        forms.addAll(handlingForms);
        return forms;
    }

    @Override
    public Map<String, Object> of(
            String form, String user, String tenant, String caseNo, Map<String, Object> variables) {
        Map<String, Object> shown = new HashMap<>();
        if (form.equals("raiseRequest")) {
            shown.put("platformOptions", summaries.platforms());
            shown.put("bureauOptions", summaries.bureausBut(tenant));
        } else if (variables.get(REQUEST_ID.name()) instanceof String requestId) {
            Optional<String> summary = handlingForms.contains(form)
                    ? summaries.ofHandling(requestId, tenant, form)
                    : summaries.ofRequest(requestId, tenant, form);
            summary.ifPresent(line -> shown.put(FormData.SUMMARY, line));
        }
        if (!form.equals("raiseRequest")
                && ASKING.contains(form)
                && variables.get(REQUEST_ID.name()) instanceof String requestId) {
            shown.putAll(summaries.drafted(requestId, tenant));
            summaries.basis(requestId, tenant).map(RequestIntake.BASIS::showing).ifPresent(shown::putAll);
        }
        if (ASKING.contains(form)) {
            shown.put("datasetOptions", summaries.datasets());
            shown.put("legalBasisOptions", RequestIntake.BASIS.options());
        }
        if (variables.get(REQUEST_ID.name()) instanceof String requestId) {
            shown.putAll(summaries.sentBack(requestId, tenant, form));
        }
        if (form.equals("investigate") && variables.get(REQUEST_ID.name()) instanceof String requestId) {
            investigation(requestId, tenant, shown);
        }
        if (form.equals("decideOutcome")) {
            shown.putAll(summaries.dispositionOptions());
            shown.put("legalBasesOptions", RequestIntake.MEASURES_BASIS.options());
        }
        if (form.equals("assignOfficers")) {
            shown.put("officerOptions", assignments.options(tenant));
        }
        return shown;
    }

    /** The questions beside their boxes; filled in with what came back. */
    private void investigation(String requestId, String tenant, Map<String, Object> shown) {
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
