package org.redshield.bridge.engine.rule;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.impl.util.xml.Parse;
import org.camunda.bpm.engine.impl.util.xml.ParseHandler;
import org.redshield.bridge.engine.input.InputLimits;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.LexicalHandler;
import org.xml.sax.ext.Locator2;

/**
 * A file of XML as the engine reads it, by the engine's own handler: what stands in an element is one text, joined over comments,
 * instructions and CDATA, references are resolved, names belong to namespaces and not to prefixes. What the engine passes over
 * is remembered beside.
 */
final class Markup {

    /**
     * Why it is not read any further: the key of the gate's sentence, and the limit or the line that stands in it.
     */
    record End(String code, int what) {}

    private static final class Stop extends SAXException {
        private static final long serialVersionUID = 1;

        private final transient End end;

        Stop(String code, int what) {
            super(code);
            this.end = new End(code, what);
        }
    }

    private static final Pattern DECLARED = Pattern.compile("^(<\\?xml[^>]*\\sencoding\\s*=\\s*[\"'])[^\"']*");

    private final Reading reading;
    private final End end;

    private Markup(Reading reading, End end) {
        this.reading = reading;
        this.end = end;
    }

    /** Reads as far as it goes: what is no XML, declares a document type or would be too much for a tree ends early. */
    static Markup read(byte[] content) {
        Reading reading = new Reading(new Parse(null) {});
        if (content.length > InputLimits.MODEL_BYTES) {
            return new Markup(reading, new End("file-too-large", InputLimits.MODEL_BYTES / 1024));
        }
        return new Markup(reading, read(content, reading));
    }

    private static End read(byte[] content, Reading reading) {
        try {
            parser(reading).parse(new ByteArrayInputStream(content), reading);
            return null;
        } catch (Stop e) {
            return e.end;
        } catch (SAXParseException e) {
            return new End("not-xml", e.getLineNumber());
        } catch (SAXException | IOException e) {
            return new End("not-xml", 1);
        }
    }

    /** Why nothing more was read; empty where all was. */
    Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /** The same in UTF-8, for the engine hands models on to those who draw them as if they were; what cannot be read as it is. */
    static byte[] inUtf8(byte[] content) {
        Markup read = read(content);
        String encoding = read.reading.encoding;
        if (read.end != null
                || encoding == null
                || encoding.equalsIgnoreCase("UTF-8")
                || !Charset.isSupported(encoding)) {
            return content;
        }
        String text = new String(content, Charset.forName(encoding)).replaceFirst("^\\uFEFF", "");
        return DECLARED.matcher(text).replaceFirst("$1UTF-8").getBytes(StandardCharsets.UTF_8);
    }

    /** The engine's parser without its schema, so that something can be said of a file that breaks it, too. */
    private static SAXParser parser(Reading reading) throws SAXException {
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            SAXParser parser = factory.newSAXParser();
            parser.setProperty("http://xml.org/sax/properties/lexical-handler", reading);
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was read of it, from the outermost element. */
    Optional<Element> root() {
        return Optional.ofNullable(reading.root());
    }

    /** Whether a comment or an instruction stands right in the element. */
    boolean isInterrupted(Element element) {
        return reading.interrupted.contains(element);
    }

    private static final class Reading extends ParseHandler implements LexicalHandler {

        private final Set<Element> interrupted = Collections.newSetFromMap(new IdentityHashMap<>());
        private String encoding;
        private final long latest = System.nanoTime() + InputLimits.MODEL_TIME.toNanos();
        private int count;
        /** Characters since the last element began. */
        private int text;

        Reading(Parse parse) {
            super(parse);
        }

        Element root() {
            return parse.getRootElement();
        }

        @Override
        public void startElement(String uri, String localName, String qName, Attributes attributes)
                throws SAXException {
            if (elementStack.size() == InputLimits.MODEL_DEPTH) {
                throw new Stop("too-deep", InputLimits.MODEL_DEPTH);
            }
            if (++count > InputLimits.MODEL_ELEMENTS) {
                throw new Stop("too-large", InputLimits.MODEL_ELEMENTS);
            }
            if (System.nanoTime() - latest > 0) {
                throw new Stop("too-slow", (int) InputLimits.MODEL_TIME.toSeconds());
            }
            text = 0;
            for (int at = 0; at < attributes.getLength(); at++) {
                keep(attributes.getValue(at).length());
            }
            if (count == 1 && locator instanceof Locator2 where) {
                encoding = where.getEncoding();
            }
            super.startElement(uri, localName, qName, attributes);
        }

        @Override
        public void characters(char[] characters, int start, int length) throws SAXException {
            text += length;
            keep(text);
            super.characters(characters, start, length);
        }

        private static void keep(int length) throws SAXException {
            if (length > InputLimits.MODEL_TEXT) {
                throw new Stop("text-too-long", InputLimits.MODEL_TEXT);
            }
        }

        @Override
        public void comment(char[] text, int start, int length) {
            if (!elementStack.isEmpty()) {
                interrupted.add(elementStack.peek());
            }
        }

        @Override
        public void processingInstruction(String target, String data) {
            comment(null, 0, 0);
        }

        @Override
        public void startDTD(String name, String publicId, String systemId) throws SAXException {
            throw new Stop("doctype", 0);
        }

        @Override
        public void endDTD() {
            // There is none.
        }

        @Override
        public void startEntity(String name) {
            // Its text comes as any other.
        }

        @Override
        public void endEntity(String name) {
            // As above.
        }

        @Override
        public void startCDATA() {
            // As above.
        }

        @Override
        public void endCDATA() {
            // As above.
        }
    }
}
