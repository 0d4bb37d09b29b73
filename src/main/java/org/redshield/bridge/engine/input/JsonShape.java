package org.redshield.bridge.engine.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** Looks through JSON token by token, before anybody makes a tree of it: how deep, how much, how long. */
public final class JsonShape {

    /** What there is too much of. */
    @Getter
    @RequiredArgsConstructor
    public enum Excess {
        DEPTH(InputLimits.JSON_DEPTH),
        ELEMENTS(InputLimits.JSON_ELEMENTS),
        TEXT(InputLimits.JSON_TEXT),
        NUMBER(InputLimits.JSON_NUMBER);

        private final int limit;
    }

    /** What no mapper of ours goes beyond either, should something come to it by another way. */
    public static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(InputLimits.JSON_DEPTH)
            .maxNumberLength(InputLimits.JSON_NUMBER)
            .maxNameLength(InputLimits.JSON_TEXT)
            .build();

    /** With the library's own limits, which end what is not worth counting. */
    private static final JsonFactory JSON = new JsonFactory();

    private JsonShape() {}

    /** What of it is beyond the limits; nothing is said of what is no JSON, which whoever reads it will say. */
    public static Optional<Excess> excess(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            int depth = 0;
            int elements = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                elements++;
                if (depth > InputLimits.JSON_DEPTH) {
                    return Optional.of(Excess.DEPTH);
                }
                if (elements > InputLimits.JSON_ELEMENTS) {
                    return Optional.of(Excess.ELEMENTS);
                }
                if (token.isNumeric() && parser.getTextLength() > InputLimits.JSON_NUMBER) {
                    return Optional.of(Excess.NUMBER);
                }
                if (isText(token) && parser.getTextLength() > InputLimits.JSON_TEXT) {
                    return Optional.of(Excess.TEXT);
                }
            }
        } catch (StreamConstraintsException e) {
            // Numbers and names alone have limits of the library's that come before ours.
            return Optional.of(String.valueOf(e.getMessage()).startsWith("Number") ? Excess.NUMBER : Excess.TEXT);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isText(JsonToken token) {
        return token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
    }
}
