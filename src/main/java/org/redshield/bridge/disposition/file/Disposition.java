package org.redshield.bridge.disposition.file;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approval;

/**
 * One disposition of one bureau.
 *
 * @param tenant division code of the bureau that faces the platform
 * @param letter the letter to the platform; empty where it was lost
 * @param lost the letter that a restore has lost, of a disposition that was found at the platform
 * @param publicityNote why the publicity was given up
 * @param appealWindowEndsAt until when the merchant's appeals are waited for
 */
public record Disposition(
        String id,
        String caseNo,
        String tenant,
        DispositionRequest request,
        DispositionStage stage,
        Draft draft,
        Optional<IssuedLetter> letter,
        Optional<String> publicityNote,
        Optional<Instant> appealWindowEndsAt,
        Optional<LostLetter> lost) {

    /** @param foundAt when it was found that the platform has what it asks for */
    public record LostLetter(String number, Instant issuedAt, Instant foundAt) {}

    /**
     * What was drafted last, and by whom. Where it is to be declined, the reason counts alone.
     *
     * @param beyondReason why it goes beyond what was asked for
     * @param decisions names of {@code severity.HeadsDecision}, as what it counts by the order of measures of that day; empty where
     *     it was drafted before that was kept
     */
    public record Draft(
            Optional<String> legalHook,
            Optional<String> facts,
            Optional<String> evidenceNote,
            Optional<String> declineReason,
            Optional<String> beyondReason,
            Optional<List<String>> decisions,
            Optional<String> draftedBy,
            Optional<String> approvedBy) {}

    /** Of the letter to the platform, lost or not. */
    public Optional<String> letterNo() {
        return letter.map(IssuedLetter::number).or(() -> lost.map(LostLetter::number));
    }

    public String platform() {
        return request.platform();
    }

    /** Whether what was drafted becomes so, which is not for who drafted it to decide. */
    public Approval approval(Optional<String> draftedBy) {
        return new Approval(caseNo, tenant, id, draftedBy.stream().toList(), "disposition.self-approval");
    }

    public Disposition require(DispositionStage... allowed) {
        if (!List.of(allowed).contains(stage)) {
            throw new Refusal("disposition.wrong-stage", stage.title());
        }
        return this;
    }
}
