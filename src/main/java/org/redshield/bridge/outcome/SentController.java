package org.redshield.bridge.outcome;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentRequests;
import org.redshield.bridge.access.idempotency.SentRequests.Done;
import org.redshield.bridge.access.idempotency.SentRequests.Standing;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.outcome.SentSteps.Step;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What came of something that was sent with a key: told to nobody but whoever has sent it. */
@RestController
@RequiredArgsConstructor
class SentController {

    private final SentRequests requests;
    private final SentSteps steps;
    private final Outcomes outcomes;

    @Operation(
            summary = "What came of what was sent with this Idempotency-Key: done, still being done, or not done",
            description = "For two days. Either may be sent again with the same key and the same content.")
    @NotOnRecord
    @GetMapping("/api/sent/{key}/outcome")
    Arrival outcome(@PathVariable String key) {
        Caller caller = Caller.current();
        Standing standing = requests.standing(caller.userId(), key);
        if (standing.running()) {
            return new Arrival(Arrival.State.RUNNING, sentence("outcome.sent-running"), Optional.empty());
        }
        return standing.done()
                .map(done -> done(caller, done))
                .orElseGet(
                        () -> new Arrival(Arrival.State.NOT_DONE, sentence("outcome.sent-not-done"), Optional.empty()));
    }

    private Arrival done(Caller caller, Done done) {
        Optional<Outcome> outcome = steps.findIn(done.transaction(), caller.userId())
                .filter(step -> isToBeTold(step, caller))
                .map(step -> outcomes.of(step, caller));
        return new Arrival(
                Arrival.State.DONE,
                outcome.map(Outcome::sentence)
                        .orElseGet(() -> sentence("outcome.sent-done", ChinaTime.moment(done.at()))),
                outcome);
    }

    private static boolean isToBeTold(Step step, Caller caller) {
        return caller.tenants().contains(step.form().tenant()) && CaseAccess.doesCaseWork(caller);
    }

    private static String sentence(String code, Object... arguments) {
        return new Refusal(code, arguments).getMessage();
    }
}
