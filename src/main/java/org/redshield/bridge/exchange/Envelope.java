package org.redshield.bridge.exchange;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.letter.LetterKind;

/**
 * One message from one organisation to another.
 *
 * @param id unique for ever; the receiver stores an id once
 * @param subjectId what it is about (request, data request or disposition id); the receiver's process is found by it
 * @param letterId the letter that travels with it, if any
 * @param variables declared process variables that the receiver's instance gets (ids and enum names only)
 * @param content what the receiver's feature reads by an {@link ArrivalRule}; never becomes a variable
 */
public record Envelope(
        UUID id,
        String sender,
        String receiver,
        LetterKind kind,
        String subjectId,
        String caseNo,
        Optional<UUID> letterId,
        Map<String, String> variables,
        Map<String, String> content) {

    /** A message without a letter. */
    public Envelope(
            UUID id,
            String sender,
            String receiver,
            LetterKind kind,
            String subjectId,
            String caseNo,
            Map<String, String> content) {
        this(id, sender, receiver, kind, subjectId, caseNo, Optional.empty(), Map.of(), content);
    }

    /** Without a content of its own: what it says stands in its letter. */
    public Envelope(
            UUID id,
            String sender,
            String receiver,
            LetterKind kind,
            String subjectId,
            String caseNo,
            Optional<UUID> letterId,
            Map<String, String> variables) {
        this(id, sender, receiver, kind, subjectId, caseNo, letterId, variables, Map.of());
    }
}
