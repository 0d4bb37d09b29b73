package org.redshield.bridge.outcome;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.outcome.SentSteps.Step;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What came of a form: told to whoever has sent it, and to his colleagues, who did. */
@NotOnRecord
@RestController
@RequiredArgsConstructor
class OutcomeController {

    private final SentSteps steps;
    private final Outcomes outcomes;

    /** Of a task that was completed in the last two days. */
    @GetMapping("/api/tasks/{taskId}/outcome")
    Outcome ofTask(@PathVariable String taskId) {
        return of(taskId);
    }

    /** Of a process that was started in the last two days. */
    @GetMapping("/api/starts/{instanceId}/outcome")
    Outcome ofStart(@PathVariable String instanceId) {
        return of(instanceId);
    }

    private Outcome of(String id) {
        Caller caller = Caller.current();
        Step step = steps.find(id)
                .filter(known -> caller.tenants().contains(known.form().tenant()) && CaseAccess.doesCaseWork(caller))
                .orElseThrow(() -> new NotFound("outcome.unknown"));
        return step.form().user().equals(caller.userId())
                ? outcomes.of(step, caller)
                : new Outcome(
                        step.form().caseNo(),
                        steps.doneBefore(step, caller.userId()).getMessage(),
                        false,
                        Optional.empty());
    }
}
