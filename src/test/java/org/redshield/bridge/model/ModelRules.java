package org.redshield.bridge.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.CategoryValue;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Group;
import org.camunda.bpm.model.bpmn.instance.InteractionNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MessageFlow;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.redshield.bridge.assistance.AssistanceLetter;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.platform.request.LiaisonLetter;

/**
 * The modelling rules, each returning the offenders as sentences that a modeler understands. A model is read as data;
 * nothing runs.
 */
final class ModelRules {

    private static final Map<String, ProcessContract> CONTRACTS =
            Contracts.read().all().stream().collect(Collectors.toMap(ProcessContract::key, contract -> contract));

    static final Set<String> GROUPS =
            Set.of("officer", "unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor", "liaison");

    static final LetterKinds LETTERS =
            LetterKinds.of(AssistanceLetter.values(), DispositionLetter.values(), LiaisonLetter.values());

    /** Tasks whose decision is the content of the letter that goes out next, not a way through the model. */
    private static final Set<String> DECISION_IS_THE_ANSWER = Set.of("decideNewDate", "draftDisposition");

    private static final Set<String> PHASES = Set.of("请求", "查办", "反馈", "处置");
    private static final Set<String> RETRY_CYCLES = Set.of("${retryIntervals.own}", "${retryIntervals.platform}");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*([A-Z][a-z0-9]+)*");
    private static final Pattern NUMBERED =
            Pattern.compile("(?i)(task|activity|gateway|event|flow|process|element)\\d*");
    private static final Pattern BEAN = Pattern.compile("\\$\\{[a-z][A-Za-z0-9]*}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[a-z][A-Za-z0-9]*}");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern DECISION = Pattern.compile("decision\\s*==\\s*'([^']*)'");
    private static final Pattern NAME_IN_EXPRESSION = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private final String file;
    private final BpmnModelInstance model;
    private final Map<String, JsonNode> forms;
    private final Set<String> knownProcesses;
    private final List<String> offenders = new ArrayList<>();

    private ModelRules(String file, BpmnModelInstance model, Map<String, JsonNode> forms, Set<String> knownProcesses) {
        this.file = file;
        this.model = model;
        this.forms = forms;
        this.knownProcesses = knownProcesses;
    }

    /** All offenders of all models. */
    static List<String> offenders(Models models) {
        Set<String> processes = models.processes().values().stream()
                .flatMap(model -> model.getModelElementsByType(Process.class).stream())
                .map(BaseElement::getId)
                .collect(Collectors.toSet());
        return models.processes().entrySet().stream()
                .flatMap(e -> offenders(e.getKey(), e.getValue(), models.forms(), processes).stream())
                .toList();
    }

    static List<String> offenders(
            String file, BpmnModelInstance model, Map<String, JsonNode> forms, Set<String> knownProcesses) {
        return new ModelRules(file, model, forms, knownProcesses).check();
    }

    private List<String> check() {
        processes();
        ids();
        names();
        userTasks();
        implementations();
        outwardCalls();
        incomingMessages();
        callActivities();
        timers();
        gateways();
        decisions();
        besideTheMainFlow();
        phases();
        drawing();
        return offenders;
    }

    private void processes() {
        for (Process process : all(Process.class)) {
            if (!process.isExecutable()) {
                offend(process, "is not executable");
            }
            if (process.getCamundaVersionTag() == null) {
                offend(process, "has no versionTag");
            }
            if (process.getCamundaHistoryTimeToLiveString() == null) {
                offend(process, "has no historyTimeToLive");
            }
            if (!chinese(process.getName())) {
                offend(process, "has no Chinese name");
            }
        }
    }

    private void ids() {
        Stream.of(Process.class, FlowNode.class, Participant.class, Message.class, MessageFlow.class, Group.class)
                .flatMap(type -> all(type).stream())
                .map(BaseElement.class::cast)
                .filter(e -> !ID.matcher(e.getId()).matches()
                        || NUMBERED.matcher(e.getId()).matches())
                .forEach(e -> offend(e, "needs an English lowerCamelCase id that says what it is"));
    }

    private void names() {
        for (FlowNode node : all(FlowNode.class)) {
            if (!chinese(node.getName())) {
                offend(node, "has no Chinese name");
            }
            if (node instanceof ExclusiveGateway && node.getOutgoing().size() > 1) {
                if (node.getName() == null || !node.getName().endsWith("？")) {
                    offend(node, "is a gateway and must be a question that ends with ？");
                }
                node.getOutgoing().stream()
                        .filter(flow -> !chinese(flow.getName()))
                        .forEach(flow -> offend(
                                node, "has a way out to " + flow.getTarget().getId() + " without a Chinese name"));
            }
        }
        for (Participant participant : all(Participant.class)) {
            if (!chinese(participant.getName())) {
                offend(participant, "has no Chinese name");
            }
        }
    }

    private void userTasks() {
        for (UserTask task : all(UserTask.class)) {
            form(task, task.getCamundaFormRef(), task.getCamundaFormRefBinding());
            if (task.getCamundaCandidateGroups() == null || !GROUPS.contains(task.getCamundaCandidateGroups())) {
                offend(task, "needs exactly one candidate group out of " + new TreeSet<>(GROUPS));
            }
            if (task.getCamundaDueDate() == null || !task.getCamundaDueDate().startsWith("${")) {
                offend(task, "has no due date, or one that is not an expression");
            }
        }
        for (StartEvent start : all(StartEvent.class)) {
            String form = start.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "formRef");
            if (form != null) {
                form(start, form, start.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "formRefBinding"));
            }
        }
    }

    private void form(FlowNode node, String form, String binding) {
        if (!node.getId().equals(form)) {
            offend(node, "needs the form of its own name, not " + form);
        } else if (!forms.containsKey(form + ".form")) {
            offend(node, "has no file forms/" + form + ".form");
        }
        if (!"deployment".equals(binding)) {
            offend(node, "must bind its form to the deployment");
        }
    }

    private void implementations() {
        for (Class<? extends BaseElement> type : List.of(ScriptTask.class, BusinessRuleTask.class)) {
            all(type).forEach(e -> offend(e, "is a script or rule task; only ${bean} delegates are allowed"));
        }
        if (!model.getModelElementsByType(CamundaScript.class).isEmpty()) {
            offenders.add(file + ": contains a script; only ${bean} delegates are allowed");
        }
        if (!model.getModelElementsByType(CamundaExecutionListener.class).isEmpty()
                || !model.getModelElementsByType(CamundaTaskListener.class).isEmpty()) {
            offenders.add(file + ": contains a listener; work belongs in a task that one can see");
        }
        for (ServiceTask task : all(ServiceTask.class)) {
            delegate(task, task.getCamundaDelegateExpression());
        }
        for (SendTask task : all(SendTask.class)) {
            delegate(task, task.getCamundaDelegateExpression());
        }
    }

    private void delegate(Activity task, String expression) {
        if (expression == null || !BEAN.matcher(expression).matches()) {
            offend(task, "must have a delegate expression ${bean} and nothing more");
        }
        for (String attribute : List.of("class", "expression", "type", "topic", "resultVariable")) {
            if (task.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute) != null) {
                offend(task, "must not use camunda:" + attribute);
            }
        }
    }

    private void outwardCalls() {
        Set<String> senders = all(MessageFlow.class).stream()
                .map(MessageFlow::getSource)
                .filter(ServiceTask.class::isInstance)
                .map(InteractionNode::getId)
                .collect(Collectors.toSet());
        for (Activity task : all(Activity.class)) {
            boolean outward = task instanceof SendTask
                    || task instanceof ServiceTask
                            && (senders.contains(task.getId())
                                    || task.getId().startsWith("issue")
                                    || task.getId().startsWith("submit"));
            if (outward && !task.isCamundaAsyncBefore()) {
                offend(task, "goes outwards and needs asyncBefore");
            }
            if (outward || task.isCamundaAsyncBefore() || task.isCamundaAsyncAfter()) {
                retries(task);
            }
        }
    }

    private void incomingMessages() {
        Set<String> known = Stream.concat(
                        CONTRACTS.values().stream().flatMap(ModelRules::messages),
                        LETTERS.all().stream().map(kind -> kind.carriage().message()))
                .collect(Collectors.toSet());
        for (Message message : all(Message.class)) {
            if (!known.contains(message.getName())) {
                offend(message, "is a message that nobody sends");
            }
        }
        Stream<FlowNode> receivers = Stream.concat(
                all(ReceiveTask.class).stream(),
                all(CatchEvent.class).stream().filter(event -> event.getEventDefinitions().stream()
                        .anyMatch(MessageEventDefinition.class::isInstance)));
        receivers.forEach(node -> {
            if (!node.isCamundaAsyncAfter()) {
                offend(node, "receives a message and needs asyncAfter, so that its faults never undo the sender");
            }
            retries(node);
        });
    }

    private static Stream<String> messages(ProcessContract contract) {
        return Stream.concat(
                contract.messages().stream(),
                contract.startedBy() instanceof Start.ByMessage by ? Stream.of(by.name()) : Stream.empty());
    }

    private void retries(FlowNode node) {
        boolean found = extensions(node, CamundaFailedJobRetryTimeCycle.class).stream()
                .anyMatch(cycle -> RETRY_CYCLES.contains(cycle.getTextContent().strip()));
        if (!found) {
            offend(node, "needs a retry cycle, one of " + new TreeSet<>(RETRY_CYCLES));
        }
    }

    private void callActivities() {
        for (CallActivity call : all(CallActivity.class)) {
            if (!"deployment".equals(call.getCamundaCalledElementBinding())) {
                offend(call, "must call the process of its own deployment");
            }
            if (!knownProcesses.contains(call.getCalledElement())) {
                offend(call, "calls " + call.getCalledElement() + ", which no model contains");
            }
            Collection<CamundaIn> in = extensions(call, CamundaIn.class);
            if (in.stream().noneMatch(i -> i.getCamundaBusinessKey() != null)) {
                offend(call, "must hand on the business key");
            }
            if (in.stream().anyMatch(i -> i.getCamundaVariables() != null)
                    || extensions(call, CamundaOut.class).stream().anyMatch(o -> o.getCamundaVariables() != null)) {
                offend(call, "must name the variables that it hands on");
            }
        }
    }

    /**
     * A timer waits for a clock's date, so that it moves with the clock; it never takes work away from anybody, and leads
     * to somebody or something that acts.
     */
    private void timers() {
        for (TimerEventDefinition timer : all(TimerEventDefinition.class)) {
            FlowNode event = (FlowNode) timer.getParentElement();
            String date = timer.getTimeDate() == null
                    ? ""
                    : timer.getTimeDate().getTextContent().strip();
            if (!VARIABLE.matcher(date).matches()) {
                offend(event, "must fire at the date of one variable; working days are counted in Java, not here");
            } else if (!dates(event).contains(name(date))) {
                offend(event, "waits for " + date + ", which is no clock's date; those are " + dates(event));
            }
            if (event instanceof BoundaryEvent boundary
                    && boundary.cancelActivity()
                    && (boundary.getAttachedTo() instanceof UserTask || boundary.getAttachedTo() instanceof SubProcess)
                    && !datesWithoutClock(event).contains(name(date))) {
                offend(event, "cancels work; a missed deadline is flagged and escalated, the work goes on");
            }
            if (targets(event).isEmpty() || targets(event).stream().noneMatch(node -> node instanceof Activity)) {
                offend(event, "reaches nobody; a reminder or a missed deadline leads to a task");
            }
        }
        for (UserTask task : all(UserTask.class)) {
            String due = String.valueOf(task.getCamundaDueDate());
            if (VARIABLE.matcher(due).matches() && !dates(task).contains(name(due))) {
                offend(task, "is due at " + due + ", which is no clock's date");
            }
        }
    }

    /** The variables that carry a date, by the contract of the element's process. */
    private static Set<String> dates(BaseElement element) {
        return dates(element, clock -> true);
    }

    private static Set<String> datesWithoutClock(BaseElement element) {
        return dates(element, clock -> clock.source() == ProcessClock.Source.NONE);
    }

    private static Set<String> dates(BaseElement element, Predicate<ProcessClock> which) {
        return contract(element).stream()
                .flatMap(contract -> contract.clocks().stream())
                .filter(which)
                .flatMap(clock -> clock.dates().stream())
                .map(date -> date.variable().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<ProcessContract> contract(ModelElementInstance element) {
        ModelElementInstance e = element;
        while (e != null && !(e instanceof Process)) {
            e = e.getParentElement();
        }
        return Optional.ofNullable(e).map(process -> CONTRACTS.get(((Process) process).getId()));
    }

    private static String name(String expression) {
        return expression.replaceAll("[${}]", "");
    }

    private void gateways() {
        for (Gateway gateway : all(Gateway.class)) {
            if (gateway instanceof ExclusiveGateway exclusive) {
                if (exclusive.getDefault() != null) {
                    offend(gateway, "has a default flow, which would hide a value that nobody expected");
                }
                if (gateway.getOutgoing().size() > 1) {
                    gateway.getOutgoing().forEach(flow -> condition(gateway, flow));
                }
            } else if (!(gateway instanceof ParallelGateway)) {
                offend(gateway, "is neither an exclusive nor a parallel gateway");
            }
        }
        for (SequenceFlow flow : all(SequenceFlow.class)) {
            if (flow.getConditionExpression() != null && !(flow.getSource() instanceof ExclusiveGateway)) {
                offend(flow.getSource(), "has a condition on its way out; only gateways decide");
            }
        }
    }

    private void condition(Gateway gateway, SequenceFlow flow) {
        if (flow.getConditionExpression() == null) {
            offend(gateway, "has a way out to " + flow.getTarget().getId() + " without a condition");
            return;
        }
        if (flow.getConditionExpression().getLanguage() != null) {
            offend(gateway, "has a condition in a script language");
        }
        Set<String> readable = readable(gateway);
        names(flow).stream()
                .filter(name -> !readable.contains(name))
                .forEach(name -> offend(gateway, "reads " + name + "; allowed are " + readable));
    }

    /** The decision, and the flags and choices that steps and messages set. */
    private static Set<String> readable(Gateway gateway) {
        Set<String> names = contract(gateway).stream()
                .flatMap(contract -> contract.variables().stream())
                .filter(Variable::decides)
                .map(Variable::name)
                .collect(Collectors.toCollection(TreeSet::new));
        names.add("decision");
        return names;
    }

    private static Set<String> names(SequenceFlow flow) {
        String text = flow.getConditionExpression().getTextContent().replaceAll("'[^']*'", "");
        Set<String> names = NAME_IN_EXPRESSION
                .matcher(text)
                .results()
                .map(result -> result.group())
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(Set.of("true", "false", "and", "or", "not", "empty", "gt", "lt"));
        return names;
    }

    /** What the form offers is what the next gateway reads; where nobody reads it there is nothing to choose. */
    private void decisions() {
        for (UserTask task : all(UserTask.class)) {
            JsonNode form = forms.get(task.getId() + ".form");
            if (form == null) {
                continue;
            }
            Set<String> offered = FormRules.decisions(form);
            Set<String> read = read(task);
            if (read.isEmpty()) {
                if (offered.size() != 1 && !DECISION_IS_THE_ANSWER.contains(task.getId())) {
                    offend(task, "offers " + offered + " but no gateway reads its decision");
                }
            } else {
                minus(offered, read).forEach(value -> offend(task, "offers " + value + ", which no gateway reads"));
                minus(read, offered)
                        .forEach(
                                value -> offend(task, "does not offer " + value + ", which a gateway behind it reads"));
            }
        }
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Set<String> read(FlowNode from) {
        Set<String> values = new TreeSet<>();
        for (FlowNode node : behind(from)) {
            for (SequenceFlow flow : node.getOutgoing()) {
                if (flow.getConditionExpression() != null) {
                    Matcher matcher =
                            DECISION.matcher(flow.getConditionExpression().getTextContent());
                    matcher.results().forEach(result -> values.add(result.group(1)));
                }
            }
        }
        return values;
    }

    /** The nodes that run after {@code from} before anything else sets a decision; a gateway that reads it is the last. */
    private static Set<FlowNode> behind(FlowNode from) {
        Set<FlowNode> seen = new HashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>(targets(from));
        while (!next.isEmpty()) {
            FlowNode node = next.pop();
            boolean setsDecision = node instanceof UserTask || node instanceof ReceiveTask;
            if (setsDecision || !seen.add(node)) {
                continue;
            }
            boolean readsDecision = node.getOutgoing().stream()
                    .anyMatch(flow ->
                            flow.getConditionExpression() != null && names(flow).contains("decision"));
            if (!readsDecision) {
                next.addAll(targets(node));
            }
        }
        return seen;
    }

    private static List<FlowNode> targets(FlowNode node) {
        return node.getOutgoing().stream().map(SequenceFlow::getTarget).toList();
    }

    /** A task that runs beside the main flow must not overwrite the decision that a gateway there waits to read. */
    private void besideTheMainFlow() {
        Deque<FlowNode> next = new ArrayDeque<>();
        all(BoundaryEvent.class).stream()
                .filter(event -> !event.cancelActivity())
                .forEach(next::add);
        all(StartEvent.class).stream()
                .filter(start -> start.getParentElement() instanceof SubProcess sub
                        && sub.triggeredByEvent()
                        && !start.isInterrupting())
                .forEach(next::add);
        all(ParallelGateway.class).stream()
                .flatMap(gateway -> targets(gateway).stream())
                .filter(UserTask.class::isInstance)
                .forEach(next::add);
        Set<FlowNode> seen = new HashSet<>();
        while (!next.isEmpty()) {
            FlowNode node = next.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (node instanceof UserTask
                    && node.getModelInstance().getModelElementsByType(CamundaInputParameter.class).stream()
                            .noneMatch(p ->
                                    p.getCamundaName().equals("decision") && within(p.getDomElement(), node.getId()))) {
                offend(
                        node,
                        "runs beside the main flow and must keep its decision to itself: add an empty input"
                                + " parameter named decision");
            }
            next.addAll(targets(node));
        }
    }

    private static boolean within(org.camunda.bpm.model.xml.instance.DomElement element, String id) {
        for (var e = element; e != null; e = e.getParentElement()) {
            if (id.equals(e.getAttribute("id"))) {
                return true;
            }
        }
        return false;
    }

    private void phases() {
        Set<String> shown = all(CategoryValue.class).stream()
                .map(CategoryValue::getValue)
                .map(value -> value.replaceAll("（.*）", ""))
                .collect(Collectors.toSet());
        if (shown.size() < 2 || !PHASES.containsAll(shown)) {
            offenders.add(
                    file + ": must show its phases as groups named " + new TreeSet<>(PHASES) + ", found " + shown);
        }
    }

    private void drawing() {
        Set<String> drawn = Stream.concat(
                        model.getModelElementsByType(BpmnShape.class).stream().map(shape -> shape.getBpmnElement()),
                        model.getModelElementsByType(BpmnEdge.class).stream().map(edge -> edge.getBpmnElement()))
                .filter(element -> element != null)
                .map(BaseElement::getId)
                .collect(Collectors.toSet());
        Stream.of(FlowNode.class, SequenceFlow.class, Participant.class, MessageFlow.class, Group.class)
                .flatMap(type -> all(type).stream())
                .map(BaseElement.class::cast)
                .filter(element -> !drawn.contains(element.getId()))
                .forEach(element -> offend(element, "is not drawn"));
        for (FlowNode node : all(FlowNode.class)) {
            boolean begins = node instanceof StartEvent
                    || node instanceof BoundaryEvent
                    || node instanceof SubProcess sub && sub.triggeredByEvent()
                    || node.getDomElement()
                                    .getChildElementsByNameNs(BpmnModelConstants.BPMN20_NS, "linkEventDefinition")
                                    .size()
                            > 0;
            if (node.getIncoming().isEmpty() && !begins) {
                offend(node, "can never be reached");
            }
            boolean ends = node instanceof EndEvent
                    || node instanceof SubProcess sub && sub.triggeredByEvent()
                    || node.getDomElement()
                                    .getChildElementsByNameNs(BpmnModelConstants.BPMN20_NS, "linkEventDefinition")
                                    .size()
                            > 0;
            if (node.getOutgoing().isEmpty() && !ends) {
                offend(node, "leads nowhere");
            }
        }
    }

    private <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
        return model.getModelElementsByType(type);
    }

    private static <T extends ModelElementInstance> Collection<T> extensions(BaseElement element, Class<T> type) {
        return element.getExtensionElements() == null
                ? List.of()
                : element.getExtensionElements().getChildElementsByType(type);
    }

    private static boolean chinese(String text) {
        return text != null && CHINESE.matcher(text).find();
    }

    private void offend(BaseElement element, String what) {
        String name = element.getAttributeValue("name");
        String kind = element.getElementType().getTypeName();
        offenders.add(file + ": " + kind + " " + element.getId()
                + (name == null ? "" : " “" + name.replace('\n', ' ') + "”") + " " + what);
    }
}
