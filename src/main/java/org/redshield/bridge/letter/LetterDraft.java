package org.redshield.bridge.letter;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A letter as its author hands it over to be issued.
 *
 * @param key the same for every attempt to issue this one letter, for instance {@code 310105-2026-000123-R1/REQUEST/1}
 * @param subjectId the request, data request or disposition that it is about
 * @param subject the line below the title 事由
 * @param evidence what its receiver may open once the letter is delivered; the sender's own evidence only
 * @param issuedBy user id of who wrote it
 * @param approvedBy user id of who approved it, where approval is needed
 */
public record LetterDraft(
        String key,
        LetterType type,
        String caseNo,
        String subjectId,
        String sender,
        String receiver,
        Optional<UUID> inReplyTo,
        String subject,
        LetterContent content,
        List<UUID> evidence,
        String issuedBy,
        Optional<String> approvedBy) {

    public LetterDraft {
        subject = LetterContent.printable(subject);
        evidence = evidence.stream().distinct().toList();
    }
}
