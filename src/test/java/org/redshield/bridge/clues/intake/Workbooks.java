package org.redshield.bridge.clues.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** XLSX files as small and as odd as a test needs them. */
public final class Workbooks {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private static final String RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private Workbooks() {}

    /** A text, as a cell holds it by itself. */
    public static String text(String value) {
        return "t=\"inlineStr\"><is><t>" + value + "</t></is>";
    }

    /** A number, or with a formula what it came to last. */
    public static String number(String value) {
        return "><v>" + value + "</v>";
    }

    /** A day and time, of style 1. */
    public static String time(String serial) {
        return "s=\"1\"><v>" + serial + "</v>";
    }

    public static String formula(String formula, String value) {
        return "><f>" + formula + "</f><v>" + value + "</v>";
    }

    /** One row of a sheet; {@code null} is no cell. */
    public static String row(int number, String... cells) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
        for (int at = 0; at < cells.length; at++) {
            if (cells[at] != null) {
                row.append("<c r=\"")
                        .append((char) ('A' + at))
                        .append(number)
                        .append("\" ")
                        .append(cells[at])
                        .append("</c>");
            }
        }
        return row.append("</row>").toString();
    }

    public static byte[] workbook(String rows, String afterRows) {
        return zip(parts(HEAD + "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows + "</sheetData>" + afterRows
                + "</worksheet>"));
    }

    public static Map<String, byte[]> parts(String sheet) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        put(
                parts,
                "[Content_Types].xml",
                HEAD + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + TYPES + "sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + TYPES
                        + "worksheet+xml\"/>"
                        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"" + TYPES + "styles+xml\"/></Types>");
        put(parts, "_rels/.rels", relations("rId1", RELATED + "/officeDocument", "xl/workbook.xml"));
        put(
                parts,
                "xl/workbook.xml",
                HEAD + "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATED
                        + "\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        put(
                parts,
                "xl/_rels/workbook.xml.rels",
                relations("rId1", RELATED + "/worksheet", "worksheets/sheet1.xml")
                        .replace(
                                "</Relationships>",
                                "<Relationship Id=\"rId2\" Type=\"" + RELATED
                                        + "/styles\" Target=\"styles.xml\"/></Relationships>"));
        put(
                parts,
                "xl/styles.xml",
                HEAD + "<styleSheet xmlns=\"" + MAIN + "\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/>"
                        + "<xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
        put(parts, "xl/worksheets/sheet1.xml", sheet);
        return parts;
    }

    private static String relations(String id, String type, String target) {
        return HEAD
                + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\""
                + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/></Relationships>";
    }

    private static void put(Map<String, byte[]> parts, String name, String content) {
        parts.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
