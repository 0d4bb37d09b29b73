package org.redshield.bridge.engine.rule;

import static org.redshield.bridge.engine.rule.Elements.camunda;
import static org.redshield.bridge.engine.rule.Elements.has;
import static org.redshield.bridge.engine.rule.Elements.in;
import static org.redshield.bridge.engine.rule.Elements.label;
import static org.redshield.bridge.engine.rule.Elements.listed;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Variable;

/**
 * What a model reads, something must have set before: a step, a form, a message or a loop, from which a way leads to where
 * it is read. Else the engine stops there, in the middle of a case. Whether it has on every way the walk says ({@link StateRules}).
 */
final class SettingRules {

    private static final List<String> READ_AT =
            List.of("collection", "assignee", "dueDate", "candidateGroups", "businessKey", "completionCondition");

    private final Bundle bundle;
    private final Vocabulary house;
    private final Expressions expressions;
    private final Findings findings;
    private final Map<FlowNode, Set<FlowNode>> before = new HashMap<>();
    private final Map<FlowNode, List<FlowNode>> withInside = new HashMap<>();
    private final Map<FlowNode, Collection<FlowNode>> justBefore = new HashMap<>();

    SettingRules(Bundle bundle, Vocabulary house, Findings findings) {
        this.bundle = bundle;
        this.house = house;
        this.expressions = new Expressions(house);
        this.findings = findings;
    }

    void check() {
        bundle.processes().forEach((key, process) -> ContractRules.of(house, key)
                .ifPresent(contract -> check(process, contract)));
    }

    private void check(Process process, ProcessContract contract) {
        Map<String, Variable<?>> known = contract.variables().stream()
                .filter(variable -> !variable.setBy().isEmpty())
                .collect(Collectors.toMap(Variable::name, Function.identity()));
        in(process, FlowNode.class).forEach(node -> {
            for (String name : reads(node)) {
                Variable<?> variable = known.get(name);
                if (variable != null && isUnset(variable, node)) {
                    findings.error(
                            bundle.fileOf(process),
                            node.getId(),
                            "variable-unset",
                            label(node),
                            name,
                            listed(variable.setBy()));
                }
            }
        });
    }

    private boolean isUnset(Variable<?> variable, FlowNode reader) {
        return !isLoopOf(variable, reader)
                && before(reader).stream().noneMatch(node -> sets(node, variable) || isLoopOf(variable, node));
    }

    private static boolean isLoopOf(Variable<?> variable, FlowNode node) {
        for (ModelElementInstance e = node; e != null; e = e.getParentElement()) {
            if (e instanceof FlowNode
                    && e.getChildElementsByType(MultiInstanceLoopCharacteristics.class).stream()
                            .anyMatch(loop -> variable.name().equals(camunda(loop, "elementVariable")))) {
                return true;
            }
        }
        return false;
    }

    private static boolean sets(FlowNode node, Variable<?> variable) {
        return Stream.of(
                        Stream.ofNullable(camunda(node, "delegateExpression"))
                                .map(bean -> bean.replaceAll("[${} ]", "")),
                        Stream.ofNullable(camunda(node, "formRef")),
                        Elements.messages(node))
                .flatMap(names -> names)
                .anyMatch(variable.setBy()::contains);
    }

    /** The variables that the node itself reads: at its attributes, in its parts, and on its ways out. */
    Set<String> reads(FlowNode node) {
        Set<String> names = new TreeSet<>();
        read(node, node.getDomElement(), names);
        for (SequenceFlow flow : node.getOutgoing()) {
            read(Elements.condition(flow), names);
        }
        return names;
    }

    private void read(FlowNode node, DomElement element, Set<String> names) {
        for (String attribute : READ_AT) {
            read(element.getAttribute(BpmnModelConstants.CAMUNDA_NS, attribute), names);
            read(element.getAttribute(attribute), names);
        }
        if (element.getLocalName().equals("in")) {
            Optional.ofNullable(element.getAttribute("source")).ifPresent(names::add);
        }
        if (element.getChildElements().isEmpty()) {
            read(element.getTextContent(), names);
        }
        for (DomElement child : element.getChildElements()) {
            ModelElementInstance part = child.hasAttribute("id")
                    ? node.getModelInstance().getModelElementById(child.getAttribute("id"))
                    : null;
            if (!(part instanceof FlowElement)) {
                read(node, child, names);
            }
        }
    }

    private void read(String text, Set<String> names) {
        if (text != null && Expressions.isOne(text)) {
            names.addAll(expressions.read(text).variables());
        }
    }

    /** All that can have happened when the node reads; the date of a timer is read when what it watches begins. */
    private Set<FlowNode> before(FlowNode node) {
        Set<FlowNode> known = before.get(node);
        if (known != null) {
            return known;
        }
        Set<FlowNode> found = new HashSet<>();
        Deque<FlowNode> next =
                new ArrayDeque<>(has(node, TimerEventDefinition.class) ? whenItBegins(node) : justBefore(node));
        while (!next.isEmpty()) {
            FlowNode one = next.pop();
            if (found.add(one)) {
                next.addAll(justBefore(one));
            }
        }
        before.put(node, found);
        return found;
    }

    private Collection<FlowNode> whenItBegins(FlowNode timer) {
        if (timer instanceof BoundaryEvent boundary) {
            return justBefore((FlowNode) boundary.getAttachedTo());
        }
        if (timer instanceof StartEvent
                && timer.getParentElement() instanceof SubProcess sub
                && sub.triggeredByEvent()) {
            return sub.getParentElement() instanceof SubProcess scope ? justBefore(scope) : begins(sub);
        }
        return justBefore(timer);
    }

    private static Collection<FlowNode> begins(ModelElementInstance within) {
        return within.getParentElement().getChildElementsByType(StartEvent.class).stream()
                .map(FlowNode.class::cast)
                .toList();
    }

    private Collection<FlowNode> justBefore(FlowNode node) {
        Collection<FlowNode> known = justBefore.get(node);
        if (known == null) {
            known = lookBefore(node);
            justBefore.put(node, known);
        }
        return known;
    }

    private Collection<FlowNode> lookBefore(FlowNode node) {
        if (node instanceof BoundaryEvent boundary) {
            return withInside((FlowNode) boundary.getAttachedTo()).toList();
        }
        if (node instanceof SubProcess sub && sub.triggeredByEvent()) {
            return Stream.concat(
                            siblings(sub),
                            sub.getParentElement() instanceof SubProcess scope ? Stream.of(scope) : Stream.of())
                    .toList();
        }
        if (node instanceof StartEvent) {
            return node.getParentElement() instanceof SubProcess sub ? Set.of(sub) : Set.of();
        }
        if (node instanceof IntermediateCatchEvent && has(node, LinkEventDefinition.class)) {
            return siblings(node)
                    .filter(IntermediateThrowEvent.class::isInstance)
                    .toList();
        }
        return node.getIncoming().stream()
                .map(SequenceFlow::getSource)
                .filter(source -> source != null)
                .flatMap(this::withInside)
                .toList();
    }

    private Stream<FlowNode> siblings(BaseElement element) {
        return element.getParentElement().getChildElementsByType(FlowElement.class).stream()
                .filter(FlowNode.class::isInstance)
                .map(FlowNode.class::cast)
                .filter(other -> !other.equals(element))
                .flatMap(this::withInside);
    }

    /** What has ended has had its parts done. */
    private Stream<FlowNode> withInside(FlowNode node) {
        return node instanceof SubProcess
                ? withInside
                        .computeIfAbsent(node, sub -> in(sub, FlowNode.class).toList())
                        .stream()
                : Stream.of(node);
    }
}
