package org.redshield.bridge.reader.table;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a file is to be read.
 *
 * @param formats that are taken; what is none of them is read as text with commas
 * @param charsets of text, tried in this order; with one only it is said where it stops being that, with several it is said before the
 *     first row
 * @param tabs whether a first line without commas may part its cells with tabs
 * @param emptyLines whether an empty line is a row
 * @param columns of Parquet that are read; others are left aside
 */
public record Reading(
        Set<Format> formats, List<String> charsets, boolean tabs, boolean emptyLines, List<String> columns) {

    private static final int MOST = 1_000;

    public Reading {
        formats = Set.copyOf(formats);
        charsets = List.copyOf(charsets);
        columns = List.copyOf(columns);
    }

    /** Text in one of these character sets, with commas, its empty lines left out. */
    public static Reading text(String... charsets) {
        return new Reading(Set.of(Format.DELIMITED), List.of(charsets), false, false, List.of());
    }

    /** Text as people save it in a spreadsheet: with commas or tabs, in UTF-8, GB18030 or, behind its mark, UTF-16. */
    public static Reading spreadsheetText() {
        return text("UTF-8", "GB18030", "UTF-16").withTabs();
    }

    public Reading with(Format... others) {
        Set<Format> all = EnumSet.copyOf(formats);
        all.addAll(List.of(others));
        return new Reading(all, charsets, tabs, emptyLines, columns);
    }

    public Reading withTabs() {
        return new Reading(formats, charsets, true, emptyLines, columns);
    }

    public Reading withEmptyLines() {
        return new Reading(formats, charsets, tabs, true, columns);
    }

    public Reading withColumns(List<String> known) {
        return new Reading(formats, charsets, tabs, emptyLines, known);
    }

    /** As {@link #read} reads it. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(formats.size());
        for (Format format : formats) {
            out.writeUTF(format.name());
        }
        write(out, charsets);
        out.writeBoolean(tabs);
        out.writeBoolean(emptyLines);
        write(out, columns);
    }

    private static void write(DataOutput out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    public static Reading read(DataInput in) throws IOException {
        Set<Format> formats = EnumSet.noneOf(Format.class);
        for (String name : texts(in)) {
            formats.add(Format.valueOf(name));
        }
        return new Reading(formats, texts(in), in.readBoolean(), in.readBoolean(), texts(in));
    }

    private static List<String> texts(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("No list of " + count);
        }
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
