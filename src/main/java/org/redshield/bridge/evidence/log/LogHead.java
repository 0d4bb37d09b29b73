package org.redshield.bridge.evidence.log;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the log was at one moment: its length and the root of its tree, signed.
 *
 * @param origin names the log
 * @param certificate fingerprint of the certificate whose key signed
 */
public record LogHead(
        UUID origin,
        long size,
        byte[] root,
        Instant at,
        byte[] signature,
        String certificate,
        Optional<byte[]> sm2Signature,
        Optional<String> sm2Certificate) {

    /** What is signed and time-stamped; it names the certificates, so that none can be exchanged. */
    public static byte[] bytes(
            UUID origin, long size, byte[] root, Instant at, String certificate, Optional<String> sm2Certificate) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("log", origin.toString());
        head.put("size", size);
        head.put("root", HexFormat.of().formatHex(root));
        head.put("time", at.toString());
        head.put("certificate", certificate);
        sm2Certificate.ifPresent(sm2 -> head.put("sm2Certificate", sm2));
        return CanonicalJson.bytes(head);
    }

    public byte[] bytes() {
        return bytes(origin, size, root, at, certificate, sm2Certificate);
    }
}
