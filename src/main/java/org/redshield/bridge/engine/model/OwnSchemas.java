package org.redshield.bridge.engine.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.cfg.BpmnParseFactory;
import org.camunda.bpm.engine.impl.util.io.StreamSource;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.xml.ModelParseException;

/**
 * A model is held against the schemas of the engine and no others. The engine's parser and those of its model libraries would
 * fetch, from wherever it says, what a file names in {@code xsi:schemaLocation}; the gate refuses a file that names other schemas
 * than OMG's, and this takes the attribute out of the rest and of what was deployed before. Whom the JDK may ask by which protocol is no help: {@code file://host/} is
 * FTP to it.
 */
public final class OwnSchemas implements BpmnParseFactory {

    private static final String HINT = "chemaLocation";

    /** From now on whoever reads a model in this JVM reads it without. */
    public static void only() {
        if (!(Bpmn.INSTANCE instanceof Processes)) {
            Bpmn.INSTANCE = new Processes();
            Dmn.INSTANCE = new Tables();
        }
    }

    @Override
    public BpmnParse createBpmnParse(BpmnParser parser) {
        return new Parse(parser);
    }

    private static final class Parse extends BpmnParse {

        Parse(BpmnParser parser) {
            super(parser);
        }

        @Override
        protected void setStreamSource(StreamSource source) {
            super.setStreamSource(() -> without(source.getInputStream()));
        }
    }

    private static final class Processes extends Bpmn {

        @Override
        protected BpmnModelInstance doReadModelFromInputStream(InputStream xml) {
            return super.doReadModelFromInputStream(without(xml));
        }
    }

    private static final class Tables extends Dmn {

        @Override
        protected DmnModelInstance doReadModelFromInputStream(InputStream xml) {
            return super.doReadModelFromInputStream(without(xml));
        }
    }

    private static InputStream without(InputStream xml) {
        try {
            byte[] bytes = xml.readAllBytes();
            List<XMLEvent> events = new ArrayList<>();
            boolean changed = false;
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLEventReader reader = factory.createXMLEventReader(new ByteArrayInputStream(bytes));
            while (reader.hasNext()) {
                XMLEvent event = reader.nextEvent();
                XMLEvent plain = event.isStartElement() ? plain(event.asStartElement()) : event;
                changed |= plain != event;
                events.add(plain);
            }
            return new ByteArrayInputStream(changed ? written(events) : bytes);
        } catch (XMLStreamException e) {
            throw new ModelParseException("Not XML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static XMLEvent plain(StartElement element) {
        List<Attribute> kept = new ArrayList<>();
        int all = 0;
        for (var attributes = element.getAttributes(); attributes.hasNext(); all++) {
            Attribute attribute = attributes.next();
            if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(
                            attribute.getName().getNamespaceURI())
                    || !attribute.getName().getLocalPart().endsWith(HINT)) {
                kept.add(attribute);
            }
        }
        return kept.size() == all
                ? element
                : XMLEventFactory.newDefaultFactory()
                        .createStartElement(element.getName(), kept.iterator(), element.getNamespaces());
    }

    private static byte[] written(List<XMLEvent> events) throws XMLStreamException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        XMLEventWriter writer = XMLOutputFactory.newDefaultFactory().createXMLEventWriter(out, "UTF-8");
        for (XMLEvent event : events) {
            writer.add(
                    event.isStartDocument()
                            ? XMLEventFactory.newDefaultFactory().createStartDocument()
                            : event);
        }
        writer.close();
        return out.toByteArray();
    }
}
