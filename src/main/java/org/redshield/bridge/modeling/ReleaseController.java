package org.redshield.bridge.modeling;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.engine.gate.Proposal;
import org.redshield.bridge.engine.gate.Releases;
import org.redshield.bridge.engine.gate.VersionStates.Following;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/releases}: what modelers propose, and the second person's decision. */
@RestController
@RequestMapping("/api/releases")
@RequiredArgsConstructor
class ReleaseController {

    private static final String UNKNOWN = "gate.proposal-unknown";

    private final Releases releases;

    /** A proposal with the text of its files, by name, and which states may follow which in each of its processes. */
    record Whole(Proposal proposal, Map<String, String> files, Map<String, List<Following>> states) {}

    /** The engine's deployment that came of it. */
    record Released(UUID id, String deploymentId) {}

    /** Why it is not released. */
    record Rejection(String reason) {}

    /** The newest proposals, open and decided. */
    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping
    List<Proposal> list() {
        require("modeler", "securityAdmin", "auditor");
        return releases.newest();
    }

    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping("/{id}")
    Whole get(@PathVariable String id) {
        require("modeler", "securityAdmin", "auditor");
        UUID proposed = NotFound.unlessId(id, UNKNOWN);
        Map<String, String> files = new TreeMap<>();
        releases.files(proposed)
                .forEach((name, content) -> files.put(name, new String(content, StandardCharsets.UTF_8)));
        Proposal proposal = releases.find(proposed).orElseThrow(() -> new NotFound(UNKNOWN));
        return new Whole(proposal, files, releases.states(proposal));
    }

    /** Deploys it. */
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/{id}")
    Released release(@PathVariable String id) {
        require("securityAdmin");
        UUID proposal = NotFound.unlessId(id, UNKNOWN);
        return new Released(
                proposal, releases.release(proposal, Caller.current().userId()));
    }

    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/{id}/rejection")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reject(@PathVariable String id, @RequestBody Rejection rejection) {
        require("securityAdmin");
        releases.reject(NotFound.unlessId(id, UNKNOWN), Caller.current().userId(), rejection.reason());
    }

    static void require(String... groups) {
        if (!Caller.current().hasRole(groups)) {
            throw new Forbidden("gate.not-yours");
        }
    }
}
