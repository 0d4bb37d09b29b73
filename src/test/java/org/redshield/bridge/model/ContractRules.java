package org.redshield.bridge.model;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.springframework.util.StringUtils;

/**
 * Holds each process's contract and its model against each other, in both directions, each offence a sentence that says
 * what to change. A model is read as data; nothing runs.
 */
final class ContractRules {

    /** What every process has: see the engine's declared variables. */
    private static final Set<String> OF_ALL = Set.of("decision", "letterId", "execution");

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("(?<![.\\w'])[a-z]\\w*(?!\\w*\\s*\\()");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "and", "or", "not", "empty", "gt", "lt");

    private final ProcessContracts contracts;
    private final Map<String, Class<?>> steps;
    private final Map<Class<?>, Set<String>> forms;
    private final Set<String> valueBeans;
    private final Set<String> letters;
    private final JavaClasses code;
    private final List<String> offenders = new ArrayList<>();

    /**
     * @param steps the class of steps by bean
     * @param forms the forms by what takes them in
     * @param valueBeans the beans that models ask for values
     * @param letters names of the messages that letters bring
     * @param code the features, to see who reads a variable
     */
    ContractRules(
            ProcessContracts contracts,
            Map<String, Class<?>> steps,
            Map<Class<?>, Set<String>> forms,
            Set<String> valueBeans,
            Set<String> letters,
            JavaClasses code) {
        this.contracts = contracts;
        this.steps = steps;
        this.forms = forms;
        this.valueBeans = valueBeans;
        this.letters = letters;
        this.code = code;
    }

    List<String> offenders(Collection<BpmnModelInstance> models) {
        Map<String, Process> processes = new TreeMap<>();
        models.forEach(model -> model.getModelElementsByType(Process.class)
                .forEach(process -> processes.put(process.getId(), process)));
        Map<String, ProcessContract> known = contracts.all().stream()
                .collect(Collectors.toMap(
                        ProcessContract::key, contract -> contract, (one, other) -> one, TreeMap::new));
        bothWays("processes", processes.keySet(), known.keySet(), "has no contract", "has no model");
        Set<String> called = processes.values().stream()
                .flatMap(process -> in(process, CallActivity.class))
                .map(CallActivity::getCalledElement)
                .collect(Collectors.toSet());
        processes.forEach((key, process) -> {
            ProcessContract contract = known.get(key);
            if (contract != null) {
                if (!contract.getClass().getSimpleName().equals(StringUtils.capitalize(key) + "Process")) {
                    offend(key, "its contract should be called " + StringUtils.capitalize(key) + "Process");
                }
                variables(contract, process);
                timers(contract, process);
                forms(contract, process);
                start(contract, process, called.contains(key));
                messages(contract, process);
                tracking(contract, process);
            }
        });
        steps(processes);
        oneTypeEach();
        bothWays(
                "forms",
                forms.keySet().stream().map(Class::getSimpleName).collect(Collectors.toSet()),
                contracts.all().stream()
                        .flatMap(contract -> contract.forms().stream())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()),
                "takes in forms, but no contract names it",
                "is no bean that takes in forms");
        return offenders;
    }

    private void variables(ProcessContract contract, Process process) {
        Set<String> declared = names(contract);
        Set<String> inModel = namesIn(process);
        minus(inModel, declared)
                .forEach(name ->
                        offend(contract.key(), "the model uses " + name + ", which the contract does not declare"));
        Set<String> inCode = namesInCode(contract, process);
        minus(minus(declared, inModel), inCode)
                .forEach(name -> offend(
                        contract.key(),
                        "the contract declares " + name + ", which neither model nor steps nor forms use"));
    }

    private static Set<String> names(ProcessContract contract) {
        return Stream.concat(Stream.of(contract.subject()), contract.variables().stream())
                .map(Variable::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names in expressions, and what goes into and comes out of loops and of the processes that it calls or is called by. */
    private Set<String> namesIn(Process process) {
        Set<String> names = new TreeSet<>();
        collect(process.getDomElement(), names);
        names.removeAll(OF_ALL);
        names.removeAll(steps.keySet());
        names.removeAll(valueBeans);
        return names;
    }

    private static void collect(DomElement element, Set<String> names) {
        Stream.concat(Stream.of(element.getTextContent()), attributes(element)).forEach(text -> EXPRESSION
                .matcher(text)
                .results()
                .flatMap(found ->
                        NAME.matcher(found.group(1).replaceAll("'[^']*'", "")).results())
                .map(found -> found.group())
                .filter(name -> !WORDS.contains(name))
                .forEach(names::add));
        for (String attribute : List.of("elementVariable", "source", "variable")) {
            String name = element.getAttribute(BpmnModelConstants.CAMUNDA_NS, attribute);
            if (name == null && element.getNamespaceURI().equals(BpmnModelConstants.CAMUNDA_NS)) {
                name = element.getAttribute(attribute);
            }
            if (name != null) {
                names.add(name);
            }
        }
        element.getChildElements().forEach(child -> collect(child, names));
    }

    private static Stream<String> attributes(DomElement element) {
        return Stream.of(
                        "delegateExpression",
                        "collection",
                        "assignee",
                        "dueDate",
                        "candidateGroups",
                        "businessKey",
                        "followUpDate",
                        "completionCondition")
                .flatMap(name -> Stream.of(
                        element.getAttribute(BpmnModelConstants.CAMUNDA_NS, name), element.getAttribute(name)))
                .filter(Objects::nonNull);
    }

    /** What the process's own steps and forms name, and what else in the feature does that is neither. */
    private Set<String> namesInCode(ProcessContract contract, Process process) {
        Set<Class<?>> own = new HashSet<>(contract.forms());
        own.add(stepsOf(process));
        String feature = contract.getClass().getPackageName().replaceFirst("\\.process$", "");
        Set<String> names = new TreeSet<>();
        for (JavaClass holder : code) {
            for (JavaField field : holder.getFields()) {
                if (field.getRawType().isEquivalentTo(Variable.class)
                        && field.getAccessesToSelf().stream()
                                .anyMatch(access -> uses(access.getOriginOwner(), own, feature))) {
                    names.add(value(field.reflect()).name());
                }
            }
        }
        return names;
    }

    private static boolean uses(JavaClass user, Set<Class<?>> own, String feature) {
        boolean ofOneProcess = user.getSimpleName().endsWith("Steps") || user.isAssignableTo(FormIntake.class);
        return ofOneProcess
                ? own.stream().filter(Objects::nonNull).anyMatch(user::isEquivalentTo)
                : user.getPackageName().startsWith(feature)
                        && !user.isAssignableTo(ProcessContract.class)
                        && !user.getSimpleName().endsWith("Variables");
    }

    private static Variable<?> value(Field field) {
        if (!Modifier.isStatic(field.getModifiers())) {
            return Variable.text("");
        }
        field.setAccessible(true);
        try {
            return (Variable<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void timers(ProcessContract contract, Process process) {
        Set<String> modelled = in(process, TimerEventDefinition.class)
                .map(timer -> ((BaseElement) timer.getParentElement()).getId() + " at "
                        + (timer.getTimeDate() == null
                                ? ""
                                : timer.getTimeDate().getTextContent().strip()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> declared = contract.clocks().stream()
                .flatMap(clock -> clock.dates().stream())
                .flatMap(date -> date.timers().stream()
                        .map(timer -> timer + " at ${" + date.variable().name() + "}"))
                .collect(Collectors.toCollection(TreeSet::new));
        minus(modelled, declared)
                .forEach(timer -> offend(contract.key(), "no clock of the contract has timer " + timer));
        minus(declared, modelled).forEach(timer -> offend(contract.key(), "the model has no timer " + timer));
        contract.clocks().stream()
                .flatMap(clock -> clock.dates().stream())
                .map(date -> date.variable().name())
                .filter(name -> !names(contract).contains(name))
                .forEach(name ->
                        offend(contract.key(), "a clock gives " + name + ", which the contract does not declare"));
    }

    private void forms(ProcessContract contract, Process process) {
        Set<String> modelled = Stream.concat(
                        in(process, UserTask.class).map(UserTask::getCamundaFormRef), Stream.of(form(start(process))))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> taken = contract.forms().stream()
                .flatMap(intake -> forms.getOrDefault(intake, Set.of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        minus(modelled, taken).forEach(form -> offend(contract.key(), "nothing in the contract takes in form " + form));
        minus(taken, modelled)
                .forEach(form -> offend(contract.key(), "the model has no task or start with form " + form));
    }

    private void start(ProcessContract contract, Process process, boolean called) {
        StartEvent start = start(process);
        String message = start.getEventDefinitions().stream()
                .filter(MessageEventDefinition.class::isInstance)
                .map(event -> ((MessageEventDefinition) event).getMessage().getName())
                .findFirst()
                .orElse(null);
        Start startedBy = contract.startedBy();
        boolean agrees =
                switch (kind(startedBy)) {
                    case "persons" ->
                        form(start) != null && ModelRules.GROUPS.containsAll(((Start.ByPersons) startedBy).groups());
                    case "message" -> ((Start.ByMessage) startedBy).name().equals(message);
                    default -> form(start) == null && message == null && called;
                };
        if (!agrees) {
            offend(
                    contract.key(),
                    "the contract says " + startedBy + ", but its start event " + start.getId() + " has "
                            + (form(start) != null
                                    ? "a form"
                                    : message != null ? "message " + message : "neither form nor message"));
        }
    }

    private static String kind(Start start) {
        return start instanceof Start.ByPersons ? "persons" : start instanceof Start.ByMessage ? "message" : "call";
    }

    private static StartEvent start(Process process) {
        return process.getChildElementsByType(StartEvent.class).iterator().next();
    }

    private static String form(StartEvent start) {
        return start.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "formRef");
    }

    private void messages(ProcessContract contract, Process process) {
        Set<String> received = Stream.concat(
                        in(process, ReceiveTask.class)
                                .map(task -> task.getMessage().getName()),
                        in(process, CatchEvent.class)
                                .filter(event -> event != start(process))
                                .flatMap(event -> event.getEventDefinitions().stream())
                                .filter(MessageEventDefinition.class::isInstance)
                                .map(event -> ((MessageEventDefinition) event)
                                        .getMessage()
                                        .getName()))
                .collect(Collectors.toCollection(TreeSet::new));
        minus(minus(received, letters), contract.messages())
                .forEach(name -> offend(contract.key(), "message " + name + " is no letter and not in the contract"));
        minus(contract.messages(), received)
                .forEach(name -> offend(contract.key(), "the model waits for no message " + name));
    }

    private void tracking(ProcessContract contract, Process process) {
        minus(
                        contract.tracking(),
                        in(process, UserTask.class).map(UserTask::getId).collect(Collectors.toSet()))
                .forEach(task -> offend(contract.key(), "the model has no user task " + task));
    }

    /** Every bean of a model is a step of the process's one class of steps, and every step is in the model. */
    private void steps(Map<String, Process> processes) {
        Set<String> used = new HashSet<>();
        Set<Class<?>> taken = new HashSet<>();
        processes.forEach((key, process) -> {
            Class<?> own = stepsOf(process);
            if (own != null && !taken.add(own)) {
                offend(key, "its steps are in " + own.getSimpleName() + ", with those of another process");
            }
            delegates(process).forEach(bean -> {
                used.add(bean);
                if (!steps.containsKey(bean)) {
                    offend(key, "the model calls ${" + bean + "}, which is no step");
                } else if (steps.get(bean) != own) {
                    offend(
                            key,
                            "the model calls ${" + bean + "} of "
                                    + steps.get(bean).getSimpleName());
                }
            });
        });
        minus(steps.keySet(), used)
                .forEach(bean -> offenders.add(steps.get(bean).getSimpleName() + ": no model calls ${" + bean + "}"));
    }

    /** The class that has most of its steps; null where it has none. */
    private Class<?> stepsOf(Process process) {
        Map<Class<?>, Long> classes = delegates(process)
                .map(steps::get)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(type -> type, Collectors.counting()));
        return classes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static Stream<String> delegates(Process process) {
        return in(process, org.camunda.bpm.model.bpmn.instance.FlowNode.class)
                .map(node -> node.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "delegateExpression"))
                .filter(Objects::nonNull)
                .map(expression -> expression.replaceAll("[${}]", ""));
    }

    private void oneTypeEach() {
        Map<String, Set<Class<?>>> types = new TreeMap<>();
        contracts.all().stream()
                .flatMap(contract -> contract.variables().stream())
                .forEach(variable -> types.computeIfAbsent(variable.name(), name -> new HashSet<>())
                        .add(variable.type()));
        types.forEach((name, found) -> {
            if (found.size() > 1) {
                offenders.add("variable " + name + " has several types: " + found);
            }
        });
    }

    private void bothWays(String what, Set<String> there, Set<String> here, String notHere, String notThere) {
        minus(there, here).forEach(name -> offenders.add(what + ": " + name + " " + notHere));
        minus(here, there).forEach(name -> offenders.add(what + ": " + name + " " + notThere));
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static <T extends ModelElementInstance> Stream<T> in(Process process, Class<T> type) {
        return process.getModelInstance().getModelElementsByType(type).stream()
                .filter(element -> isWithin(element, process));
    }

    private static boolean isWithin(ModelElementInstance element, Process process) {
        for (ModelElementInstance e = element; e != null; e = e.getParentElement()) {
            if (e == process) {
                return true;
            }
        }
        return false;
    }

    private void offend(String process, String what) {
        offenders.add(process + ": " + what);
    }
}
