package org.redshield.bridge.evidence.visibility;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.visibility.Holders;
import org.redshield.bridge.cases.visibility.BureausInCase;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.EvidenceGrants;
import org.redshield.bridge.evidence.Evidences;
import org.springframework.stereotype.Component;

/** The organisations that have a file: whose it is, and to which it was granted. */
@Component
@RequiredArgsConstructor
class BureausWithEvidence implements Holders {

    private static final Pattern PATH =
            Pattern.compile("/api/evidence/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:/.*)?");

    private final Evidences evidences;
    private final BureausInCase bureaus;
    private final List<EvidenceGrants> grants;

    @Override
    public Optional<List<String>> of(String path, Set<String> among) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? Optional.of(having(UUID.fromString(matcher.group(1)), among)) : Optional.empty();
    }

    private List<String> having(UUID id, Set<String> among) {
        return evidences
                .find(id)
                .map(evidence ->
                        among.contains(evidence.tenant()) ? List.of(evidence.tenant()) : grantedTo(evidence, among))
                .orElse(List.of());
    }

    private List<String> grantedTo(Evidence evidence, Set<String> among) {
        return bureaus.inCase(evidence.caseNo(), among).stream()
                .filter(tenant -> grants.stream().anyMatch(by -> by.grants(evidence.id(), tenant)))
                .toList();
    }
}
