package org.redshield.bridge.engine.rule;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.xml.ModelInstance;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ConcurrentReferenceHashMap.ReferenceType;

/** What the rules ask of a model's elements. */
public final class Elements {

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z][A-Za-z0-9]*)}");

    /** A model is not changed once it is read, and looking for a type goes through the whole document. */
    private static final Map<ModelInstance, Map<Class<?>, Collection<?>>> FOUND =
            new ConcurrentReferenceHashMap<>(64, ReferenceType.WEAK);

    private Elements() {}

    @SuppressWarnings("unchecked")
    static <T extends ModelElementInstance> Collection<T> all(ModelInstance model, Class<T> type) {
        return (Collection<T>) FOUND.computeIfAbsent(model, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(type, any -> model.getModelElementsByType(type));
    }

    public static <T extends ModelElementInstance> Stream<T> in(ModelElementInstance scope, Class<T> type) {
        return all(scope.getModelInstance(), type).stream().filter(element -> isWithin(element, scope));
    }

    static boolean isWithin(ModelElementInstance element, ModelElementInstance scope) {
        for (ModelElementInstance e = element; e != null; e = e.getParentElement()) {
            if (e.equals(scope)) {
                return true;
            }
        }
        return false;
    }

    static Optional<Process> process(ModelElementInstance element) {
        ModelElementInstance e = element;
        while (e != null && !(e instanceof Process)) {
            e = e.getParentElement();
        }
        return Optional.ofNullable((Process) e);
    }

    static boolean chinese(String text) {
        return text != null && CHINESE.matcher(text).find();
    }

    /** As a sentence names it. */
    static String label(BaseElement element) {
        String name = element.getAttributeValue("name");
        return name == null || name.isBlank()
                ? element.getId()
                : "“" + name.replace('\n', ' ') + "”（" + element.getId() + "）";
    }

    static List<FlowNode> targets(FlowNode node) {
        return node.getOutgoing().stream()
                .map(SequenceFlow::getTarget)
                .filter(target -> target != null)
                .toList();
    }

    /** The variable, where the text is an expression of one and nothing more. */
    static Optional<String> variable(String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .map(VARIABLE::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1));
    }

    static String condition(SequenceFlow flow) {
        return flow.getConditionExpression() == null
                ? ""
                : flow.getConditionExpression().getTextContent().strip();
    }

    public static String camunda(BaseElement element, String attribute) {
        return element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
    }

    static <T extends ModelElementInstance> Collection<T> extensions(BaseElement element, Class<T> type) {
        return element.getExtensionElements() == null
                ? List.of()
                : element.getExtensionElements().getChildElementsByType(type);
    }

    /** What begins an instance; a process has one. */
    static Optional<StartEvent> start(Process process) {
        return process.getChildElementsByType(StartEvent.class).stream().findFirst();
    }

    static boolean has(FlowNode node, Class<? extends EventDefinition> definition) {
        return !node.getChildElementsByType(definition).isEmpty();
    }

    /** The messages for which the node waits, those with a name. */
    static Stream<String> messages(FlowNode node) {
        Stream<Message> found = node instanceof ReceiveTask task
                ? Stream.ofNullable(task.getMessage())
                : node instanceof CatchEvent event
                        ? event.getChildElementsByType(MessageEventDefinition.class).stream()
                                .flatMap(definition -> Stream.ofNullable(definition.getMessage()))
                        : Stream.of();
        return found.flatMap(message -> Stream.ofNullable(message.getName()));
    }

    /** The messages that something within waits for, by name, the one that starts it left out. */
    static Set<String> received(Process process) {
        Optional<StartEvent> start = start(process);
        return in(process, FlowNode.class)
                .filter(node -> !node.equals(start.orElse(null)))
                .flatMap(Elements::messages)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Optional<String> message(StartEvent start) {
        return messages(start).findFirst();
    }

    static Set<String> minus(Collection<String> all, Collection<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    static String listed(Collection<String> names) {
        return names.isEmpty() ? "（没有）" : String.join("、", new TreeSet<>(names));
    }
}
