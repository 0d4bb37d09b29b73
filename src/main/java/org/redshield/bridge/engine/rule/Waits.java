package org.redshield.bridge.engine.rule;

import static org.redshield.bridge.engine.rule.Elements.has;
import static org.redshield.bridge.engine.rule.Elements.targets;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.ModelInstance;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Where a process stops until somebody or something outside acts. An asynchronous step is none: it only runs elsewhere. */
@RequiredArgsConstructor
final class Waits {

    private final Bundle bundle;
    private final Map<FlowNode, Collection<FlowNode>> onwards = new HashMap<>();
    private final Map<ModelInstance, Map<String, List<BoundaryEvent>>> guests = new IdentityHashMap<>();
    private final Map<FlowNode, Boolean> waits = new HashMap<>();
    private final Map<FlowNode, Set<FlowNode>> ahead = new HashMap<>();

    /** Whether nothing gets past the node without waiting. */
    boolean at(FlowNode node) {
        Boolean known = waits.get(node);
        if (known == null) {
            known = at(node, Set.of());
            waits.put(node, known);
        }
        return known;
    }

    private boolean at(FlowNode node, Set<ModelElementInstance> within) {
        if (node instanceof CallActivity call) {
            Process called = bundle.processes().get(String.valueOf(call.getCalledElement()));
            return called != null && !runsThrough(called, within);
        }
        if (node instanceof SubProcess sub) {
            return sub.triggeredByEvent() || !runsThrough(sub, within);
        }
        return node instanceof UserTask
                || node instanceof ReceiveTask
                || node instanceof EventBasedGateway
                || node instanceof IntermediateCatchEvent && !has(node, LinkEventDefinition.class)
                || node instanceof BoundaryEvent && !has(node, ErrorEventDefinition.class);
    }

    /** Whether a way leads from its start to an end that waits nowhere. */
    private boolean runsThrough(ModelElementInstance scope, Set<ModelElementInstance> within) {
        if (within.contains(scope)) {
            return true;
        }
        Set<ModelElementInstance> deeper = new HashSet<>(within);
        deeper.add(scope);
        return passed(scope, deeper).stream().anyMatch(EndEvent.class::isInstance);
    }

    /** What is reached from the scope's start without waiting. */
    private Set<FlowNode> passed(ModelElementInstance scope, Set<ModelElementInstance> within) {
        Set<FlowNode> passed = new LinkedHashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>(scope.getChildElementsByType(StartEvent.class));
        while (!next.isEmpty()) {
            FlowNode node = next.pop();
            if (passed.add(node) && !at(node, within)) {
                next.addAll(onwards(node));
            }
        }
        return passed;
    }

    /** The nodes of the circle that leads from the node back to it without waiting; empty where there is none. */
    Set<FlowNode> circle(FlowNode node) {
        Set<FlowNode> ahead = ahead(node);
        Set<FlowNode> circle = new LinkedHashSet<>();
        if (ahead.contains(node)) {
            circle.add(node);
            ahead.stream().filter(other -> ahead(other).contains(node)).forEach(circle::add);
        }
        return circle;
    }

    private Set<FlowNode> ahead(FlowNode node) {
        Set<FlowNode> known = ahead.get(node);
        if (known != null) {
            return known;
        }
        Set<FlowNode> found = new LinkedHashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>(onwards(node));
        while (!next.isEmpty()) {
            FlowNode one = next.pop();
            if (!at(one) && found.add(one)) {
                next.addAll(onwards(one));
            }
        }
        ahead.put(node, found);
        return found;
    }

    /** Where the flow goes on from the node: its ways out, the other end of a link, an error of its own. */
    Collection<FlowNode> onwards(FlowNode node) {
        return onwards.computeIfAbsent(node, this::follow);
    }

    private Collection<FlowNode> follow(FlowNode node) {
        Stream<FlowNode> links = node instanceof IntermediateThrowEvent && has(node, LinkEventDefinition.class)
                ? node.getParentElement().getChildElementsByType(IntermediateCatchEvent.class).stream()
                        .filter(other -> link(other).equals(link(node)))
                        .map(FlowNode.class::cast)
                : Stream.of();
        Stream<FlowNode> errors = guests(node).stream()
                .filter(event -> has(event, ErrorEventDefinition.class))
                .map(FlowNode.class::cast);
        return Stream.of(targets(node).stream(), links, errors)
                .flatMap(nodes -> nodes)
                .toList();
    }

    /** The events at the node's boundary. */
    List<BoundaryEvent> guests(FlowNode node) {
        return guests.computeIfAbsent(
                        node.getModelInstance(), model -> Elements.all(model, BoundaryEvent.class).stream()
                                .filter(event -> event.getAttachedTo() != null)
                                .collect(Collectors.groupingBy(
                                        event -> event.getAttachedTo().getId())))
                .getOrDefault(node.getId(), List.of());
    }

    private static String link(FlowNode node) {
        return node.getChildElementsByType(LinkEventDefinition.class).stream()
                .map(LinkEventDefinition::getName)
                .findFirst()
                .orElse("");
    }

    /** The calls that come back to their own process before anything has waited. */
    List<CallActivity> endlessCalls(BpmnModelInstance model) {
        return Elements.all(model, CallActivity.class).stream()
                .filter(call -> Elements.process(call)
                        .filter(own -> called(call, new HashSet<>()).contains(own.getId()))
                        .filter(own -> passed(own, Set.of(own)).contains(call))
                        .isPresent())
                .toList();
    }

    private Set<String> called(CallActivity call, Set<String> seen) {
        Process called = bundle.processes().get(String.valueOf(call.getCalledElement()));
        if (called != null && seen.add(called.getId())) {
            passed(called, Set.of(called)).stream()
                    .filter(CallActivity.class::isInstance)
                    .map(CallActivity.class::cast)
                    .forEach(deeper -> called(deeper, seen));
        }
        return seen;
    }
}
