package org.redshield.bridge.support;

import static org.redshield.bridge.support.XmlSpelling.BPMN;
import static org.redshield.bridge.support.XmlSpelling.CAMUNDA;
import static org.redshield.bridge.support.XmlSpelling.XSI;
import static org.redshield.bridge.support.XmlSpelling.named;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.redshield.bridge.support.XmlSpelling.Way;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What no model may hold, and many ways to write each. Two of our own models hold one harm at a time; how the file is written, and where
 * a text is torn, a seed draws.
 */
public final class Spellings {

    /** A process with an approval, a clock, a letter and a step; it calls nobody and nobody calls it. */
    public static final String PROCESS = "jurisdiction-dispute.bpmn";

    public static final String TABLE = "deadlines.dmn";

    private static final String APPROVAL = "approveDesignation";
    private static final String MODELER = "http://camunda.org/schema/modeler/1.0";

    /** Brings the harm in; gives the element whose text may be torn. */
    private interface Harm {
        Element into(Document model, Random random);
    }

    /** @param why it may never be deployed */
    public record Forbidden(String name, String why, String file, Harm harm) {

        /** Where the element stands that it changes; what changes another within may undo it. */
        public String place() {
            StringBuilder path = new StringBuilder();
            for (Node node = harm.into(XmlSpelling.read(source(file)), new Random(0));
                    node instanceof Element;
                    node = node.getParentNode()) {
                int place = 0;
                for (Node before = node.getPreviousSibling(); before != null; before = before.getPreviousSibling()) {
                    place++;
                }
                path.insert(0, place + "/");
            }
            return path.toString();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** @param plain the same harm as plainly as can be */
    public record Spelling(Forbidden forbidden, byte[] plain, byte[] content) {}

    /** In the order in which somebody would think of them. */
    public static final List<Forbidden> FORBIDDEN = List.of(
            process("Java in a timer's date", "it runs when the model is deployed", (model, random) -> {
                Element date = named(model, "timeDate").get(0);
                date.setTextContent(one(
                        random,
                        "${''.getClass().forName('java.lang.Runtime').getRuntime().exec('id')}",
                        "#{''.getClass().forName('java.lang.System').exit(0)}",
                        "${execution.engineServices.identityService.newUser('x')}"));
                return date;
            }),
            process(
                    "a condition that always holds",
                    "the letter goes out whatever the head decides",
                    (model, random) -> {
                        Element condition = condition(model, "approve");
                        condition.setTextContent(one(
                                random,
                                "${decision == 'approve' or true}",
                                "${decision == 'approve' || decision != 'approve'}",
                                "${true}",
                                "#{decision == 'approve' or not empty decision}",
                                "${decision == decision}"));
                        return condition;
                    }),
            process("a condition that asks a bean", "what it comes to nobody can try beforehand", (model, random) -> {
                Element condition = condition(model, "approve");
                condition.setTextContent(one(
                        random,
                        "${decision == 'approve' || !empty taskDue.inWorkingDays(1)}",
                        "${decision == 'approve' || taskDue.inWorkingDays(1) != null}",
                        "${decision == 'approve' or execution.tenantId != 'x'}"));
                return condition;
            }),
            process("a condition that crosses two decisions", "who sends back sends out", (model, random) -> {
                Element condition = condition(model, "approve");
                condition.setTextContent(one(
                        random,
                        "${decision == 'approve' || decision == 'return'}",
                        "${decision == 'return'}",
                        "${decision != 'approve'}"));
                return condition;
            }),
            process("a condition in a script's language", "a script is code", (model, random) -> {
                Element condition = condition(model, "approve");
                condition.setAttribute("language", one(random, "groovy", "javascript", "juel", "Python", "feel"));
                condition.setTextContent("true");
                return condition;
            }),
            process("a script task", "a script is code", (model, random) -> {
                Element task = added(model, "scriptTask");
                task.setAttribute("scriptFormat", one(random, "groovy", "javascript", "juel"));
                Element script = child(task, BPMN, "script");
                script.setTextContent("new ProcessBuilder('id').start()");
                return script;
            }),
            process("a Java class in place of a step", "any class of the program would run", (model, random) -> {
                Element task = step(model);
                task.removeAttributeNS(CAMUNDA, "delegateExpression");
                task.setAttributeNS(XmlSpelling.engine(random), "x:class", one(random, "java.lang.Thread", " x.Y "));
                return task;
            }),
            process("an expression in place of a step", "it calls what is no step", (model, random) -> {
                Element task = step(model);
                task.removeAttributeNS(CAMUNDA, "delegateExpression");
                task.setAttributeNS(
                        XmlSpelling.engine(random),
                        "x:expression",
                        one(random, "${dataRequests.toString()}", "#{registerDispute}", "${registerDispute}"));
                return task;
            }),
            process("a bean that is no step", "services take orders from forms, not from models", (model, random) -> {
                Element task = step(model);
                task.setAttributeNS(
                        CAMUNDA,
                        "x:delegateExpression",
                        one(
                                random,
                                "${dataSource}",
                                "#{registerDispute}",
                                " ${registerDispute}",
                                "${accounts.create('x')}"));
                return task;
            }),
            process("a step at an event's message", "no rule looks at the steps of events", (model, random) -> {
                Element event = added(model, one(random, "intermediateThrowEvent", "endEvent"));
                Element message = child(event, BPMN, "messageEventDefinition");
                message.setAttributeNS(XmlSpelling.engine(random), "x:delegateExpression", "${issueDesignation}");
                return message;
            }),
            process("an execution listener", "it works where nobody sees it on the diagram", (model, random) -> {
                Element listener = child(extensions(step(model)), XmlSpelling.engine(random), "executionListener");
                listener.setAttribute("event", "start");
                listener.setAttribute(one(random, "expression", "delegateExpression", "class"), "${issueDesignation}");
                return listener;
            }),
            process("a task listener", "it decides before the person does", (model, random) -> {
                Element listener = child(extensions(approval(model)), XmlSpelling.engine(random), "taskListener");
                listener.setAttribute("event", one(random, "create", "complete", "assignment"));
                listener.setAttribute("expression", "${task.complete()}");
                return listener;
            }),
            process("a connector", "it calls addresses outside", (model, random) -> {
                Element connector = child(
                        extensions(step(model)),
                        one(random, XmlSpelling.engine(random), XmlSpelling.elsewhere(random)),
                        "connector");
                child(connector, CAMUNDA, "connectorId").setTextContent("http-connector");
                return connector;
            }),
            process("an external task", "whoever fetches it decides what happened", (model, random) -> {
                Element task = step(model);
                task.removeAttributeNS(CAMUNDA, "delegateExpression");
                task.setAttributeNS(XmlSpelling.engine(random), "x:type", "external");
                task.setAttributeNS(CAMUNDA, "x:topic", "anything");
                return task;
            }),
            process("a parameter that decides", "it puts a decision into a person's mouth", (model, random) -> {
                Element parameter = named(model, "inputParameter").get(0);
                parameter.setTextContent(one(random, "approve", "${raisedBy}", "${decision}"));
                return parameter;
            }),
            process(
                    "an approval whose decision is lost",
                    "the gateway reads what somebody decided before",
                    (model, random) -> {
                        Element mapping = child(extensions(approval(model)), CAMUNDA, "inputOutput");
                        child(mapping, CAMUNDA, "inputParameter").setAttribute("name", "decision");
                        return mapping;
                    }),
            process(
                    "a parameter that is a script",
                    "within parameters the engine looks at names only",
                    (model, random) -> {
                        Element script =
                                child(named(model, "inputParameter").get(0), XmlSpelling.elsewhere(random), "script");
                        script.setAttribute("scriptFormat", "groovy");
                        script.setTextContent("'approve'");
                        return script;
                    }),
            process(
                    "a person by name",
                    "a model gives work to offices, not to its author's friend",
                    (model, random) -> {
                        Element task = approval(model);
                        task.setAttributeNS(
                                XmlSpelling.engine(random),
                                "x:" + one(random, "candidateUsers", "assignee"),
                                one(random, "officer310105", "modeler", "officer310105,modeler"));
                        return task;
                    }),
            process("an error by its name alone", "the engine asks for it in any namespace", (model, random) -> {
                Element error = child(
                        extensions(step(model)),
                        one(random, CAMUNDA, MODELER, "http://www.signavio.com"),
                        "errorEventDefinition");
                error.setAttribute("errorRef", "gone");
                error.setAttribute("expression", "${decision == 'approve'}");
                return error;
            }),
            process(
                    "a task's documentation that is evaluated",
                    "the engine reads it as an expression",
                    (model, random) -> {
                        Element documentation =
                                approval(model).getOwnerDocument().createElementNS(BPMN, "documentation");
                        approval(model)
                                .insertBefore(documentation, approval(model).getFirstChild());
                        documentation.setTextContent(
                                one(random, "${''.getClass()}", "见 #{execution.engineServices} 与 ${x}"));
                        return documentation;
                    }),
            process("a task's name that is evaluated", "the engine reads it as an expression", (model, random) -> {
                approval(model).setAttribute("name", one(random, "审批${''.getClass()}", "#{task.delete()}审批"));
                return approval(model);
            }),
            process("a step that is tried again at once", "it holds the job executor for good", (model, random) -> {
                Element cycle = named(model, "failedJobRetryTimeCycle").get(random.nextInt(3));
                cycle.setTextContent(one(random, "R1000000/PT0S", "R999/PT1S", "PT0S,PT0S"));
                return cycle;
            }),
            process(
                    "a table called by the engine",
                    "tables are read by the house, and checked there",
                    (model, random) -> {
                        Element task = added(model, "businessRuleTask");
                        task.setAttributeNS(CAMUNDA, "x:decisionRef", "deadlineRule");
                        return task;
                    }),
            process("a history that is wiped", "what was decided must stay", (model, random) -> {
                named(model, "process")
                        .get(0)
                        .setAttributeNS(CAMUNDA, "x:historyTimeToLive", one(random, "P0D", "1", "P30D", "0"));
                return approval(model);
            }),
            process("an approval by an officer", "the table says who decides at least", (model, random) -> {
                approval(model)
                        .setAttributeNS(
                                CAMUNDA,
                                "x:candidateGroups",
                                one(random, "officer", "bureauHead,officer", "${decision}", "unitHead"));
                return approval(model);
            }),
            process("a timer that takes work away", "what is late is late, and still to be done", (model, random) -> {
                Element timer = named(model, "boundaryEvent").get(0);
                if (random.nextBoolean()) {
                    timer.removeAttribute("cancelActivity");
                } else {
                    timer.setAttribute("cancelActivity", one(random, "true", " true ", "\ttrue"));
                }
                return timer;
            }),
            process(
                    "a letter out of the sender's transaction",
                    "only the engine's own word makes a step asynchronous",
                    (model, random) -> {
                        Element task = named(model, "sendTask").get(0);
                        task.setAttributeNS(
                                CAMUNDA, "x:asyncBefore", one(random, "TRUE", " true", "True", "1", "yes", "false"));
                        return task;
                    }),
            process("a task for compensation", "it stands in the way and is never reached", (model, random) -> {
                approval(model).setAttribute("isForCompensation", one(random, "true", " true ", "1"));
                return approval(model);
            }),
            process("schemas from elsewhere", "whoever reads it would fetch them", (model, random) -> {
                model.getDocumentElement()
                        .setAttributeNS(
                                XSI,
                                "x:" + one(random, "schemaLocation", "noNamespaceSchemaLocation"),
                                one(
                                        random,
                                        "urn:elsewhere http://localhost:9/x.xsd",
                                        BPMN + " file://elsewhere/x.xsd",
                                        BPMN + " BPMN20.xsd urn:e http://localhost:9/x.xsd"));
                return approval(model);
            }),
            table("a table in another language", "the engine would look for a script", (model, random) -> {
                Element cell = entry(model, one(random, "inputEntry", "outputEntry", "inputExpression"));
                cell.setAttribute("expressionLanguage", one(random, "groovy", "juel", "javascript", "feel-scala", ""));
                return cell;
            }),
            table("a cell that is evaluated", "cells are words and numbers", (model, random) -> {
                Element text = (Element) entry(model, "outputEntry")
                        .getElementsByTagNameNS("*", "text")
                        .item(0);
                text.setTextContent(one(random, "${true}", "#{''.getClass()}", "\"a\" + ${x}"));
                return text;
            }),
            table("a period of the law that is changed", "the law is not in the table's hands", (model, random) -> {
                Element text = named(model, "text").stream()
                        .filter(cell -> cell.getTextContent().strip().equals("15"))
                        .filter(cell -> ((Element) cell.getParentNode())
                                .getAttribute("id")
                                .startsWith("statutoryReplyRule"))
                        .findFirst()
                        .orElseThrow();
                text.setTextContent(one(random, "150", "16", "1500", "51"));
                return text;
            }));

    private Spellings() {}

    /** So many of it, always the same. */
    public static List<Spelling> of(Forbidden forbidden, int many) {
        List<Spelling> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Document model = XmlSpelling.read(source(forbidden.file()));
            Random random = new Random(forbidden.name().hashCode() * 31L + i);
            Element torn = forbidden.harm().into(model, random);
            Set<Way> ways = XmlSpelling.draw(random);
            if (random.nextBoolean()) {
                ways.add(Way.TORN);
            }
            all.add(new Spelling(
                    forbidden,
                    XmlSpelling.write(model, random, EnumSet.noneOf(Way.class)),
                    XmlSpelling.write(model, random, ways, torn)));
        }
        return all;
    }

    /** All of these harms in one file, plainly. */
    public static byte[] together(Forbidden... harms) {
        Document model = XmlSpelling.read(source(harms[0].file()));
        for (Forbidden harm : harms) {
            harm.harm().into(model, new Random(0));
        }
        return XmlSpelling.write(model, new Random(0), EnumSet.noneOf(Way.class));
    }

    /** The model of that name as it is. */
    public static String source(String file) {
        String name = file.substring(0, file.indexOf('.'));
        return file.endsWith(".dmn") ? ModelFiles.table(name) : ModelFiles.process(name);
    }

    /** The same with a document type that gives one of its attributes or texts another value. */
    public static List<byte[]> withDocumentTypes() {
        String model = source(PROCESS);
        return List.of(
                        "<!DOCTYPE x [<!ENTITY e \"${''.getClass()}\">]>",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
                        "<!DOCTYPE x SYSTEM \"http://localhost:9/x.dtd\">",
                        "<!DOCTYPE x [<!ATTLIST bpmn:serviceTask camunda:class CDATA \"x.Y\"> <!ENTITY e \"\">]>",
                        "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://localhost:9/x\"> %p; <!ENTITY e \"\">]>")
                .stream()
                .map(type -> model.replace("<bpmn:definitions", type + "<bpmn:definitions")
                        .replace("${designationDueAt}", "&e;")
                        .getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static Forbidden process(String name, String why, Harm harm) {
        return new Forbidden(name, why, PROCESS, harm);
    }

    private static Forbidden table(String name, String why, Harm harm) {
        return new Forbidden(name, why, TABLE, harm);
    }

    private static String one(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }

    private static Element approval(Document model) {
        return byId(model, "userTask", APPROVAL);
    }

    private static Element step(Document model) {
        return byId(model, "serviceTask", "registerDispute");
    }

    private static Element byId(Document model, String name, String id) {
        return named(model, name).stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Element condition(Document model, String decision) {
        return named(model, "conditionExpression").stream()
                .filter(element -> element.getTextContent().contains("'" + decision + "'"))
                .findFirst()
                .orElseThrow();
    }

    private static Element entry(Document model, String name) {
        return named(model, name).get(0);
    }

    /** An element of its own, connected with nothing. */
    private static Element added(Document model, String name) {
        Element process = named(model, "process").get(0);
        Element added = model.createElementNS(BPMN, name);
        process.insertBefore(added, named(model, "sequenceFlow").get(0));
        added.setAttribute("id", "addedByHarm");
        added.setAttribute("name", "加的");
        return added;
    }

    private static Element extensions(Element element) {
        for (Element found : named(element.getOwnerDocument(), "extensionElements")) {
            if (found.getParentNode().equals(element)) {
                return found;
            }
        }
        Element made = element.getOwnerDocument().createElementNS(BPMN, "extensionElements");
        element.insertBefore(made, element.getFirstChild());
        return made;
    }

    private static Element child(Element parent, String namespace, String name) {
        Element child = parent.getOwnerDocument().createElementNS(namespace, name);
        parent.appendChild(child);
        return child;
    }
}
