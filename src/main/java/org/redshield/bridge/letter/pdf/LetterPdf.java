package org.redshield.bridge.letter.pdf;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Makes PDF/A-2a of a letter's page: fonts embedded, tagged, with the title and language of the page. The same page again is other
 * bytes, for they have the moment in them: whoever needs the bytes keeps them.
 */
@Component
public final class LetterPdf {

    private static final String CSS = resource("/META-INF/resources/bridge/letter.css");
    private static final byte[] SRGB =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    static {
        // It would tell at length which declarations are for browsers only; what matters throws.
        XRLog.setLoggingEnabled(false);
    }

    /** @param page well-formed HTML; the stylesheet that it may link is the letters', and nothing else is read */
    public byte[] render(String page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PdfRendererBuilder builder = new PdfRendererBuilder()
                    .usePDDocument(document)
                    .usePdfAConformance(PdfAConformance.PDFA_2_A)
                    .useColorProfile(SRGB)
                    .withProducer("Redshield Bridge")
                    .toStream(bytes);
            builder.withW3cDocument(parsed(page), null);
            builder.useUriResolver((base, uri) -> null);
            LetterFonts.into(builder, document);
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                renderer.createPDF();
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document parsed(String page) throws IOException {
        try {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultInstance();
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Document document = parsers.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
            Node link = document.getElementsByTagName("link").item(0);
            if (link != null) {
                Element style = document.createElement("style");
                style.setTextContent(CSS);
                link.getParentNode().replaceChild(style, link);
            }
            return document;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("A letter's page is not well-formed", e);
        }
    }

    private static String resource(String path) {
        try (InputStream bytes = Objects.requireNonNull(LetterPdf.class.getResourceAsStream(path))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
