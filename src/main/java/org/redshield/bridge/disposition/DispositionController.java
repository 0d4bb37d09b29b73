package org.redshield.bridge.disposition;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.disposition.file.Disposition;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What officers enter of a disposition beside their tasks, where the platform's interface does not say it. */
@RestController
@RequestMapping("/api/cases/{caseNo}/dispositions/{id}")
@RequiredArgsConstructor
class DispositionController {

    private final CaseAccess access;
    private final Dispositions dispositions;
    private final EnteredByHand entries;

    /** @param url where the platform has published its measures */
    record SeenPublicity(String url) {}

    /**
     * @param targets whose measure the platform has taken back
     * @param note by what that is known
     */
    record SeenLift(List<String> targets, String note) {}

    /** 登记公示, from the platform's answer on. */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/publicity")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void published(@PathVariable String caseNo, @PathVariable String id, @RequestBody SeenPublicity seen) {
        Caller officer = officer(caseNo, id);
        entries.published(id, given(seen.url()), officer.userId());
    }

    /** 登记解除, once the platform has answered to the letter that asks for it. */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/lifted")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lifted(@PathVariable String caseNo, @PathVariable String id, @RequestBody SeenLift seen) {
        Caller officer = officer(caseNo, id);
        entries.lifted(id, Optional.ofNullable(seen.targets()).orElse(List.of()), given(seen.note()), officer.userId());
    }

    /** An officer of the bureau whose disposition it is. */
    private Caller officer(String caseNo, String id) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        Disposition disposition = dispositions
                .find(id)
                .filter(known -> known.tenant().equals(caller.tenant()))
                .filter(known -> known.caseNo().equals(caseNo))
                .orElseThrow(() -> new NotFound("disposition.unknown", id));
        if (!caller.hasRole("officer")) {
            throw new Refusal("disposition.officers-only", disposition.stage().title());
        }
        return caller;
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(some -> !some.isEmpty());
    }
}
