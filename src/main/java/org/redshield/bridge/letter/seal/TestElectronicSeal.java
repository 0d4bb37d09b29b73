package org.redshield.bridge.letter.seal;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import javax.imageio.ImageIO;
import lombok.RequiredArgsConstructor;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.letter.pdf.LetterFonts;

/** An electronic seal (印章数据, GB/T 38540-2020, clause 6) for tests: what makers of seals deliver to those who have a real one. */
@RequiredArgsConstructor
final class TestElectronicSeal {

    private static final int VERSION = 4;

    /** 单位印章. */
    private static final int OF_AN_ORGANISATION = 1;

    private static final int BY_CERTIFICATE = 1;

    private static final double DOTS_PER_MM = 300 / 25.4;
    private static final float FATTER = 0.12f;
    private static final int SHADES = 16;

    private final Organisation organisation;
    private final X509Certificate owner;
    private final Instant from;
    private final Instant until;

    /** @param maker SM2 with SM3, by the seal's maker */
    byte[] by(X509Certificate certificate, ContentSigner maker) throws IOException, GeneralSecurityException {
        DERSequence info = sequence(
                sequence(new DERIA5String("ES"), new ASN1Integer(VERSION), new DERIA5String("RedshieldBridge")),
                new DERIA5String(organisation.code() + "-TEST"),
                sequence(
                        new ASN1Integer(OF_AN_ORGANISATION),
                        new DERUTF8String(organisation.name() + "（" + TestSeals.MARK + "）"),
                        new ASN1Integer(BY_CERTIFICATE),
                        sequence(new DEROctetString(owner.getEncoded())),
                        time(from),
                        time(from),
                        time(until)),
                sequence(
                        new DERIA5String("png"),
                        new DEROctetString(picture()),
                        new ASN1Integer((long) SealPicture.SIZE),
                        new ASN1Integer((long) SealPicture.SIZE)));
        maker.getOutputStream().write(info.getEncoded());
        return sequence(
                        info,
                        new DEROctetString(certificate.getEncoded()),
                        GMObjectIdentifiers.sm2sign_with_sm3,
                        new DERBitString(maker.getSignature()))
                .getEncoded();
    }

    private static DERSequence sequence(ASN1Encodable... parts) {
        return new DERSequence(parts);
    }

    private static ASN1GeneralizedTime time(Instant at) {
        return new ASN1GeneralizedTime(Date.from(at), Locale.ROOT);
    }

    /** Red where there is ink and nothing elsewhere: what lies below stays readable. */
    private byte[] picture() throws IOException {
        int size = (int) Math.round(SealPicture.SIZE * DOTS_PER_MM);
        BufferedImage ink = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = ink.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.translate(size / 2.0, size / 2.0);
        pen.scale(DOTS_PER_MM, -DOTS_PER_MM);
        pen.setStroke(new BasicStroke(FATTER));
        for (SealPicture.Mark mark : new SealPicture(LetterFonts::outline).of(organisation.name(), TestSeals.MARK)) {
            Shape shape = mark.millimetres();
            pen.fill(shape);
            pen.draw(shape);
        }
        pen.dispose();
        BufferedImage red = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY, shades());
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int shade = (ink.getRGB(x, y) >>> 24) * (SHADES - 1) / 255;
                red.getRaster().setSample(x, y, 0, shade);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(red, "png", png);
        return png.toByteArray();
    }

    private static IndexColorModel shades() {
        byte[] alpha = new byte[SHADES];
        for (int shade = 0; shade < SHADES; shade++) {
            alpha[shade] = (byte) (shade * 255 / (SHADES - 1));
        }
        return new IndexColorModel(4, SHADES, all(200), all(16), all(30), alpha);
    }

    private static byte[] all(int part) {
        byte[] same = new byte[SHADES];
        Arrays.fill(same, (byte) part);
        return same;
    }
}
