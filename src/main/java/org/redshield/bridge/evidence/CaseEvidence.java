package org.redshield.bridge.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.AuditFilter;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.evidence.Disclosures.Outgoing;
import org.springframework.stereotype.Service;

/** The evidence of a case that an organisation has: what it obtained itself, and what was granted to it. */
@Service
public class CaseEvidence implements CaseSection {

    private final Evidences evidences;
    private final List<EvidenceGrants> grants;
    private final Organisations organisations;
    private final Disclosures disclosures;
    private final EvidencePackages packages;

    CaseEvidence(
            Evidences evidences,
            List<EvidenceGrants> grants,
            Organisations organisations,
            Disclosures disclosures,
            EvidencePackages packages) {
        this.evidences = evidences;
        this.grants = grants;
        this.organisations = organisations;
        this.disclosures = disclosures;
        this.packages = packages;
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

    /**
     * All evidence of the case leaves as pages: on record as any export.
     *
     * @param purpose of one who has the right to it; none asks for what everybody gets
     * @param words what is said of the export
     * @throws org.redshield.bridge.Refusal for what is missing or was changed
     */
    public List<Leaving> export(Caller caller, String caseNo, Optional<Purpose> purpose, String words) {
        List<Outgoing> outgoing = ofCase(caseNo, caller.tenant()).stream()
                .map(file -> disclosures.of(file, caller, purpose))
                .toList();
        outgoing.forEach(out -> disclosures.record(out, caller, purpose));
        packages.recordExport(caseNo, outgoing, words, purpose, Custody.Actor.of(caller));
        return outgoing.stream().map(out -> new Leaving(out, caller)).toList();
    }

    /** A file on its way out, in the form in which the person may have it. */
    public final class Leaving {

        private final Outgoing out;
        private final Caller caller;

        private Leaving(Outgoing out, Caller caller) {
            this.out = out;
            this.caller = caller;
        }

        public Evidence file() {
            return out.file();
        }

        /** Whether the person may have it as it is. */
        public boolean whole() {
            return out.whole();
        }

        /** The file as it is, where that may be. */
        public void writeTo(OutputStream to) throws IOException {
            if (!whole()) {
                throw new IllegalStateException(
                        "Not for everybody: " + out.file().id());
            }
            disclosures.write(out, caller, to);
        }
    }

    /** @throws NotFound {@code casefile.unknown-evidence}, also for a file of others */
    Evidence require(Caller caller, String id) {
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new NotFound("casefile.unknown-evidence");
        }
        String tenant = caller.tenant();
        Optional<Evidence> named = evidences.find(NotFound.unlessId(id, "casefile.unknown-evidence"));
        named.ifPresent(found -> AuditFilter.concerns(found.caseNo()));
        return named.filter(found ->
                        found.tenant().equals(tenant) || grants.stream().anyMatch(by -> by.grants(found.id(), tenant)))
                .orElseThrow(() -> new NotFound("casefile.unknown-evidence"));
    }

    EvidenceItem item(Evidence evidence, String tenant) {
        return item(evidence, tenant, name(evidence.source()));
    }

    private String name(String source) {
        return organisations.nameOf(source);
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
