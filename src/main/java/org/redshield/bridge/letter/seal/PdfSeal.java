package org.redshield.bridge.letter.seal;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.MimeTypeEnum;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import java.awt.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.keys.Signer;

/** Puts an organisation's seal on a PDF file: seen, and as a signature (PAdES, baseline B) that allows no change after it. */
public final class PdfSeal {

    /** A seal that was drawn is drawn again only when many others came between. */
    private static final int KEPT = 64;

    private final PAdESService service = new PAdESService(new CommonCertificateVerifier());
    private final SealPicture picture;
    private final Map<String, List<SealPicture.Mark>> drawn =
            Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<SealPicture.Mark>> eldest) {
                    return size() > KEPT;
                }
            });

    /** @param outlines of the characters on the seal, in a square of one, from the line upwards */
    public PdfSeal(IntFunction<Shape> outlines) {
        this.picture = new SealPicture(outlines);
        service.setPdfObjFactory(new SealInk());
    }

    /**
     * @param day as it stands below the organisation's name, where the seal goes
     * @param signer the organisation's name as it stands there
     * @param what it is, in words, for whoever opens the signature
     */
    public byte[] on(
            byte[] pdf, Organisation organisation, Signer key, String signer, String day, String what, Instant at)
            throws IOException, GeneralSecurityException {
        DSSDocument document = new InMemoryDocument(pdf, "letter.pdf", MimeTypeEnum.PDF);
        PAdESSignatureParameters parameters = new PAdESSignatureParameters();
        parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_B);
        parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.setSigningCertificate(new CertificateToken(key.certificate()));
        parameters.setCertificateChain(
                key.chain().stream().map(CertificateToken::new).toList());
        parameters.setContentSize(room(key));
        parameters.setPermission(CertificationPermission.NO_CHANGE_PERMITTED);
        parameters.setSignerName(organisation.name());
        parameters.setReason(what);
        parameters.bLevel().setSigningDate(Date.from(at));
        parameters.setImageParameters(seen(pdf, signer, day, drawn(organisation.name(), key)));
        ToBeSigned toSign = service.getDataToSign(document, parameters);
        SignatureValue signature = new SignatureValue(algorithm(key), key.sign(toSign.getBytes()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        service.signDocument(document, parameters, signature).writeTo(out);
        return out.toByteArray();
    }

    /** Bytes to leave for the signature: its certificates, whose names it says again, and itself. They are written as twice as many digits. */
    private static int room(Signer key) throws GeneralSecurityException {
        int room = 640;
        for (X509Certificate certificate : key.chain()) {
            room += certificate.getEncoded().length;
        }
        int signature = key.certificate().getPublicKey() instanceof RSAKey rsa
                ? rsa.getModulus().bitLength() / 8
                : 144;
        return room + signature + 2 * key.certificate().getIssuerX500Principal().getEncoded().length;
    }

    private SealInk.Seen seen(byte[] pdf, String signer, String day, List<SealPicture.Mark> ink) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new SealInk.Seen(SealPlace.of(document, signer, day), ink);
        }
    }

    private List<SealPicture.Mark> drawn(String name, Signer key) {
        String below = TestSeals.isTest(key.certificate()) ? TestSeals.MARK : "";
        return drawn.computeIfAbsent(name + "\n" + below, both -> picture.of(name, below));
    }

    private static SignatureAlgorithm algorithm(Signer key) {
        return SignatureAlgorithm.getAlgorithm(
                EncryptionAlgorithm.forKey(key.certificate().getPublicKey()), DigestAlgorithm.SHA256);
    }
}
