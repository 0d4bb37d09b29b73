package org.redshield.bridge.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.letter.Letter;
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

    /** The one envelope of a letter, which bears the letter's id. */
    static Envelope of(Letter letter) {
        return new Envelope(
                letter.id(),
                letter.sender(),
                letter.receiver(),
                letter.kind(),
                letter.kind().carriage().subjectOf(letter),
                letter.caseNo(),
                Optional.of(letter.id()),
                letter.kind().carriage().variablesOf(letter));
    }

    /** That it lies at its receiver; always the same for one envelope, so that a repeated delivery confirms once. */
    Optional<Envelope> delivered() {
        return kind.carriage().receipt().map(message -> back("receipt:", message));
    }

    /** That a person has signed for it. */
    Optional<Envelope> signed() {
        return kind.carriage().signature().map(message -> back("signature:", message));
    }

    private Envelope back(String what, LetterKind message) {
        UUID once = UUID.nameUUIDFromBytes((what + id).getBytes(StandardCharsets.UTF_8));
        return new Envelope(once, receiver, sender, message, subjectId, caseNo, Map.of());
    }

    /** The receiver is not on the system: it comes back to its sender, who carries it there on paper. */
    Envelope toCarryOnPaper() {
        return new Envelope(id, sender, sender, kind, subjectId, caseNo, letterId, variables, content);
    }

    boolean isToCarryOnPaper() {
        return sender.equals(receiver);
    }
}
