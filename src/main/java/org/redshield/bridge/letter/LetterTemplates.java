package org.redshield.bridge.letter;

import freemarker.core.Environment;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.letter.pdf.LetterFonts;
import org.redshield.bridge.letter.pdf.PageTemplates;
import org.redshield.bridge.letter.wording.Functions;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Writes what a letter says, from the template of its kind. A template is HTML of four elements: {@code h1} is the
 * line below the title (事由), {@code p} a paragraph, {@code h2} the heading of the paragraph after it, {@code table} an
 * annex; {@code br} breaks a line. What it fills in is escaped, so that everything reads as it was typed; where it joins a
 * sentence {@link org.redshield.bridge.letter.wording.Wording} says, and {@code parts.ftlh} what several letters say alike. How all of
 * that stands on paper the one template {@link #PAGE} says.
 */
final class LetterTemplates {

    /** What a letter says to people, all of which its fonts can show. */
    record Text(String subject, List<Paragraph> paragraphs) {

        /** @throws Refusal {@code letter.character-unknown} */
        private void requireLegible() {
            Stream<String> told = paragraphs.stream()
                    .flatMap(one -> Stream.concat(
                            Stream.of(one.heading(), one.text()),
                            one.rows().stream().flatMap(List::stream)));
            Stream.concat(Stream.of(subject), told)
                    .flatMap(said -> LetterFonts.lackedBy(said).stream())
                    .findFirst()
                    .ifPresent(lacking -> {
                        throw new Refusal("letter.character-unknown", lacking, LetterFonts.codeOf(lacking));
                    });
        }
    }

    /** The whole letter, of whatever kind. */
    static final String PAGE = "page.ftlh";

    private static final String OPTIONAL = "?";

    /** It keeps what it has read, for all. */
    private static final Configuration TEMPLATES = PageTemplates.in("letters");

    static {
        TEMPLATES.setNumberFormat("computer");
        TEMPLATES.addAutoImport("parts", "parts.ftlh");
    }

    /** @param background what else is known of its sender and its shop */
    Text write(LetterDraft draft, Background background) {
        List<String> declared = draft.kind.terms().fields();
        Map<String, Object> fields = new HashMap<>(draft.words);
        fields.putAll(draft.facts);
        for (String word : draft.words.keySet()) {
            if (!declared.contains(word) && !declared.contains(word + OPTIONAL)) {
                throw new IllegalStateException("A letter " + draft.kind.name() + " does not say " + word);
            }
        }
        Map<String, Object> shown = new HashMap<>();
        for (String field : declared) {
            Object value = fields.get(field.replace(OPTIONAL, ""));
            if (value != null
                    && !(field.endsWith(OPTIONAL) && (blank(value) || none(field.replace(OPTIONAL, ""), value)))) {
                shown.put(field.replace(OPTIONAL, ""), value);
            } else if (!field.endsWith(OPTIONAL)) {
                throw new IllegalStateException("A letter " + draft.kind.name() + " was not told " + field);
            }
        }
        Text text = write(draft.kind, shown, background);
        if (text.subject().isBlank() || text.paragraphs().isEmpty()) {
            throw new IllegalStateException("A letter " + draft.kind.name() + " would say nothing");
        }
        text.requireLegible();
        return text;
    }

    /** What is typed as nothing but blanks, or as / or —, was not said; nor is what a spreadsheet or a program says of an empty cell. */
    private static boolean blank(Object value) {
        return value instanceof String text
                && (text.codePoints().noneMatch(Character::isLetterOrDigit)
                        || text.strip().matches("(?i)#?N/A|#REF!|#VALUE!|#NAME\\?|null|undefined|NaN"));
    }

    /** Whoever types 无 where a number or a name is asked for has none; in a text of his own it may be an answer. */
    private static boolean none(String field, Object value) {
        return field.matches(".*(?:No|Name|Code|Id|Phone)|address|period")
                && value instanceof String text
                && text.strip().matches("(?:暂?无|没有|不详|未知|不清楚)[。.]?");
    }

    Text write(LetterKind kind, Object fields, Background background) {
        try {
            return read(html(kind.template(), fields, background));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException | SAXException | ParserConfigurationException | IllegalStateException e) {
            throw new IllegalStateException(
                    "A letter " + kind.name() + " cannot be written: "
                            + e.getMessage().lines().limit(2).collect(Collectors.joining(" ")),
                    e);
        }
    }

    /** Well-formed HTML of the whole letter. */
    String page(LetterPage letter) {
        try {
            return html(PAGE, Map.of("letter", letter), Background.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("A letter cannot be laid out", e);
        }
    }

    private String html(String template, Object fields, Background background) throws IOException, TemplateException {
        StringWriter html = new StringWriter();
        Environment writing = TEMPLATES.getTemplate(template).createProcessingEnvironment(fields, html);
        writing.setGlobalVariable("known", background);
        Functions.into(writing);
        writing.process();
        return html.toString();
    }

    private static Text read(String html) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultInstance();
        parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        String clean = PageTemplates.said(html);
        Node letter = parsers.newDocumentBuilder()
                .parse(new InputSource(new StringReader("<letter>" + clean + "</letter>")))
                .getDocumentElement();
        String subject = "";
        String heading = "";
        List<Paragraph> paragraphs = new ArrayList<>();
        for (Node node = letter.getFirstChild(); node != null; node = node.getNextSibling()) {
            switch (node.getNodeName()) {
                case "h1" -> subject = text(node);
                case "h2" -> heading = text(node);
                case "p" -> {
                    paragraphs.add(new Paragraph(heading, text(node)));
                    heading = "";
                }
                case "table" -> {
                    paragraphs.add(Paragraph.table(heading, rows(node)));
                    heading = "";
                }
                default -> {
                    if (!node.getTextContent().isBlank()) {
                        throw new IllegalStateException("Outside of a paragraph: " + node.getTextContent());
                    }
                }
            }
        }
        return new Text(LetterContent.printable(subject), paragraphs);
    }

    private static List<List<String>> rows(Node table) {
        List<List<String>> rows = new ArrayList<>();
        for (Node row : elements(table)) {
            rows.add(elements(row).stream().map(LetterTemplates::text).toList());
        }
        return rows;
    }

    private static List<Node> elements(Node parent) {
        List<Node> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.ELEMENT_NODE) {
                elements.add(node);
            }
        }
        return elements;
    }

    private static String text(Node element) {
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            text.append(node.getNodeName().equals("br") ? "\n" : node.getTextContent());
        }
        return text.toString();
    }
}
