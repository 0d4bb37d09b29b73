package org.redshield.bridge.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.camunda.bpm.engine.impl.util.xml.Parse;
import org.camunda.bpm.engine.impl.util.xml.ParseHandler;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Writes one document in the many ways that mean the same to who reads XML, drawn by a seed. */
public final class XmlSpelling {

    public static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    public static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    public static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;
    private static final String MODELER = "http://camunda.org/schema/modeler/1.0";
    private static final Set<String> FREE = Set.of("documentation", "description");

    /** What may differ. All but the last keep to what honest programs write. */
    public enum Way {
        SINGLE_QUOTES,
        ANY_ORDER,
        ATTRIBUTES_ON_LINES,
        OTHER_PREFIXES,
        REDECLARED,
        REFERENCES,
        CDATA,
        COMMENTS,
        INSTRUCTIONS,
        WITHOUT_SPACE,
        TABS,
        CRLF,
        UTF8_MARK,
        UTF16,
        UTF16_LITTLE,
        GB18030,
        /** Texts are torn apart by what the engine passes over. */
        TORN
    }

    private final Document document;
    private final Random random;
    private final Set<Way> ways;
    private final Element torn;
    private final Map<String, String> prefixes = new TreeMap<>();
    private final StringBuilder out = new StringBuilder();

    private XmlSpelling(Document document, Random random, Set<Way> ways, Element torn) {
        this.document = document;
        this.random = random;
        this.ways = ways;
        this.torn = torn;
    }

    /** Spelled in these ways. */
    public static byte[] write(Document document, Random random, Set<Way> ways) {
        return write(document, random, ways, null);
    }

    /** The same, {@code torn} being the element that {@link Way#TORN} is about. */
    static byte[] write(Document document, Random random, Set<Way> ways, Element torn) {
        return new XmlSpelling(document, random, ways, torn).write();
    }

    /** Some of the ways that honest programs write, drawn. */
    static Set<Way> draw(Random random) {
        Set<Way> ways = EnumSet.noneOf(Way.class);
        EnumSet.range(Way.SINGLE_QUOTES, Way.CRLF).stream()
                .filter(way -> random.nextInt(3) == 0)
                .forEach(ways::add);
        if (random.nextInt(3) == 0) {
            ways.add(List.copyOf(EnumSet.range(Way.UTF8_MARK, Way.GB18030)).get(random.nextInt(4)));
        }
        return ways;
    }

    static Document read(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setCoalescing(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All elements of that name, whatever their namespace. */
    static List<Element> named(Document document, String name) {
        List<Element> found = new ArrayList<>();
        var all = document.getElementsByTagNameNS("*", name);
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    /**
     * What the engine has of it in the end, by its own handler: elements with namespace, attributes and their own text. What stands
     * within an element that has text is left out, as the engine does.
     */
    public static String asTheEngineReads(byte[] xml) {
        Parse parse = new Parse(null) {};
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.newSAXParser().parse(new ByteArrayInputStream(xml), new ParseHandler(parse));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(e);
        }
        StringBuilder told = new StringBuilder();
        tell(parse.getRootElement(), told);
        return told.toString();
    }

    private static void tell(org.camunda.bpm.engine.impl.util.xml.Element element, StringBuilder told) {
        told.append(element.getUri()).append(' ').append(element.getTagName());
        Set<String> names = new TreeSet<>(element.attributes());
        names.forEach(name -> told.append(' ')
                .append(name)
                .append('=')
                .append(
                        name.equals(XSI + ":type")
                                ? element.attribute(name).replaceFirst(".*:", "")
                                : element.attribute(name)));
        String text = element.getText().strip();
        told.append(" «").append(text).append("»\n");
        if (text.isEmpty()) {
            element.elements().forEach(inner -> tell(inner, told));
        }
    }

    private byte[] write() {
        name();
        Charset charset = ways.contains(Way.UTF16)
                ? StandardCharsets.UTF_16
                : ways.contains(Way.UTF16_LITTLE)
                        ? StandardCharsets.UTF_16LE
                        : ways.contains(Way.GB18030) ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
        String encoding = charset.name().startsWith("UTF-16") ? "UTF-16" : charset.name();
        boolean marked = ways.contains(Way.UTF8_MARK) || charset == StandardCharsets.UTF_16LE;
        out.append(quoted("<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>"))
                .append('\n');
        noise("");
        element(document.getDocumentElement(), 0);
        out.append('\n');
        String text = ways.contains(Way.CRLF) ? out.toString().replace("\n", "\r\n") : out.toString();
        return ((marked ? "\uFEFF" : "") + text).getBytes(charset);
    }

    /** A prefix for each namespace; one has none. */
    private void name() {
        Set<String> all = new TreeSet<>();
        uris(document.getDocumentElement(), all);
        boolean without = random.nextBoolean();
        for (String uri : all) {
            String own = document.getDocumentElement().lookupPrefix(uri);
            if (uri.equals(XMLConstants.XML_NS_URI)) {
                prefixes.put(uri, "xml");
            } else if (!ways.contains(Way.OTHER_PREFIXES)) {
                prefixes.put(uri, own == null ? uri.equals(root()) ? "" : "n" + prefixes.size() : own);
            } else {
                prefixes.put(
                        uri, without && uri.equals(root()) ? "" : "p" + random.nextInt(90) + "_" + prefixes.size());
            }
        }
    }

    private String root() {
        return document.getDocumentElement().getNamespaceURI();
    }

    private static void uris(Element element, Set<String> all) {
        all.add(element.getNamespaceURI());
        attributes(element).forEach(attribute -> {
            if (attribute.getNamespaceURI() != null) {
                all.add(attribute.getNamespaceURI());
            }
        });
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element inner) {
                uris(inner, all);
            }
        }
    }

    private static List<Attr> attributes(Element element) {
        List<Attr> all = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
                all.add(attribute);
            }
        }
        return all;
    }

    private void element(Element element, int depth) {
        String name = name(element.getNamespaceURI(), element.getLocalName());
        out.append('<').append(name);
        List<String> parts = attributes(element).stream().map(this::attribute).collect(Collectors.toList());
        prefixes.forEach((uri, prefix) -> {
            boolean needed = depth == 0 || ways.contains(Way.REDECLARED) && random.nextInt(20) == 0;
            if (needed && !prefix.equals("xml")) {
                parts.add((prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix) + equal() + quoted("\"" + uri + "\""));
            }
        });
        if (ways.contains(Way.ANY_ORDER)) {
            Collections.shuffle(parts, random);
        }
        String before = ways.contains(Way.ATTRIBUTES_ON_LINES) ? "\n" + "  ".repeat(depth + 2) : " ";
        parts.forEach(part -> out.append(before).append(part));
        if (!element.hasChildNodes()) {
            out.append(random.nextBoolean() ? "/>" : "></" + name + ">");
            return;
        }
        out.append('>');
        boolean hasText = isText(element);
        String space =
                ways.contains(Way.WITHOUT_SPACE) ? "" : ways.contains(Way.TABS) ? "\n" + "\t".repeat(depth + 1) : null;
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element inner) {
                if (!hasText) {
                    out.append(space == null ? "" : space);
                    noise(space == null ? "\n" : space);
                }
                element(inner, depth + 1);
            } else if (hasText) {
                text(element, node.getNodeValue());
            } else if (space == null) {
                out.append(node.getNodeValue());
            }
        }
        out.append("</").append(name).append(ways.contains(Way.ATTRIBUTES_ON_LINES) ? "\n>" : ">");
    }

    private static boolean isText(Element element) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.TEXT_NODE && !node.getNodeValue().isBlank()) {
                return true;
            }
        }
        return false;
    }

    private String name(String uri, String local) {
        String prefix = prefixes.get(uri);
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    private String attribute(Attr attribute) {
        String uri = attribute.getNamespaceURI();
        String value = attribute.getValue();
        boolean isType = XSI.equals(uri) && attribute.getLocalName().equals("type");
        String written = isType ? name(root(), value.replaceFirst(".*:", "")) : escaped(value);
        return (uri == null ? attribute.getName() : name(uri, attribute.getLocalName()))
                + equal()
                + quoted("\"" + written + "\"");
    }

    private String equal() {
        return ways.contains(Way.ATTRIBUTES_ON_LINES) ? " = " : "=";
    }

    private String quoted(String text) {
        return ways.contains(Way.SINGLE_QUOTES) ? text.replace('"', '\'') : text;
    }

    private String escaped(String text) {
        return text.codePoints()
                .mapToObj(c -> "<>&'\"\n\t\r".indexOf(c) >= 0 || ways.contains(Way.REFERENCES) && random.nextInt(4) == 0
                        ? reference(c)
                        : Character.toString(c))
                .collect(Collectors.joining());
    }

    private String reference(int c) {
        return switch (random.nextInt(3)) {
            case 0 -> "&#" + c + ";";
            case 1 -> "&#x" + Integer.toHexString(c) + ";";
            default ->
                switch (c) {
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '&' -> "&amp;";
                    case '\'' -> "&apos;";
                    case '"' -> "&quot;";
                    default -> "&#x000" + Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT) + ";";
                };
        };
    }

    private void text(Element element, String text) {
        boolean isTorn = ways.contains(Way.TORN) && element.equals(torn);
        boolean isFree = FREE.contains(element.getLocalName());
        if (!isTorn && !isFree) {
            out.append(piece(text));
            return;
        }
        int cuts = 1 + random.nextInt(3);
        List<Integer> at = new ArrayList<>(List.of(0, text.length()));
        for (int i = 0; i < cuts; i++) {
            at.add(random.nextInt(text.length() + 1));
        }
        int begin = Math.max(text.indexOf("${"), text.indexOf("#{"));
        if (isTorn && begin >= 0) {
            at.add(begin + 1);
        }
        Collections.sort(at);
        for (int i = 1; i < at.size(); i++) {
            out.append(i == 1 ? "" : tear(element, isTorn)).append(piece(text.substring(at.get(i - 1), at.get(i))));
        }
    }

    private String tear(Element element, boolean isTorn) {
        if (!isTorn && !ways.contains(Way.COMMENTS)) {
            return "";
        }
        return switch (random.nextInt(
                isTorn && BPMN.equals(element.getNamespaceURI()) && !FREE.contains(element.getLocalName()) ? 5 : 3)) {
            case 0 -> "<!-- 见办法第十条 -->";
            case 1 -> "<!---->";
            case 2 -> "<?note 说明?>";
            case 3 -> "<" + name(BPMN, "documentation") + "/>";
            default -> "<" + name(BPMN, "documentation") + ">说明</" + name(BPMN, "documentation") + ">";
        };
    }

    private String piece(String text) {
        return ways.contains(Way.CDATA) && random.nextBoolean() && !text.isEmpty() && !text.contains("]]>")
                ? "<![CDATA[" + text + "]]>"
                : escaped(text);
    }

    private void noise(String space) {
        if (ways.contains(Way.COMMENTS) && random.nextInt(6) == 0) {
            out.append("<!-- 改于今天：<旧>${x}</旧> & 其他 -->").append(space);
        }
        if (ways.contains(Way.INSTRUCTIONS) && random.nextInt(8) == 0) {
            out.append("<?editor fold=\"open\"?>").append(space);
        }
    }

    /** The engine's namespace or the older one that it reads in its place. */
    static String engine(Random random) {
        return random.nextInt(4) == 0 ? "http://activiti.org/bpmn" : CAMUNDA;
    }

    /** A namespace of which the engine does not ask. */
    static String elsewhere(Random random) {
        return List.of(MODELER, "http://www.signavio.com", "urn:elsewhere", CAMUNDA)
                .get(random.nextInt(4));
    }
}
