package org.redshield.bridge.dossier;

import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessStreamCache;
import org.apache.pdfbox.multipdf.PDFCloneUtility;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDPageLabelRange;
import org.apache.pdfbox.pdmodel.common.PDPageLabels;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.util.Matrix;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.engine.input.InputLimits;

/**
 * Binds PDFs and pictures into one PDF of several parts. Pages are numbered from 1 in each part, as they are put in; in front of
 * them comes what has no number, once the part is full. What pages hold lies in a temporary file, so that memory grows by what
 * describes a page and not by what it shows.
 */
final class Binder implements Closeable {

    /** Nothing of a picture that is larger can be seen on A4. */
    private static final long MOST_PIXELS = 12_000_000;

    private static final long LARGEST_AS_IT_IS = 16L * 1024 * 1024;

    private static final float MARGIN = 36;
    private static final float NUMBER_SIZE = 10;
    private static final float MARK_SIZE = 7;
    private static final float MARK_GREY = 0.45f;

    /** From where to where a piece lies, by the numbers on its pages. */
    record Pages(int from, int to) {}

    /** A file that cannot be put in; the message says why, in words for officers. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why, Throwable cause) {
            super(why, cause);
        }
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final String PDF = "application/pdf";

    /** What is bound page by page; anything else that is bound is a picture. */
    static boolean isPdf(String mediaType) {
        return mediaType.equals(PDF);
    }

    private final PDDocument document = new PDDocument(Binder::onDisk);
    private final PDFont digits = new PDType1Font(FontName.HELVETICA);
    private final PDPageLabels labels;
    private final PDDocumentOutline outline = new PDDocumentOutline();
    private PDOutlineItem bookmark;
    /** Of the part: where it begins in the document, and how many pages it has. */
    private int start;

    private int numbered;

    private final String mark;

    private static RandomAccessStreamCache onDisk() throws IOException {
        return MemoryUsageSetting.setupTempFileOnly()
                .setTempDir(Scratch.folder().toFile())
                .streamCache
                .create();
    }

    private final Trial trial;

    /**
     * @param mark who takes the file along, for whom and when, on each page; plain ASCII, for which no font is needed
     * @param trial what somebody's files have to stand first; it is closed with this
     */
    Binder(String title, String mark, Trial trial) {
        this.mark = mark;
        this.trial = trial;
        labels = new PDPageLabels(document);
        document.getDocumentInformation().setTitle(title);
        document.getDocumentCatalog().setLanguage("zh-CN");
        document.getDocumentCatalog().setDocumentOutline(outline);
    }

    void begin(String title) {
        start = document.getNumberOfPages();
        numbered = 0;
        bookmark = item(title);
        outline.addLast(bookmark);
    }

    /** A PDF of our own. */
    Pages add(String title, byte[] pdf) throws IOException {
        try (PDDocument source = Loader.loadPDF(pdf)) {
            return add(title, copies(source));
        }
    }

    /** Somebody's PDF: all of its pages or none. */
    Pages addPdf(String title, Path file) throws Unreadable, IOException {
        trial.stand(file, PDF);
        try (PDDocument source = Loader.loadPDF(file.toFile(), Binder::onDisk)) {
            if (source.isEncrypted()) {
                throw new Unreadable("文件已加密，不能编入案卷", null);
            }
            if (source.getNumberOfPages() > InputLimits.PDF_PAGES) {
                throw new Unreadable("文件超过 " + InputLimits.PDF_PAGES + " 页，不能编入案卷", null);
            }
            if (source.getDocument().getXrefTable().size() > InputLimits.PDF_OBJECTS) {
                throw new Unreadable("文件中的对象超过 " + InputLimits.PDF_OBJECTS + " 个，不能编入案卷", null);
            }
            List<PDPage> copies = copies(source);
            if (copies.isEmpty()) {
                throw new Unreadable("文件中没有页面，不能编入案卷", null);
            }
            return add(title, copies);
        } catch (InvalidPasswordException e) {
            throw new Unreadable("文件已加密，不能编入案卷", e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new Unreadable("文件已损坏或不是规范的 PDF，不能编入案卷", e);
        }
    }

    /** A picture on a page of its own, as large as it fits. */
    Pages addPicture(String title, Path file, String mediaType) throws Unreadable, IOException {
        trial.stand(file, mediaType);
        try {
            PDImageXObject picture = isSmallJpeg(file, mediaType) ? jpeg(file) : reduced(file);
            boolean wide = picture.getWidth() > picture.getHeight();
            PDRectangle size =
                    wide ? new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth()) : PDRectangle.A4;
            PDPage page = new PDPage(size);
            float scale = Math.min(
                    1,
                    Math.min(
                            (size.getWidth() - 2 * MARGIN) / picture.getWidth(),
                            (size.getHeight() - 2 * MARGIN) / picture.getHeight()));
            float width = picture.getWidth() * scale;
            float height = picture.getHeight() * scale;
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(
                        picture, (size.getWidth() - width) / 2, (size.getHeight() - height) / 2, width, height);
            }
            return add(title, List.of(page));
        } catch (TooLarge e) {
            throw new Unreadable(
                    "图片超过 " + InputLimits.PICTURE_PIXELS / 1_000_000 + " 百万像素，或者一边超过 " + InputLimits.PICTURE_SIDE
                            + " 像素，不能编入案卷",
                    e);
        } catch (IOException | RuntimeException e) {
            throw new Unreadable("图片不能读取，不能编入案卷", e);
        }
    }

    private static boolean isSmallJpeg(Path file, String mediaType) throws IOException {
        return mediaType.equals("image/jpeg") && Files.size(file) <= LARGEST_AS_IT_IS;
    }

    /** Its bytes as they are. */
    private PDImageXObject jpeg(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return JPEGFactory.createFromStream(document, bytes);
        }
    }

    private PDImageXObject reduced(Path file) throws IOException {
        try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) {
                throw new IOException("No reader for " + file.getFileName());
            }
            ImageReader reader = readers.next();
            try {
                // Nor what is written beside the pixels: a few packed bytes of it may be a text of a gigabyte.
                reader.setInput(bytes, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > InputLimits.PICTURE_PIXELS
                        || Math.max(reader.getWidth(0), reader.getHeight(0)) > InputLimits.PICTURE_SIDE) {
                    throw new TooLarge();
                }
                int step = (int) Math.ceil(Math.sqrt((double) pixels / MOST_PIXELS));
                ImageReadParam every = reader.getDefaultReadParam();
                every.setSourceSubsampling(Math.max(1, step), Math.max(1, step), 0, 0);
                BufferedImage image = reader.read(0, every);
                return LosslessFactory.createFromImage(document, image);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Pages with all they show; what else a document has, as its outline, its tags and its scripts, stays behind. */
    private List<PDPage> copies(PDDocument source) throws IOException {
        Copier copier = new Copier(document);
        List<PDPage> pages = new ArrayList<>();
        for (PDPage page : source.getPages()) {
            PDResources resources = Optional.ofNullable(page.getResources()).orElseGet(PDResources::new);
            page.setResources(resources);
            page.setMediaBox(page.getMediaBox());
            page.setCropBox(page.getCropBox());
            page.setRotation(page.getRotation());
            pages.add(page);
        }
        for (PDPage page : pages) {
            for (COSName leading : List.of(COSName.PARENT, COSName.STRUCT_PARENTS, COSName.AA, COSName.B)) {
                page.getCOSObject().removeItem(leading);
            }
            for (PDAnnotation annotation : page.getAnnotations()) {
                still(annotation.getCOSObject());
            }
        }
        List<PDPage> copies = new ArrayList<>();
        for (PDPage page : pages) {
            copies.add(new PDPage(copier.cloneForNewDocument(page.getCOSObject())));
        }
        return copies;
    }

    /** A field becomes a stamp: what it shows stays, as a seal does, and what it belongs to and does goes. */
    private static void still(COSDictionary annotation) {
        if (COSName.WIDGET.equals(annotation.getCOSName(COSName.SUBTYPE))) {
            annotation.setName(COSName.SUBTYPE, "Stamp");
            List.of(COSName.PARENT, COSName.FT, COSName.V, COSName.T).forEach(annotation::removeItem);
        }
        List.of(COSName.A, COSName.AA, COSName.STRUCT_PARENT).forEach(annotation::removeItem);
    }

    private static final class Copier extends PDFCloneUtility {
        Copier(PDDocument into) {
            super(into);
        }
    }

    private Pages add(String title, List<PDPage> pages) throws IOException {
        int from = numbered + 1;
        for (int place = 0; place < pages.size(); place++) {
            number(pages.get(place), from + place);
        }
        pages.forEach(document::addPage);
        numbered += pages.size();
        bookmark.addLast(item(title, pages.get(0)));
        return new Pages(from, numbered);
    }

    /** In the lower right corner, as the reader sees the page. */
    private void number(PDPage page, int number) throws IOException {
        String text = "- " + number + " -";
        PDRectangle box = page.getCropBox();
        boolean turned = page.getRotation() % 180 != 0;
        float width = turned ? box.getHeight() : box.getWidth();
        try (PDPageContentStream content = new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
            content.transform(upright(page.getRotation(), box));
            content.beginText();
            content.setFont(digits, NUMBER_SIZE);
            content.newLineAtOffset(width - MARGIN - digits.getStringWidth(text) / 1000 * NUMBER_SIZE, MARGIN * 2 / 3);
            content.showText(text);
            content.endText();
            content.beginText();
            content.setNonStrokingColor(MARK_GREY);
            content.setFont(digits, MARK_SIZE);
            content.newLineAtOffset(MARGIN, MARGIN * 2 / 3);
            content.showText(mark);
            content.endText();
        }
    }

    private static Matrix upright(int rotation, PDRectangle box) {
        float x = box.getLowerLeftX();
        float y = box.getLowerLeftY();
        return switch (rotation) {
            case 90 -> new Matrix(0, 1, -1, 0, x + box.getWidth(), y);
            case 180 -> new Matrix(-1, 0, 0, -1, x + box.getWidth(), y + box.getHeight());
            case 270 -> new Matrix(0, -1, 1, 0, x, y + box.getHeight());
            default -> Matrix.getTranslateInstance(x, y);
        };
    }

    /** What lies in front of the part's first page, in this order. */
    void front(List<byte[]> pdfs) throws IOException {
        List<PDPage> front = new ArrayList<>();
        for (byte[] pdf : pdfs) {
            try (PDDocument source = Loader.loadPDF(pdf)) {
                front.addAll(copies(source));
            }
        }
        PDPage first = numbered == 0 ? null : document.getPage(start);
        for (PDPage page : front) {
            if (first == null) {
                document.addPage(page);
            } else {
                document.getPages().insertBefore(page, first);
            }
        }
        PDPageFitDestination top = new PDPageFitDestination();
        top.setPage(front.get(0));
        bookmark.setDestination(top);
        label(start, PDPageLabelRange.STYLE_ROMAN_LOWER);
        if (numbered > 0) {
            label(start + front.size(), PDPageLabelRange.STYLE_DECIMAL);
        }
    }

    private void label(int from, String style) {
        PDPageLabelRange range = new PDPageLabelRange();
        range.setStyle(style);
        range.setStart(1);
        labels.setLabelItem(from, range);
    }

    private static PDOutlineItem item(String title, PDPage page) {
        PDOutlineItem item = item(title);
        PDPageFitDestination place = new PDPageFitDestination();
        place.setPage(page);
        item.setDestination(place);
        return item;
    }

    private static PDOutlineItem item(String title) {
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(title);
        return item;
    }

    int pages() {
        return numbered;
    }

    /** {@code out} stays open. */
    void writeTo(OutputStream out) throws IOException {
        document.getDocumentCatalog().setPageLabels(labels);
        document.save(out, CompressParameters.NO_COMPRESSION);
    }

    @Override
    public void close() throws IOException {
        trial.close();
        document.close();
    }
}
