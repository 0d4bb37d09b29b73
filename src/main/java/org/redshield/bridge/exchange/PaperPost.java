package org.redshield.bridge.exchange;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door for letters on paper, to and from a bureau that is not on the system. People register what happened; from that
 * come the receipts, confirmations and envelopes that the other bureau's own system would have given, so that no process has to
 * know how a letter travelled.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class PaperPost {

    private final Letters letters;
    private final Envelopes envelopes;
    private final Outbox outbox;
    private final Signals signals;
    private final ObjectProvider<PaperNews> news;
    private final InstantSource time;

    /** 寄出. @param user who registered it */
    public void dispatched(Letter letter, Instant at, String user) {
        letters.receipt(letter.id(), ReceiptStage.RELAYED, at, Optional.of(user));
    }

    /** 送达, as the signed slip says. @param user who registered it */
    public void delivered(Letter letter, Instant at, String user) {
        letters.receipt(letter.id(), ReceiptStage.DELIVERED, at, Optional.of(user));
        letters.receipt(letter.id(), ReceiptStage.ACKNOWLEDGED, at, Optional.of(user));
        confirm(Envelope.of(letter));
        news.forEach(one -> one.delivered(letter, at));
    }

    private void confirm(Envelope envelope) {
        envelope.delivered().ifPresent(outbox::send);
        envelope.signed().ifPresent(outbox::send);
    }

    /**
     * A letter came on paper: it is filed, and handed to the process that waits for it.
     *
     * @param draft by whom it was registered
     * @param writtenAt the date on the paper
     * @param at when it came
     * @throws Refusal {@code letter.number-used}
     */
    public Letter arrived(LetterDraft draft, String number, Instant writtenAt, Instant at, String user) {
        Letter letter = letters.file(draft, number, writtenAt);
        letters.passed(letter.id(), writtenAt, ReceiptStage.SUBMITTED, ReceiptStage.RELAYED);
        letters.passed(letter.id(), at, ReceiptStage.DELIVERED);
        letters.receipt(letter.id(), ReceiptStage.ACKNOWLEDGED, time.instant(), Optional.of(user));
        outbox.send(Envelope.of(letter));
        return letter;
    }

    /** The receiver has joined the system before anything was sent on paper: the letter goes as any other. */
    public void carryOnline(Letter letter) {
        Instant now = time.instant();
        letters.passed(letter.id(), now, ReceiptStage.RELAYED, ReceiptStage.DELIVERED);
        envelopes.redirect(letter.id(), letter.receiver(), now);
        Envelope.of(letter).delivered().ifPresent(outbox::send);
        signals.send(Delivery.KIND);
    }
}
