package org.redshield.bridge.letter.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.evidence.EvidenceVerifications;
import org.redshield.bridge.evidence.log.SealedRows;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.letter.ofd.OfdAway;
import org.redshield.bridge.letter.ofd.OfdMaker;
import org.redshield.bridge.letter.seal.SealCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Checks a letter's document again: its seal, its bytes against their record, and that the signed log says the same of that. */
@Service
@RequiredArgsConstructor
class LetterVerifications {

    private static final Logger LOG = LoggerFactory.getLogger(LetterVerifications.class);

    /** As the change log calls the leaves of documents. */
    private static final String LEAF = "LETTER_DOCUMENT";

    private static final String OFD_LEAF = "LETTER_OFD";

    private final LetterDocuments documents;
    private final LetterOfds ofds;
    private final SealCheck seals;
    private final OfdMaker ofdSeals;
    private final EvidenceVerifications log;

    /** @throws Refusal as {@link LetterDocuments#of} and {@link LetterDocuments#bytes}, but for altered bytes */
    LetterVerification verify(UUID letterId) {
        LetterDocument document = documents.of(letterId);
        byte[] bytes = documents.stored(document);
        String sha256 = Hashes.sha256(bytes);
        SealCheck.Found seal = seals.check(bytes);
        EvidenceVerifications.LoggedRow row = log.verify(new SealedRows.Row(LEAF, letterId.toString()));
        List<String> findings = new ArrayList<>(kept(document, bytes, seal));
        findings.addAll(row.findings());
        if (!findings.isEmpty()) {
            LOG.error("The document of letter {} is not what was sealed: {} {}", letterId, seal.result(), seal.why());
        }
        return new LetterVerification(
                letterId,
                findings.isEmpty(),
                findings,
                seal.by(),
                document.madeAt(),
                seal.test(),
                document.madeLate(),
                sha256,
                bytes.length,
                row.index(),
                row.signedAt(),
                row.timeStampedAt(),
                ofds.find(letterId).map(this::verify));
    }

    /**
     * What is wrong with a letter's files, but for the log: Chinese sentences.
     *
     * @param rendition what stands in its place as OFD, if that has been made
     * @throws OfdAway when the OFD cannot be looked at now
     */
    List<String> kept(LetterDocument document, Optional<LetterOfd> rendition) {
        List<String> findings = new ArrayList<>();
        try {
            byte[] bytes = documents.stored(document);
            findings.addAll(kept(document, bytes, seals.check(bytes)));
        } catch (Refusal alteredOrMissing) {
            findings.add(alteredOrMissing.getMessage());
        }
        rendition.ifPresent(ofd -> {
            try {
                findings.addAll(kept(ofd, ofds.stored(ofd)));
            } catch (OfdAway notNow) {
                throw notNow;
            } catch (Refusal alteredOrMissing) {
                findings.add(alteredOrMissing.getMessage());
            }
        });
        return findings;
    }

    private static List<String> kept(LetterDocument document, byte[] bytes, SealCheck.Found seal) {
        List<String> findings = new ArrayList<>();
        if (!Hashes.sha256(bytes).equals(document.sha256()) || bytes.length != document.bytes()) {
            findings.add(sentence("letter.document-altered"));
        }
        sealed(seal, document).ifPresent(findings::add);
        return findings;
    }

    private List<String> kept(LetterOfd ofd, byte[] bytes) {
        List<String> findings = new ArrayList<>();
        if (!Hashes.sha256(bytes).equals(ofd.sha256()) || bytes.length != ofd.bytes()) {
            findings.add(sentence("letter.ofd-altered"));
        }
        OfdMaker.Found seal = ofdSeals.check(bytes);
        sealed(seal, ofd).ifPresent(findings::add);
        if (seal.result() != OfdMaker.Result.GOOD) {
            LOG.error("The OFD of letter {} is not what was sealed: {} {}", ofd.letterId(), seal.result(), seal.why());
        }
        return findings;
    }

    private LetterVerification.OfOfd verify(LetterOfd ofd) {
        List<String> findings = new ArrayList<>();
        String sha256 = "";
        long size = 0;
        try {
            byte[] bytes = ofds.stored(ofd);
            sha256 = Hashes.sha256(bytes);
            size = bytes.length;
            findings.addAll(kept(ofd, bytes));
        } catch (Refusal missingOrNotNow) {
            findings.add(missingOrNotNow.getMessage());
        }
        EvidenceVerifications.LoggedRow row =
                log.verify(new SealedRows.Row(OFD_LEAF, ofd.letterId().toString()));
        findings.addAll(row.findings());
        return new LetterVerification.OfOfd(findings.isEmpty(), findings, ofd.madeAt(), sha256, size, row.index());
    }

    private static Optional<String> sealed(OfdMaker.Found seal, LetterOfd ofd) {
        return switch (seal.result()) {
            case GOOD ->
                seal.certificate().filter(ofd.certificate()::equals).isPresent()
                        ? Optional.empty()
                        : Optional.of(sentence("letter.ofd-seal-of-another"));
            case NONE -> Optional.of(sentence("letter.ofd-seal-none"));
            case BROKEN -> Optional.of(sentence("letter.ofd-seal-broken"));
            case UNKNOWN_ISSUER -> Optional.of(sentence("letter.ofd-seal-unknown-issuer"));
        };
    }

    private static Optional<String> sealed(SealCheck.Found seal, LetterDocument document) {
        return switch (seal.result()) {
            case GOOD ->
                seal.certificate().filter(document.certificate()::equals).isPresent()
                        ? Optional.empty()
                        : Optional.of(sentence("letter.seal-of-another"));
            case NONE -> Optional.of(sentence("letter.seal-none"));
            case BROKEN -> Optional.of(sentence("letter.seal-broken"));
            case UNKNOWN_ISSUER -> Optional.of(sentence("letter.seal-unknown-issuer"));
            case NOT_GOOD ->
                Optional.of(sentence("letter.seal-not-good", seal.why().orElse("")));
        };
    }

    private static String sentence(String code, Object... arguments) {
        return new Refusal(code, arguments).getMessage();
    }
}
