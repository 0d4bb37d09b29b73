package org.redshield.bridge.letter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A letter as both sides may see it in the case file: without the persons inside the sender.
 *
 * @param senderName the name at the time of issue, likewise the receiver's
 * @param receipts in the order of their stages
 * @param evidence ids of what came with it
 */
public record LetterView(
        UUID id,
        LetterKind kind,
        String title,
        String number,
        String subjectId,
        String sender,
        String senderName,
        String receiver,
        String receiverName,
        Optional<UUID> inReplyTo,
        String subject,
        List<LetterContent.Paragraph> paragraphs,
        Map<String, String> facts,
        List<Receipt> receipts,
        List<UUID> evidence,
        Instant issuedAt) {}
