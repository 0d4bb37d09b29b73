package org.redshield.bridge.modeling;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.engine.gate.Proposed;
import org.redshield.bridge.engine.gate.Releases;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/definitions}: what is deployed, and a former version again. */
@RestController
@RequestMapping("/api/definitions")
@RequiredArgsConstructor
class DefinitionController {

    private final Releases releases;

    /** The engine's deployment. */
    record Deployment(String deploymentId) {}

    /** How many instances run on each version of each process, without anything of a case. */
    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping
    List<Releases.Running> running() {
        ReleaseController.require("modeler", "securityAdmin", "operator", "supervisor");
        return releases.running();
    }

    /**
     * A former version of a process, form or table as a new version.
     *
     * @param key of the process, form or decision
     * @param version absent for the one before the newest
     */
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/{key}/again")
    ResponseEntity<Object> again(@PathVariable String key, @RequestParam(required = false) Integer version) {
        ReleaseController.require("modeler");
        try {
            return ResponseEntity.ok(new Deployment(releases.again(key, Optional.ofNullable(version))));
        } catch (Proposed waiting) {
            return ResponseEntity.accepted().body(Map.of("id", waiting.id(), "message", waiting.getMessage()));
        }
    }
}
