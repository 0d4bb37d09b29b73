package org.redshield.bridge.assistance;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.MessageKind;
import org.redshield.bridge.exchange.Outbox;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.springframework.stereotype.Component;

/** Issues letters and puts them into the outbox, in the caller's transaction. */
@Component
class Correspondence {

    /** The declared variable that tells the receiver's process which letter woke it. */
    static final String LETTER_ID = "letterId";

    private final Letters letters;
    private final Outbox outbox;

    Correspondence(Letters letters, Outbox outbox) {
        this.letters = letters;
        this.outbox = outbox;
    }

    Letter issue(LetterDraft draft) {
        return letters.issue(draft);
    }

    Letter issueAndSend(LetterDraft draft, MessageKind kind, Map<String, String> variables) {
        Letter letter = letters.issue(draft);
        send(letter, kind, letter.subjectId(), variables);
        return letter;
    }

    /** The envelope's id follows from letter and kind: however often a job is tried again, it is sent once. */
    void send(Letter letter, MessageKind kind, String subjectId, Map<String, String> variables) {
        UUID id = UUID.nameUUIDFromBytes((letter.id() + ":" + kind).getBytes(StandardCharsets.UTF_8));
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.put(LETTER_ID, letter.id().toString());
        outbox.send(new Envelope(
                id,
                letter.sender(),
                letter.receiver(),
                kind,
                subjectId,
                letter.caseNo(),
                Optional.of(letter.id()),
                kind == MessageKind.NOTICE ? Map.of() : all));
        letters.receipt(letter.id(), ReceiptStage.SUBMITTED, letter.issuedAt(), Optional.empty());
    }
}
