package org.redshield.bridge.engine.rule;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
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
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** What the rules ask of a model's elements. */
public final class Elements {

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z][A-Za-z0-9]*)}");

    private Elements() {}

    static <T extends ModelElementInstance> Collection<T> all(BpmnModelInstance model, Class<T> type) {
        return model.getModelElementsByType(type);
    }

    public static <T extends ModelElementInstance> Stream<T> in(ModelElementInstance scope, Class<T> type) {
        return scope.getModelInstance().getModelElementsByType(type).stream()
                .filter(element -> isWithin(element, scope));
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
                .filter(java.util.regex.Matcher::matches)
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

    /** The messages that something within waits for, by name, the one that starts it left out. */
    static Set<String> received(Process process) {
        Optional<StartEvent> start = start(process);
        Set<String> names = new TreeSet<>();
        in(process, ReceiveTask.class).map(ReceiveTask::getMessage).forEach(message -> add(names, message));
        in(process, CatchEvent.class)
                .filter(event -> !event.equals(start.orElse(null)))
                .flatMap(event -> event.getChildElementsByType(MessageEventDefinition.class).stream())
                .map(MessageEventDefinition::getMessage)
                .forEach(message -> add(names, message));
        return names;
    }

    private static void add(Set<String> names, Message message) {
        if (message != null && message.getName() != null) {
            names.add(message.getName());
        }
    }

    static Optional<String> message(StartEvent start) {
        return start.getChildElementsByType(MessageEventDefinition.class).stream()
                .map(MessageEventDefinition::getMessage)
                .filter(message -> message != null)
                .map(Message::getName)
                .findFirst();
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
