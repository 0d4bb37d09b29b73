package org.redshield.bridge.exchange;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.engine.form.KeptOut;
import org.redshield.bridge.letter.Carriage.Way;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one door for letters, out and in. A letter gets its number, its text, its envelope and its receipts here, in the
 * caller's transaction; whatever is done again changes nothing.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class Correspondence {

    private final Letters letters;
    private final Outbox outbox;
    private final InstantSource time;
    private final ObjectProvider<KeptOut> keptOut;
    private final Grounds grounds;

    /** Issues a letter and sends it. @throws Refusal as {@link Letters#issue} */
    public Letter send(LetterDraft draft) {
        Letter letter = issue(draft);
        dispatch(letter);
        return letter;
    }

    /**
     * Issues a letter that a later step sends with {@link #dispatch}, or that a platform's interface carries.
     *
     * @throws Refusal as {@link Letters#issue} and {@link KeptOut#leaving}
     * @throws org.redshield.bridge.cases.act.NoGround where what the letter does goes on a decision that nobody has taken over it
     */
    public Letter issue(LetterDraft draft) {
        keptOut.forEach(secret -> secret.leaving(draft));
        return letters.issue(draft, grounds::require);
    }

    /** Sends an issued letter: each in one envelope, which bears the letter's id. */
    public void dispatch(Letter letter) {
        LetterKind kind = letter.kind();
        if (kind.carriage().way() == Way.INTERFACE) {
            throw new IllegalStateException("A platform's interface carries letters of kind " + kind.name());
        }
        try (LogContext context = new LogContext().with(LogContext.LETTER_ID, letter.id())) {
            outbox.send(Envelope.of(letter));
            submitted(letter.id());
        }
    }

    /** Sends a message that needs no letter. */
    public void tell(Envelope message) {
        if (message.kind().isLetter() || message.letterId().isPresent()) {
            throw new IllegalStateException("A letter of kind " + message.kind().name() + " has to be issued");
        }
        outbox.send(message);
    }

    /** A platform's interface has been given the letter, or a part of it. */
    public void submitted(UUID letterId) {
        letters.passed(letterId, time.instant(), ReceiptStage.SUBMITTED);
    }

    /** A platform's interface has taken all of the letter. */
    public void delivered(UUID letterId) {
        letters.passed(letterId, time.instant(), ReceiptStage.RELAYED, ReceiptStage.DELIVERED);
    }

    /** 签收: a person of the receiver signs for the letter; where the sender's process waits for that, it hears of it. */
    public void acknowledged(UUID letterId, String user) {
        letters.receipt(letterId, ReceiptStage.ACKNOWLEDGED, time.instant(), Optional.of(user));
        Envelope.of(letters.get(letterId)).signed().ifPresent(outbox::send);
    }

    /** When it came to its receiver, without the time that it travelled (程序规定 art. 80): clocks of what follows start here. */
    public Instant arrivedAt(Letter letter) {
        return letters.deliveredAt(letter.id());
    }

    /**
     * The letter that a process step of the organisation says it got.
     *
     * @param about what the step is about
     * @throws Refusal {@code letter.not-received} unless such a letter of that kind was delivered to the organisation
     */
    public Letter received(LetterKind kind, UUID id, String about, String tenant) {
        return received(kind, Optional.of(id), about, tenant);
    }

    /** The same, of the last such letter on the subject. */
    public Letter received(LetterKind kind, String about, String tenant) {
        return received(kind, Optional.empty(), about, tenant);
    }

    private Letter received(LetterKind kind, Optional<UUID> id, String about, String tenant) {
        return letters.received(kind, id, about, tenant)
                .orElseThrow(() -> new Refusal("letter.not-received", kind.title(), about));
    }
}
