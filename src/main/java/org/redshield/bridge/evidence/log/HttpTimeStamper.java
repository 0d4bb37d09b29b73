package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.redshield.bridge.keys.Suite;

/** Any authority that speaks RFC 3161 over HTTP. */
public final class HttpTimeStamper implements TimeStamper {

    private final URI url;
    private final Duration timeout;
    private final List<X509Certificate> trusted;
    private final Suite suite;
    private final HttpClient http;

    /** @param suite the family of the digest that is stamped: SHA-256 or SM3 */
    public HttpTimeStamper(URI url, Duration timeout, List<X509Certificate> trusted, Suite suite) {
        this.url = url;
        this.timeout = timeout;
        this.trusted = trusted;
        this.suite = suite;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    @Override
    public byte[] stamp(byte[] message) throws IOException {
        TimeStampRequest request = TimeStampTokens.request(message, suite, new BigInteger(64, new SecureRandom()));
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(url)
                            .timeout(timeout)
                            .header("Content-Type", "application/timestamp-query")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(request.getEncoded()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("The time-stamping authority answers " + answer.statusCode());
            }
            TimeStampResponse response = new TimeStampResponse(answer.body());
            response.validate(request);
            if (response.getTimeStampToken() == null) {
                throw new IOException("The time-stamping authority refuses: " + response.getStatusString());
            }
            byte[] token =
                    TimeStampTokens.canonical(response.getTimeStampToken().getEncoded());
            TimeStampTokens.check(token, message, trusted);
            return token;
        } catch (TSPException e) {
            throw new IOException("The time-stamping authority's answer does not fit the question", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for a time stamp", e);
        }
    }
}
