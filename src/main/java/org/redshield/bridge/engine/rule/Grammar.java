package org.redshield.bridge.engine.rule;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a file may consist of: the elements and attributes that our models use, and expressions of the small grammar. It
 * looks at the bare XML, before the engine or anything else makes something of it; what is not listed is refused, so that
 * nothing that a later version of the engine might run gets in unseen.
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

    private static final Set<String> ATTRIBUTES = Set.of(
            "assignee",
            "asyncAfter",
            "asyncBefore",
            "exclusive",
            "calledElementBinding",
            "candidateGroups",
            "collection",
            "delegateExpression",
            "diagramRelationId",
            "dueDate",
            "elementVariable",
            "errorCodeVariable",
            "errorMessageVariable",
            "formRef",
            "formRefBinding",
            "historyTimeToLive",
            "modelerTemplate",
            "modelerTemplateIcon",
            "modelerTemplateVersion",
            "versionTag");

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

    /** Files of which it is told are not read any further: too much for a tree, or the reader would fetch what they name. */
    static final Set<String> NOT_READ = Set.of("too-deep", "too-large", "schema-location");

    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    /** Attributes that the engine keeps in columns, and what these hold; else it would fail, at deployment or in a case. */
    private static final Map<String, Integer> LONGEST = Map.of("id", 255, "name", 255, "versionTag", 64);

    private static final int LONGEST_FILE = 255;
    private static final int DEEPEST = 50;
    /** The largest of ours has 1,700, drawing included. */
    private static final int MOST_ELEMENTS = 6_000;

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
        files.keySet().stream()
                .filter(file -> file.length() > LONGEST_FILE)
                .forEach(file -> findings.error(Expressions.shown(file), "", "file-name-long", LONGEST_FILE));
        files.forEach((file, content) -> Bundle.Kind.of(file)
                .ifPresentOrElse(
                        kind -> {
                            if (kind != Bundle.Kind.FORM) {
                                scan(file, content, kind);
                            }
                        },
                        () -> findings.error(file, "", "file-kind")));
    }

    private void scan(String file, byte[] content, Bundle.Kind kind) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(content));
            new Scan(file, kind).run(xml);
        } catch (TooMuch e) {
            findings.error(file, "", e.code, e.limit);
        } catch (XMLStreamException e) {
            findings.error(
                    file,
                    "",
                    "not-xml",
                    e.getLocation() == null ? "?" : e.getLocation().getLineNumber());
        }
    }

    /** Whoever reads it as a tree would exhaust the stack, or take longer than a modeler waits. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String code;
        private final int limit;

        TooMuch(String code, int limit) {
            super(code, null, false, false);
            this.code = code;
            this.limit = limit;
        }
    }

    private record Reference(String element, String wanted) {}

    private final class Scan {

        private final String file;
        private final boolean process;
        private final Deque<String> elements = new ArrayDeque<>();
        private final Deque<String> namespaces = new ArrayDeque<>();
        private final Set<String> ids = new HashSet<>();
        private final List<Reference> references = new ArrayList<>();
        private int count;

        Scan(String file, Bundle.Kind kind) {
            this.file = file;
            this.process = kind == Bundle.Kind.PROCESS;
        }

        void run(XMLStreamReader xml) throws XMLStreamException {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        findings.error(file, "", "doctype");
                    case XMLStreamConstants.START_ELEMENT -> begin(xml);
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> value(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        elements.pop();
                        namespaces.pop();
                    }
                    default -> {
                        // Comments and white space.
                    }
                }
            }
            references.stream()
                    .filter(reference -> !ids.contains(reference.wanted()))
                    .forEach(reference -> findings.error(
                            file, reference.element(), "reference", reference.element(), reference.wanted()));
        }

        private void begin(XMLStreamReader xml) {
            String id = xml.getAttributeValue(null, "id");
            String outer = elements.isEmpty() ? "" : elements.peek();
            elements.push(id == null ? outer : id);
            if (elements.size() > DEEPEST) {
                throw new TooMuch("too-deep", DEEPEST);
            }
            if (++count > MOST_ELEMENTS) {
                throw new TooMuch("too-large", MOST_ELEMENTS);
            }
            if (id != null && !ids.add(id)) {
                findings.error(file, id, "id-twice", id);
            }
            if (process) {
                element(xml.getNamespaceURI(), xml.getLocalName());
            }
            namespaces.push(String.valueOf(xml.getNamespaceURI()));
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                String name = xml.getAttributeLocalName(i);
                String value = xml.getAttributeValue(i);
                if (process) {
                    if (REFERENCES.contains(name) && !BPMN.equals(xml.getAttributeNamespace(i))) {
                        references.add(new Reference(elements.peek(), value));
                    }
                    attribute(xml.getAttributeNamespace(i), name);
                } else if (name.equals("expressionLanguage") && !value.matches("(?i)(|.*feel.*)")) {
                    offend("script", value);
                } else if (name.equals("historyTimeToLive") && !value.matches("P\\d{1,6}D|\\d{1,6}")) {
                    offend("time-to-live", elements.peek(), value);
                }
                if (INSTANCE.equals(xml.getAttributeNamespace(i)) && !name.equals("type")) {
                    offend("schema-location", name);
                }
                int longest = LONGEST.getOrDefault(name, Integer.MAX_VALUE);
                if (value.length() > longest) {
                    offend("too-long", name, longest);
                }
                value(value);
                if (Expressions.isOne(value) && !value.equals(value.strip())) {
                    offend("expression-form", Expressions.shown(value), "");
                }
            }
        }

        private void element(String namespace, String name) {
            Set<String> allowed = BPMN.equals(namespace) ? ELEMENTS : CAMUNDA.equals(namespace) ? EXTENSIONS : Set.of();
            // Within its own elements the engine looks at names only, whatever the namespace.
            boolean drawing = DRAWING.contains(String.valueOf(namespace)) && !CAMUNDA.equals(namespaces.peek());
            if (!allowed.contains(name) && !drawing) {
                refuse(name, "element-unknown");
            }
        }

        private void attribute(String namespace, String name) {
            boolean own = namespace == null || namespace.isEmpty();
            boolean allowed = own
                    ? !name.equals("scriptFormat") && !name.equals("language")
                    : DRAWING.contains(namespace) || CAMUNDA.equals(namespace) && ATTRIBUTES.contains(name);
            if (!allowed) {
                refuse(name, "attribute-unknown");
            }
        }

        private void refuse(String name, String otherwise) {
            offend(FORBIDDEN.getOrDefault(name, otherwise), name);
        }

        private void value(String text) {
            if (!Expressions.isOne(text) || process && text.strip().equals(BUSINESS_KEY)) {
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
            findings.error(file, elements.isEmpty() ? "" : elements.peek(), code, values);
        }
    }
}
