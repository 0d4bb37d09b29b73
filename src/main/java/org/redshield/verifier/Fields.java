package org.redshield.verifier;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a JSON file of the package says.
 *
 * @param file its name, for the sentence that says what it lacks
 */
record Fields(String file, Map<String, Object> values) {

    static final int HASH = 32;

    static Fields of(String file, byte[] text) throws Wrong {
        try {
            return new Fields(file, Json.object(new String(text, StandardCharsets.UTF_8)));
        } catch (Wrong e) {
            throw new Wrong("“" + file + "”" + e.getMessage());
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** An object in it. */
    @SuppressWarnings("unchecked")
    Fields inner(String key) throws Wrong {
        if (values.get(key) instanceof Map<?, ?> map) {
            return new Fields(file, (Map<String, Object>) map);
        }
        throw lacking(key);
    }

    String text(String key) throws Wrong {
        if (values.get(key) instanceof String text) {
            return text;
        }
        throw lacking(key);
    }

    long number(String key) throws Wrong {
        if (values.get(key) instanceof Long number) {
            return number;
        }
        throw lacking(key);
    }

    Instant time(String key) throws Wrong {
        try {
            return Instant.parse(text(key));
        } catch (DateTimeException e) {
            throw lacking(key);
        }
    }

    byte[] hash(String key) throws Wrong {
        return hash(key, text(key));
    }

    List<byte[]> hashes(String key) throws Wrong {
        List<byte[]> hashes = new ArrayList<>();
        for (String hash : texts(key)) {
            hashes.add(hash(key, hash));
        }
        return hashes;
    }

    List<String> texts(String key) throws Wrong {
        List<String> texts = new ArrayList<>();
        if (values.get(key) instanceof List<?> list) {
            for (Object one : list) {
                if (!(one instanceof String text)) {
                    throw lacking(key);
                }
                texts.add(text);
            }
            return texts;
        }
        throw lacking(key);
    }

    private byte[] hash(String key, String hex) throws Wrong {
        try {
            byte[] hash = HexFormat.of().parseHex(hex);
            // One way to write it, so that what was changed is not the same.
            if (hash.length == HASH && HexFormat.of().formatHex(hash).equals(hex)) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // No hash either.
        }
        throw lacking(key);
    }

    private Wrong lacking(String key) {
        return new Wrong("“" + file + "”缺少“" + key + "”或者它不是规定的格式");
    }
}
