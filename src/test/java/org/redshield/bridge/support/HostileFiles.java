package org.redshield.bridge.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files that are made to harm whoever reads them: they explode in cells, columns, depth, length, entities, encodings, nesting or time.
 * Each is made when it is asked for, so that none lies in the repository. What is honest beside them shows that a limit is not met by
 * refusing everything.
 */
public final class HostileFiles {

    /**
     * @param what explodes, as the test names it
     * @param name of the file
     * @param content made anew each time
     */
    public record Hostile(String what, String name, Supplier<byte[]> content) {

        public byte[] bytes() {
            return content.get();
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static final int MILLION = 1_000_000;
    private static final String WORKSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String LAUGHS = laughs();

    private HostileFiles() {}

    private static Hostile of(String what, String name, Supplier<byte[]> content) {
        return new Hostile(what, name, content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** So many bytes of a pattern, between two texts. */
    private static byte[] run(String before, String pattern, int bytes, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes + 1_000);
        all.writeBytes(text(before));
        byte[] block = text(pattern.repeat(Math.max(1, 8_192 / pattern.length())));
        for (int left = bytes; left > 0; left -= block.length) {
            all.writeBytes(block);
        }
        all.writeBytes(text(after));
        return all.toByteArray();
    }

    private static byte[] in(Charset charset, String text) {
        return text.getBytes(charset);
    }

    // ── tables of text
    // ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

    /** Delimited text and JSON lines. @param headings a first line that the reader knows, else nothing of the rest would be looked at */
    public static List<Hostile> tables(String headings) {
        int columns = headings.split(",").length;
        String row = "x,".repeat(columns - 1) + "x\n";
        return List.of(
                of("cells: a row of 20 million", "cells.csv", () -> run(headings + "\n", ",", 20 * MILLION, "\n")),
                of("cells: nothing but commas", "commas.csv", () -> run("", ",", 40 * MILLION, "")),
                of(
                        "columns: a heading of a million",
                        "columns.csv",
                        () -> run(headings + ",", "k,", 2 * MILLION, "\n" + row)),
                of("length: a cell of 60 MB", "cell.csv", () -> run(headings + "\n\"", "内容", 60 * MILLION, "\"\n")),
                of("length: a quote that never ends", "quote.csv", () -> run(headings + "\n\"", row, 30 * MILLION, "")),
                of("length: one line without an end", "line.csv", () -> run("", "x", 60 * MILLION, "")),
                of("length: doubled quotes", "quotes.csv", () -> run(headings + "\n\"", "\"\"", 30 * MILLION, "\"\n")),
                of(
                        "encoding: two bytes a character",
                        "utf16.csv",
                        () -> in(StandardCharsets.UTF_16LE, "\uFEFF" + headings + "\n" + row)),
                of(
                        "encoding: no characters at all",
                        "bytes.csv",
                        () -> bytes(headings + "\n", 0x80, 0xFF, 2 * MILLION)),
                of(
                        "encoding: changes in the middle",
                        "changes.csv",
                        () -> both(
                                text(headings + "\n" + row.repeat(50_000) + "长宁\n"),
                                in(Charset.forName("GB18030"), "长宁,长宁\n"))),
                of("encoding: nothing but zeros", "zeros.csv", () -> bytes("", 0, 1, 20 * MILLION)),
                of("nesting: lists in lists", "lists.jsonl", () -> run("{\"externalNo\":", "[", 5 * MILLION, "")),
                of(
                        "nesting: objects in objects",
                        "objects.jsonl",
                        () -> run("{\"externalNo\":", "{\"a\":", 5 * MILLION, "")),
                of(
                        "length: a record of 60 MB",
                        "record.jsonl",
                        () -> run("{\"content\":\"", "内容", 60 * MILLION, "\"}\n")),
                of("length: a name of 20 MB", "name.jsonl", () -> run("{\"", "n", 20 * MILLION, "\":1}\n")),
                of(
                        "cells: an object of a million names",
                        "names.jsonl",
                        () -> many("{\"a\":1", MILLION, n -> ",\"k" + n + "\":1", "}\n")),
                of(
                        "length: a number of a million digits",
                        "number.jsonl",
                        () -> run("{\"externalNo\":", "9", 2 * MILLION, "}\n")),
                of("time: ten million empty lines", "empty.csv", () -> run(headings + "\n", "\n", 10 * MILLION, "")),
                of("length: escapes", "escapes.jsonl", () -> run("{\"content\":\"", "\\u0041", 30 * MILLION, "\"}\n")));
    }

    private static byte[] both(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private static byte[] bytes(String before, int first, int span, int count) {
        byte[] head = text(before);
        byte[] all = Arrays.copyOf(head, head.length + count);
        for (int at = head.length; at < all.length; at++) {
            all[at] = (byte) (first + (at * 31) % span);
        }
        return all;
    }

    private static byte[] many(String before, int times, java.util.function.IntFunction<String> piece, String after) {
        StringBuilder all = new StringBuilder(before);
        for (int number = 0; number < times; number++) {
            all.append(piece.apply(number));
        }
        return text(all.append(after).toString());
    }

    // ── workbooks
    // ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    private static String laughs() {
        StringBuilder doctype = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 \"haha\">");
        for (int level = 1; level <= 12; level++) {
            doctype.append("<!ENTITY l")
                    .append(level)
                    .append(" \"")
                    .append(("&l" + (level - 1) + ";").repeat(10))
                    .append("\">");
        }
        return doctype.append("]>").toString();
    }

    private static String sheet(String rows) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"" + WORKSHEET + "\"><sheetData>" + rows
                + "</sheetData></worksheet>";
    }

    /** A row of texts in their cells, from A1 on. */
    private static String cells(int row, List<String> values) {
        StringBuilder cells = new StringBuilder("<row r=\"" + row + "\">");
        for (int at = 0; at < values.size(); at++) {
            cells.append("<c r=\"")
                    .append((char) ('A' + at))
                    .append(row)
                    .append("\" t=\"inlineStr\"><is><t>")
                    .append(values.get(at))
                    .append("</t></is></c>");
        }
        return cells.append("</row>").toString();
    }

    private static byte[] workbook(byte[] sheet, byte[] shared, Consumer<ZipOutputStream> more) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(all)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            entry(
                    zip,
                    "[Content_Types].xml",
                    text(
                            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"));
            entry(
                    zip,
                    "_rels/.rels",
                    text(
                            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                    + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
            entry(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    text(
                            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                    + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"));
            entry(
                    zip,
                    "xl/workbook.xml",
                    text(
                            "<?xml version=\"1.0\"?><workbook xmlns=\"" + WORKSHEET
                                    + "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
            entry(zip, "xl/worksheets/sheet1.xml", sheet);
            if (shared.length > 0) {
                entry(zip, "xl/sharedStrings.xml", shared);
            }
            more.accept(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A long entry that packs to nothing. */
    private static void bomb(
            ZipOutputStream zip, String name, String before, String pattern, long bytes, String after) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text(before));
            byte[] block = text(pattern.repeat(Math.max(1, (1 << 16) / pattern.length())));
            for (long left = bytes; left > 0; left -= block.length) {
                zip.write(block);
            }
            zip.write(text(after));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] workbook(String rows) {
        return workbook(text(sheet(rows)), new byte[0], none -> {});
    }

    /** @param headings of the table in the sheet */
    public static List<Hostile> workbooks(String headings) {
        String first = cells(1, List.of(headings.split(",")));
        String start = "<?xml version=\"1.0\"?><worksheet xmlns=\"" + WORKSHEET + "\"><sheetData>" + first;
        String end = "</sheetData></worksheet>";
        return List.of(
                of(
                        "columns: a cell at ZZZZZZ2",
                        "column.xlsx",
                        () -> workbook(
                                first + "<row r=\"2\"><c r=\"ZZZZZZ2\" t=\"inlineStr\"><is><t>x</t></is></c></row>")),
                of(
                        "columns: a cell at XFE2, the first that no program has",
                        "xfe.xlsx",
                        () -> workbook(first
                                + "<row r=\"2\"><c r=\"XFE2\" t=\"inlineStr\"><is><t>x</t></is></c></row>"
                                        .replace("XFE2", "AAAAA2"))),
                of(
                        "cells: mergeCell without an end",
                        "merged.xlsx",
                        () -> workbook(
                                text("<?xml version=\"1.0\"?><worksheet xmlns=\"" + WORKSHEET + "\"><sheetData>" + first
                                        + "</sheetData><mergeCells>" + "<mergeCell ".repeat(200_000)),
                                new byte[0],
                                none -> {})),
                of(
                        "length: a text of a gigabyte",
                        "text.xlsx",
                        () -> workbook(
                                text(sheet(first)),
                                new byte[0],
                                zip -> bomb(
                                        zip,
                                        "xl/sharedStrings.xml",
                                        "<?xml version=\"1.0\"?><sst xmlns=\"" + WORKSHEET + "\"><si><t>",
                                        "x",
                                        1_000L * MILLION,
                                        "</t></si></sst>"))),
                of(
                        "cells: shared texts without number",
                        "shared.xlsx",
                        () -> workbook(
                                text(sheet(first)),
                                new byte[0],
                                zip -> bomb(
                                        zip,
                                        "xl/sharedStrings.xml",
                                        "<?xml version=\"1.0\"?><sst xmlns=\"" + WORKSHEET + "\">",
                                        "<si><t>x</t></si>",
                                        600L * MILLION,
                                        "</sst>"))),
                of("cells: rows that unpack to three gigabytes", "rows.xlsx", () -> {
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    try (ZipOutputStream zip = new ZipOutputStream(all)) {
                        entry(zip, "xl/workbook.xml", text("<workbook xmlns=\"" + WORKSHEET + "\"/>"));
                        bomb(
                                zip,
                                "xl/worksheets/sheet1.xml",
                                start,
                                "<row><c t=\"n\"><v>1</v></c></row>",
                                3_000L * MILLION,
                                end);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return all.toByteArray();
                }),
                of(
                        "depth: elements in elements",
                        "deep.xlsx",
                        () -> workbook(
                                run(start + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is>", "<r>", 9 * MILLION, ""),
                                new byte[0],
                                none -> {})),
                of(
                        "entities: a billion laughs",
                        "laughs.xlsx",
                        () -> workbook(
                                text(
                                        LAUGHS + "<worksheet xmlns=\"" + WORKSHEET
                                                + "\"><sheetData><row><c t=\"inlineStr\"><is><t>&l12;</t></is></c></row></sheetData></worksheet>"),
                                new byte[0],
                                none -> {})),
                of(
                        "entities: in the shared texts",
                        "shared-laughs.xlsx",
                        () -> workbook(
                                text(sheet(first)),
                                text(LAUGHS + "<sst xmlns=\"" + WORKSHEET + "\"><si><t>&l12;</t></si></sst>"),
                                none -> {})),
                of(
                        "entities: a file of the machine",
                        "file.xlsx",
                        () -> workbook(
                                text(
                                        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\""
                                                + WORKSHEET
                                                + "\"><sheetData><row><c t=\"inlineStr\"><is><t>&f;</t></is></c></row></sheetData></worksheet>"),
                                new byte[0],
                                none -> {})),
                of(
                        "nesting: 100,000 entries",
                        "entries.xlsx",
                        () -> workbook(text(sheet(first)), new byte[0], zip -> {
                            for (int number = 0; number < 100_000; number++) {
                                entry(zip, "xl/media/" + number, new byte[0]);
                            }
                        })),
                of(
                        "length: an attribute of 50 MB",
                        "attribute.xlsx",
                        () -> workbook(
                                run(start + "<row r=\"2\" spans=\"", "1", 50 * MILLION, "\"/>" + end),
                                new byte[0],
                                none -> {})),
                of(
                        "columns: a row of a million cells",
                        "wide.xlsx",
                        () -> workbook(
                                run(start + "<row r=\"2\">", "<c><v>1</v></c>", 15 * MILLION, "</row>" + end),
                                new byte[0],
                                none -> {})),
                of(
                        "length: a row number beyond all",
                        "number.xlsx",
                        () -> workbook(first
                                + "<row r=\"99999999999999999999\"><c r=\"A99999999999999999999\"><v>1</v></c></row>")),
                of(
                        "length: the index of a shared text beyond all",
                        "index.xlsx",
                        () -> workbook(first + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2147483647</v></c></row>")),
                of(
                        "encoding: not what it says",
                        "utf16.xlsx",
                        () -> workbook(in(StandardCharsets.UTF_16BE, sheet(first)), new byte[0], none -> {})),
                of(
                        "nesting: a zip of zeros",
                        "zeros.zip.xlsx",
                        () -> workbook(
                                new byte[0],
                                new byte[0],
                                zip -> bomb(zip, "xl/worksheets/sheet2.xml", "", "\0", 3_000L * MILLION, ""))),
                of("length: cut off in the middle", "cut.xlsx", () -> {
                    byte[] whole = workbook(first);
                    return Arrays.copyOf(whole, whole.length / 2);
                }));
    }

    // ── Parquet
    // ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    /** Files that begin and end as Parquet does. */
    public static List<Hostile> parquets() {
        return List.of(
                of(
                        "length: a footer of two gigabytes",
                        "footer.parquet",
                        () -> parquet(new byte[1_000], Integer.MAX_VALUE)),
                of("length: a footer of less than nothing", "negative.parquet", () -> parquet(new byte[1_000], -1)),
                of("nesting: a footer of structures", "nested.parquet", () -> {
                    byte[] footer = new byte[2 * MILLION];
                    Arrays.fill(footer, (byte) 0x1C);
                    return parquet(footer, footer.length);
                }),
                of("cells: a footer of lists", "lists.parquet", () -> {
                    byte[] footer = new byte[2 * MILLION];
                    Arrays.fill(footer, (byte) 0xF9);
                    return parquet(footer, footer.length);
                }));
    }

    private static byte[] parquet(byte[] footer, int length) {
        ByteBuffer file = ByteBuffer.allocate(footer.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        return file.put(text("PAR1"))
                .put(footer)
                .putInt(length)
                .put(text("PAR1"))
                .array();
    }

    // ── models and forms
    // ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    private static final String DEFINITIONS =
            "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"d\" targetNamespace=\"t\">";

    private static String model(String inside) {
        return DEFINITIONS + "<bpmn:process id=\"p\" isExecutable=\"true\">" + inside
                + "</bpmn:process></bpmn:definitions>";
    }

    /** Models, tables and forms, none larger than a deployment may be. */
    public static List<Hostile> models() {
        return List.of(
                of(
                        "entities: a billion laughs",
                        "laughs.bpmn",
                        () -> text(LAUGHS + model("<bpmn:documentation>&l12;</bpmn:documentation>"))),
                of(
                        "entities: in a table",
                        "laughs.dmn",
                        () -> text(
                                LAUGHS
                                        + "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"><description>&l12;</description></definitions>")),
                of(
                        "entities: a parameter that grows by the square",
                        "square.bpmn",
                        () -> text("<!DOCTYPE x [<!ENTITY a \"" + "a".repeat(50_000) + "\">]>"
                                + model("<bpmn:documentation>" + "&a;".repeat(50_000) + "</bpmn:documentation>"))),
                of(
                        "depth: elements in elements",
                        "deep.bpmn",
                        () -> run(DEFINITIONS, "<bpmn:subProcess>", 6 * MILLION, "")),
                of(
                        "cells: elements without number",
                        "many.bpmn",
                        () -> run(
                                DEFINITIONS + "<bpmn:process id=\"p\">",
                                "<bpmn:task/>",
                                MILLION,
                                "</bpmn:process></bpmn:definitions>")),
                of(
                        "length: a text of 7 MB",
                        "text.bpmn",
                        () -> run(
                                DEFINITIONS + "<bpmn:documentation>",
                                "x",
                                7 * MILLION,
                                "</bpmn:documentation></bpmn:definitions>")),
                of(
                        "length: a text of 1 MB",
                        "shorter.bpmn",
                        () -> run(
                                DEFINITIONS + "<bpmn:documentation>",
                                "x",
                                MILLION,
                                "</bpmn:documentation></bpmn:definitions>")),
                of(
                        "length: an attribute of 1 MB",
                        "attribute.bpmn",
                        () -> run(
                                DEFINITIONS + "<bpmn:process id=\"p\" name=\"",
                                "x",
                                MILLION,
                                "\"/></bpmn:definitions>")),
                of(
                        "columns: attributes without number",
                        "attributes.bpmn",
                        () -> many(
                                DEFINITIONS + "<bpmn:process",
                                100_000,
                                n -> " a" + n + "=\"1\"",
                                "/></bpmn:definitions>")),
                of(
                        "encoding: not what it says",
                        "utf16.bpmn",
                        () -> in(StandardCharsets.UTF_16BE, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + model(""))),
                of(
                        "time: an expression that is nearly one",
                        "expression.bpmn",
                        () -> text(model(
                                "<bpmn:sequenceFlow id=\"f\" sourceRef=\"p\" targetRef=\"p\"><bpmn:conditionExpression>${"
                                        + "(".repeat(90_000) + "}</bpmn:conditionExpression></bpmn:sequenceFlow>"))),
                of(
                        "nesting: a form of groups",
                        "deep.form",
                        () -> run("{\"components\":", "[{\"components\":", MILLION, "")),
                of("cells: a form without end", "many.form", () -> run("{\"components\":[{}", ",{}", MILLION, "]}")),
                of("length: a form's text of 1 MB", "text.form", () -> run("{\"id\":\"", "x", MILLION, "\"}")),
                of(
                        "length: a form's number of 1 MB",
                        "number.form",
                        () -> run("{\"schemaVersion\":", "9", MILLION, "}")));
    }

    // ── bodies
    // ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    /** Bodies in JSON, none longer than a body may be. */
    public static List<Hostile> bodies() {
        return List.of(
                of(
                        "nesting: lists in lists",
                        "lists.json",
                        () -> text("{\"taskIdIn\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")),
                of(
                        "nesting: objects in objects",
                        "objects.json",
                        () -> text("{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000))),
                of(
                        "cells: values without number",
                        "values.json",
                        () -> text("{\"taskIdIn\":[1" + ",1".repeat(100_000) + "]}")),
                of(
                        "columns: names without number",
                        "names.json",
                        () -> many("{\"a\":1", 20_000, n -> ",\"k" + n + "\":1", "}")),
                of(
                        "length: a text of 240,000 characters",
                        "text.json",
                        () -> text("{\"name\":\"" + "x".repeat(240_000) + "\"}")),
                of(
                        "length: a name of 240,000 characters",
                        "name.json",
                        () -> text("{\"" + "x".repeat(240_000) + "\":1}")),
                of(
                        "length: a number of 200,000 digits",
                        "number.json",
                        () -> text("{\"priority\":" + "9".repeat(200_000) + "}")),
                of(
                        "length: a number with an exponent beyond all",
                        "exponent.json",
                        () -> text("{\"priority\":1" + "0".repeat(150) + "e999999999}")),
                of(
                        "encoding: two bytes a character, in depth",
                        "utf16.json",
                        () -> in(
                                StandardCharsets.UTF_16LE, "{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}")));
    }

    // ── PDFs and pictures
    // ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    /** PDFs that are bound into a case file. */
    public static List<Hostile> pdfs() {
        return List.of(
                of(
                        "length: objects that unpack to a gigabyte",
                        "objects.pdf",
                        () -> pdfOfPackedObjects(1_000L * MILLION)),
                of(
                        "nesting: pages that are their own parents",
                        "circle.pdf",
                        () -> pdf("<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>")),
                of("cells: a tree of ten to the power of twelve pages", "tree.pdf", HostileFiles::pdfOfATree),
                of(
                        "depth: lists in lists",
                        "deep.pdf",
                        () -> pdf("<< /Type /Pages /Kids [] /Count 0 /Deep " + "[".repeat(MILLION))),
                of(
                        "length: a text without an end",
                        "text.pdf",
                        () -> pdf("<< /Type /Pages /Kids [] /Count 0 /Long (" + "x".repeat(20 * MILLION))),
                of("length: cut off", "cut.pdf", () -> text("%PDF-1.7\n1 0 obj\n<< /Type /Catalog")));
    }

    private static byte[] pdf(String pages) {
        return text("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n" + pages
                + "\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n");
    }

    /** Each level names the next ten times. */
    private static byte[] pdfOfATree() {
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        int levels = 12;
        for (int level = 0; level < levels; level++) {
            pdf.append(level + 2)
                    .append(" 0 obj\n<< /Type /Pages /Count 1000000000 /Kids [")
                    .append((level + 3 + " 0 R ").repeat(10))
                    .append("] >>\nendobj\n");
        }
        pdf.append(levels + 2).append(" 0 obj\n<< /Type /Page /MediaBox [0 0 9 9] >>\nendobj\n");
        return text(pdf + "trailer\n<< /Root 1 0 R /Size " + (levels + 3) + " >>\nstartxref\n0\n%%EOF\n");
    }

    /** The list of all objects lies packed in the file. */
    private static byte[] pdfOfPackedObjects(long bytes) {
        byte[] packed = deflated(bytes);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(text("%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"));
        int at = pdf.size();
        pdf.writeBytes(text("3 0 obj\n<< /Type /XRef /Size 3 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length "
                + packed.length + " >>\nstream\n"));
        pdf.writeBytes(packed);
        pdf.writeBytes(text("\nendstream\nendobj\nstartxref\n" + at + "\n%%EOF\n"));
        return pdf.toByteArray();
    }

    private static byte[] deflated(long zeros) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            byte[] block = new byte[1 << 16];
            for (long left = zeros; left > 0; left -= block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Pictures that are bound into a case file. */
    public static List<Hostile> pictures() {
        return List.of(
                of(
                        "length: a row of two billion pixels",
                        "row.png",
                        () -> png(Integer.MAX_VALUE, 1, new byte[0], deflated(1_000))),
                of(
                        "cells: more pixels than there is memory",
                        "pixels.png",
                        () -> png(1_000_000, 1_000_000, new byte[0], deflated(1_000))),
                of(
                        "nesting: a packed text of a gigabyte",
                        "comment.png",
                        () -> png(9, 9, both(text("k\0\0"), deflated(1_000L * MILLION)), deflated(9 * 28))),
                of("length: a table of 10 GB in a picture", "tiles.tif", HostileFiles::tiff),
                of("length: a bitmap of 30,000 by 30,000 in 54 bytes", "pixels.bmp", HostileFiles::bmp),
                of("length: cut off", "cut.png", () -> Arrays.copyOf(png(9, 9, new byte[0], deflated(9 * 28)), 40)));
    }

    private static byte[] png(int width, int height, byte[] packedText, byte[] data) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        if (packedText.length > 0) {
            chunk(png, "zTXt", packedText);
        }
        chunk(png, "IDAT", data);
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(name);
        png.writeBytes(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /** One tile that says that it has 65,000 by 40,000 pixels of four bytes. */
    private static byte[] tiff() {
        int[][] tags = {
            {256, 4, 1, 65_000},
            {257, 4, 1, 40_000},
            {258, 3, 1, 8},
            {259, 3, 1, 1},
            {262, 3, 1, 1},
            {277, 3, 1, 1},
            {322, 4, 1, 65_008},
            {323, 4, 1, 40_000},
            {324, 4, 1, 8},
            {325, 4, 1, 2_147_483_000}
        };
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + tags.length * 12 + 4).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(text("II")).putShort((short) 42).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags) {
            tiff.putShort((short) tag[0])
                    .putShort((short) tag[1])
                    .putInt(tag[2])
                    .putInt(tag[3]);
        }
        return tiff.putInt(0).array();
    }

    private static byte[] bmp() {
        ByteBuffer bmp = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put(text("BM"))
                .putInt(54)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(30_000)
                .putInt(30_000)
                .putShort((short) 1)
                .putShort((short) 24);
        return bmp.array();
    }

    /** All of a kind, with what they are called. */
    public static List<Hostile> all(String headings) {
        List<Hostile> all = new ArrayList<>();
        List.of(tables(headings), workbooks(headings), parquets()).forEach(all::addAll);
        return Collections.unmodifiableList(all);
    }
}
