package org.redshield.bridge.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** docs/platform-api/openapi.yaml, to hold things against. */
public final class PublishedApi {

    static final Path FILE = Path.of("docs/platform-api/openapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOCUMENT = "urn:redshield:platform-api";

    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private PublishedApi(JsonNode document) {
        this.document = document;
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(DOCUMENT, document.toString()))));
    }

    public static PublishedApi read() throws IOException {
        return new PublishedApi(new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile()));
    }

    JsonNode document() {
        return document;
    }

    /** Every operation as {@code METHOD /path}, of calls that platforms serve under the version's path. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths").properties().forEach(path -> {
            if (!path.getValue().has("servers")) {
                Stream.of("get", "post", "put", "patch", "delete")
                        .filter(path.getValue()::has)
                        .forEach(method -> operations.add(method.toUpperCase(java.util.Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{[^}]*}", "{}")));
            }
        });
        return operations;
    }

    /** What is wrong with a request of the bridge. */
    public List<String> faultsOfRequest(RecordingProxy.Exchange exchange) {
        Optional<String> path = path(exchange);
        if (path.isEmpty()) {
            return List.of("no such operation: " + exchange.method() + " " + exchange.target());
        }
        JsonNode operation = operation(exchange, path.get());
        List<String> missing = StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(this::resolve)
                .filter(parameter -> parameter.path("in").asText().equals("header")
                        && parameter.path("required").asBoolean()
                        && exchange.headers().keySet().stream()
                                .noneMatch(name -> name.equalsIgnoreCase(
                                        parameter.path("name").asText())))
                .map(parameter -> "missing header " + parameter.path("name").asText())
                .toList();
        if (!operation.has("requestBody")) {
            return exchange.body().isEmpty() ? missing : List.of("a body that nobody described");
        }
        return Stream.concat(
                        missing.stream(),
                        validate(
                                pointer(exchange, path.get(), "requestBody/content/application~1json/schema"),
                                exchange.body())
                                .stream())
                .toList();
    }

    /** What is wrong with an answer of the platform. */
    public List<String> faultsOfAnswer(RecordingProxy.Exchange exchange) {
        String path = path(exchange).orElseThrow();
        String status = String.valueOf(exchange.status());
        boolean described = operation(exchange, path).path("responses").has(status);
        if (!described) {
            return exchange.status() < 400
                    ? List.of("status " + status + " is not described")
                    : validate("#/components/schemas/Problem", exchange.answer());
        }
        return validate(
                pointer(exchange, path, "responses/" + status + "/content/application~1json/schema"),
                exchange.answer());
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private Optional<String> path(RecordingProxy.Exchange exchange) {
        String called = exchange.target().replaceFirst("^/v1", "").replaceFirst("\\?.*", "");
        return StreamSupport.stream(
                        ((Iterable<String>) () -> document.path("paths").fieldNames()).spliterator(), false)
                .filter(path -> called.matches(path.replaceAll("\\{[^}]*}", "[^/]+")))
                .filter(path -> !operation(exchange, path).isMissingNode())
                .findFirst();
    }

    private JsonNode operation(RecordingProxy.Exchange exchange, String path) {
        return document.path("paths").path(path).path(method(exchange));
    }

    private static String method(RecordingProxy.Exchange exchange) {
        return exchange.method().toLowerCase(java.util.Locale.ROOT);
    }

    private static String pointer(RecordingProxy.Exchange exchange, String path, String rest) {
        return "#/paths/" + path.replace("/", "~1").replace("{", "%7B").replace("}", "%7D") + "/" + method(exchange)
                + "/" + rest;
    }

    /** @param pointer to a schema in the document */
    List<String> validate(String pointer, String json) {
        try {
            JsonNode value = JSON.readTree(json);
            // By way of what the document refers to: the validator reads schemas, not descriptions of calls.
            JsonNode schema =
                    document.at(pointer.substring(1).replace("%7B", "{").replace("%7D", "}"));
            if (schema.isMissingNode()) {
                return List.of("no schema at " + pointer);
            }
            String target = schema.has("$ref") ? schema.get("$ref").asText() : pointer;
            JsonSchema validator = schemas.getSchema(SchemaLocation.of(DOCUMENT + target), config);
            return validator.validate(value).stream()
                    .map(ValidationMessage::getMessage)
                    .collect(Collectors.toList());
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + json);
        }
    }
}
