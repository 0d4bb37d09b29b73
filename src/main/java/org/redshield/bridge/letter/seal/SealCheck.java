package org.redshield.bridge.letter.seal;

import eu.europa.esig.dss.diagnostic.CertificateWrapper;
import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.Level;
import eu.europa.esig.dss.model.DSSException;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.pdf.IPdfObjFactory;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxDefaultObjectFactory;
import eu.europa.esig.dss.policy.EtsiValidationPolicy;
import eu.europa.esig.dss.policy.ValidationPolicyFacade;
import eu.europa.esig.dss.policy.jaxb.CertificateConstraints;
import eu.europa.esig.dss.policy.jaxb.ConstraintsParameters;
import eu.europa.esig.dss.policy.jaxb.LevelConstraint;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.reports.Reports;
import jakarta.xml.bind.JAXBException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.xml.sax.SAXException;

/** Whether the seal on a PDF file is good, by the rules of ETSI EN 319 102-1. Asks nobody on the network. */
public final class SealCheck {

    /** What was found of the file's one seal. */
    public enum Result {
        GOOD,
        /** There is none, or more than one, or it is no signature at all. */
        NONE,
        /** The file is not what was sealed. */
        BROKEN,
        /** Nobody we trust says whose seal it is. */
        UNKNOWN_ISSUER,
        /** Something else is wrong with it; the log has the details. */
        NOT_GOOD
    }

    /**
     * @param by the certificate's name for its owner
     * @param certificate SHA-256 of it, lower-case hex
     * @param test whether it is a certificate for tests
     * @param why what the rules call the reason
     */
    public record Found(
            Result result, Optional<String> by, Optional<String> certificate, boolean test, Optional<String> why) {

        private static Found none(Optional<String> why) {
            return new Found(Result.NONE, Optional.empty(), Optional.empty(), false, why);
        }
    }

    private static final ValidationPolicy RULES = rules();

    private final List<X509Certificate> trusted;

    public SealCheck(List<X509Certificate> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    public Found check(byte[] pdf) {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        trusted.forEach(certificate -> anchors.addCertificate(new CertificateToken(certificate)));
        CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);
        verifier.setTrustedCertSources(anchors);
        Reports reports;
        try {
            PDFDocumentValidator validator = new PDFDocumentValidator(new InMemoryDocument(pdf));
            validator.setCertificateVerifier(verifier);
            validator.setPdfObjFactory(pages());
            reports = validator.validateDocument(RULES);
        } catch (DSSException | IllegalArgumentException e) {
            return Found.none(Optional.of(e.toString()));
        }
        DiagnosticData data = reports.getDiagnosticData();
        List<SignatureWrapper> seals = data.getSignatures();
        if (seals.size() != 1) {
            return Found.none(Optional.empty());
        }
        SignatureWrapper seal = seals.get(0);
        SimpleReport report = reports.getSimpleReport();
        Optional<CertificateWrapper> certificate = Optional.ofNullable(seal.getSigningCertificate());
        return new Found(
                result(seal, report.getIndication(seal.getId())),
                certificate.map(CertificateWrapper::getCommonName),
                certificate.map(one ->
                        HexFormat.of().formatHex(one.getDigestAlgoAndValue().getDigestValue())),
                certificate
                        .filter(one -> TestSeals.MARK.equals(one.getOrganizationalUnit()))
                        .isPresent(),
                Optional.ofNullable(report.getSubIndication(seal.getId())).map(Enum::name));
    }

    /**
     * Pages are not drawn: for our rules a seal with other pixels is good all the same, and drawing each page twice took most of the time.
     * How many pages there are is compared.
     */
    private static IPdfObjFactory pages() {
        DefaultPdfDifferencesFinder differences = new DefaultPdfDifferencesFinder();
        differences.setMaximalPagesAmountForVisualComparison(0);
        IPdfObjFactory pages = new PdfBoxDefaultObjectFactory();
        pages.setPdfDifferencesFinder(differences);
        return pages;
    }

    private static Result result(SignatureWrapper seal, Indication indication) {
        if (!seal.isSignatureIntact() || !seal.isSignatureValid()) {
            return Result.BROKEN;
        }
        if (indication == Indication.TOTAL_PASSED) {
            return Result.GOOD;
        }
        return seal.isTrustedChain() ? Result.NOT_GOOD : Result.UNKNOWN_ISSUER;
    }

    /** The default rules without lists of revoked certificates: those who issue seals here publish none that we may ask. */
    private static ValidationPolicy rules() {
        try {
            ConstraintsParameters rules = ValidationPolicyFacade.newFacade()
                    .unmarshall(SealCheck.class.getResourceAsStream("/policy/constraint.xml"));
            CertificateConstraints own = rules.getSignatureConstraints()
                    .getBasicSignatureConstraints()
                    .getSigningCertificate();
            CertificateConstraints authorities = rules.getSignatureConstraints()
                    .getBasicSignatureConstraints()
                    .getCACertificate();
            LevelConstraint ignored = new LevelConstraint();
            ignored.setLevel(Level.IGNORE);
            Stream.of(own, authorities).forEach(one -> {
                one.setRevocationDataAvailable(ignored);
                one.setAcceptableRevocationDataFound(ignored);
            });
            return new EtsiValidationPolicy(rules);
        } catch (JAXBException | XMLStreamException | SAXException | IOException e) {
            throw new IllegalStateException("The rules of validation cannot be read", e);
        }
    }
}
