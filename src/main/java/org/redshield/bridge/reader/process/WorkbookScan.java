package org.redshield.bridge.reader.process;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.ReadingLimits;

/**
 * Looks once through an XLSX file before its cells are made: a small one may unpack to more than the memory holds, and one cell may say
 * that it is the twelve millionth of its row. Every byte is looked at once, and nothing is kept but names.
 */
final class WorkbookScan {

    /** Elements of a cell are three at most. */
    private static final long ELEMENTS_OF_A_CELL = 3;
    /** Behind so much it says that it is still at it. */
    private static final int STEP = 1 << 18;
    /** What XML may begin with before its first element, in bytes. */
    private static final int HEAD = 64;

    private static final int LETTERS = 26;
    /** What a text takes in memory beside its characters. */
    private static final int OF_A_TEXT = 56;

    private static final XMLInputFactory XML = xml();

    private final Talk talk;
    private final Talk.Request request;
    private final Set<String> names = new HashSet<>();
    private final List<String> merged = new ArrayList<>();
    private final long most;
    private final int mostCells;
    private long unpacked;
    private long cells;
    private int inRow;
    private long elements;
    private long shared;

    WorkbookScan(Talk talk, Talk.Request request) {
        this.talk = talk;
        this.request = request;
        this.most = ReadingLimits.unpacked(request.bytes());
        this.mostCells = ReadingLimits.cells(request.bytes());
    }

    private static XMLInputFactory xml() {
        // The JDK's: it takes no more than 10,000 attributes of an element, and looks for the same one among them by
        // its hash.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    /**
     * @return the merged cells of its sheets, as {@code A1:O1}; of very many some
     * @throws FaultFound where it is no workbook, or more of one than is taken
     */
    List<String> merged() throws IOException {
        try (ZipFile zip = new ZipFile(request.file().toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            require(entries);
            if (zip.getEntry("xl/workbook.xml") == null) {
                throw new FaultFound(Fault.BROKEN, 1);
            }
            for (ZipEntry entry : entries) {
                scan(zip, entry);
            }
            return merged;
        } catch (java.util.zip.ZipException | XMLStreamException e) {
            ReaderProcess.log(e);
            throw new FaultFound(Fault.BROKEN, 1);
        }
    }

    /** By what they say of themselves; whoever lies is found out when they are unpacked. */
    private void require(List<? extends ZipEntry> entries) {
        if (entries.size() > ReadingLimits.ENTRIES) {
            throw new FaultFound(Fault.ENTRIES, ReadingLimits.ENTRIES);
        }
        Set<String> once = new HashSet<>();
        long all = 0;
        for (ZipEntry entry : entries) {
            all += Math.max(0, entry.getSize());
            if (!once.add(entry.getName())) {
                // One would be looked through, and the other read.
                throw new FaultFound(Fault.BROKEN, 1);
            }
            if (all > most) {
                throw tooLarge();
            }
        }
    }

    private FaultFound tooLarge() {
        return new FaultFound(Fault.UNPACKED, most >> 20, ReadingLimits.RATIO);
    }

    private void scan(ZipFile zip, ZipEntry entry) throws IOException, XMLStreamException {
        try (Counted counted = new Counted(zip.getInputStream(entry));
                PushbackInputStream bytes = new PushbackInputStream(counted, HEAD)) {
            byte[] head = bytes.readNBytes(HEAD);
            bytes.unread(head);
            if (isXml(head)) {
                scan(bytes, counted);
            }
            // Pictures and the like nobody unpacks.
        } catch (RecordTooLong e) {
            throw Talk.record(1);
        }
    }

    /** Also in UTF-16, behind a mark of the byte order, or blanks. */
    private static boolean isXml(byte[] head) {
        for (byte one : head) {
            int value = one & 0xFF;
            boolean passes = value <= ' ' || value == 0xEF || value == 0xBB || value == 0xBF || value >= 0xFE;
            if (!passes) {
                return value == '<';
            }
        }
        // Blanks as far as one looks.
        return true;
    }

    private void scan(InputStream bytes, Counted counted) throws XMLStreamException {
        XMLStreamReader xml = XML.createXMLStreamReader(bytes);
        int depth = 0;
        boolean isShared = false;
        while (xml.hasNext()) {
            counted.left = ReadingLimits.RECORD;
            switch (xml.next()) {
                case XMLStreamConstants.DTD,
                        XMLStreamConstants.ENTITY_REFERENCE,
                        XMLStreamConstants.ENTITY_DECLARATION -> throw new FaultFound(Fault.ENTITIES);
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > ReadingLimits.XML_DEPTH) {
                        throw new FaultFound(Fault.DEPTH, ReadingLimits.XML_DEPTH);
                    }
                    isShared |= depth == 1 && xml.getLocalName().equals("sst");
                    begin(xml, isShared);
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (isShared) {
                        share(2L * xml.getTextLength());
                    }
                }
                default -> {
                    // Comments and the like are nothing.
                }
            }
        }
        xml.close();
    }

    private void begin(XMLStreamReader xml, boolean isShared) {
        if (++elements > ELEMENTS_OF_A_CELL * mostCells) {
            throw new FaultFound(Fault.CELLS, mostCells);
        }
        name(xml.getLocalName());
        name(xml.getPrefix());
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            name(xml.getAttributeLocalName(at));
            name(xml.getAttributePrefix(at));
        }
        for (int at = 0; at < xml.getNamespaceCount(); at++) {
            name(xml.getNamespacePrefix(at));
        }
        switch (xml.getLocalName()) {
            case "c" -> cell(xml);
            case "row" -> inRow = 0;
            case "mergeCell" -> {
                String place = xml.getAttributeValue(null, "ref");
                if (place != null && place.length() <= 20 && merged.size() <= ReadingLimits.MERGED) {
                    merged.add(place);
                }
            }
            case "si" -> share(isShared ? OF_A_TEXT : 0);
            default -> {
                // Of others only how many there are.
            }
        }
    }

    private void name(String name) {
        if (name != null && names.add(name) && names.size() > ReadingLimits.XML_NAMES) {
            throw new FaultFound(Fault.NAMES, ReadingLimits.XML_NAMES);
        }
    }

    private void share(long bytes) {
        shared += bytes;
        if (shared > ReadingLimits.SHARED_TEXTS) {
            throw new FaultFound(Fault.SHARED_TEXTS, ReadingLimits.SHARED_TEXTS >> 20);
        }
    }

    private void cell(XMLStreamReader xml) {
        if (++cells > mostCells) {
            throw new FaultFound(Fault.CELLS, mostCells);
        }
        String place = xml.getAttributeValue(null, "r");
        if (++inRow > ReadingLimits.COLUMNS) {
            throw new FaultFound(Fault.COLUMNS, place == null ? "1" : row(place), ReadingLimits.COLUMNS);
        }
        if (place == null) {
            return;
        }
        int column = 0;
        int at = 0;
        for (; at < place.length() && place.charAt(at) >= 'A' && place.charAt(at) <= 'Z'; at++) {
            column = column * LETTERS + place.charAt(at) - 'A' + 1;
            if (column > ReadingLimits.COLUMNS) {
                throw new FaultFound(Fault.COLUMNS, row(place), ReadingLimits.COLUMNS);
            }
        }
    }

    /** As it stands behind the letters; no more of what a stranger wrote. */
    private static String row(String place) {
        String row = place.replaceAll("\\D", "");
        return row.isEmpty() || row.length() > 7 ? "1" : row;
    }

    /** More between two elements than a row may have. */
    private static final class RecordTooLong extends RuntimeException {

        private static final long serialVersionUID = 1;

        RecordTooLong() {
            super(null, null, false, false);
        }
    }

    /** Counts what is really there. */
    private final class Counted extends FilterInputStream {

        private int left = ReadingLimits.RECORD;
        private int step;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) {
            unpacked += bytes;
            left -= bytes;
            step += bytes;
            if (unpacked > most) {
                throw tooLarge();
            }
            if (left < 0) {
                throw new RecordTooLong();
            }
            if (step > STEP) {
                step = 0;
                talk.beat();
            }
        }
    }
}
