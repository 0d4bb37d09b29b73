package org.redshield.bridge.engine.rule;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.impl.util.xml.Parse;
import org.camunda.bpm.engine.impl.util.xml.ParseHandler;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.LexicalHandler;

/**
 * A file of XML as the engine reads it, by the engine's own handler: what stands in an element is one text, joined over comments,
 * instructions and CDATA, references are resolved, names belong to namespaces and not to prefixes. What the engine passes over
 * is remembered beside.
 */
final class Markup {

    private static final int DEEPEST = 50;
    /** The largest of ours has 1,700, drawing included. */
    private static final int MOST_ELEMENTS = 6_000;

    /** Why there is nothing to look at: the key of the gate's sentence and what stands in it. */
    static final class Unread extends SAXException {
        private static final long serialVersionUID = 1;

        private final String code;
        private final int what;

        Unread(String code, int what) {
            super(code);
            this.code = code;
            this.what = what;
        }

        String code() {
            return code;
        }

        /** A limit, or the line where it ends. */
        int what() {
            return what;
        }
    }

    private final Element root;
    private final Set<Element> interrupted;

    private Markup(Element root, Set<Element> interrupted) {
        this.root = root;
        this.interrupted = interrupted;
    }

    /** @throws Unread for what is no XML, declares a document type, or is too much for whoever makes a tree of it */
    static Markup read(byte[] content) throws Unread {
        Reading reading = new Reading(new Parse(null) {});
        try {
            parser(reading).parse(new ByteArrayInputStream(content), reading);
            return new Markup(reading.root(), reading.interrupted);
        } catch (Unread e) {
            throw e;
        } catch (SAXParseException e) {
            throw new Unread("not-xml", e.getLineNumber());
        } catch (SAXException | IOException e) {
            throw new Unread("not-xml", 1);
        }
    }

    static boolean isReadable(byte[] content) {
        try {
            read(content);
            return true;
        } catch (Unread e) {
            return false;
        }
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

    Element root() {
        return root;
    }

    /** Whether a comment or an instruction stands right in the element. */
    boolean isInterrupted(Element element) {
        return interrupted.contains(element);
    }

    private static final class Reading extends ParseHandler implements LexicalHandler {

        private final Set<Element> interrupted = Collections.newSetFromMap(new IdentityHashMap<>());
        private int count;

        Reading(Parse parse) {
            super(parse);
        }

        Element root() {
            return parse.getRootElement();
        }

        @Override
        public void startElement(String uri, String localName, String qName, Attributes attributes)
                throws SAXException {
            if (elementStack.size() == DEEPEST) {
                throw new Unread("too-deep", DEEPEST);
            }
            if (++count > MOST_ELEMENTS) {
                throw new Unread("too-large", MOST_ELEMENTS);
            }
            super.startElement(uri, localName, qName, attributes);
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
            throw new Unread("doctype", 0);
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
