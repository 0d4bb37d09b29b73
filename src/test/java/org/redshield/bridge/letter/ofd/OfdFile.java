package org.redshield.bridge.letter.ofd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a reader finds in an OFD file, which is XML in a ZIP; and what somebody could do to it. */
public final class OfdFile {

    private OfdFile() {}

    /** As {@code Pdf.text}: without spaces and page numbers. */
    public static String text(byte[] ofd) throws IOException {
        StringBuilder text = new StringBuilder();
        Map<String, byte[]> parts = parts(ofd);
        for (int page = 0; parts.containsKey(page(page)); page++) {
            try {
                DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultInstance();
                parsers.setNamespaceAware(true);
                NodeList codes = parsers.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(parts.get(page(page))))
                        .getElementsByTagNameNS("*", "TextCode");
                for (int code = 0; code < codes.getLength(); code++) {
                    text.append(codes.item(code).getTextContent());
                }
            } catch (ParserConfigurationException | SAXException e) {
                throw new IOException(e);
            }
        }
        return text.toString().replaceAll("\\s|　", "").replaceAll("—\\d+—", "");
    }

    static String page(int number) {
        return "Doc_0/Pages/Page_" + number + "/Content.xml";
    }

    static Map<String, byte[]> parts(byte[] ofd) throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(ofd))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    parts.put(entry.getName().replaceFirst("^/", ""), in.readAllBytes());
                }
            }
        }
        return parts;
    }

    static byte[] of(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                out.putNextEntry(new ZipEntry(part.getKey()));
                out.write(part.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
