package org.redshield.bridge.letter.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.log.Leaves;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.keys.Signer;
import org.redshield.bridge.letter.LetterPages;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.seal.PdfSeal;
import org.redshield.bridge.letter.seal.SealAway;
import org.redshield.bridge.letter.seal.SealKeys;
import org.springframework.stereotype.Component;

/** Makes the pages of a letter and seals them, with the key of who sent it. */
@Component
@RequiredArgsConstructor
class SealedPages {

    private final Letters letters;
    private final LetterPages pages;
    private final LetterPdf pdf;
    private final Organisations organisations;
    private final SealKeys keys;
    private final PdfSeal seal;
    private final EvidenceStore store;
    private final InstantSource clock;

    /** @throws SealAway when it cannot be sealed now */
    LetterDocument sealed(LetterDocuments.Unsealed unsealed) {
        // First what may be away: without it all else would be for nothing.
        Organisation sender = organisations.get(unsealed.sender());
        Signer key = keys.of(sender);
        LetterView letter = letters.view(unsealed.letterId(), unsealed.sender()).orElseThrow();
        Instant now = Leaves.now(clock);
        byte[] page = pdf.render(unsealed.late() ? pages.late(letter, now) : pages.issued(letter));
        Content content;
        String certificate;
        try {
            byte[] sealed = seal.on(
                    page,
                    sender,
                    key,
                    letter.senderName(),
                    pages.day(letter),
                    letter.title() + " " + letter.number(),
                    now);
            content = store.keep(new ByteArrayInputStream(sealed));
            certificate = key.fingerprint();
        } catch (IOException e) {
            throw new UncheckedIOException("Letter " + letter.id() + " cannot be sealed", e);
        } catch (GeneralSecurityException e) {
            SealAway away = new SealAway("letter.seal-unreadable", sender.name(), sender.code());
            away.initCause(e);
            throw away;
        }
        return new LetterDocument(
                letter.id(), content.bytes(), content.sha256(), now, sender.name(), certificate, unsealed.late());
    }
}
