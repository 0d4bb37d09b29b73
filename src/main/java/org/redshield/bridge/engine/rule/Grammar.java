package org.redshield.bridge.engine.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.model.dmn.impl.DmnModelConstants;
import org.redshield.bridge.engine.input.InputLimits;
import org.redshield.bridge.engine.input.JsonShape;
import org.redshield.bridge.engine.model.OwnSchemas;

/**
 * What a file may consist of: the elements and attributes that our models use, and expressions of the small grammar. It
 * looks at what the engine will read ({@link Markup}), before anything is made of it; what is not listed is refused, so that
 * nothing that a later version of the engine might run gets in unseen. What the engine and those who look at a file might read
 * differently is refused too: one thing is spelled in one way.
 */
final class Grammar {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    /** What only draws, or only the modeler's program reads. */
    private static final Set<String> DRAWING = Set.of(
            "http://www.omg.org/spec/BPMN/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DC",
            "http://www.omg.org/spec/DD/20100524/DI",
            "http://bpmn.io/schema/bpmn/biocolor/1.0",
            "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
            "http://camunda.org/schema/modeler/1.0",
            "http://www.signavio.com",
            "http://www.w3.org/2001/XMLSchema-instance",
            "http://www.w3.org/XML/1998/namespace");

    private static final Set<String> ELEMENTS = Set.of(
            "definitions",
            "documentation",
            "extensionElements",
            "collaboration",
            "participant",
            "messageFlow",
            "process",
            "laneSet",
            "lane",
            "flowNodeRef",
            "category",
            "categoryValue",
            "categoryValueRef",
            "group",
            "textAnnotation",
            "text",
            "association",
            "message",
            "error",
            "errorEventDefinition",
            "messageEventDefinition",
            "timerEventDefinition",
            "timeDate",
            "timeDuration",
            "timeCycle",
            "linkEventDefinition",
            "source",
            "target",
            "terminateEventDefinition",
            "startEvent",
            "endEvent",
            "boundaryEvent",
            "intermediateCatchEvent",
            "intermediateThrowEvent",
            "task",
            "userTask",
            "serviceTask",
            "sendTask",
            "receiveTask",
            "callActivity",
            "subProcess",
            "exclusiveGateway",
            "parallelGateway",
            "eventBasedGateway",
            "sequenceFlow",
            "conditionExpression",
            "multiInstanceLoopCharacteristics",
            "completionCondition",
            "incoming",
            "outgoing");

    private static final Set<String> EXTENSIONS = Set.of(
            "failedJobRetryTimeCycle",
            "in",
            "out",
            "inputOutput",
            "inputParameter",
            "outputParameter",
            "properties",
            "property");

    /** By element, what the rules look at there. */
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "definitions", Set.of("diagramRelationId"),
            "process", Set.of("historyTimeToLive", "versionTag"),
            "startEvent", Set.of("formRef", "formRefBinding"),
            "userTask", Set.of("assignee", "candidateGroups", "dueDate", "formRef", "formRefBinding"),
            "serviceTask", Set.of("delegateExpression"),
            "sendTask", Set.of("delegateExpression"),
            "callActivity", Set.of("calledElementBinding"),
            "multiInstanceLoopCharacteristics", Set.of("collection", "elementVariable"));

    private static final Set<String> ATTRIBUTES_ANYWHERE = Set.of(
            "asyncAfter",
            "asyncBefore",
            "exclusive",
            "modelerTemplate",
            "modelerTemplateIcon",
            "modelerTemplateVersion");

    /** The engine knows one spelling of yes, its model library many. */
    private static final Set<String> TRUE_OR_FALSE = Set.of(
            "asyncAfter",
            "asyncBefore",
            "cancelActivity",
            "exclusive",
            "isExecutable",
            "isInterrupting",
            "isSequential",
            "triggeredByEvent");

    /** Texts that people read and the engine does not cut. */
    private static final Set<String> FREE_ATTRIBUTES = Set.of("name", "value", "exporter", "exporterVersion");

    private static final Set<String> FREE_ELEMENTS = Set.of("documentation", "text");

    /** In any other language than this and {@code feel} the engine would look for a script. */
    private static final Set<String> LANGUAGES = Set.of(
            DmnModelConstants.FEEL_NS,
            DmnModelConstants.FEEL12_NS,
            DmnModelConstants.FEEL13_NS,
            DmnModelConstants.FEEL14_NS,
            DmnModelConstants.FEEL15_NS);

    /** Of what is not listed, what deserves a sentence of its own. */
    private static final Map<String, String> FORBIDDEN = Map.ofEntries(
            Map.entry("scriptTask", "script"),
            Map.entry("script", "script"),
            Map.entry("scriptFormat", "script"),
            Map.entry("language", "script"),
            Map.entry("expressionLanguage", "script"),
            Map.entry("resource", "script"),
            Map.entry("businessRuleTask", "rule-task"),
            Map.entry("class", "class"),
            Map.entry("variableMappingClass", "class"),
            Map.entry("connector", "connector"),
            Map.entry("type", "connector"),
            Map.entry("topic", "connector"),
            Map.entry("executionListener", "listener"),
            Map.entry("taskListener", "listener"),
            Map.entry("expression", "expression-attribute"),
            Map.entry("resultVariable", "expression-attribute"));

    /** Attributes that name another element of the file. */
    private static final Set<String> REFERENCES =
            Set.of("sourceRef", "targetRef", "attachedToRef", "messageRef", "errorRef");

    /** Elements whose text does. Editors write the second into whatever lies in a group. */
    private static final Set<String> REFERRING = Set.of("flowNodeRef", "categoryValueRef");

    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    /** What the rules call by its id. */
    private static final Pattern HAS_ID = Pattern.compile(
            "(?i).*(event|task|gateway|process|activity)|participant|message|messageFlow|group|sequenceFlow");

    private static final Pattern OF_OMG = Pattern.compile("https?://www\\.omg\\.org/spec/.*");
    private static final Pattern PLAIN_FILE = Pattern.compile("[\\w.-]+\\.xsd");

    /** Attributes that the engine keeps in columns, and what these hold; else it would fail, at deployment or in a case. */
    private static final Map<String, Integer> LONGEST =
            Map.of("id", 255, "name", 255, "targetNamespace", 255, "versionTag", 64);

    private static final int LONGEST_FILE = 255;

    /** What Camunda Modeler writes to hand on the business key. */
    private static final String BUSINESS_KEY = "#{execution.processBusinessKey}";

    private final Expressions expressions;
    private final Findings findings;

    Grammar(Vocabulary house, Findings findings) {
        this.expressions = new Expressions(house);
        this.findings = findings;
    }

    /** Looks at every file. */
    void check(Map<String, byte[]> files) {
        if (files.size() > InputLimits.MODEL_FILES) {
            // None of them is looked at, and so none is deployed.
            findings.error("", "", "too-many-files", InputLimits.MODEL_FILES);
            return;
        }
        files.keySet().stream()
                .filter(file -> file.length() > LONGEST_FILE)
                .forEach(file -> findings.error(Expressions.shown(file), "", "file-name-long", LONGEST_FILE));
        files.forEach((file, content) -> Bundle.Kind.of(file)
                .ifPresentOrElse(
                        kind -> {
                            if (kind == Bundle.Kind.FORM) {
                                measure(file, content);
                            } else {
                                look(file, content, kind);
                            }
                        },
                        () -> findings.error(file, "", "file-kind")));
    }

    /** A form that is too much for a tree; what else is wrong with one its own rules say. */
    private void measure(String file, byte[] content) {
        if (content.length > InputLimits.MODEL_BYTES) {
            findings.error(file, "", "file-too-large", InputLimits.MODEL_BYTES / 1024);
            return;
        }
        JsonShape.excess(content)
                .ifPresent(excess -> findings.error(
                        file,
                        "",
                        switch (excess) {
                            case DEPTH -> "form-too-deep";
                            case ELEMENTS -> "form-too-many";
                            case TEXT -> "form-text-too-long";
                            case NUMBER -> "form-number-too-long";
                        },
                        excess.limit()));
    }

    private void look(String file, byte[] content, Bundle.Kind kind) {
        Markup markup = Markup.read(content);
        markup.end().ifPresent(end -> findings.error(file, "", end.code(), end.what()));
        new Look(file, kind, markup).run();
    }

    private record Reference(String element, String wanted) {}

    private final class Look {

        private final String file;
        private final boolean process;
        private final Markup markup;
        private final Set<String> ids = new HashSet<>();
        private final List<Reference> references = new ArrayList<>();
        /** The element, or the one around it that has an id. */
        private String here = "";

        Look(String file, Bundle.Kind kind, Markup markup) {
            this.file = file;
            this.process = kind == Bundle.Kind.PROCESS;
            this.markup = markup;
        }

        void run() {
            markup.root().ifPresent(root -> element(root, ""));
            references.stream()
                    .filter(reference -> markup.end().isEmpty())
                    .filter(reference -> !ids.contains(reference.wanted()))
                    .forEach(reference -> findings.error(
                            file, reference.element(), "reference", reference.element(), reference.wanted()));
        }

        private void element(Element element, String outer) {
            String around = here;
            String id = element.attribute("id");
            here = id == null ? around : id;
            if (id != null && !ids.add(id)) {
                offend("id-twice", id);
            }
            if (id == null
                    && BPMN.equals(element.getUri())
                    && HAS_ID.matcher(element.getTagName()).matches()) {
                offend("no-id", element.getTagName());
            }
            if (process && !isListed(element, outer)) {
                refuse(element.getTagName(), "element-unknown");
            }
            element.attributes().forEach(key -> attribute(element, key));
            text(element);
            element.elements().forEach(inner -> element(inner, element.getUri()));
            here = around;
        }

        private static boolean isListed(Element element, String outer) {
            String name = element.getTagName();
            // The engine looks at many names whatever their namespace, within its own elements at all of them.
            return switch (element.getUri()) {
                case BPMN -> ELEMENTS.contains(name);
                case CAMUNDA -> EXTENSIONS.contains(name);
                default ->
                    DRAWING.contains(element.getUri())
                            && !CAMUNDA.equals(outer)
                            && !ELEMENTS.contains(name)
                            && !EXTENSIONS.contains(name)
                            && !FORBIDDEN.containsKey(name);
            };
        }

        private void attribute(Element element, String key) {
            String namespace = key.substring(0, Math.max(0, key.lastIndexOf(':')));
            String name = key.substring(key.lastIndexOf(':') + 1);
            String value = element.attribute(key);
            if (process) {
                ofProcess(element, namespace, name, value);
            } else if (name.equals("expressionLanguage")
                    && !value.equalsIgnoreCase("feel")
                    && !LANGUAGES.contains(value)) {
                offend("script", value);
            } else if (name.equals("historyTimeToLive") && !value.matches("P\\d{1,6}D|\\d{1,6}")) {
                offend("time-to-live", here, value);
            }
            if (INSTANCE.equals(namespace)
                    && !name.equals("type")
                    && !(name.equals("schemaLocation") && areOfOmg(value))) {
                offend("schema-location", name);
            }
            int longest = LONGEST.getOrDefault(name, Integer.MAX_VALUE);
            if (value.length() > longest) {
                offend("too-long", name, longest);
            }
            if (!value.equals(value.strip())) {
                if (Expressions.isOne(value)) {
                    offend("expression-form", Expressions.shown(value), "");
                } else if (isRead(element) && !DRAWING.contains(namespace) && !FREE_ATTRIBUTES.contains(name)) {
                    offend("padded", name, Expressions.shown(value));
                }
            }
            if (!process || !name.equals("businessKey") || !value.equals(BUSINESS_KEY)) {
                value(value);
            }
        }

        /** What some editors write at the root, namespace and file in turn; nobody fetches it ({@link OwnSchemas}). */
        private static boolean areOfOmg(String schemas) {
            String[] parts = schemas.strip().split("\\s+");
            return IntStream.range(0, parts.length)
                    .allMatch(i -> OF_OMG.matcher(parts[i]).matches()
                            || i % 2 == 1 && PLAIN_FILE.matcher(parts[i]).matches());
        }

        private void ofProcess(Element element, String namespace, String name, String value) {
            if (REFERENCES.contains(name) && namespace.isEmpty()) {
                references.add(new Reference(here, value));
            }
            boolean allowed = namespace.isEmpty()
                    ? isOwn(element, name, value)
                    : DRAWING.contains(namespace)
                            || CAMUNDA.equals(namespace)
                                    && (ATTRIBUTES_ANYWHERE.contains(name)
                                            || ATTRIBUTES
                                                    .getOrDefault(element.getTagName(), Set.of())
                                                    .contains(name));
            if (!allowed) {
                refuse(name, "attribute-unknown");
            } else if (TRUE_OR_FALSE.contains(name) && !value.equals("true") && !value.equals("false")) {
                offend("true-or-false", name, value);
            }
        }

        /** The schema says what else BPMN has; of that, what the engine would do and no rule looks at. */
        private static boolean isOwn(Element element, String name, String value) {
            return switch (name) {
                case "scriptFormat", "language" -> false;
                case "default" -> element.getTagName().equals("exclusiveGateway");
                case "instantiate", "isForCompensation", "parallelMultiple" -> value.equals("false");
                default -> true;
            };
        }

        private void refuse(String name, String otherwise) {
            offend(FORBIDDEN.getOrDefault(name, otherwise), name);
        }

        /** Whether the engine makes anything of it. */
        private boolean isRead(Element element) {
            return process && !DRAWING.contains(element.getUri());
        }

        private void text(Element element) {
            String name = element.getTagName();
            String text = element.getText();
            if (isRead(element) && REFERRING.contains(name)) {
                references.add(new Reference(here, text.strip()));
            }
            boolean isValue = process ? isRead(element) && !FREE_ELEMENTS.contains(name) : name.equals("text");
            if (isValue && !text.isBlank()) {
                if (markup.isInterrupted(element) || !element.elements().isEmpty()) {
                    offend("markup-in-value", name);
                }
                // The one condition whose spaces the engine keeps: it would be a text, and stop the case.
                if (name.equals("completionCondition") && !text.equals(text.strip())) {
                    offend("expression-form", Expressions.shown(text), "");
                }
            }
            value(text);
        }

        private void value(String text) {
            if (!Expressions.isOne(text)) {
                return;
            }
            if (!process) {
                offend("table-expression", text.strip());
                return;
            }
            expressions
                    .read(text)
                    .problems()
                    .forEach(problem -> offend(problem.code(), problem.what(), problem.allowed()));
        }

        private void offend(String code, Object... values) {
            findings.error(file, here, code, values);
        }
    }
}
