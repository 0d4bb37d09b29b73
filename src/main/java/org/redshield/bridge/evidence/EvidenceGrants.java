package org.redshield.bridge.evidence;

import java.util.List;
import java.util.UUID;

/** How an organisation has evidence that it did not obtain itself; the letters contribute theirs. */
public interface EvidenceGrants {

    boolean grants(UUID evidence, String tenant);

    /** The evidence of the case that others obtained and this organisation has. */
    List<UUID> ofCase(String caseNo, String tenant);
}
