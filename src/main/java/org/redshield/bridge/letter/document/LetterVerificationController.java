package org.redshield.bridge.letter.document;

import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.seal.SealAway;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** 验章, for whoever may see the letter. */
@RestController
@RequiredArgsConstructor
class LetterVerificationController {

    private final CaseAccess access;
    private final Letters letters;
    private final LetterVerifications verifications;

    /** Whether the letter's seal is good, and its document what was sealed and logged. */
    @OnRecord(AuditAct.LETTER)
    @GetMapping("/api/cases/{caseNo}/letters/{letterId}/verification")
    LetterVerification verify(@PathVariable String caseNo, @PathVariable String letterId) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        UUID id = NotFound.unlessId(letterId, "casefile.unknown-letter");
        letters.view(id, caller.tenant()).orElseThrow(() -> new NotFound("casefile.unknown-letter"));
        return verifications.verify(id);
    }

    @ExceptionHandler
    ProblemDetail away(SealAway away) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, away);
    }
}
