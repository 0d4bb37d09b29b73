package org.redshield.bridge.engine.rule;

import static org.redshield.bridge.engine.rule.Elements.camunda;
import static org.redshield.bridge.engine.rule.Elements.in;
import static org.redshield.bridge.engine.rule.Elements.label;
import static org.redshield.bridge.engine.rule.Elements.listed;
import static org.redshield.bridge.engine.rule.Elements.minus;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;

/** Holds a process against its contract, in both directions: what it may use, and what the house relies on. */
final class ContractRules {

    /** What every process has: see the engine's declared variables. */
    private static final Set<String> OF_ALL = Set.of("decision", "letterId", "execution");

    private static final List<String> NAMING = List.of("elementVariable", "source", "variable");

    private final Bundle bundle;
    private final Vocabulary house;
    private final Expressions expressions;
    private final Findings findings;

    ContractRules(Bundle bundle, Vocabulary house, Findings findings) {
        this.bundle = bundle;
        this.house = house;
        this.expressions = new Expressions(house);
        this.findings = findings;
    }

    static Optional<ProcessContract> of(Vocabulary house, String process) {
        return house.contracts().all().stream()
                .filter(contract -> contract.key().equals(process))
                .findFirst();
    }

    /** The messages that our own services send it. */
    static Stream<String> messages(ProcessContract contract) {
        return Stream.concat(
                contract.messages().stream(),
                contract.startedBy() instanceof Start.ByMessage by ? Stream.of(by.name()) : Stream.empty());
    }

    void check() {
        Set<String> called = bundle.processes().values().stream()
                .flatMap(process -> in(process, CallActivity.class))
                .map(call -> String.valueOf(call.getCalledElement()))
                .collect(Collectors.toSet());
        bundle.processes().forEach((key, process) -> of(house, key)
                .ifPresentOrElse(
                        contract -> {
                            variables(contract, process);
                            timers(contract, process);
                            forms(contract, process);
                            start(contract, process, called.contains(key));
                            messages(contract, process);
                            tasks(contract, process);
                            steps(process);
                        },
                        () -> hint(process, "process-unknown", listed(keys()))));
    }

    private Collection<String> keys() {
        return house.contracts().all().stream().map(ProcessContract::key).toList();
    }

    private void variables(ProcessContract contract, Process process) {
        Set<String> declared = Stream.concat(Stream.of(contract.subject()), contract.variables().stream())
                .map(Variable::name)
                .collect(Collectors.toSet());
        variables(process, process.getDomElement(), process.getId(), declared);
    }

    /** Names in expressions, and what goes into and comes out of loops and of the processes that it calls or is called by. */
    private void variables(Process process, DomElement element, String nearest, Set<String> declared) {
        String id = element.hasAttribute("id") ? element.getAttribute("id") : nearest;
        Set<String> names = new TreeSet<>();
        boolean leaf = element.getChildElements().isEmpty();
        Stream.concat(
                        leaf ? Stream.of(element.getTextContent()) : Stream.of(),
                        Stream.of(
                                        "delegateExpression",
                                        "collection",
                                        "assignee",
                                        "dueDate",
                                        "candidateGroups",
                                        "businessKey",
                                        "completionCondition")
                                .flatMap(name -> Stream.of(
                                        element.getAttribute(BpmnModelConstants.CAMUNDA_NS, name),
                                        element.getAttribute(name))))
                .filter(text -> text != null && Expressions.isOne(text))
                .forEach(text -> names.addAll(expressions.read(text).variables()));
        for (String attribute : NAMING) {
            String name = element.getAttribute(BpmnModelConstants.CAMUNDA_NS, attribute);
            if (name == null && BpmnModelConstants.CAMUNDA_NS.equals(element.getNamespaceURI())) {
                name = element.getAttribute(attribute);
            }
            if (name != null && !Expressions.isOne(name)) {
                names.add(name);
            }
        }
        minus(minus(names, OF_ALL), declared).stream()
                // One that no process declares the grammar has told of.
                .filter(name -> house.declares(name) || !isInExpression(element, name))
                .forEach(name ->
                        findings.error(bundle.fileOf(process), id, "variable-undeclared", id, name, listed(declared)));
        element.getChildElements().forEach(child -> variables(process, child, id, declared));
    }

    private static boolean isInExpression(DomElement element, String name) {
        return NAMING.stream()
                .noneMatch(attribute -> name.equals(element.getAttribute(attribute))
                        || name.equals(element.getAttribute(BpmnModelConstants.CAMUNDA_NS, attribute)));
    }

    private void timers(ProcessContract contract, Process process) {
        Map<String, FlowNode> events = in(process, TimerEventDefinition.class)
                .collect(Collectors.toMap(
                        timer -> ((BaseElement) timer.getParentElement()).getId()
                                + timer.getTextContent().strip().replaceFirst("^(?=.)", " @ "),
                        timer -> (FlowNode) timer.getParentElement(),
                        (one, other) -> one));
        Set<String> declared = contract.clocks().stream()
                .flatMap(clock -> clock.dates().stream())
                .flatMap(date -> date.timers().stream()
                        .map(timer -> timer + " @ ${" + date.variable().name() + "}"))
                .collect(Collectors.toCollection(TreeSet::new));
        minus(events.keySet(), declared)
                .forEach(timer -> error(events.get(timer), "timer-undeclared", timer, listed(declared)));
        minus(declared, events.keySet())
                .forEach(timer -> error(process, "timer-missing", timer.replaceAll(" @.*", ""), timer));
    }

    private void forms(ProcessContract contract, Process process) {
        Set<String> modelled = Stream.concat(
                        in(process, UserTask.class).map(UserTask::getCamundaFormRef),
                        Elements.start(process).map(start -> camunda(start, "formRef")).stream())
                .filter(form -> form != null)
                .collect(Collectors.toSet());
        contract.forms().forEach(intake -> minus(
                        house.forms().getOrDefault(intake, Map.of()).keySet(), modelled)
                .forEach(form -> error(process, "task-missing", form)));
        // A step that no code knows is anybody's to add; one of another process's code is not about this one.
        Set<String> own = contract.forms().stream()
                .flatMap(intake -> house.forms().getOrDefault(intake, Map.of()).keySet().stream())
                .collect(Collectors.toSet());
        in(process, UserTask.class)
                .filter(task -> task.getCamundaFormRef() != null
                        && !own.contains(task.getCamundaFormRef())
                        && house.decisions(task.getCamundaFormRef()).isPresent())
                .forEach(task -> error(task, "task-of-another-process", task.getCamundaFormRef()));
    }

    private void start(ProcessContract contract, Process process, boolean called) {
        Optional<StartEvent> found = Elements.start(process);
        if (found.isEmpty() || process.getChildElementsByType(StartEvent.class).size() > 1) {
            error(process, "start-count");
            return;
        }
        StartEvent start = found.get();
        Optional<String> form = Optional.ofNullable(camunda(start, "formRef"));
        Optional<String> message = Elements.message(start);
        Start by = contract.startedBy();
        if (by instanceof Start.ByPersons persons) {
            if (form.isEmpty() || message.isPresent()) {
                error(start, "start-by-persons", listed(persons.groups()));
            }
        } else if (by instanceof Start.ByMessage letter) {
            if (message.filter(letter.name()::equals).isEmpty()) {
                error(start, "start-by-message", letter.name());
            }
        } else if (form.isPresent() || message.isPresent() || !called) {
            error(start, "start-by-call");
        }
    }

    private void messages(ProcessContract contract, Process process) {
        Set<String> received = Elements.received(process);
        Set<String> letters = house.names(KnownNames.Kind.MESSAGE);
        minus(minus(received, letters), contract.messages())
                .forEach(name -> error(process, "message-undeclared", name, listed(contract.messages())));
        minus(contract.messages(), received).forEach(name -> error(process, "message-unreceived", name));
        in(process, FlowNode.class).forEach(node -> Elements.messages(node)
                .filter(name ->
                        !contract.receives().getOrDefault(node.getId(), name).equals(name))
                .forEach(name -> error(
                        node, "message-elsewhere", name, contract.receives().get(node.getId()))));
    }

    private void tasks(ProcessContract contract, Process process) {
        Set<String> named = contract.beside().stream()
                .flatMap(beside -> beside.tasks().stream())
                .collect(Collectors.toSet());
        named.addAll(contract.tracking());
        named.addAll(contract.signing());
        minus(named, in(process, UserTask.class).map(UserTask::getId).collect(Collectors.toSet()))
                .forEach(task -> error(process, "task-missing", task));
    }

    /** A process calls the steps of its own class only: those of another are about something else. */
    private void steps(Process process) {
        Map<String, FlowNode> delegates = in(process, FlowNode.class)
                .filter(node -> camunda(node, "delegateExpression") != null)
                .collect(Collectors.toMap(
                        node -> camunda(node, "delegateExpression").replaceAll("[${}]", ""),
                        node -> node,
                        (one, other) -> one));
        Map<Class<?>, Long> classes = delegates.keySet().stream()
                .filter(house.steps()::containsKey)
                .collect(Collectors.groupingBy(house.steps()::get, Collectors.counting()));
        Optional<Class<?>> own =
                classes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        delegates.forEach((bean, node) -> own.filter(
                        mine -> house.steps().containsKey(bean) && house.steps().get(bean) != mine)
                .ifPresent(mine -> error(node, "step-of-another-process", bean)));
    }

    private void error(BaseElement element, String code, Object... values) {
        findings.error(bundle.fileOf(element), element.getId(), code, with(element, values));
    }

    private void hint(BaseElement element, String code, Object... values) {
        findings.hint(bundle.fileOf(element), element.getId(), code, with(element, values));
    }

    private static Object[] with(BaseElement element, Object... values) {
        return Stream.concat(Stream.of(label(element)), Stream.of(values)).toArray();
    }
}
