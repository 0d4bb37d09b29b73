package org.redshield.ofd;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.jcajce.provider.asymmetric.x509.CertificateFactory;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.ofdrw.core.signatures.SigType;
import org.ofdrw.core.signatures.range.Reference;
import org.ofdrw.gm.ses.v4.CertDigestObj;
import org.ofdrw.gm.ses.v4.SES_CertList;
import org.ofdrw.gm.ses.v4.SES_ESPropertyInfo;
import org.ofdrw.gm.ses.v4.SES_Signature;
import org.ofdrw.gm.ses.v4.SESeal;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.reader.ResourceLocator;
import org.ofdrw.sign.verify.OFDValidator;
import org.ofdrw.sign.verify.container.SESV4ValidateContainer;
import org.ofdrw.sign.verify.exceptions.DocNotSignException;
import org.ofdrw.sign.verify.exceptions.OFDVerifyException;

/**
 * Whether a file's electronic seal is good (GB/T 38540, clause 7): what it covers is unchanged and everything; whoever sealed is named
 * in the seal; the seal is its maker's, and was valid then. Whom one trusts, the bridge knows.
 */
final class SealCheck {

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final String result;
    private final String why;
    private byte[] certificate = {};
    private byte[] maker = {};

    private SealCheck(String result, String why) {
        this.result = result;
        this.why = why;
    }

    /** {@code GOOD}, {@code NONE} or {@code BROKEN}. */
    String result() {
        return result;
    }

    String why() {
        return why;
    }

    byte[] certificate() {
        return certificate;
    }

    byte[] maker() {
        return maker;
    }

    static SealCheck of(byte[] file) {
        try (OFDReader reader = new OFDReader(new ByteArrayInputStream(file));
                OFDValidator validator = new OFDValidator(reader)) {
            SES_Signature[] seen = new SES_Signature[1];
            validator.setValidator((type, algorithm, description, signed) -> {
                new SESV4ValidateContainer().validate(SigType.Seal, algorithm, description, signed);
                if (seen[0] != null) {
                    throw new OFDVerifyException("There is more than one seal");
                }
                seen[0] = SES_Signature.getInstance(signed);
                seal(seen[0]);
            });
            validator.exeValidate();
            covered(reader);
            SealCheck good = new SealCheck("GOOD", "");
            good.certificate = seen[0].getCert().getOctets();
            good.maker = seen[0].getToSign().getEseal().getCert().getOctets();
            return good;
        } catch (DocNotSignException e) {
            return new SealCheck("NONE", e.toString());
        } catch (Exception e) {
            return new SealCheck("BROKEN", e.toString());
        }
    }

    private static void seal(SES_Signature signature) throws IOException, GeneralSecurityException {
        SESeal seal = signature.getToSign().getEseal();
        X509Certificate maker = certificate(seal.getCert());
        Signature check = Signature.getInstance(seal.getSignAlgID().getId(), PROVIDER);
        check.initVerify(maker);
        check.update(seal.geteSealInfo().getEncoded("DER"));
        if (!check.verify(seal.getSignedValue().getOctets())) {
            throw new OFDVerifyException("The seal is not its maker's");
        }
        SES_ESPropertyInfo about = seal.geteSealInfo().getProperty();
        if (!names(about.getCertList(), signature.getCert())) {
            throw new OFDVerifyException("Whoever sealed is not named in the seal");
        }
        try {
            Date at = signature.getToSign().getTimeInfo().getDate();
            if (at.before(about.getValidStart().getDate())
                    || at.after(about.getValidEnd().getDate())) {
                throw new OFDVerifyException("The seal was not valid then");
            }
        } catch (ParseException e) {
            throw new OFDVerifyException("A time in the seal is none", e);
        }
    }

    /** By the certificate itself, or by its digest. */
    private static boolean names(SES_CertList owners, ASN1OctetString certificate) {
        if (owners.getCerts() != null) {
            return StreamSupport.stream(owners.getCerts().spliterator(), false).anyMatch(certificate::equals);
        }
        ASN1OctetString digest = new DEROctetString(new SM3.Digest().digest(certificate.getOctets()));
        return StreamSupport.stream(owners.getCertDigestList().spliterator(), false)
                .map(CertDigestObj::getValue)
                .anyMatch(digest::equals);
    }

    /** What was put into the file beside what is sealed would be read with it. */
    private static void covered(OFDReader reader) throws Exception {
        ResourceLocator locator = reader.getResourceLocator();
        Path root = reader.getWorkDir();
        String list = reader.getDefaultDocSignaturesPath().toString();
        String description = reader.getDefaultSignatures()
                .getSignatures()
                .get(0)
                .getBaseLoc()
                .toString();
        org.ofdrw.core.signatures.sig.Signature sig =
                locator.get(description, org.ofdrw.core.signatures.sig.Signature::new);
        Set<Path> sealed = Stream.concat(
                        sig.getSignedInfo().getReferences().getReferences().stream()
                                .map(Reference::getFileRef)
                                .map(Object::toString),
                        Stream.of(list, description, sig.getSignedValue().toString()))
                .map(place -> root.resolve(place.replaceFirst("^/", "")).normalize())
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> others = files.filter(Files::isRegularFile)
                    .filter(one -> !sealed.contains(one.normalize()))
                    .collect(Collectors.toList());
            if (!others.isEmpty()) {
                throw new OFDVerifyException("Not sealed: " + root.relativize(others.get(0)));
            }
        }
    }

    private static X509Certificate certificate(ASN1OctetString der) throws GeneralSecurityException {
        return (X509Certificate)
                new CertificateFactory().engineGenerateCertificate(new ByteArrayInputStream(der.getOctets()));
    }
}
