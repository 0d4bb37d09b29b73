package org.redshield.bridge.evidence.audit;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The audit of the evidence log, for auditors. */
@RestController
@RequiredArgsConstructor
class AuditController {

    private final Audits audits;

    /** When the log was audited last, and what is wrong with it as far as is known. */
    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping("/api/evidence/log/audit")
    Audits.State state() {
        requireAuditor();
        return audits.state();
    }

    /** Audits the whole log at once, and answers when that is done. */
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/api/evidence/log/audit")
    Audits.State run() {
        requireAuditor();
        audits.demand();
        return audits.state();
    }

    private static void requireAuditor() {
        if (!Caller.current().hasRole("auditor", "camunda-admin")) {
            throw new Forbidden("evidence.only-auditors");
        }
    }
}
