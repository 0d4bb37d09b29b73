package org.redshield.bridge.disposition;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.disposition.LostMeasures.LostMeasure;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What platforms carry out and a restore has lost here: to operators all, to the heads of a bureau their own. */
@RestController
@RequiredArgsConstructor
class LostMeasureController {

    private final LostMeasures measures;

    /**
     * In the order in which they were sent. About those of cases that are lost too ({@code NO_CASE}) nobody has a task.
     */
    @GetMapping("/api/dispositions/lost")
    List<LostMeasure> lost() {
        Caller caller = Caller.current();
        if (caller.hasRole("operator", "camunda-admin")) {
            return measures.all(Optional.empty());
        }
        if (!caller.hasRole("unitHead", "bureauHead", "chiefHead")) {
            throw new Forbidden("disposition.lost-heads-only");
        }
        return measures.all(Optional.of(caller.tenant()));
    }
}
