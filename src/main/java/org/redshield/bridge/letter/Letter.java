package org.redshield.bridge.letter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An issued letter; it never changes.
 *
 * @param number for instance 沪长市监协查〔2026〕12号
 * @param sender code of the organisation that issued it
 * @param issuedBy user id; the sender's own affair, never shown to the receiver. Of a letter that came on paper who registered
 *     it at the receiver
 */
public record Letter(
        UUID id,
        LetterKind kind,
        String number,
        String caseNo,
        String subjectId,
        String sender,
        String receiver,
        Optional<UUID> inReplyTo,
        String subject,
        LetterContent content,
        List<UUID> evidence,
        String issuedBy,
        Optional<String> approvedBy,
        Instant issuedAt) {}
