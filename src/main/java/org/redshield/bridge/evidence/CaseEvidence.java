package org.redshield.bridge.evidence;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.springframework.stereotype.Service;

/** The evidence of a case that an organisation has: what it obtained itself, and what was granted to it. */
@Service
public class CaseEvidence implements CaseSection {

    private final Evidences evidences;
    private final List<EvidenceGrants> grants;
    private final Organisations organisations;
    private final Disclosures disclosures;

    CaseEvidence(
            Evidences evidences, List<EvidenceGrants> grants, Organisations organisations, Disclosures disclosures) {
        this.evidences = evidences;
        this.grants = grants;
        this.organisations = organisations;
        this.disclosures = disclosures;
    }

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("evidence", EvidenceItem.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        Map<String, String> names = new HashMap<>();
        folder.list(
                "evidence",
                ofCase(folder.caseNo(), folder.tenant()).stream()
                        .map(evidence ->
                                item(evidence, folder.tenant(), names.computeIfAbsent(evidence.source(), this::name)))
                        .toList());
    }

    /** Oldest first. */
    public List<Evidence> ofCase(String caseNo, String tenant) {
        List<Evidence> own = evidences.ofCase(caseNo, tenant);
        Set<UUID> granted = new HashSet<>();
        grants.forEach(by -> granted.addAll(by.ofCase(caseNo, tenant)));
        own.forEach(evidence -> granted.remove(evidence.id()));
        return Stream.concat(own.stream(), evidences.find(granted).stream())
                .sorted(Comparator.comparing(Evidence::receivedAt))
                .toList();
    }

    /** @throws NotFound {@code casefile.unknown-evidence}, also for a file of others */
    Evidence require(Caller caller, String id) {
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new NotFound("casefile.unknown-evidence");
        }
        String tenant = caller.tenant();
        return evidences
                .find(NotFound.unlessId(id, "casefile.unknown-evidence"))
                .filter(found ->
                        found.tenant().equals(tenant) || grants.stream().anyMatch(by -> by.grants(found.id(), tenant)))
                .orElseThrow(() -> new NotFound("casefile.unknown-evidence"));
    }

    EvidenceItem item(Evidence evidence, String tenant) {
        return item(evidence, tenant, name(evidence.source()));
    }

    private String name(String source) {
        return organisations.find(source).map(Organisation::name).orElse(source);
    }

    private EvidenceItem item(Evidence evidence, String tenant, String sourceName) {
        return new EvidenceItem(
                evidence.id(),
                evidence.subjectId(),
                evidence.name(),
                evidence.mediaType(),
                evidence.bytes(),
                evidence.sha256(),
                evidence.seal().map(Evidence.Seal::sm3),
                evidence.source(),
                sourceName,
                evidence.method(),
                evidence.receivedAt(),
                evidence.tenant().equals(tenant),
                disclosures.usual(evidence, tenant));
    }
}
