package org.redshield.bridge.engine.rule;

import static org.redshield.bridge.engine.rule.Elements.all;
import static org.redshield.bridge.engine.rule.Elements.camunda;
import static org.redshield.bridge.engine.rule.Elements.chinese;
import static org.redshield.bridge.engine.rule.Elements.extensions;
import static org.redshield.bridge.engine.rule.Elements.label;
import static org.redshield.bridge.engine.rule.Elements.listed;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.CategoryValue;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Group;
import org.camunda.bpm.model.bpmn.instance.InteractionNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MessageFlow;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;

/** The rules for what stands at each element. */
@RequiredArgsConstructor
final class ProcessRules {

    private static final Set<String> PHASES = Set.of("请求", "查办", "反馈", "处置");
    private static final Set<String> RETRY_CYCLES = Set.of("${retryIntervals.own}", "${retryIntervals.platform}");
    private static final Set<String> OWN_CASE =
            Set.of("#{execution.processBusinessKey}", "${execution.processBusinessKey}");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*([A-Z][a-z0-9]+)*");
    private static final Pattern NUMBERED =
            Pattern.compile("(?i)(task|activity|gateway|event|flow|process|element)\\d*");
    private static final int LEAST_DAYS = 365;
    private static final Pattern BEAN = Pattern.compile("\\$\\{[a-z][A-Za-z0-9]*}");

    private final String file;
    private final BpmnModelInstance model;
    private final Bundle bundle;
    private final Vocabulary house;
    private final Findings findings;

    void check() {
        processes();
        ids();
        names();
        userTasks();
        implementations();
        outwardCalls();
        incomingMessages();
        callActivities();
        loops();
        cycles();
        parameters();
        phases();
        drawn();
    }

    private void processes() {
        for (Process process : all(model, Process.class)) {
            if (!process.isExecutable()) {
                error(process, "not-executable");
            }
            if (process.getCamundaVersionTag() == null) {
                error(process, "no-version-tag");
            }
            if (process.getCamundaHistoryTimeToLiveString() == null) {
                error(process, "no-time-to-live");
            } else if (!process.getCamundaHistoryTimeToLiveString().matches("P?\\d+D?")) {
                error(process, "time-to-live", process.getCamundaHistoryTimeToLiveString());
            } else if (isSoonForgotten(process.getCamundaHistoryTimeToLiveString())) {
                error(process, "time-to-live-short", process.getCamundaHistoryTimeToLiveString(), LEAST_DAYS);
            }
            if (!chinese(process.getName())) {
                error(process, "no-name");
            }
        }
    }

    private static boolean isSoonForgotten(String timeToLive) {
        String days = timeToLive.replaceAll("\\D", "");
        return days.length() < 7 && Integer.parseInt(days) < LEAST_DAYS;
    }

    private void ids() {
        Stream.of(Process.class, FlowNode.class, Participant.class, Message.class, MessageFlow.class, Group.class)
                .flatMap(type -> all(model, type).stream())
                .map(BaseElement.class::cast)
                .filter(e -> e.getId() != null)
                .filter(e -> !ID.matcher(e.getId()).matches()
                        || NUMBERED.matcher(e.getId()).matches())
                .forEach(e -> hint(e, "id"));
    }

    private void names() {
        for (FlowNode node : all(model, FlowNode.class)) {
            if (!chinese(node.getName())) {
                error(node, "no-name");
            }
            if (node instanceof ExclusiveGateway && node.getOutgoing().size() > 1) {
                if (chinese(node.getName()) && !node.getName().endsWith("？")) {
                    hint(node, "no-question");
                }
                for (SequenceFlow flow : node.getOutgoing()) {
                    if (!chinese(flow.getName()) && flow.getTarget() != null) {
                        error(flow, "way-without-name", label(node), label(flow.getTarget()));
                    }
                }
            }
        }
        all(model, Participant.class).stream()
                .filter(participant -> !chinese(participant.getName()))
                .forEach(participant -> error(participant, "no-name"));
    }

    private void userTasks() {
        Set<String> groups = house.names(KnownNames.Kind.GROUP);
        Map<String, Set<String>> deciders = house.deciders();
        for (UserTask task : all(model, UserTask.class)) {
            form(task, task.getCamundaFormRef(), task.getCamundaFormRefBinding());
            String group = task.getCamundaCandidateGroups();
            if (group == null || group.isBlank()) {
                error(task, "no-group", listed(groups));
            } else if (!groups.contains(group)) {
                error(task, "group-unknown", group, listed(groups));
            } else if (!deciders.getOrDefault(task.getId(), groups).contains(group)) {
                error(task, "group-too-low", group, listed(deciders.get(task.getId())));
            }
            String assignee = task.getCamundaAssignee();
            if (assignee != null && Elements.variable(assignee).isEmpty()) {
                error(task, "assignee", assignee);
            }
            String due = task.getCamundaDueDate();
            if (due == null || !due.startsWith("${")) {
                error(task, "no-due-date", due == null ? "" : due);
            }
        }
        for (StartEvent start : all(model, StartEvent.class)) {
            String form = camunda(start, "formRef");
            if (form != null) {
                form(start, form, camunda(start, "formRefBinding"));
            }
        }
    }

    private void form(FlowNode node, String form, String binding) {
        if (form == null) {
            error(node, "no-form");
        } else if (!node.getId().equals(form)) {
            error(node, "form-of-another-name", form);
        } else if (bundle.form(form).isEmpty()) {
            error(node, "form-missing", form);
        }
        if (form != null && !"deployment".equals(binding)) {
            error(node, "form-binding");
        }
    }

    private void implementations() {
        all(model, ServiceTask.class).forEach(task -> delegate(task, task.getCamundaDelegateExpression()));
        all(model, SendTask.class).forEach(task -> delegate(task, task.getCamundaDelegateExpression()));
        all(model, Task.class).stream()
                .filter(task -> task.getElementType().getTypeName().equals("task"))
                .forEach(task -> error(task, "task-without-work"));
    }

    private void delegate(Activity task, String expression) {
        if (expression == null || !BEAN.matcher(expression).matches()) {
            error(task, "no-step");
        } else if (!house.steps().containsKey(expression.replaceAll("[${}]", ""))) {
            error(task, "step-unknown", expression);
        }
    }

    private void outwardCalls() {
        Set<String> senders = all(model, MessageFlow.class).stream()
                .map(MessageFlow::getSource)
                .filter(ServiceTask.class::isInstance)
                .map(InteractionNode::getId)
                .collect(Collectors.toSet());
        for (Activity task : all(model, Activity.class)) {
            boolean outward = task instanceof SendTask
                    || task instanceof ServiceTask
                            && (senders.contains(task.getId())
                                    || task.getId().startsWith("issue")
                                    || task.getId().startsWith("submit"));
            if (outward && !task.isCamundaAsyncBefore()) {
                error(task, "outward-without-async");
            }
            if (outward || task.isCamundaAsyncBefore() || task.isCamundaAsyncAfter()) {
                retries(task);
            }
        }
    }

    private void incomingMessages() {
        Set<String> sent = Stream.concat(
                        house.contracts().all().stream().flatMap(ContractRules::messages),
                        house.names(KnownNames.Kind.MESSAGE).stream())
                .collect(Collectors.toSet());
        for (Message message : all(model, Message.class)) {
            if (message.getName() == null || !sent.contains(message.getName())) {
                error(message, "message-without-sender", String.valueOf(message.getName()));
            }
            boolean received =
                    all(model, ReceiveTask.class).stream().anyMatch(task -> message.equals(task.getMessage()))
                            || all(model, MessageEventDefinition.class).stream()
                                    .anyMatch(event -> message.equals(event.getMessage()));
            if (!received) {
                error(message, "message-without-receiver");
            }
        }
        all(model, ReceiveTask.class).stream()
                .filter(task -> task.getMessage() == null)
                .forEach(task -> error(task, "waits-for-nothing"));
        Stream<FlowNode> receivers = Stream.concat(
                all(model, ReceiveTask.class).stream(),
                all(model, CatchEvent.class).stream()
                        .filter(event -> Elements.has(event, MessageEventDefinition.class)));
        receivers.forEach(node -> {
            if (!node.isCamundaAsyncAfter()) {
                error(node, "message-without-async");
            }
            retries(node);
        });
    }

    private void retries(FlowNode node) {
        if (extensions(node, CamundaFailedJobRetryTimeCycle.class).isEmpty()) {
            error(node, "no-retries", listed(RETRY_CYCLES));
        }
    }

    /** Wherever it stands: what is tried again without end and at once holds the job executor for good. */
    private void cycles() {
        all(model, CamundaFailedJobRetryTimeCycle.class).stream()
                .filter(cycle -> !RETRY_CYCLES.contains(cycle.getTextContent()))
                .map(cycle -> (BaseElement) cycle.getParentElement().getParentElement())
                .forEach(element -> error(element, "no-retries", listed(RETRY_CYCLES)));
    }

    /** A parameter could put a decision into a person's mouth, or take it out of it. */
    private void parameters() {
        for (CamundaInputOutput mapping : all(model, CamundaInputOutput.class)) {
            BaseElement owner = (BaseElement) mapping.getParentElement().getParentElement();
            mapping.getCamundaOutputParameters()
                    .forEach(parameter -> error(owner, "parameter", parameter.getCamundaName()));
            mapping.getCamundaInputParameters().stream()
                    .filter(parameter -> !"decision".equals(parameter.getCamundaName())
                            || !parameter.getTextContent().isBlank())
                    .forEach(parameter -> error(owner, "parameter", parameter.getCamundaName()));
        }
    }

    private void callActivities() {
        for (CallActivity call : all(model, CallActivity.class)) {
            if (!"deployment".equals(call.getCamundaCalledElementBinding())) {
                error(call, "call-binding");
            }
            if (!bundle.processes().containsKey(String.valueOf(call.getCalledElement()))) {
                error(call, "call-missing", String.valueOf(call.getCalledElement()));
            }
            Collection<CamundaIn> in = extensions(call, CamundaIn.class);
            Set<String> cases = in.stream()
                    .map(CamundaIn::getCamundaBusinessKey)
                    .filter(key -> key != null)
                    .collect(Collectors.toSet());
            if (cases.isEmpty() || !OWN_CASE.containsAll(cases)) {
                error(call, "call-without-case");
            }
            if (in.stream().anyMatch(i -> i.getCamundaVariables() != null)
                    || extensions(call, CamundaOut.class).stream().anyMatch(o -> o.getCamundaVariables() != null)) {
                error(call, "call-with-all");
            }
            ContractRules.of(house, String.valueOf(call.getCalledElement())).ifPresent(called -> {
                if (called.startedBy() instanceof Start.ByPersons || called.startedBy() instanceof Start.ByMessage) {
                    error(call, "call-starts-otherwise", called.key());
                }
                if (in.stream().noneMatch(i -> called.subject().name().equals(i.getCamundaTarget()))) {
                    error(call, "call-without-subject", called.subject().name());
                }
            });
            Set<String> handed = handed(String.valueOf(call.getCalledElement()));
            Stream.concat(
                            in.stream().map(CamundaIn::getCamundaTarget).filter(target -> !handed.contains(target)),
                            extensions(call, CamundaOut.class).stream().map(CamundaOut::getCamundaTarget))
                    .filter(target -> target != null)
                    .forEach(target -> error(call, "call-hands", target, listed(handed)));
        }
    }

    /** For each of what: without either the engine stops there, or all turns are about the same thing. */
    private void loops() {
        for (MultiInstanceLoopCharacteristics loop : all(model, MultiInstanceLoopCharacteristics.class)) {
            if (loop.getCamundaCollection() == null || loop.getCamundaElementVariable() == null) {
                error((BaseElement) loop.getParentElement(), "loop-incomplete");
            }
            if (FlowRules.DECISION.equals(loop.getCamundaElementVariable())) {
                error((BaseElement) loop.getParentElement(), "parameter", FlowRules.DECISION);
            }
        }
    }

    /** What a called process may be given: what it is about, and what decides nothing in it. */
    private Set<String> handed(String process) {
        return ContractRules.of(house, process).stream()
                .flatMap(contract -> Stream.concat(Stream.of(contract.subject()), contract.variables().stream()))
                .filter(variable -> !variable.decides())
                .map(Variable::name)
                .collect(Collectors.toSet());
    }

    private void phases() {
        Set<String> shown = all(model, CategoryValue.class).stream()
                .map(CategoryValue::getValue)
                .map(value -> String.valueOf(value).replaceAll("（.*）", ""))
                .collect(Collectors.toSet());
        if (shown.size() < 2 || !PHASES.containsAll(shown)) {
            String process = all(model, Process.class).stream()
                    .map(BaseElement::getId)
                    .findFirst()
                    .orElse("");
            findings.hint(file, process, "phases", listed(PHASES), listed(shown));
        }
    }

    private void drawn() {
        Set<String> drawn = Stream.concat(
                        all(model, BpmnShape.class).stream().map(BpmnShape::getBpmnElement),
                        all(model, BpmnEdge.class).stream().map(BpmnEdge::getBpmnElement))
                .filter(element -> element != null)
                .map(BaseElement::getId)
                .collect(Collectors.toSet());
        Stream.of(FlowNode.class, SequenceFlow.class, Participant.class, MessageFlow.class, Group.class)
                .flatMap(type -> all(model, type).stream())
                .map(BaseElement.class::cast)
                .filter(element -> !drawn.contains(element.getId()))
                .forEach(element -> hint(element, "not-drawn"));
    }

    private void error(BaseElement element, String code, Object... values) {
        findings.error(file, element.getId(), code, with(element, values));
    }

    private void hint(BaseElement element, String code, Object... values) {
        findings.hint(file, element.getId(), code, with(element, values));
    }

    private static Object[] with(BaseElement element, Object... values) {
        return Stream.concat(Stream.of(label(element)), Stream.of(values)).toArray();
    }
}
