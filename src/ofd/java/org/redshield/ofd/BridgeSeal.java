package org.redshield.ofd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.ofdrw.core.signatures.SigType;
import org.ofdrw.gm.ses.v1.SES_Header;
import org.ofdrw.gm.ses.v4.SES_Signature;
import org.ofdrw.gm.ses.v4.SESeal;
import org.ofdrw.gm.ses.v4.TBS_Sign;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.sign.ExtendSignatureContainer;
import org.ofdrw.sign.OFDSigner;
import org.ofdrw.sign.SignMode;
import org.ofdrw.sign.stamppos.StampAppearance;

/** A seal whose key somebody else has, put on a file so that nothing in it can be changed or added. */
final class BridgeSeal implements ExtendSignatureContainer {

    /** SM2 with SM3. */
    @FunctionalInterface
    interface Signer {
        byte[] sign(byte[] data) throws IOException;
    }

    private final SESeal seal;
    private final byte[] certificate;
    private final Instant at;
    private final Signer signer;

    BridgeSeal(byte[] seal, byte[] certificate, Instant at, Signer signer) {
        this.seal = SESeal.getInstance(seal);
        this.certificate = certificate;
        this.at = at;
        this.signer = signer;
    }

    byte[] on(byte[] file, StampAppearance place) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OFDReader reader = new OFDReader(new ByteArrayInputStream(file));
                OFDSigner engine = new OFDSigner(reader, sealed)) {
            engine.setSignMode(SignMode.WholeProtected);
            engine.setSignContainer(this);
            engine.addApPos(place);
            engine.exeSign();
        }
        return sealed.toByteArray();
    }

    @Override
    public MessageDigest getDigestFnc() {
        return new SM3.Digest();
    }

    @Override
    public ASN1ObjectIdentifier getSignAlgOID() {
        return GMObjectIdentifiers.sm2sign_with_sm3;
    }

    @Override
    public byte[] sign(InputStream description, String place) throws IOException {
        TBS_Sign toSign = new TBS_Sign()
                .setVersion(SES_Header.V4)
                .setEseal(seal)
                .setTimeInfo(new ASN1GeneralizedTime(Date.from(at), Locale.ROOT))
                .setDataHash(getDigestFnc().digest(description.readAllBytes()))
                .setPropertyInfo(place);
        return new SES_Signature()
                .setToSign(toSign)
                .setCert(new DEROctetString(certificate))
                .setSignatureAlgID(getSignAlgOID())
                .setSignature(signer.sign(toSign.getEncoded("DER")))
                .getEncoded("DER");
    }

    @Override
    public byte[] getSeal() throws IOException {
        return seal.getEncoded("DER");
    }

    @Override
    public SigType getSignType() {
        return SigType.Seal;
    }
}
