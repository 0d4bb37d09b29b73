package org.redshield.bridge.messages;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One message, as one of its two sides sees it.
 *
 * @param ours whether the viewer's organisation wrote it
 * @param by name of who wrote it; of the other side's people nothing is told
 * @param deliveredAt when it lay in the other organisation's inbox
 * @param readAt when the first of its people had it before him
 */
record CaseMessage(
        UUID id,
        String sender,
        String senderName,
        String receiver,
        String receiverName,
        boolean ours,
        Optional<String> by,
        String text,
        Instant at,
        Optional<Instant> deliveredAt,
        Optional<Instant> readAt) {}
