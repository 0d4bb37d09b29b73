package org.redshield.bridge.engine.rule;

import static org.redshield.bridge.engine.rule.Elements.camunda;
import static org.redshield.bridge.engine.rule.Elements.has;
import static org.redshield.bridge.engine.rule.Elements.in;
import static org.redshield.bridge.engine.rule.Elements.label;
import static org.redshield.bridge.engine.rule.Elements.listed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.rule.walk.Found;
import org.redshield.bridge.engine.rule.walk.Graph;
import org.redshield.bridge.engine.rule.walk.Graph.Watch;
import org.redshield.bridge.engine.rule.walk.Place;
import org.redshield.bridge.engine.rule.walk.Place.Arrow;
import org.redshield.bridge.engine.rule.walk.Place.Kind;
import org.redshield.bridge.engine.rule.walk.Trail;
import org.redshield.bridge.engine.rule.walk.Walk;

/**
 * No way through a process leads to a step in a state that forbids it, nor to an act without its decision. What moves what, the
 * process's contract says; the ways are the model's.
 */
final class StateRules {

    private final Bundle bundle;
    private final Vocabulary house;
    private final Expressions expressions;
    private final Findings findings;
    private final Waits waits;
    private final SettingRules settings;

    StateRules(Bundle bundle, Vocabulary house, Findings findings) {
        this.bundle = bundle;
        this.house = house;
        this.expressions = new Expressions(house);
        this.findings = findings;
        this.waits = new Waits(bundle);
        this.settings = new SettingRules(bundle, house, findings);
    }

    void check() {
        bundle.processes().forEach((key, process) -> ContractRules.of(house, key)
                .ifPresent(contract -> check(process, contract)));
    }

    private void check(Process process, ProcessContract contract) {
        Graph graph = new Reading(process, contract).graph();
        new Walk(graph, contract.moves()).run().forEach(found -> tell(process, contract, graph, found));
    }

    /** By process, which state may follow which by the elements that are in its model; a service may move it beside any of them. */
    Map<String, Map<State, Set<State>>> following() {
        Map<String, Map<State, Set<State>>> following = new LinkedHashMap<>();
        bundle.processes()
                .forEach((key, process) -> ContractRules.of(house, key).ifPresent(contract -> {
                    Collection<Place> places =
                            new Reading(process, contract).graph().places().values();
                    following.put(
                            key, Moves.following(contract.moves().all().stream().filter(move -> places.stream()
                                    .anyMatch(place -> place.makes(move.by())))));
                }));
        return following;
    }

    private void tell(Process process, ProcessContract contract, Graph graph, Found found) {
        String way = Trail.of(found.way());
        String state = found.state() == null ? "" : found.state().title();
        Object[] values =
                switch (found.kind()) {
                    case STATE, END -> new Object[] {label(found.at()), state, way, titles(found.allowed())};
                    case GROUND ->
                        new Object[] {label(found.at()), grounds(contract.moves(), graph, found.names()), way};
                    case UNSET ->
                        new Object[] {label(found.at()), listed(found.names()), way, listed(setBy(contract, found))};
                    case FACT -> new Object[] {label(found.at()), listed(found.names()), way};
                    case STUCK, AGAIN, ANSWERED -> new Object[] {label(found.at()), way};
                    case SIZE -> new Object[] {label(process)};
                };
        String code =
                switch (found.kind()) {
                    case STATE -> "state-forbidden";
                    case END -> "end-in-the-middle";
                    case GROUND -> "act-without-ground";
                    case UNSET -> isDate(contract, found) ? "date-unset" : "variable-unset-way";
                    case FACT -> "act-without-fact";
                    case AGAIN -> "decided-again";
                    case ANSWERED -> "question-answered";
                    case STUCK -> "no-way-on";
                    case SIZE -> "ways-without-number";
                };
        findings.error(bundle.fileOf(process), found.at().getId(), code, values);
    }

    private static Set<String> setBy(ProcessContract contract, Found found) {
        return contract.variables().stream()
                .filter(variable -> found.names().contains(variable.name()))
                .flatMap(variable -> variable.setBy().stream())
                .collect(Collectors.toSet());
    }

    private static boolean isDate(ProcessContract contract, Found found) {
        return contract.clocks().stream()
                .flatMap(clock -> clock.dates().stream())
                .anyMatch(date -> found.names().contains(date.variable().name()));
    }

    private static String titles(Set<State> states) {
        return listed(states.stream().map(State::title).toList());
    }

    /** What would decide the acts, as the diagram calls it. */
    private static String grounds(Moves moves, Graph graph, Set<String> acts) {
        Set<String> names = moves.all().stream()
                .filter(move -> move.gives().stream().anyMatch(acts::contains))
                .map(move -> move.by().name().replaceAll(":.*", ""))
                .collect(Collectors.toSet());
        Set<String> labels = new TreeSet<>();
        names.forEach(name -> labels.add(graph.places().values().stream()
                .filter(place -> place.name().equals(name))
                .map(place -> label(place.node()))
                .findFirst()
                .orElse(name)));
        return listed(labels);
    }

    /** Makes a graph of a process. */
    private final class Reading {

        private final Process process;
        private final ProcessContract contract;
        private final Conditions conditions;
        private final Map<String, Set<String>> setBy = new HashMap<>();
        private final Set<String> setSomewhere;
        private final Map<String, Place> places = new LinkedHashMap<>();
        private final Map<String, List<String>> starts = new HashMap<>();
        private final List<Watch> watches = new ArrayList<>();
        private final Set<String> read = new HashSet<>();

        Reading(Process process, ProcessContract contract) {
            this.process = process;
            this.contract = contract;
            this.conditions = new Conditions(expressions, this::declared);
            this.setSomewhere = contract.variables().stream()
                    .filter(variable -> !variable.setBy().isEmpty())
                    .map(Variable::name)
                    .collect(Collectors.toSet());
            contract.variables().forEach(variable -> variable.setBy()
                    .forEach(by ->
                            setBy.computeIfAbsent(by, any -> new HashSet<>()).add(variable.name())));
        }

        private Optional<Variable<?>> declared(String name) {
            return contract.variables().stream()
                    .filter(variable -> variable.name().equals(name))
                    .<Variable<?>>map(Function.identity())
                    .findFirst();
        }

        Graph graph() {
            in(process, FlowNode.class).filter(node -> node.getId() != null).forEach(node -> {
                places.put(node.getId(), place(node));
                watch(node);
            });
            in(process, SequenceFlow.class).forEach(flow -> read.addAll(conditions.variables(flow)));
            return new Graph(process.getId(), places, starts, watches, read);
        }

        private void watch(FlowNode node) {
            boolean error = has(node, ErrorEventDefinition.class);
            if (node instanceof BoundaryEvent boundary && boundary.getAttachedTo() != null) {
                watches.add(new Watch(
                        boundary.getAttachedTo().getId(), node.getId(), "", error || boundary.cancelActivity(), error));
            } else if (node instanceof StartEvent start) {
                if (start.getParentElement() instanceof SubProcess sub && sub.triggeredByEvent()) {
                    watches.add(new Watch(
                            ((BaseElement) sub.getParentElement()).getId(),
                            node.getId(),
                            sub.getId(),
                            error || start.isInterrupting(),
                            error));
                } else {
                    starts.computeIfAbsent(scope(node), any -> new ArrayList<>())
                            .add(node.getId());
                }
            }
        }

        private static String scope(FlowNode node) {
            return ((BaseElement) node.getParentElement()).getId();
        }

        private Place place(FlowNode node) {
            Kind kind = kind(node);
            String name = name(node, kind);
            Set<String> offered = kind == Kind.FORM && node instanceof UserTask
                    ? bundle.form(name)
                            .map(form -> FormRules.decisions(form, house))
                            .orElse(Set.of())
                    : Set.of();
            boolean loops = !node.getChildElementsByType(MultiInstanceLoopCharacteristics.class)
                    .isEmpty();
            boolean asynchronous = node.isCamundaAsyncBefore();
            return new Place(
                    node,
                    kind,
                    scope(node),
                    out(node, kind),
                    name,
                    offered,
                    !FlowRules.keepsDecision(node),
                    setBy.getOrDefault(name, Set.of()),
                    reads(node),
                    node instanceof UserTask
                            || node instanceof ReceiveTask
                            || node instanceof CallActivity
                            || asynchronous
                            || node instanceof CatchEvent
                                    && !(node instanceof StartEvent)
                                    && !(node instanceof BoundaryEvent)
                                    && !has(node, LinkEventDefinition.class),
                    loops,
                    code(node),
                    contract.tracking().contains(node.getId())
                            || contract.aside().contains(node.getId())
                            || node instanceof StartEvent && node.getParentElement() instanceof SubProcess,
                    called(node));
        }

        /** At once, and by the dates of the events that watch it. */
        private Set<String> reads(FlowNode node) {
            Set<String> names = new TreeSet<>();
            boolean watches = node instanceof BoundaryEvent
                    || node instanceof StartEvent && node.getParentElement() instanceof SubProcess;
            if (!watches || !has(node, TimerEventDefinition.class)) {
                names.addAll(settings.reads(node));
            }
            waits.guests(node).stream()
                    .filter(guest -> has(guest, TimerEventDefinition.class))
                    .forEach(guest -> names.addAll(settings.reads(guest)));
            names.retainAll(setSomewhere);
            names.removeAll(loopsOver(node));
            return names;
        }

        /** What a loop around it sets. */
        private static Set<String> loopsOver(FlowNode node) {
            Set<String> names = new HashSet<>();
            for (ModelElementInstance e = node; e != null; e = e.getParentElement()) {
                e.getChildElementsByType(MultiInstanceLoopCharacteristics.class).forEach(loop -> {
                    if (loop.getCamundaElementVariable() != null) {
                        names.add(loop.getCamundaElementVariable());
                    }
                });
            }
            return names;
        }

        private Kind kind(FlowNode node) {
            if (node instanceof ExclusiveGateway) {
                return Kind.EXCLUSIVE;
            }
            if (node instanceof ParallelGateway) {
                return Kind.PARALLEL;
            }
            if (node instanceof EventBasedGateway) {
                return Kind.EVENTS;
            }
            if (node instanceof SubProcess) {
                return Kind.SUB_PROCESS;
            }
            if (node instanceof CallActivity) {
                return Kind.CALL;
            }
            if (node instanceof EndEvent) {
                return has(node, TerminateEventDefinition.class)
                        ? Kind.TERMINATE
                        : has(node, ErrorEventDefinition.class) ? Kind.ERROR : Kind.END;
            }
            if (camunda(node, "formRef") != null) {
                return Kind.FORM;
            }
            if (camunda(node, "delegateExpression") != null) {
                return Kind.STEP;
            }
            if (Elements.messages(node).findAny().isPresent()) {
                return Kind.MESSAGE;
            }
            return has(node, TimerEventDefinition.class) ? Kind.TIMER : Kind.PASS;
        }

        private String name(FlowNode node, Kind kind) {
            return switch (kind) {
                case FORM -> camunda(node, "formRef");
                case STEP -> camunda(node, "delegateExpression").replaceAll("[${} ]", "");
                case MESSAGE -> Elements.messages(node).findFirst().orElse("");
                case TIMER -> node.getId();
                case CALL -> String.valueOf(((CallActivity) node).getCalledElement());
                default -> "";
            };
        }

        private List<Arrow> out(FlowNode node, Kind kind) {
            if (node instanceof IntermediateThrowEvent && has(node, LinkEventDefinition.class)) {
                return waits.onwards(node).stream()
                        .map(target -> new Arrow(node.getId(), target.getId(), "", known -> List.of(Map.of())))
                        .toList();
            }
            boolean chooses = kind == Kind.EXCLUSIVE && node.getOutgoing().size() > 1;
            return node.getOutgoing().stream()
                    .filter(flow -> flow.getTarget() != null && flow.getTarget().getId() != null)
                    .map(flow -> new Arrow(
                            flow.getId(),
                            flow.getTarget().getId(),
                            Optional.ofNullable(flow.getName()).orElse(""),
                            chooses ? taking(flow) : known -> List.of(Map.of())))
                    .toList();
        }

        private Function<Map<String, Object>, List<Map<String, Object>>> taking(SequenceFlow flow) {
            Set<String> own = conditions.variables(flow);
            Map<Map<String, Object>, List<Map<String, Object>>> tried = new HashMap<>();
            return known -> {
                Map<String, Object> some = new HashMap<>(known);
                some.keySet().retainAll(own);
                return tried.computeIfAbsent(some, values -> conditions.taking(flow, values));
            };
        }

        private static String code(FlowNode node) {
            return node.getChildElementsByType(ErrorEventDefinition.class).stream()
                    .flatMap(definition -> Stream.ofNullable(definition.getError()))
                    .flatMap(error -> Stream.ofNullable(error.getErrorCode()))
                    .findFirst()
                    .orElse("");
        }

        /** What a called process does to the same subject; nothing where it is about another one. */
        private Optional<Moves> called(FlowNode node) {
            return node instanceof CallActivity call
                    ? ContractRules.of(house, String.valueOf(call.getCalledElement()))
                            .filter(other -> other.subject()
                                    .name()
                                    .equals(contract.subject().name()))
                            .map(ProcessContract::moves)
                            .filter(moves -> !moves.isEmpty())
                    : Optional.empty();
        }
    }
}
