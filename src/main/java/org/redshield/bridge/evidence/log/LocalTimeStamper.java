package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.redshield.bridge.Ids;
import org.redshield.bridge.keys.KeyKind;
import org.redshield.bridge.keys.Signer;
import org.redshield.bridge.keys.Suite;

/** An authority of our own, for development and demonstration: it proves the way, not the time. */
@RequiredArgsConstructor
public final class LocalTimeStamper implements TimeStamper {

    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.13762.3");

    private final Signer signer;
    private final InstantSource clock;

    @Override
    public byte[] stamp(byte[] message) throws IOException {
        Suite suite =
                KeyKind.of(signer.certificate().getPublicKey()) == KeyKind.SM2 ? Suite.CHINESE : Suite.INTERNATIONAL;
        return answer(TimeStampTokens.request(message, suite, BigInteger.ONE))
                .getTimeStampToken()
                .getEncoded();
    }

    /** What an authority answers over HTTP. */
    public TimeStampResponse answer(TimeStampRequest request) throws IOException {
        try {
            DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder()
                    .setProvider(KeyKind.PROVIDER)
                    .build();
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSignerInfoGeneratorBuilder(digests).build(signer.content(), signer.certificate()),
                    digests.get(new AlgorithmIdentifier(request.getMessageImprintAlgOID())),
                    POLICY);
            tokens.addCertificates(new JcaCertStore(List.of(signer.certificate())));
            BigInteger serial = new BigInteger(Ids.next().toString().replace("-", ""), 16);
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(request, serial, Date.from(clock.instant()));
        } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IOException("No time stamp", e);
        }
    }
}
