package org.redshield.bridge.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** docs/platform-api/openapi.yaml is what it claims to be, and the sandbox serves all of it and nothing else. */
class PublishedApiTest {

    private final PublishedApi api = PublishedApi.read();

    PublishedApiTest() throws IOException {}

    @Test
    void isAnOpenApiDocument() throws IOException {
        try (InputStream schema = getClass().getResourceAsStream("/openapi/oas-3.1.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(new ObjectMapper().readTree(schema))
                            .validate(api.document()))
                    .isEmpty();
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
        Set<String> references =
                api.document().findValuesAsText("$ref").stream().collect(Collectors.toSet());
        assertThat(references).allSatisfy(reference -> assertThat(
                        api.document().at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
        api.document().at("/components/schemas").fieldNames().forEachRemaining(name -> assertThat(references)
                .contains("#/components/schemas/" + name));
    }

    @Test
    void itsExamplesKeepToIt() {
        assertThat(api.validate(
                        "#/components/schemas/DataRequest",
                        api.document()
                                .at("/components/examples/TradeRequest/value")
                                .toString()))
                .isEmpty();
        assertThat(api.validate(
                        "#/components/schemas/DispositionOrder",
                        api.document()
                                .at("/components/examples/ItemTakedown/value")
                                .toString()))
                .isEmpty();
        assertThat(api.validate("#/components/schemas/DataRequest", "{\"requestNo\":\"\"}"))
                .isNotEmpty();
    }

    @Test
    void theSandboxServesEveryOperationAndNoOther() {
        try (ConfigurableApplicationContext sandbox = SandboxApplication.start(
                "--server.port=0",
                "--spring.datasource.url=none",
                "--bridge.administrator.password=none",
                "--sandbox.data-directory=")) {
            Set<String> served = new TreeSet<>();
            sandbox.getBean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                    .flatMap(mapping -> mapping.getPatternValues().stream()
                            .filter(path -> path.startsWith("/v1/"))
                            .map(path -> mapping.getMethodsCondition()
                                            .getMethods()
                                            .iterator()
                                            .next() + " " + path.substring(3).replaceAll("\\{[^}]*}", "{}")))
                    .forEach(served::add);

            assertThat(served).containsExactlyElementsOf(api.operations());
        }
    }
}
