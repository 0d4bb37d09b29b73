package org.redshield.bridge.letter.seal;

import eu.europa.esig.dss.cms.CMS;
import eu.europa.esig.dss.cms.object.CMSObjectUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1InputStream;

/**
 * A signature in a PDF file stands in a space of fixed size, followed by zeros. Newer versions of Bouncy Castle than the library
 * was made for refuse what follows; here it is cut off before. Found by the library in {@code META-INF/services}.
 */
public final class PaddedSignatures extends CMSObjectUtils {

    @Override
    public CMS parseToCMS(byte[] padded) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(padded);
        try (ASN1InputStream signature = new ASN1InputStream(bytes)) {
            signature.readObject();
        } catch (IOException e) {
            // It is none: what the library says of it is what its caller understands.
            return super.parseToCMS(padded);
        }
        int end = padded.length - bytes.available();
        for (int rest = end; rest < padded.length; rest++) {
            if (padded[rest] != 0) {
                return super.parseToCMS(padded);
            }
        }
        return super.parseToCMS(Arrays.copyOf(padded, end));
    }
}
