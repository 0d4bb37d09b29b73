package org.redshield.bridge.engine.input;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * How much of what people send the bridge reads itself: models and their forms, bodies in JSON, forms with files, and the PDFs and
 * pictures that are bound. Each is looked at before anything makes objects of it. Files of data are read by a process of their own, whose
 * limits stand there; how long a body may be in all says {@code bridge.bodies}. See docs/adr/0131-what-people-send.md.
 */
public final class InputLimits {

    /** How deep objects and lists may lie in each other, in a body and in a form. Ours need 12. */
    public static final int JSON_DEPTH = 50;

    /** Values, names and brackets of a body or a form, together. */
    public static final int JSON_ELEMENTS = 20_000;

    /** Characters of one text or name. */
    public static final int JSON_TEXT = 200_000;

    /** Digits of one number; what is longer takes the square of its length to be read. */
    public static final int JSON_NUMBER = 100;

    /** Bytes of one model or form, unpacked as it lies in the deployment. The largest of ours has 183 KB. */
    public static final int MODEL_BYTES = 2 * 1024 * 1024;

    /** Files of one deployment; the house's own has 125. */
    public static final int MODEL_FILES = 500;

    /** How deep elements may lie in each other: whoever reads a model as a tree would exhaust the stack. */
    public static final int MODEL_DEPTH = 50;

    /** Elements of a model, drawing included. The largest of ours has 1,700. */
    public static final int MODEL_ELEMENTS = 6_000;

    /** Characters of one text or attribute of a model. */
    public static final int MODEL_TEXT = 100_000;

    /** How long the first look at one model may take. */
    public static final Duration MODEL_TIME = Duration.ofSeconds(5);

    /** Parts of a form with files. */
    public static final int FORM_PARTS = 50;

    /** What is no file in a form with files, in all. */
    public static final DataSize FORM_FIELDS = DataSize.ofKilobytes(64);

    /** What stands before a part; it holds the file's name: long ones are shortened by us, not refused as broken. */
    public static final DataSize FORM_PART_HEADER = DataSize.ofKilobytes(64);

    /** Pixels of a picture along one side: a decoder holds a row at least. */
    public static final int PICTURE_SIDE = 30_000;

    /** Pixels of a picture as it comes; of more than 12 million not all are kept. */
    public static final long PICTURE_PIXELS = 400_000_000;

    /** Pages of one PDF that is bound. */
    public static final int PDF_PAGES = 5_000;

    /** Objects of one PDF that is bound. */
    public static final int PDF_OBJECTS = 500_000;

    /** Heap, in MB, of the process that tries a PDF or picture before the bridge binds it. */
    public static final int BIND_HEAP = 160;

    /** How long that process may take over one file. */
    public static final Duration BIND_TIME = Duration.ofSeconds(10);

    private InputLimits() {}
}
