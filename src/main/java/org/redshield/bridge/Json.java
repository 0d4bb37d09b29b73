package org.redshield.bridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/** How our tables keep what has no columns of its own. A mapper of its own: how the API writes must never change what is stored. */
public final class Json {

    private static final ObjectMapper MAPPER = Jackson2ObjectMapperBuilder.json()
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .featuresToDisable(
                    SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored is no " + type.getSimpleName(), e);
        }
    }

    static Object read(String json, Type type) {
        try {
            return MAPPER.readValue(json, MAPPER.constructType(type));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored is no " + type.getTypeName(), e);
        }
    }

    /** An object whose values are lists of texts. */
    public static Map<String, List<String>> lists(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored is no object of lists", e);
        }
    }

    /** An object whose values are texts. */
    public static Map<String, String> texts(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored is no object of texts", e);
        }
    }
}
