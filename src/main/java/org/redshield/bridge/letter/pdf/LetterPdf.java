package org.redshield.bridge.letter.pdf;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
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
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
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
    private static final byte[] SRGB = bytes("/fonts/srgb.icc");

    private static final String XMP = """
            <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
             xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
            <pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
            <pdf:Producer>%s</pdf:Producer><xmp:CreateDate>%s</xmp:CreateDate>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """;

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
                    .withProducer("Redshield Bridge");
            builder.withW3cDocument(parsed(page), null);
            builder.useUriResolver((base, uri) -> null);
            builder.useUnicodeLineBreaker(new Unbroken());
            LetterFonts.into(builder, document);
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                PDDocument laidOut = renderer.createPDFKeepOpen();
                laidOut.getDocumentCatalog()
                        .getMetadata()
                        .importXMPMetadata(described(laidOut.getDocumentInformation()));
                laidOut.save(bytes);
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

    /** As the library says it, without the three kilobytes in which it explains names that PDF/A knows. */
    private static byte[] described(PDDocumentInformation about) {
        String at = about.getCOSObject()
                .getString(COSName.CREATION_DATE)
                .replaceFirst("^D:(....)(..)(..)(..)(..)(..)", "$1-$2-$3T$4:$5:$6")
                .replaceFirst("(..)'(..)'?$", "$1:$2");
        return XMP.formatted(escaped(about.getTitle()), escaped(about.getProducer()), at)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String resource(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String path) {
        try (InputStream bytes = Objects.requireNonNull(LetterPdf.class.getResourceAsStream(path))) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
