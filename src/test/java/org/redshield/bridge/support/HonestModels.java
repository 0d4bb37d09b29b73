package org.redshield.bridge.support;

import static org.redshield.bridge.support.XmlSpelling.BPMN;
import static org.redshield.bridge.support.XmlSpelling.CAMUNDA;
import static org.redshield.bridge.support.XmlSpelling.XSI;
import static org.redshield.bridge.support.XmlSpelling.named;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.redshield.bridge.support.XmlSpelling.Way;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Our own models as honest people have them: saved by other editors, written on, sent through programs that write XML otherwise. */
public final class HonestModels {

    private static final String SIGNAVIO = "http://www.signavio.com";
    private static final Set<String> ACTIVITIES = Set.of("userTask", "serviceTask", "sendTask", "receiveTask");

    /**
     * @param edit what the program or person changes in a process beside
     * @param ways how it is written; empty for what the seed draws
     */
    public record Kind(String name, BiConsumer<Document, Random> edit, Set<Way> ways) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** @param plain the same content in the plainest writing */
    public record Honest(String file, byte[] plain, byte[] content) {}

    public static final List<Kind> KINDS = List.of(
            kind("saved by Camunda Modeler 5, with colours and a template's icon", HonestModels::camundaModeler),
            kind("saved by bpmn.io", HonestModels::bpmnIo, Way.OTHER_PREFIXES),
            kind("exported by a repository of processes, with its own data", HonestModels::repository, Way.TABS),
            kind("comments in documentation and between elements", HonestModels::documented, Way.COMMENTS),
            kind("CDATA in documentation and conditions", HonestModels::documented, Way.CDATA),
            kind("entities in names", HonestModels::renamed, Way.REFERENCES),
            kind(
                    "written in single quotes, attributes on lines of their own",
                    HonestModels::renamed,
                    Way.SINGLE_QUOTES,
                    Way.ATTRIBUTES_ON_LINES),
            kind(
                    "other prefixes, attributes in any order",
                    HonestModels::documented,
                    Way.OTHER_PREFIXES,
                    Way.ANY_ORDER,
                    Way.REDECLARED),
            kind("UTF-16 from an editor on Windows", HonestModels::renamed, Way.UTF16_LITTLE, Way.CRLF),
            kind("UTF-16, the other way round", HonestModels::documented, Way.UTF16, Way.COMMENTS, Way.INSTRUCTIONS),
            kind("UTF-8 with a mark, lines as on Windows", HonestModels::documented, Way.UTF8_MARK, Way.CRLF),
            kind("GB 18030, all on one line", HonestModels::renamed, Way.GB18030, Way.WITHOUT_SPACE),
            new Kind("whatever a seed draws", HonestModels::documented, Set.of()),
            new Kind("whatever another seed draws", HonestModels::camundaModeler, Set.of()),
            new Kind("whatever a third seed draws", HonestModels::repository, Set.of()));

    private HonestModels() {}

    /** All processes and tables of the house by the names they are deployed by, of that kind. */
    public static List<Honest> of(Kind kind) {
        List<Honest> all = new ArrayList<>();
        for (String file : files()) {
            all.add(of(kind, file));
        }
        return all;
    }

    /** One of them. */
    public static Honest of(Kind kind, String file) {
        Random random = new Random(kind.name().hashCode() * 31L + file.hashCode());
        Document model = XmlSpelling.read(Spellings.source(file));
        if (file.endsWith(".bpmn")) {
            kind.edit().accept(model, random);
        }
        Set<Way> ways = kind.ways().isEmpty() ? XmlSpelling.draw(random) : kind.ways();
        return new Honest(
                "processes/" + file,
                XmlSpelling.write(model, random, EnumSet.noneOf(Way.class)),
                XmlSpelling.write(model, random, ways));
    }

    private static List<String> files() {
        return Stream.of(java.util.Objects.requireNonNull(new java.io.File("processes").list()))
                .filter(file -> file.endsWith(".bpmn") || file.endsWith(".dmn"))
                .sorted()
                .toList();
    }

    private static Kind kind(String name, BiConsumer<Document, Random> edit, Way... ways) {
        return new Kind(name, edit, ways.length == 0 ? EnumSet.noneOf(Way.class) : EnumSet.of(ways[0], ways));
    }

    private static void camundaModeler(Document model, Random random) {
        Element root = model.getDocumentElement();
        root.setAttribute("exporter", "Camunda Modeler");
        root.setAttribute("exporterVersion", "5.40.0");
        named(model, "serviceTask").forEach(task -> {
            if (random.nextInt(3) == 0) {
                task.setAttributeNS(CAMUNDA, "camunda:modelerTemplate", "org.redshield." + task.getAttribute("id"));
                task.setAttributeNS(CAMUNDA, "camunda:modelerTemplateVersion", "3");
                task.setAttributeNS(
                        CAMUNDA, "camunda:modelerTemplateIcon", "data:image/svg+xml,%3Csvg fill='#000'/%3E");
            }
        });
        named(model, "BPMNShape").forEach(shape -> {
            if (random.nextInt(4) == 0) {
                shape.setAttributeNS("http://bpmn.io/schema/bpmn/biocolor/1.0", "bioc:stroke", "#0d4372");
                shape.setAttributeNS(
                        "http://www.omg.org/spec/BPMN/non-normative/color/1.0", "color:border-color", "#0d4372");
            }
        });
    }

    private static void bpmnIo(Document model, Random random) {
        Element root = model.getDocumentElement();
        root.setAttribute("exporter", "bpmn-js (https://demo.bpmn.io)");
        root.setAttribute("exporterVersion", "18.6.2");
        root.setAttributeNS(XSI, "xsi:schemaLocation", BPMN + " BPMN20.xsd");
        documented(model, random);
    }

    /** As the large repositories do: every default spelled out, and data of their own at each element. */
    private static void repository(Document model, Random random) {
        Element root = model.getDocumentElement();
        root.setAttribute("exporter", "Signavio Process Editor, http://www.signavio.com");
        root.setAttribute("exporterVersion", "17.4.0");
        root.setAttribute("expressionLanguage", "http://www.w3.org/TR/XPath");
        root.setAttribute("typeLanguage", "http://www.w3.org/2001/XMLSchema");
        ACTIVITIES.forEach(name -> named(model, name).forEach(task -> {
            task.setAttribute("completionQuantity", "1");
            task.setAttribute("startQuantity", "1");
            task.setAttribute("isForCompensation", "false");
            Element data = model.createElementNS(SIGNAVIO, "signavio:signavioMetaData");
            data.setAttribute("metaKey", "bgcolor");
            data.setAttribute("metaValue", "#ffffcc");
            extensions(task).appendChild(data);
        }));
        named(model, "process").forEach(process -> {
            process.setAttribute("isClosed", "false");
            process.setAttribute("processType", "None");
        });
        named(model, "exclusiveGateway").forEach(gateway -> gateway.setAttribute("gatewayDirection", "Unspecified"));
        named(model, "sequenceFlow").forEach(flow -> flow.setAttribute("isImmediate", "true"));
    }

    private static Element extensions(Element element) {
        for (Element found : named(element.getOwnerDocument(), "extensionElements")) {
            if (found.getParentNode().equals(element)) {
                return found;
            }
        }
        Element made = element.getOwnerDocument().createElementNS(BPMN, "bpmn:extensionElements");
        // As the schema has it: what is said of an element in words comes first.
        Node first = element.getFirstChild();
        while (first != null
                && (first.getNodeType() != Node.ELEMENT_NODE || "documentation".equals(first.getLocalName()))) {
            first = first.getNextSibling();
        }
        element.insertBefore(made, first);
        return made;
    }

    private static void documented(Document model, Random random) {
        Stream.of("userTask", "serviceTask", "endEvent", "subProcess")
                .flatMap(name -> named(model, name).stream())
                .filter(element -> random.nextInt(3) > 0)
                .forEach(element -> {
                    Element words = model.createElementNS(BPMN, "bpmn:documentation");
                    words.setTextContent("依据《网络交易监督管理办法》第三十条办理；<b>期限</b>见表 & 附件，价格写 $ 或者 {元}。\n第二行");
                    element.insertBefore(words, element.getFirstChild());
                });
    }

    private static void renamed(Document model, Random random) {
        Map<String, String> marks =
                new TreeMap<>(Map.of("endEvent", "（A&B）", "participant", " <甲方>", "messageFlow", " “\"'”\n次行"));
        marks.forEach((name, mark) -> named(model, name).forEach(element -> {
            if (random.nextBoolean()) {
                element.setAttribute("name", element.getAttribute("name") + mark);
            }
        }));
    }

    /** A form with the mark that editors on Windows set before UTF-8. */
    public static byte[] marked(String form) {
        return ("\uFEFF" + form.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
    }
}
