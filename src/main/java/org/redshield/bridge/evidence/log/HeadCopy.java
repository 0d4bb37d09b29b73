package org.redshield.bridge.evidence.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A head as a second place has it.
 *
 * @param head what was signed
 */
public record HeadCopy(String head, long size, byte[] root) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();

    /** As it is written and sent: what was signed, as text, and the signatures over it. */
    static Map<String, Object> written(LogHead head) {
        Map<String, Object> copy = new LinkedHashMap<>();
        copy.put("head", new String(head.bytes(), StandardCharsets.UTF_8));
        copy.put("signature", HEX.formatHex(head.signature()));
        head.sm2Signature().ifPresent(signature -> copy.put("sm2Signature", HEX.formatHex(signature)));
        return copy;
    }

    static HeadCopy read(byte[] json) throws IOException {
        try {
            String signed = JSON.readTree(json).path("head").asText();
            JsonNode head = JSON.readTree(signed);
            return new HeadCopy(
                    signed,
                    head.path("size").asLong(),
                    HEX.parseHex(head.path("root").asText()));
        } catch (IllegalArgumentException e) {
            throw new IOException("Not the copy of a head", e);
        }
    }
}
