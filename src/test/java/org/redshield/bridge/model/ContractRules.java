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
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.Variable;
import org.springframework.util.StringUtils;

/**
 * Holds the contracts against the code and the models: what is declared and nobody uses, what is used and nobody declares.
 * Whether a model keeps its contract is the gate's affair.
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
    private final JavaClasses code;
    private final List<String> offenders = new ArrayList<>();

    /**
     * @param steps the class of steps by bean
     * @param forms the forms by what takes them in
     * @param valueBeans the beans that models ask for values
     * @param code the features, to see who reads a variable
     */
    ContractRules(
            ProcessContracts contracts,
            Map<String, Class<?>> steps,
            Map<Class<?>, Set<String>> forms,
            Set<String> valueBeans,
            JavaClasses code) {
        this.contracts = contracts;
        this.steps = steps;
        this.forms = forms;
        this.valueBeans = valueBeans;
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
        processes.forEach((key, process) -> {
            ProcessContract contract = known.get(key);
            if (contract != null) {
                if (!contract.getClass().getSimpleName().equals(StringUtils.capitalize(key) + "Process")) {
                    offend(key, "its contract should be called " + StringUtils.capitalize(key) + "Process");
                }
                variables(contract, process);
                clocks(contract);
                beside(contract, process);
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

    private void beside(ProcessContract contract, Process process) {
        Set<String> told = contract.beside().stream()
                .filter(beside -> !beside.open().isEmpty())
                .flatMap(beside -> beside.tasks().stream())
                .collect(Collectors.toSet());
        process.getModelInstance().getModelElementsByType(UserTask.class).stream()
                .filter(task -> process.equals(processOf(task)))
                .map(UserTask::getId)
                .filter(task -> !told.contains(task))
                .forEach(task -> offend(contract.key(), "beside " + task + " nothing of the case is said to lie open"));
    }

    private static ModelElementInstance processOf(ModelElementInstance element) {
        return element instanceof Process ? element : processOf(element.getParentElement());
    }

    private void variables(ProcessContract contract, Process process) {
        Set<String> declared = names(contract);
        Set<String> inModel = namesIn(process);
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

    private void clocks(ProcessContract contract) {
        contract.clocks().stream()
                .flatMap(clock -> clock.dates().stream())
                .map(date -> date.variable().name())
                .filter(name -> !names(contract).contains(name))
                .forEach(name ->
                        offend(contract.key(), "a clock gives " + name + ", which the contract does not declare"));
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
