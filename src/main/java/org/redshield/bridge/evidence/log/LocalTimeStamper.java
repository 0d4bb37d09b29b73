package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.redshield.bridge.Ids;

/** An authority of our own, for development and demonstration: it proves the way, not the time. */
public final class LocalTimeStamper implements TimeStamper {

    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.13762.3");

    private final Signing signing;
    private final InstantSource clock;

    public LocalTimeStamper(Signing signing, InstantSource clock) {
        this.signing = signing;
        this.clock = clock;
    }

    @Override
    public byte[] stamp(byte[] sha256) throws IOException {
        TimeStampRequestGenerator request = new TimeStampRequestGenerator();
        request.setCertReq(true);
        return answer(request.generate(TSPAlgorithms.SHA256, sha256))
                .getTimeStampToken()
                .getEncoded();
    }

    /** What an authority answers over HTTP. */
    public TimeStampResponse answer(TimeStampRequest request) throws IOException {
        try {
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .setProvider(Signing.PROVIDER)
                            .build("SHA256withECDSA", signing.key(), signing.certificate()),
                    new JcaDigestCalculatorProviderBuilder()
                            .setProvider(Signing.PROVIDER)
                            .build()
                            .get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                                    org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_sha256)),
                    POLICY);
            tokens.addCertificates(new JcaCertStore(List.of(signing.certificate())));
            BigInteger serial = new BigInteger(Ids.next().toString().replace("-", ""), 16);
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(request, serial, Date.from(clock.instant()));
        } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IOException("No time stamp", e);
        }
    }
}
