package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.form.FinalDecisions;
import org.redshield.bridge.engine.view.Awaited;

/** What people are told after a click, and asked before it, is declared for everything that models and forms let them do. */
@Tag("models")
class AfterTheClickRulesTest {

    private static final Pattern ENDS = Pattern.compile("(建议|同意)?(撤回|放弃|不予|终止|撤销|不再|结束联合|退出).*");
    private static final Path MESSAGES = Path.of("src/main/resources/messages");

    /** Refusals whose words happen to be a label of some form, and which speak of no field. */
    private static final Set<String> OF_NO_FIELD = Set.of(
            "assistance.second-only",
            "campaign.others-first",
            "campaign.place-same",
            "clues.later-facts",
            "deadline.clock-paused",
            "deadline.pause-ended",
            "deadline.pause-open",
            "deadline.resume-not-paused",
            "disposition.nothing-to-publish",
            "disposition.request-incomplete",
            "engine.decision-not-asked",
            "engine.no-case",
            "engine.not-assignee",
            "measures.two-officers",
            "measures.unknown",
            "oversight.period-invalid",
            "platform.preservation-term",
            "reconciliation.row-code-invalid",
            "disposition.table-refused");

    /** Fields of pages of ours, which are no forms. */
    private static final Set<String> OF_PAGES = Set.of(
            "承办机构", "认定", "补充说明", "检查结果", "调取的数据", "统一发出时间", "会商日期", "参加单位", "议题", "议定事项", "完成日期", "完成情况", "督办方式",
            "办结期限", "权重版本", "串并目的", "撤回的理由", "处置措施", "处置依据", "更正理由");

    private static final Models MODELS = Models.read();

    @Test
    @DisplayName("what lies beside the way on is what the model never reaches but by the way")
    void whatLiesAsideIsWhatTheModelReachesByTheWay() {
        eachProcess((contract, process) -> {
            Set<String> onTheWay = onTheWay(process, Set.of());
            Set<String> beside = all(process, UserTask.class)
                    .map(FlowElement::getId)
                    .filter(task -> !onTheWay.contains(task))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(contract.aside())
                    .as(contract.key())
                    .containsAll(beside)
                    // What comes only of a task with which somebody follows may lie beside the way too.
                    .doesNotContainAnyElementsOf(onTheWay(process, contract.tracking()));
        });
    }

    @Test
    @DisplayName("wherever a process waits for others its contract says what comes next")
    void whereItWaitsTheContractSaysWhatComesNext() {
        eachProcess((contract, process) -> {
            List<String> said =
                    contract.awaited().stream().map(Awaited::element).toList();
            assertThat(said)
                    .as(contract.key())
                    .containsAll(all(process, ReceiveTask.class)
                            .map(FlowElement::getId)
                            .toList())
                    .containsAll(all(process, IntermediateCatchEvent.class)
                            .filter(event -> defines(event, MessageEventDefinition.class))
                            .map(FlowElement::getId)
                            .toList());
            assertThat(all(process, FlowNode.class).map(FlowElement::getId))
                    .as(contract.key())
                    .containsAll(said);
        });
    }

    @Test
    @DisplayName("a decision that ends a matter is asked about, and no other")
    void whatEndsAMatterIsAskedAbout() {
        Map<String, String> options = options();
        assertThat(options.entrySet().stream()
                        .filter(option -> ENDS.matcher(option.getValue()).matches())
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(
                        texts(Path.of("src/main/resources/org/redshield/bridge/engine/form/final-decisions.properties"))
                                .keySet());
        assertThat(FinalDecisions.asked("followRequest", "withdraw")).isPresent();
        assertThat(FinalDecisions.asked("approveRequest", "approve")).isEmpty();
    }

    @Test
    @DisplayName("the fields that a refusal names are fields of forms")
    void refusalsNameFieldsThatThereAre() {
        Set<String> keys = fields().keySet();
        messages().forEach((key, text) -> {
            if (key.endsWith(".fields")) {
                assertThat(messages()).containsKey(key.substring(0, key.lastIndexOf('.')));
                assertThat(Stream.of(text.split(" "))).as(key).allSatisfy(field -> assertThat(
                                field.matches("\\{\\d}") || keys.contains(field.replace("{0}", "1")))
                        .as(field)
                        .isTrue());
            }
        });
    }

    @Test
    @DisplayName("a refusal whose sentence calls a field by its label names it")
    void refusalsThatSpeakOfFieldsNameThem() {
        Set<String> labels = fields().values().stream()
                .flatMap(Collection::stream)
                .filter(label -> label.length() > 3)
                .collect(Collectors.toSet());
        Set<String> silent = new TreeSet<>();
        messages().forEach((code, sentence) -> {
            boolean speaks = labels.stream().anyMatch(sentence::contains);
            if (speaks
                    && !code.matches(".*\\.(remedy|fields|problem-title)|.*\\.explain\\..*")
                    && !messages().containsKey(code + ".fields")) {
                silent.add(code + "=" + sentence);
            }
        });
        silent.removeIf(refusal -> OF_NO_FIELD.contains(refusal.split("=")[0]));
        assertThat(silent).isEmpty();
    }

    @Test
    @DisplayName("what code calls a field is how a form calls it")
    void codeCallsFieldsAsFormsDo() throws IOException {
        Set<String> labels =
                fields().values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
        Pattern call = Pattern.compile(
                "(?:ENTRIES|entries|entries\\(\\))\\s*\\.(?:reason|text|atMost|present|oneOf)\\([^;{}]*?\"([^\"]*\\p{IsHan}[^\"]*)\"");
        Map<String, String> unknown = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/redshield/bridge"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                call.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        // Of the answers to a letter's questions each has its number.
                        .filter(label -> !label.equals("第") && !OF_PAGES.contains(label))
                        .filter(label -> labels.stream().noneMatch(known -> known.endsWith(label)))
                        .forEach(label -> unknown.put(label, file.getFileName().toString()));
            }
        }
        assertThat(unknown).isEmpty();
    }

    private interface Look {
        void at(ProcessContract contract, Process process);
    }

    private static void eachProcess(Look look) {
        Map<String, ProcessContract> contracts =
                Contracts.read().all().stream().collect(Collectors.toMap(ProcessContract::key, contract -> contract));
        for (BpmnModelInstance model : MODELS.processes().values()) {
            model.getModelElementsByType(Process.class)
                    .forEach(process -> look.at(contracts.get(process.getId()), process));
        }
    }

    /** From the start along the flows, into what the flows enter, and by what interrupts; never by what only happens beside. */
    private static Set<String> onTheWay(Process process, Set<String> ending) {
        Deque<FlowNode> open = new ArrayDeque<>(starts(process.getFlowElements()));
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            FlowNode node = open.pop();
            if (!seen.add(node.getId())) {
                continue;
            }
            if (ending.contains(node.getId())) {
                continue;
            }
            node.getOutgoing().stream().map(SequenceFlow::getTarget).forEach(open::push);
            if (node instanceof SubProcess inner) {
                open.addAll(starts(inner.getFlowElements()));
            }
            all(process, BoundaryEvent.class)
                    .filter(event -> event.getAttachedTo().equals(node) && event.cancelActivity())
                    .forEach(open::push);
            if (node instanceof ThrowEvent thrown) {
                thrown.getEventDefinitions().stream()
                        .filter(LinkEventDefinition.class::isInstance)
                        .map(link -> ((LinkEventDefinition) link).getName())
                        .forEach(name -> all(process, IntermediateCatchEvent.class)
                                .filter(caught -> caught.getEventDefinitions().stream()
                                        .anyMatch(link -> link instanceof LinkEventDefinition to
                                                && to.getName().equals(name)))
                                .forEach(open::push));
            }
        }
        return seen;
    }

    private static List<FlowNode> starts(Collection<FlowElement> elements) {
        return elements.stream()
                .filter(StartEvent.class::isInstance)
                .map(FlowNode.class::cast)
                .toList();
    }

    private static boolean defines(CatchEvent event, Class<?> kind) {
        return event.getEventDefinitions().stream().anyMatch(kind::isInstance);
    }

    private static <T extends FlowElement> Stream<T> all(Process process, Class<T> kind) {
        return process.getModelInstance() instanceof BpmnModelInstance model
                ? model.getModelElementsByType(kind).stream().filter(element -> isIn(element, process))
                : Stream.empty();
    }

    private static boolean isIn(FlowElement element, Process process) {
        var parent = element.getParentElement();
        while (parent != null && !parent.equals(process)) {
            parent = parent.getParentElement();
        }
        return parent != null;
    }

    /** What forms offer to decide, by form and value. */
    private static Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        components((form, field) -> {
            if (field.path("key").asText().equals("decision")) {
                field.path("values")
                        .forEach(option -> options.put(
                                form + "." + option.get("value").asText(),
                                option.get("label").asText()));
            }
        });
        return options;
    }

    /** The labels of all fields, by their keys. */
    private static Map<String, Set<String>> fields() {
        Map<String, Set<String>> fields = new HashMap<>();
        components((form, field) -> {
            String key = field.path("key").asText(field.path("path").asText());
            if (!key.isEmpty() && !field.path("disabled").asBoolean()) {
                fields.computeIfAbsent(key, name -> new TreeSet<>())
                        .add(Stream.of("label", "dateLabel", "timeLabel")
                                .map(name -> field.path(name).asText())
                                .filter(label -> !label.isEmpty())
                                .findFirst()
                                .orElse(key));
            }
        });
        return fields;
    }

    private interface LookAtField {
        void at(String form, JsonNode field);
    }

    private static void components(LookAtField look) {
        MODELS.forms().values().forEach(form -> components(form.path("id").asText(), form, look));
    }

    private static void components(String form, JsonNode parent, LookAtField look) {
        parent.path("components").forEach(field -> {
            look.at(form, field);
            components(form, field, look);
        });
    }

    private static Map<String, String> messages() {
        Map<String, String> all = new TreeMap<>();
        Models.files(MESSAGES, ".properties").forEach(file -> all.putAll(texts(file)));
        return all;
    }

    private static Map<String, String> texts(Path file) {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, texts::getProperty));
    }
}
