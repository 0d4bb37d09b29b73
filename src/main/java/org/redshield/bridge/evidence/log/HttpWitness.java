package org.redshield.bridge.evidence.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.keys.Signer;

/**
 * Somebody else, who keeps the newest head of a log and takes another one only as its continuation: {@code GET} and {@code PUT
 * <url>/<log>}, and how far the numbers have gone under {@code /numbers} behind it. docs/evidence.md has the protocol; the verifier's jar has such a witness.
 */
public final class HttpWitness implements SecondPlace {

    private static final int CONFLICT = 409;

    private final URI url;
    private final Duration timeout;
    private final EvidenceLog log;
    private final Signer signing;
    private final HttpClient http;

    public HttpWitness(URI url, Duration timeout, EvidenceLog log, Signer signing) {
        this.url = url;
        this.timeout = timeout;
        this.log = log;
        this.signing = signing;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    @Override
    public String name() {
        return url.toString();
    }

    @Override
    public Optional<HeadCopy> newest(UUID origin) throws IOException {
        Optional<byte[]> kept = get(request(origin.toString()));
        return kept.isPresent() ? Optional.of(HeadCopy.read(kept.get())) : Optional.empty();
    }

    @Override
    public Optional<String> numbers(UUID origin) throws IOException {
        Optional<byte[]> kept = get(request(origin + "/numbers"));
        return kept.isPresent()
                ? Optional.of(
                        new ObjectMapper().readTree(kept.get()).path("numbers").asText())
                : Optional.empty();
    }

    private Optional<byte[]> get(HttpRequest.Builder request) throws IOException {
        HttpResponse<byte[]> answer = send(request.GET());
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        require(answer, 200);
        return Optional.of(answer.body());
    }

    @Override
    public void keepNumbers(UUID origin, String marks) throws IOException {
        byte[] signed = (origin + "\n" + marks).getBytes(StandardCharsets.UTF_8);
        Map<String, Object> copy = Map.of(
                "numbers", marks,
                "signature", HexFormat.of().formatHex(signing.sign(signed)),
                "certificate", HexFormat.of().formatHex(signing.encoded()));
        put(origin + "/numbers", copy, "the witness knows of higher numbers");
    }

    @Override
    public void keep(LogHead head, Optional<HeadCopy> known) throws IOException {
        Map<String, Object> copy = HeadCopy.written(head);
        copy.put("certificate", HexFormat.of().formatHex(log.certificate(head.certificate())));
        long from = known.map(HeadCopy::size).orElse(0L);
        List<byte[]> proof = from == 0 ? List.of() : log.consistency(from, head.size());
        copy.put("from", from);
        copy.put("proof", proof.stream().map(HexFormat.of()::formatHex).toList());
        put(head.origin().toString(), copy, "the witness knows a log of which this head is no continuation");
    }

    private void put(String path, Map<String, Object> copy, String conflict) throws IOException {
        HttpResponse<byte[]> answer = send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(copy))));
        if (answer.statusCode() == CONFLICT) {
            throw new IOException(conflict);
        }
        require(answer, 204);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/+$", "") + "/" + path))
                .timeout(timeout);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the witness", e);
        }
    }

    private static void require(HttpResponse<byte[]> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("the witness answers " + answer.statusCode());
        }
    }
}
