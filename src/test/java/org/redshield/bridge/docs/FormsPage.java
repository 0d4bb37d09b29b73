package org.redshield.bridge.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/** {@code docs/forms.md}, from the forms. */
final class FormsPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FormsPage() {}

    static String render(Path forms, Path processes) throws IOException {
        StringBuilder page = new StringBuilder("""
                # Forms

                Generated from `%s/`; do not edit. Regenerate with `%s`, and read in the difference what people are asked now.

                What each form asks, in its order. `*`: cannot be sent without it. Hidden: as the form says it, by what was entered before and by
                what the case gives. Choices: the values as they are sent, each with the words that people read; `{{…}}`: those that the case gives.
                """.formatted(forms, GeneratedDocsTest.COMMAND));
        TreeMap<String, Set<String>> names = names(processes);
        for (Path file : files(forms, ".form")) {
            JsonNode form = JSON.readTree(file.toFile());
            String id = form.path("id").asText();
            page.append("\n## ").append(id).append(" ").append(String.join("、", names.getOrDefault(id, Set.of())));
            page.append("\n\n| key | 名称 | 类型 | 隐藏条件 | 填写要求 | 选项 |\n|---|---|---|---|---|---|\n");
            rows(form.path("components"), page);
        }
        return page.toString();
    }

    private static void rows(JsonNode components, StringBuilder page) {
        for (JsonNode field : components) {
            page.append(Stream.of(
                            code(field.path("key").asText()),
                            Stream.of("dateLabel", "label", "text")
                                    .map(name -> field.path(name).asText())
                                    .filter(words -> !words.isEmpty())
                                    .findFirst()
                                    .orElse(""),
                            field.path("type").asText()
                                    + (field.at("/validate/required").asBoolean() ? " \\*" : ""),
                            code(field.at("/conditional/hide").asText().replaceFirst("^=", "")),
                            demands(field),
                            choices(field))
                    .map(FormsPage::cell)
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
            rows(field.path("components"), page);
        }
    }

    private static String demands(JsonNode field) {
        return Stream.of(
                        field.path("description").asText(),
                        field.has("defaultValue")
                                ? "默认 " + code(field.path("defaultValue").asText())
                                : "",
                        field.at("/validate/maxLength").isMissingNode()
                                ? ""
                                : "至多 " + field.at("/validate/maxLength").asText() + " 字",
                        field.path("readonly").isMissingNode()
                                ? ""
                                : "只读 " + code(field.path("readonly").asText()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("；"));
    }

    private static String choices(JsonNode field) {
        return field.has("valuesKey")
                ? code("{{" + field.path("valuesKey").asText() + "}}")
                : StreamSupport.stream(field.path("values").spliterator(), false)
                        .map(value -> code(value.path("value").asText()) + " "
                                + value.path("label").asText())
                        .collect(Collectors.joining("；"));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    /** What the tasks and starts with a form of that name are called. */
    private static TreeMap<String, Set<String>> names(Path processes) throws IOException {
        TreeMap<String, Set<String>> names = new TreeMap<>();
        for (Path file : files(processes, ".bpmn")) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
            model.getModelElementsByType(FlowNode.class).stream()
                    .filter(node -> node.getName() != null)
                    .forEach(node -> names.computeIfAbsent(node.getId(), id -> new TreeSet<>())
                            .add(node.getName().replaceAll("\\s+", "")));
        }
        return names;
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
