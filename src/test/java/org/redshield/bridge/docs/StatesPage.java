package org.redshield.bridge.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.DeclaredActs;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.model.Contracts;

/** {@code docs/processes/states.md}: which step may happen in which state, and what it decides and needs. */
final class StatesPage {

    private static final Map<String, String> ACTS =
            DeclaredActs.all().all().stream().collect(Collectors.toMap(Act::code, Act::title));

    private StatesPage() {}

    /** @param processes the folder of the models */
    static String render(Path processes) throws IOException {
        StringBuilder page = new StringBuilder("""
                # States

                Generated from the `moves()` of each process's contract; do not edit. Regenerate with `%s`.

                A model in which a way leads to one of these in another state, or without what it needs, is refused with the way
                ([modeling](../modeling.md), [ADR 0149](../adr/0149-the-gate-walks.md)). What does not stand here changes no state and may stand anywhere.
                What services do beside a process is marked 流程之外; together these are all that may follow a state. A version keeps what its own
                elements do, and its instances obey that ([ADR 0153](../adr/0153-one-table-of-states.md)).
                *凭* is a decision that is used up, or under which the step goes (*依*); 退回 and changes take away what stands under 作废. An act goes by its
                name in [acts](../acts.md); `CODE` is agreed to and used up within the process and takes no effect outside.
                """.formatted(GeneratedDocsTest.COMMAND));
        Map<String, BpmnModelInstance> models = new TreeMap<>();
        try (Stream<Path> files = Files.list(processes)) {
            files.filter(file -> file.toString().endsWith(".bpmn"))
                    .map(file -> Bpmn.readModelFromFile(file.toFile()))
                    .forEach(model -> model.getModelElementsByType(Process.class)
                            .forEach(process -> models.put(process.getId(), model)));
        }
        Contracts.read().all().stream()
                .filter(contract -> !contract.moves().isEmpty())
                .sorted(Comparator.comparing(ProcessContract::key))
                .forEach(contract -> page.append(render(contract, models.get(contract.key()))));
        return page.toString();
    }

    private static String render(ProcessContract contract, BpmnModelInstance model) {
        Moves moves = contract.moves();
        StringBuilder part = new StringBuilder("\n## %s `%s`\n\n"
                .formatted(model.getModelElementById(contract.key()).getAttributeValue("name"), contract.key()));
        if (!moves.begins().isEmpty()) {
            part.append("开始于%s，结束于%s。\n\n".formatted(titles(moves.begins()), titles(moves.ends())));
        }
        part.append("| 步骤 | 在哪些状态 | 之后 | 决定 | 凭、依 | 作废 | 出口读到 |\n|---|---|---|---|---|---|---|\n");
        for (Move move : moves.all()) {
            part.append("| %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            label(move.by(), contract, model),
                            move.from().isEmpty() ? "任何" : titles(move.from()),
                            move.to().map(State::title).orElse("不变"),
                            codes("", move.gives()),
                            codes("凭", move.needs()) + codes("依", move.under()),
                            codes("", move.drops()),
                            read(move)));
        }
        return part.toString();
    }

    private static String titles(Collection<State> states) {
        return states.stream().map(State::title).sorted().collect(Collectors.joining("、"));
    }

    private static String codes(String before, Set<String> codes) {
        return codes.stream()
                .sorted()
                .map(code -> before + ACTS.getOrDefault(code, "`" + code + "`"))
                .collect(Collectors.joining("、"));
    }

    private static String read(Move move) {
        return Stream.concat(
                        move.given().entrySet().stream().map(one -> "已 " + one.getKey() + "=" + one.getValue()),
                        move.sets().entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()))
                .sorted()
                .collect(Collectors.joining("、"));
    }

    /** As the diagram calls it; a decision after it. */
    private static String label(Move.Trigger by, ProcessContract contract, BpmnModelInstance model) {
        String[] parts = by.name().split(":");
        List<String> names = new ArrayList<>();
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            if (isWithin(node, contract.key()) && isMeant(node, by, parts[0])) {
                names.add(node.getName());
            }
        }
        String name = names.isEmpty() ? parts[0] : String.join("、", new LinkedHashSet<>(names));
        return (by.kind() == Move.Kind.SERVICE ? "（流程之外）" : "")
                + name
                + (parts.length > 1 ? "：`" + parts[1] + "`" : "");
    }

    private static boolean isMeant(FlowNode node, Move.Trigger by, String name) {
        return switch (by.kind()) {
            case STEP -> ("${" + name + "}").equals(camunda(node, "delegateExpression"));
            case FORM, DECISION -> name.equals(camunda(node, "formRef"));
            case CALL -> name.equals(node.getAttributeValue("calledElement"));
            case TIMER -> name.equals(node.getId());
            case MESSAGE -> waitsFor(node, name);
            case SERVICE -> false;
        };
    }

    private static boolean waitsFor(FlowNode node, String message) {
        return Stream.concat(
                        Stream.ofNullable(node.getAttributeValue("messageRef")),
                        node.getChildElementsByType(MessageEventDefinition.class).stream()
                                .map(event -> event.getAttributeValue("messageRef")))
                .map(node.getModelInstance()::getModelElementById)
                .anyMatch(found ->
                        ((ModelElementInstance) found).getAttributeValue("name").equals(message));
    }

    private static boolean isWithin(ModelElementInstance element, String process) {
        for (ModelElementInstance e = element; e != null; e = e.getParentElement()) {
            if (process.equals(e.getAttributeValue("id"))) {
                return true;
            }
        }
        return false;
    }

    private static String camunda(FlowNode node, String attribute) {
        return node.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
    }
}
