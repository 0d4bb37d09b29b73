package org.redshield.bridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Models and forms of the house as a modeler would change them. */
public final class ModelFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DECISION = "decision";

    private ModelFiles() {}

    public static String process(String name) {
        return read(Path.of("processes", name + ".bpmn"));
    }

    public static String table(String name) {
        return read(Path.of("processes", name + ".dmn"));
    }

    /** The names of all forms. */
    public static List<String> forms() {
        try (Stream<Path> files = Files.list(Path.of("forms"))) {
            return files.map(file -> file.getFileName().toString().replace(".form", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode form(String name) {
        try {
            return (ObjectNode) JSON.readTree(read(Path.of("forms", name + ".form")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The form with fields behind its own, each as JSON. */
    public static ObjectNode with(ObjectNode form, String... fields) {
        for (String field : fields) {
            try {
                ((ArrayNode) form.get("components")).add(JSON.readTree(field));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return form;
    }

    /** The form with one more decision, 改道. */
    public static ObjectNode withWrongDecision(ObjectNode form) {
        for (JsonNode field : form.get("components")) {
            if (field.path("key").asText().equals(DECISION)) {
                ((ObjectNode) field).remove("valuesKey");
                ((ObjectNode) field)
                        .withArray("values")
                        .addObject()
                        .put("label", "改道")
                        .put("value", "wrongTurn");
            }
        }
        return form;
    }

    public static ObjectNode withoutDecision(ObjectNode form) {
        Iterator<JsonNode> fields = form.get("components").iterator();
        while (fields.hasNext()) {
            if (fields.next().path("key").asText().equals(DECISION)) {
                fields.remove();
            }
        }
        return form;
    }

    /** What the form offers in its field {@code decision}; nothing where code does at run time. */
    public static List<String> decisions(JsonNode form) {
        return StreamSupport.stream(form.get("components").spliterator(), false)
                .filter(field -> field.path("key").asText().equals(DECISION))
                .flatMap(field -> StreamSupport.stream(field.path("values").spliterator(), false))
                .map(option -> option.get("value").asText())
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
