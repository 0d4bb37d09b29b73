package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.rule.Finding;

/**
 * Every model, changed in every way by which something could get out: each is refused with a sentence, or leads nowhere where it
 * must not; what is let through stands here with the reason. {@code verify} tries some.
 */
class MutatedModelsTest {

    private static final Models MODELS = Models.read();
    private static final ProcessContracts CONTRACTS = Contracts.read();
    private static final int SOME = 60;

    /** What is changed, and the file as it is then. */
    private record Mutant(String file, String what, Supplier<String> content) {}

    @Test
    @DisplayName("one in sixty of the arrows that are led to an act is refused with its way")
    void someArrows() {
        assertThat(letThrough(some(arrows(), SOME))).isSubsetOf(harmless());
    }

    @Test
    @DisplayName("one in ten of the conditions that are swapped or taken away is refused")
    void someConditions() {
        assertThat(letThrough(some(conditions(), 10))).isEmpty();
    }

    @Test
    @DisplayName("one in eight of the events that end what they watch, or do not any more, is refused")
    void someKindsOfEvents() {
        assertThat(letThrough(some(events(), 8))).isEmpty();
    }

    @Test
    @Tag("thorough")
    @DisplayName("every event that ends what it watches, or does not any more, is refused")
    void everyKindOfEvent() {
        assertThat(letThrough(events())).isEmpty();
    }

    @Test
    @Tag("thorough")
    @DisplayName("every condition that is swapped or taken away is refused")
    void everyCondition() {
        assertThat(letThrough(conditions())).isEmpty();
    }

    @Test
    @Tag("long")
    @DisplayName("every arrow that is led to an act, or to a step that leads to one, is refused with its way")
    void everyArrow() {
        assertThat(letThrough(arrows())).isSubsetOf(harmless());
    }

    @Test
    @DisplayName("every field of every form that is called as a variable is refused")
    void everyField() {
        for (ProcessContract contract : CONTRACTS.all()) {
            Set<String> variables = Stream.concat(Stream.of(contract.subject()), contract.variables().stream())
                    .map(Variable::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            MODELS.forms().forEach((file, form) -> {
                if (isOf(contract, form.path("id").asText())) {
                    keys(form).forEach(key -> {
                        String name = variables.stream()
                                .skip(Math.floorMod(key.hashCode(), variables.size()))
                                .findFirst()
                                .orElseThrow();
                        String text = WaysTest.text("forms/" + file)
                                .replaceAll("\"key\"(\\s*:\\s*)\"" + key + "\"", "\"key\"$1\"" + name + "\"");
                        assertThat(withForm(contract, file, text))
                                .as(file + ": " + key + " called " + name)
                                .anyMatch(finding -> finding.code().equals("field-variable"));
                    });
                }
            });
        }
    }

    /** Only the form, and the model in which it is filled in. */
    private static List<Finding> withForm(ProcessContract contract, String form, String content) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("forms/" + form, content.getBytes(StandardCharsets.UTF_8));
        files.put("model.bpmn", """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                  <process id="%s"><startEvent id="begin"/><userTask id="%s" camunda:formRef="%s"/></process>
                </definitions>
                """.formatted(contract.key(), form.replace(".form", ""), form.replace(".form", ""))
                .getBytes(StandardCharsets.UTF_8));
        return HouseOnPaper.findings(files);
    }

    private static boolean isOf(ProcessContract contract, String form) {
        return MODELS.processes().values().stream()
                .map(model -> (ModelElementInstance) model.getModelElementById(contract.key()))
                .filter(process -> process != null)
                .flatMap(process -> nodes((Process) process).stream())
                .anyMatch(node -> form.equals(camunda(node, "formRef")));
    }

    private static Set<String> keys(JsonNode form) {
        Set<String> keys = new TreeSet<>();
        form.findValuesAsText("key").forEach(keys::add);
        return keys;
    }

    /** Every arrow, led to every act of its scope, and to every step from which one follows without anybody between. */
    private static List<Mutant> arrows() {
        List<Mutant> mutants = new ArrayList<>();
        forEachProcess((file, process, contract) -> {
            String xml = WaysTest.text("processes/" + file);
            Set<FlowNode> targets = new LinkedHashSet<>();
            nodes(process).stream().filter(node -> isAct(node, contract)).forEach(act -> towards(act, targets));
            for (FlowNode target : targets) {
                for (SequenceFlow flow : process.getModelInstance().getModelElementsByType(SequenceFlow.class)) {
                    if (flow.getParentElement().equals(target.getParentElement())
                            && !target.equals(flow.getTarget())
                            && !target.equals(flow.getSource())) {
                        mutants.add(new Mutant(
                                file,
                                flow.getId() + " → " + target.getId(),
                                () -> WaysTest.target(xml, flow.getId(), target.getId())));
                    }
                }
            }
        });
        return mutants;
    }

    private static void towards(FlowNode node, Set<FlowNode> targets) {
        if (targets.add(node)) {
            node.getIncoming().stream()
                    .map(SequenceFlow::getSource)
                    .filter(before -> !(before instanceof UserTask
                            || before instanceof ReceiveTask
                            || before instanceof CatchEvent
                            || before instanceof EventBasedGateway))
                    .forEach(before -> towards(before, targets));
        }
    }

    /** Every two conditions of a gateway changed for each other, and every one taken away. */
    private static List<Mutant> conditions() {
        List<Mutant> mutants = new ArrayList<>();
        forEachProcess((file, process, contract) -> {
            String xml = WaysTest.text("processes/" + file);
            for (FlowNode node : nodes(process)) {
                List<SequenceFlow> ways = List.copyOf(node.getOutgoing());
                if (!(node instanceof ExclusiveGateway) || ways.size() < 2) {
                    continue;
                }
                for (int i = 0; i < ways.size(); i++) {
                    String one = ways.get(i).getId();
                    mutants.add(new Mutant(file, one + " without condition", () -> with(xml, Map.of(one, ""))));
                    for (int j = i + 1; j < ways.size(); j++) {
                        String other = ways.get(j).getId();
                        mutants.add(new Mutant(
                                file,
                                one + " ⇄ " + other,
                                () -> with(xml, Map.of(one, condition(xml, other), other, condition(xml, one)))));
                    }
                }
            }
        });
        return mutants;
    }

    private static final String CONDITION =
            "(<bpmn:sequenceFlow id=\"%s\"[^>]*>\\s*)(<bpmn:conditionExpression.*?</bpmn:conditionExpression>)";

    private static String condition(String xml, String flow) {
        Matcher matcher =
                Pattern.compile(CONDITION.formatted(flow), Pattern.DOTALL).matcher(xml);
        assertThat(matcher.find()).as(flow).isTrue();
        return matcher.group(2);
    }

    private static String with(String xml, Map<String, String> conditions) {
        String changed = xml;
        for (Map.Entry<String, String> one : conditions.entrySet()) {
            changed = Pattern.compile(CONDITION.formatted(one.getKey()), Pattern.DOTALL)
                    .matcher(changed)
                    .replaceFirst("$1" + Matcher.quoteReplacement(one.getValue()));
        }
        return changed;
    }

    /** Every event that interrupts what it watches, or does not, does the other thing; and every date of a timer is read otherwise. */
    private static List<Mutant> events() {
        List<Mutant> mutants = new ArrayList<>();
        forEachProcess((file, process, contract) -> {
            String xml = WaysTest.text("processes/" + file);
            for (FlowNode node : nodes(process)) {
                if (node instanceof BoundaryEvent event && !is(event, ErrorEventDefinition.class)) {
                    mutants.add(ending(file, xml, event, "cancelActivity", event.cancelActivity()));
                }
                if (node instanceof StartEvent event
                        && event.getParentElement() instanceof SubProcess sub
                        && sub.triggeredByEvent()
                        && !is(event, ErrorEventDefinition.class)) {
                    mutants.add(ending(file, xml, event, "isInterrupting", event.isInterrupting()));
                }
                if (is(node, TimerEventDefinition.class)) {
                    for (String kind : List.of("timeDuration", "timeCycle")) {
                        mutants.add(new Mutant(
                                file,
                                node.getId() + " " + kind,
                                () -> xml.replaceFirst(
                                        "(?s)(id=\"" + node.getId() + "\".*?<bpmn:)timeDate\\b(.*?</bpmn:)timeDate>",
                                        "$1" + kind + "$2" + kind + ">")));
                    }
                }
            }
        });
        return mutants;
    }

    private static Mutant ending(String file, String xml, FlowNode event, String attribute, boolean ends) {
        return new Mutant(file, event.getId() + " " + attribute + " " + !ends, () -> {
            Matcher tag = Pattern.compile("<bpmn:[a-zA-Z]+ id=\"" + event.getId() + "\"[^>]*")
                    .matcher(xml);
            assertThat(tag.find()).as(event.getId()).isTrue();
            String other = tag.group().replaceFirst(" " + attribute + "=\"[a-z]*\"", "") + " " + attribute + "=\""
                    + !ends + "\"";
            return xml.substring(0, tag.start()) + other + xml.substring(tag.end());
        });
    }

    private static boolean is(FlowNode event, Class<? extends ModelElementInstance> definition) {
        return !event.getChildElementsByType(definition).isEmpty();
    }

    private static boolean isAct(FlowNode node, ProcessContract contract) {
        Predicate<Move> mine = move -> switch (move.by().kind()) {
            case STEP -> ("${" + move.by().name() + "}").equals(camunda(node, "delegateExpression"));
            case CALL -> move.by().name().equals(node.getAttributeValue("calledElement"));
            default -> false;
        };
        return contract.moves().all().stream()
                .filter(mine)
                .anyMatch(move -> !move.needs().isEmpty() || !move.under().isEmpty());
    }

    /** Those that the gate has nothing to say about; of those that it refuses each sentence is looked at. */
    private static Collection<String> letThrough(List<Mutant> mutants) {
        assertThat(mutants).isNotEmpty();
        Collection<String> through = new TreeSet<>();
        for (Mutant mutant : mutants) {
            String file = "processes/" + mutant.file();
            String content = mutant.content().get();
            assertThat(content).as(mutant.what()).isNotEqualTo(WaysTest.text(file));
            List<Finding> errors = WaysTest.newErrors(file, Models.around(file, content));
            if (errors.isEmpty()) {
                through.add(mutant.file() + " " + mutant.what());
            }
            assertThat(errors)
                    .as(mutant.file() + " " + mutant.what())
                    .noneMatch(finding -> finding.code().equals("ways-without-number"))
                    .allSatisfy(finding -> assertThat(finding.remedy()).endsWith("。"));
        }
        System.out.println(mutants.size() + " mutants, let through: " + through.size());
        through.forEach(System.out::println);
        return through;
    }

    private static List<Mutant> some(List<Mutant> all, int oneIn) {
        return all.stream()
                .filter(mutant -> Math.floorMod(mutant.what().hashCode(), oneIn) == 0)
                .toList();
    }

    /** Where each act still meets its ground, its state and its clock, by the model alone. */
    private static Set<String> harmless() {
        return Set.of(
                // The platform's page is looked at once more, as after a chase.
                "merchant-disposition.bpmn flow018 → checkPublicity",
                // Whoever may not decide himself asks the superior: the table of approvals says both at once.
                "investigative-measure.bpmn flow004 → doesSuperiorDecide",
                // Who ordered it and who leads it are fixed with the proposal, and are asked again with the same
                // answer.
                "joint-campaign.bpmn flow024 → isLedBelow",
                "joint-campaign.bpmn flow029 → isOrderedFromAbove",
                // What is ordered from above is never led below.
                "joint-campaign.bpmn flow031 → isLedBelow");
    }

    private interface Looked {
        void at(String file, Process process, ProcessContract contract);
    }

    private static void forEachProcess(Looked looked) {
        for (Map.Entry<String, BpmnModelInstance> model : MODELS.processes().entrySet()) {
            model.getValue().getModelElementsByType(Process.class).forEach(process -> CONTRACTS.all().stream()
                    .filter(contract -> contract.key().equals(process.getId()))
                    .forEach(contract -> looked.at(model.getKey(), process, contract)));
        }
    }

    private static List<FlowNode> nodes(Process process) {
        return process.getModelInstance().getModelElementsByType(FlowNode.class).stream()
                .filter(node -> {
                    ModelElementInstance around = node;
                    while (around != null && !around.equals(process)) {
                        around = around.getParentElement();
                    }
                    return around != null;
                })
                .toList();
    }

    private static String camunda(FlowNode node, String attribute) {
        return node.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
    }
}
