package org.redshield.bridge.casefile;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.cases.CaseDetails;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.Milestone;
import org.redshield.bridge.evidence.Uploads;

/**
 * A case as one organisation sees it: its own work, and of the other side the letters and receipts exchanged with it.
 * Codes are enum names; what ends in {@code title} or {@code text} is Chinese, to be shown as it is.
 *
 * @param tenant through whose eyes: the reader's own organisation, or of a supervisor the bureau below
 * @param role on which side the organisation stands, a {@link org.redshield.bridge.cases.Standing#role}
 * @param milestones what happened, oldest first
 * @param sections the features' own lists, each a field of the case file
 */
record CaseFile(
        String caseNo,
        String tenant,
        String tenantName,
        String role,
        String roleTitle,
        Summary summary,
        List<CaseFolder.PhaseItem> phases,
        List<Milestone> milestones,
        Uploads.Offer upload,
        @JsonAnyGetter Map<String, List<?>> sections) {

    /** What the case is about. */
    record Summary(
            String state,
            String stateTitle,
            Optional<String> cause,
            Optional<String> sourceNo,
            Optional<String> shopId,
            Optional<String> platform,
            Optional<String> platformName,
            Optional<String> counterpart,
            Optional<String> counterpartName,
            @JsonUnwrapped CaseDetails details,
            Instant since,
            Instant changedAt) {}
}
