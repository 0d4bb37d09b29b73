package org.redshield.bridge.engine.rule;

import static org.redshield.bridge.engine.rule.Elements.all;
import static org.redshield.bridge.engine.rule.Elements.condition;
import static org.redshield.bridge.engine.rule.Elements.has;
import static org.redshield.bridge.engine.rule.Elements.label;
import static org.redshield.bridge.engine.rule.Elements.listed;
import static org.redshield.bridge.engine.rule.Elements.minus;
import static org.redshield.bridge.engine.rule.Elements.targets;
import static org.redshield.bridge.engine.rule.Elements.variable;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.rule.walk.Trail;

/** The rules for the ways through a process: what decides, what waits, what is reached. */
final class FlowRules {

    static final String DECISION = "decision";
    private static final String RETURN = "return";
    private static final Pattern COMPARED = Pattern.compile("decision\\s*==\\s*['\"]([^'\"]*)['\"]");

    private final String file;
    private final BpmnModelInstance model;
    private final Bundle bundle;
    private final Vocabulary house;
    private final Expressions expressions;
    private final Findings findings;
    private final Waits waits;

    FlowRules(String file, BpmnModelInstance model, Bundle bundle, Vocabulary house, Findings findings) {
        this.file = file;
        this.model = model;
        this.bundle = bundle;
        this.house = house;
        this.expressions = new Expressions(house);
        this.findings = findings;
        this.waits = new Waits(bundle);
    }

    void check() {
        timers();
        endings();
        gateways();
        decisions();
        returns();
        besideTheMainFlow();
        ends();
        circles();
        rounds();
    }

    /**
     * A timer waits for a clock's date, so that it moves with the clock, and leads to somebody or something that acts.
     */
    private void timers() {
        for (TimerEventDefinition timer : all(model, TimerEventDefinition.class)) {
            FlowNode event = (FlowNode) timer.getParentElement();
            String date = timer.getTimeDate() == null
                    ? timer.getTextContent().strip()
                    : timer.getTimeDate().getTextContent().strip();
            Optional<String> name = timer.getTimeDate() == null ? Optional.empty() : variable(date);
            if (name.isEmpty()) {
                error(event, "timer-literal", date, listed(dates(event)));
            } else if (!dates(event).contains(name.get())) {
                error(event, "timer-without-clock", name.get(), listed(dates(event)));
            }
            if (beyondLinks(event).noneMatch(Activity.class::isInstance)) {
                error(event, "timer-reaches-nobody");
            }
        }
        for (UserTask task : all(model, UserTask.class)) {
            variable(task.getCamundaDueDate())
                    .filter(name -> !dates(task).contains(name))
                    .ifPresent(name -> error(task, "due-without-clock", name, listed(dates(task))));
        }
    }

    /** A date or a message ends what it watches only where the process says so: else whoever answers later finds nobody. */
    private void endings() {
        for (BoundaryEvent event : all(model, BoundaryEvent.class)) {
            if (event.getAttachedTo() != null) {
                ending(event, event.getAttachedTo(), event.cancelActivity());
            }
        }
        for (StartEvent start : all(model, StartEvent.class)) {
            if (start.getParentElement() instanceof SubProcess sub && sub.triggeredByEvent()) {
                ending(start, (BaseElement) sub.getParentElement(), start.isInterrupting());
            }
        }
    }

    private void ending(FlowNode event, BaseElement watched, boolean ends) {
        if (has(event, TimerEventDefinition.class) || has(event, MessageEventDefinition.class)) {
            contract(event)
                    .filter(contract -> contract.ending().contains(event.getId()) != ends)
                    .ifPresent(contract -> error(event, ends ? "event-cancels" : "event-goes-on", label(watched)));
        }
    }

    /** What comes right behind a node, where a link leads on the one behind its other end. */
    private Stream<FlowNode> beyondLinks(FlowNode node) {
        return targets(node).stream()
                .flatMap(next -> has(next, LinkEventDefinition.class)
                        ? waits.onwards(next).stream().flatMap(this::beyondLinks)
                        : Stream.of(next));
    }

    /** The variables that carry a date, by the contract of the element's process. */
    private Set<String> dates(BaseElement element) {
        return contract(element).stream()
                .flatMap(contract -> contract.clocks().stream())
                .flatMap(clock -> clock.dates().stream())
                .map(date -> date.variable().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<ProcessContract> contract(BaseElement element) {
        return Elements.process(element).flatMap(process -> ContractRules.of(house, process.getId()));
    }

    /** As the process declares it; the decision is what the form before offers. */
    private Optional<Variable<?>> declared(FlowNode gateway, String name) {
        return contract(gateway).stream()
                .flatMap(contract -> contract.variables().stream())
                .filter(variable -> variable.name().equals(name))
                .<Variable<?>>map(variable -> variable)
                .findFirst();
    }

    private void gateways() {
        for (Gateway gateway : all(model, Gateway.class)) {
            if (gateway instanceof ExclusiveGateway exclusive) {
                if (exclusive.getDefault() != null) {
                    error(gateway, "default-flow");
                }
                if (gateway.getOutgoing().size() > 1) {
                    gateway.getOutgoing().forEach(flow -> condition(gateway, flow));
                    difference(gateway);
                    new Ways(conditions(gateway), this::error).check(gateway);
                }
            } else if (!(gateway instanceof ParallelGateway)) {
                error(gateway, "gateway-kind");
            }
        }
        for (SequenceFlow flow : all(model, SequenceFlow.class)) {
            if (flow.getConditionExpression() != null && !(flow.getSource() instanceof ExclusiveGateway)) {
                error(flow, "condition-elsewhere", label(flow.getSource()));
            }
        }
    }

    /** What is asked makes a difference: by the way that is taken, or because the code of the form before does one thing or the other. */
    private void difference(Gateway gateway) {
        boolean decides = all(model, UserTask.class).stream()
                .filter(task -> behind(task).contains(gateway))
                .anyMatch(task -> contract(task).stream()
                        .flatMap(contract -> contract.moves().all().stream())
                        .anyMatch(move -> move.by().kind() == Move.Kind.DECISION
                                && move.by().name().startsWith(task.getId() + ":")));
        List<FlowNode> next = beyondLinks(gateway).distinct().toList();
        if (!decides && next.size() == 1) {
            error(gateway, "no-difference", label(next.get(0)));
        }
    }

    private Conditions conditions(FlowNode node) {
        return new Conditions(expressions, name -> declared(node, name));
    }

    private void condition(Gateway gateway, SequenceFlow flow) {
        String target = flow.getTarget() == null ? "" : label(flow.getTarget());
        String text = Elements.condition(flow);
        if (text.isEmpty()) {
            error(flow, "way-without-condition", label(gateway), target);
            return;
        }
        if (!text.startsWith("${")) {
            error(flow, "condition-form", label(gateway), target, text);
            return;
        }
        Set<String> readable = readable(gateway);
        minus(expressions.read(text).variables(), readable).stream()
                .filter(house::declares)
                .forEach(name -> error(flow, "condition-reads", label(gateway), name, listed(readable)));
    }

    private static Stream<String> compared(SequenceFlow flow) {
        return COMPARED.matcher(Elements.condition(flow)).results().map(result -> result.group(1));
    }

    /** The decision, and the flags and choices that steps and messages set. */
    private Set<String> readable(Gateway gateway) {
        Set<String> names = contract(gateway).stream()
                .flatMap(contract -> contract.variables().stream())
                .filter(Variable::decides)
                .map(Variable::name)
                .collect(Collectors.toCollection(TreeSet::new));
        names.add(DECISION);
        return names;
    }

    private boolean readsDecision(FlowNode node) {
        return node.getOutgoing().stream()
                .anyMatch(flow ->
                        expressions.read(Elements.condition(flow)).variables().contains(DECISION));
    }

    /** What the form offers is what the next gateway reads; where nobody reads it there is nothing to choose. */
    private void decisions() {
        for (UserTask task : all(model, UserTask.class)) {
            Optional<JsonNode> form = bundle.form(task.getId());
            if (form.isEmpty()) {
                continue;
            }
            Set<String> offered = FormRules.decisions(form.get(), house);
            Set<String> read = read(task);
            if (read.isEmpty()) {
                if (offered.size() > 1 && !house.formsWithoutWay().contains(task.getId())) {
                    error(task, "choice-unread", listed(offered));
                }
            } else {
                if (keepsDecision(task)) {
                    error(task, "decision-lost");
                }
                minus(offered, read).forEach(value -> error(task, "decision-without-way", value));
                minus(read, offered).forEach(value -> error(task, "decision-not-offered", value, listed(offered)));
            }
        }
        for (ExclusiveGateway gateway : all(model, ExclusiveGateway.class)) {
            if (readsDecision(gateway) && beginsBefore(gateway)) {
                error(gateway, "decision-unset");
            }
        }
    }

    /** What a head gives back goes to somebody who can mend it, and not to an end or straight to the head again. */
    private void returns() {
        for (UserTask task : all(model, UserTask.class)) {
            boolean offered = bundle.form(task.getId())
                    .filter(form -> FormRules.decisions(form, house).contains(RETURN))
                    .isPresent();
            if (offered && read(task).contains(RETURN)) {
                nowhere(task).ifPresent(way -> error(task, "return-nowhere", Trail.ofNodes(way)));
            }
        }
    }

    /** The way that a return takes, where it meets no other task before it ends or comes back. */
    private Optional<List<FlowNode>> nowhere(UserTask task) {
        Conditions conditions = conditions(task);
        Map<FlowNode, FlowNode> before = new HashMap<>();
        Deque<FlowNode> next = new ArrayDeque<>(List.of(task));
        Optional<FlowNode> last = Optional.empty();
        while (!next.isEmpty()) {
            FlowNode node = next.pop();
            for (FlowNode target : onwards(node, conditions)) {
                if (target.equals(task) || target instanceof EndEvent && !leaves(target)) {
                    before.putIfAbsent(target, node);
                    last = last.or(() -> Optional.of(target));
                } else if (target instanceof Activity && waits.at(target)) {
                    return Optional.empty();
                } else if (before.putIfAbsent(target, node) == null) {
                    next.add(target);
                }
            }
        }
        return last.map(end -> {
            LinkedList<FlowNode> way = new LinkedList<>(List.of(end));
            FlowNode node = before.get(end);
            while (!node.equals(task)) {
                way.addFirst(node);
                node = before.get(node);
            }
            way.addFirst(task);
            return way;
        });
    }

    private Stream<FlowNode> taken(FlowNode node, Conditions conditions) {
        return node.getOutgoing().stream()
                .filter(flow -> flow.getTarget() != null)
                .filter(flow ->
                        !conditions.taking(flow, Map.of(DECISION, RETURN)).isEmpty())
                .map(SequenceFlow::getTarget);
    }

    /** Whether the flow goes on behind the part of the process that ends there. */
    private static boolean leaves(FlowNode end) {
        return end.getParentElement() instanceof SubProcess sub && !sub.triggeredByEvent();
    }

    private List<FlowNode> onwards(FlowNode node, Conditions conditions) {
        if (node instanceof EndEvent) {
            return targets((FlowNode) node.getParentElement());
        }
        return (node instanceof ExclusiveGateway
                        ? taken(node, conditions)
                        : waits.onwards(node).stream().filter(other -> !(other instanceof BoundaryEvent)))
                .toList();
    }

    private Set<String> read(FlowNode from) {
        Set<String> values = new TreeSet<>();
        for (FlowNode node : behind(from)) {
            node.getOutgoing().forEach(flow -> compared(flow).forEach(values::add));
        }
        return values;
    }

    /** The nodes that run after {@code from} before anything else sets a decision; a gateway that reads it is the last. */
    private Set<FlowNode> behind(FlowNode from) {
        Set<FlowNode> seen = new HashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>(targets(from));
        while (!next.isEmpty()) {
            FlowNode node = next.pop();
            boolean setsDecision = node instanceof UserTask || node instanceof ReceiveTask;
            if (!setsDecision && seen.add(node) && !readsDecision(node)) {
                next.addAll(targets(node));
            }
        }
        return seen;
    }

    /** Whether a way leads from a start to here on which nobody has decided anything. */
    private static boolean beginsBefore(FlowNode gateway) {
        Set<FlowNode> seen = new HashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>(sources(gateway));
        while (!next.isEmpty()) {
            FlowNode node = next.pop();
            if (node instanceof UserTask || node instanceof ReceiveTask || !seen.add(node)) {
                continue;
            }
            if (node instanceof StartEvent && !(node.getParentElement() instanceof SubProcess)) {
                return true;
            }
            next.addAll(sources(node));
        }
        return false;
    }

    private static Collection<FlowNode> sources(FlowNode node) {
        if (node instanceof BoundaryEvent boundary) {
            return sources((FlowNode) boundary.getAttachedTo());
        }
        if (node instanceof StartEvent && node.getParentElement() instanceof SubProcess sub) {
            return sources(sub);
        }
        return node.getIncoming().stream()
                .map(SequenceFlow::getSource)
                .filter(source -> source != null)
                .toList();
    }

    /** A task that runs beside the main flow must not overwrite the decision that a gateway there waits to read. */
    private void besideTheMainFlow() {
        Deque<FlowNode> next = new ArrayDeque<>();
        all(model, BoundaryEvent.class).stream()
                .filter(event -> !event.cancelActivity())
                .forEach(next::add);
        all(model, StartEvent.class).stream()
                .filter(start -> start.getParentElement() instanceof SubProcess sub
                        && sub.triggeredByEvent()
                        && !start.isInterrupting())
                .forEach(next::add);
        all(model, ParallelGateway.class).stream()
                .flatMap(gateway -> targets(gateway).stream())
                .filter(UserTask.class::isInstance)
                .forEach(next::add);
        Set<FlowNode> seen = new HashSet<>();
        while (!next.isEmpty()) {
            FlowNode node = next.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (node instanceof UserTask && !keepsDecision(node)) {
                error(node, "decision-beside");
            }
            next.addAll(targets(node));
        }
    }

    /** Whether what is decided there ends with the task, and no gateway behind reads it. */
    static boolean keepsDecision(FlowNode node) {
        return Elements.extensions(node, CamundaInputOutput.class).stream()
                .flatMap(mapping -> mapping.getCamundaInputParameters().stream())
                .anyMatch(parameter -> DECISION.equals(parameter.getCamundaName()));
    }

    /** Everything is reached, and leads on to an end. */
    private void ends() {
        Set<FlowNode> reached = reached();
        for (FlowNode node : all(model, FlowNode.class)) {
            if (!reached.contains(node)) {
                error(node, "unreachable");
            }
            boolean ends = node instanceof EndEvent
                    || node instanceof SubProcess sub && sub.triggeredByEvent()
                    || node instanceof IntermediateThrowEvent && has(node, LinkEventDefinition.class);
            if (node.getOutgoing().isEmpty() && !ends) {
                error(node, "dead-end");
            }
        }
        for (SequenceFlow flow : all(model, SequenceFlow.class)) {
            if (flow.getSource() == null || flow.getTarget() == null) {
                error(flow, "flow-loose");
            }
        }
    }

    private Set<FlowNode> reached() {
        Deque<FlowNode> next = new ArrayDeque<>(all(model, StartEvent.class).stream()
                .filter(start -> !(start.getParentElement() instanceof SubProcess))
                .toList());
        Set<FlowNode> reached = new HashSet<>();
        while (!next.isEmpty()) {
            FlowNode node = next.pop();
            if (!reached.add(node)) {
                continue;
            }
            waits.onwards(node).forEach(next::add);
            if (node instanceof SubProcess sub) {
                sub.getChildElementsByType(StartEvent.class).forEach(next::add);
            }
            // What begins by an event waits beside everything in its scope.
            node.getParentElement().getChildElementsByType(SubProcess.class).stream()
                    .filter(SubProcess::triggeredByEvent)
                    .forEach(next::add);
            next.addAll(waits.guests(node));
        }
        return reached;
    }

    /** Nothing runs in a circle without ever waiting: it would hold a thread, or the job executor, for good. */
    private void circles() {
        Set<FlowNode> told = new HashSet<>();
        for (FlowNode node : all(model, FlowNode.class)) {
            if (told.contains(node) || waits.at(node)) {
                continue;
            }
            Set<FlowNode> circle = waits.circle(node);
            if (!circle.isEmpty()) {
                told.addAll(circle);
                error(node, "circle", circle.stream().map(Elements::label).collect(Collectors.joining(" → ")));
            }
        }
        waits.endlessCalls(model).forEach(call -> error(call, "circle-of-calls", call.getCalledElement()));
    }

    /** What waits can come to an end by what it waits for, and not only by an error or by a date on which it is given up. */
    private void rounds() {
        Set<FlowNode> told = new HashSet<>();
        for (FlowNode node : all(model, FlowNode.class)) {
            Set<FlowNode> round = told.contains(node) ? Set.of() : plainlyAhead(node);
            if (round.contains(node) && round.stream().noneMatch(EndEvent.class::isInstance)) {
                told.addAll(round);
                error(node, "round", round.stream().map(Elements::label).collect(Collectors.joining(" → ")));
            }
        }
    }

    private Set<FlowNode> plainlyAhead(FlowNode node) {
        Set<FlowNode> ahead = new LinkedHashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>(List.of(node));
        while (!next.isEmpty()) {
            waits.onwards(next.pop()).stream()
                    .filter(other -> !(other instanceof BoundaryEvent) && ahead.add(other))
                    .forEach(next::add);
        }
        return ahead;
    }

    private void error(BaseElement element, String code, Object... values) {
        findings.error(
                file,
                element.getId(),
                code,
                Stream.concat(Stream.of(label(element)), Stream.of(values)).toArray());
    }
}
