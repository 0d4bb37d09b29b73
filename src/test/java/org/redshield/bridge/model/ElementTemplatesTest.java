package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a modeler can drag in: one template per step, in the words and with the settings that the models use. */
@Tag("models")
class ElementTemplatesTest {

    private static final Path FOLDER = Path.of(".camunda", "element-templates");
    private static final String SCHEMA =
            "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json";
    private static final String CHINESE = "(?s).*\\p{IsHan}.*";
    private static final Models MODELS = Models.read();

    @Test
    void everyStepHasExactlyOneTemplateAndEveryTemplateAStep() {
        assertThat(templates().values().stream().map(ElementTemplatesTest::bean))
                .containsExactlyInAnyOrderElementsOf(Contracts.steps().keySet());
    }

    @Test
    void namesAndIdsAreUnique() {
        assertThat(templates().values().stream().map(t -> t.get("id").asText())).doesNotHaveDuplicates();
        assertThat(templates().values().stream()
                        .map(t ->
                                t.at("/category/name").asText() + t.get("name").asText()))
                .doesNotHaveDuplicates();
    }

    static Stream<Map.Entry<String, JsonNode>> all() {
        return templates().entrySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isWhatTheModelerReads(Map.Entry<String, JsonNode> entry) {
        JsonNode template = entry.getValue();
        String bean = bean(template);
        assertThat(entry.getKey()).isEqualTo(bean + ".json");
        assertThat(template.get("$schema").asText()).isEqualTo(SCHEMA);
        assertThat(template.get("id").asText()).isEqualTo("org.redshield.bridge." + bean);
        assertThat(template.get("version").isInt()).isTrue();
        assertThat(template.get("name").asText()).matches(CHINESE);
        assertThat(template.get("description").asText()).matches(CHINESE).endsWith("。");
        assertThat(template.at("/category/name").asText()).matches(CHINESE);
        assertThat(template.get("appliesTo"))
                .extracting(JsonNode::asText)
                .contains(template.at("/elementType/value").asText());
        for (JsonNode property : template.get("properties")) {
            assertThat(property.get("type").asText()).isEqualTo("Hidden");
            assertThat(property.at("/binding/type").asText()).isEqualTo("property");
            assertThat(property.at("/binding/name").asText()).isIn("camunda:delegateExpression", "camunda:asyncBefore");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void givesTheStepTheSettingsThatTheModelsGiveIt(Map.Entry<String, JsonNode> entry) {
        JsonNode template = entry.getValue();
        String expression = "${" + bean(template) + "}";
        String elementType = template.at("/elementType/value").asText();
        boolean asynchronous = StreamSupport.stream(template.get("properties").spliterator(), false)
                .anyMatch(property -> property.at("/binding/name").asText().equals("camunda:asyncBefore")
                        && property.get("value").asBoolean());
        assertThat(uses(expression)).isNotEmpty().allSatisfy(step -> {
            assertThat("bpmn:" + (step instanceof SendTask ? "SendTask" : "ServiceTask"))
                    .isEqualTo(elementType);
            assertThat(step.isCamundaAsyncBefore()).isEqualTo(asynchronous);
        });
    }

    private static Stream<Task> uses(String expression) {
        return MODELS.processes().values().stream()
                .flatMap(model -> model.getModelElementsByType(Task.class).stream())
                .filter(task -> expression.equals(
                        task instanceof SendTask send
                                ? send.getCamundaDelegateExpression()
                                : task instanceof ServiceTask service ? service.getCamundaDelegateExpression() : null));
    }

    private static String bean(JsonNode template) {
        for (JsonNode property : template.path("properties")) {
            if (property.at("/binding/name").asText().equals("camunda:delegateExpression")) {
                return property.get("value").asText().replaceAll("^\\$\\{|}$", "");
            }
        }
        return "";
    }

    private static Map<String, JsonNode> templates() {
        Map<String, JsonNode> templates = new TreeMap<>();
        ObjectMapper json = new ObjectMapper();
        for (Path file : Models.files(FOLDER, ".json")) {
            try {
                templates.put(file.getFileName().toString(), json.readTree(file.toFile()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return templates;
    }
}
