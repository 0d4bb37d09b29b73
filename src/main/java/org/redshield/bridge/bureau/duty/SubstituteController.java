package org.redshield.bridge.bureau.duty;

import java.time.LocalDate;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/substitutes}: who stands in for the heads of the caller's organisation. */
@RestController
@RequestMapping("/api/substitutes")
@RequiredArgsConstructor
class SubstituteController {

    private final Substitutes substitutes;

    /**
     * @param office that the caller holds: {@code unitHead}, {@code bureauHead} or {@code chiefHead}
     * @param substitute user id
     * @param from first day
     * @param until last day
     */
    record Naming(String office, String substitute, LocalDate from, LocalDate until, String reason) {}

    @NotOnRecord
    @GetMapping
    Substitutes.Overview overview() {
        Caller caller = Caller.current();
        return substitutes.overview(caller.userId(), caller.tenant());
    }

    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping
    Substitutes.Overview name(@RequestBody Naming naming) {
        Caller caller = Caller.current();
        substitutes.name(
                caller.userId(),
                caller.tenant(),
                naming.office(),
                naming.substitute(),
                naming.from(),
                naming.until(),
                naming.reason());
        return overview();
    }

    /** The head is back before the period is over. */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/end")
    Substitutes.Overview takeBack(@PathVariable UUID id) {
        substitutes.takeBack(id, Caller.current().userId());
        return overview();
    }
}
