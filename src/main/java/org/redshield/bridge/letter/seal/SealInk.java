package org.redshield.bridge.letter.seal;

import eu.europa.esig.dss.pades.SignatureImageParameters;
import eu.europa.esig.dss.pdf.PDFServiceMode;
import eu.europa.esig.dss.pdf.PDFSignatureService;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxSignatureService;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxUtils;
import eu.europa.esig.dss.pdf.pdfbox.visible.PdfBoxSignatureDrawer;
import eu.europa.esig.dss.pdf.pdfbox.visible.PdfBoxSignatureDrawerFactory;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.util.Matrix;

/**
 * Draws a seal as the appearance of its signature, in curves: sharp at any size, and a tenth of a picture's bytes. What lies below
 * it stays readable, for nothing is drawn where there is no ink.
 */
final class SealInk extends PdfBoxNativeObjectFactory {

    private static final float POINTS_PER_MM = 72 / 25.4f;
    private static final float[] RED = {0.784f, 0.063f, 0.118f};

    /** By which every line is fatter than the font has it, in millimetres. */
    private static final float FATTER = 0.12f;

    /** Where the seal goes, and what it shows. */
    static final class Seen extends SignatureImageParameters {

        private static final long serialVersionUID = 1;

        private final transient SealPlace place;
        private final transient List<SealPicture.Mark> ink;

        Seen(SealPlace place, List<SealPicture.Mark> ink) {
            this.place = place;
            this.ink = ink;
            getFieldParameters().setPage(place.page());
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }

    @Override
    public PDFSignatureService newPAdESSignatureService() {
        PdfBoxSignatureDrawerFactory drawers = parameters -> new Drawer((Seen) parameters);
        return configure(new PdfBoxSignatureService(PDFServiceMode.SIGNATURE, drawers));
    }

    private static final class Drawer implements PdfBoxSignatureDrawer {

        private final Seen seen;
        private PDDocument document;
        private SignatureOptions options;

        Drawer(Seen seen) {
            this.seen = seen;
        }

        @Override
        public void init(SignatureImageParameters parameters, PDDocument signed, SignatureOptions signatureOptions) {
            this.document = signed;
            this.options = signatureOptions;
        }

        /** As PDFBox wants it: as the one signature field of another document. */
        @Override
        public void draw() throws IOException {
            PDRectangle page = document.getPage(seen.place.page() - 1).getMediaBox();
            float size = (float) SealPicture.SIZE * POINTS_PER_MM;
            PDRectangle box = new PDRectangle(
                    seen.place.x() - size / 2, page.getHeight() - seen.place.y() - size / 2, size, size);
            try (PDDocument pattern = new PDDocument()) {
                pattern.addPage(new PDPage(page));
                PDAcroForm form = new PDAcroForm(pattern);
                pattern.getDocumentCatalog().setAcroForm(form);
                PDSignatureField field = new PDSignatureField(form);
                form.getFields().add(field);
                form.setSignaturesExist(true);
                form.setAppendOnly(true);
                form.getCOSObject().setDirect(true);
                PDAnnotationWidget widget = field.getWidgets().get(0);
                widget.setRectangle(box);
                PDAppearanceDictionary appearance = PdfBoxUtils.createSignatureAppearanceDictionary(pattern, box);
                widget.setAppearance(appearance);
                PDAppearanceStream drawing = appearance.getNormalAppearance().getAppearanceStream();
                try (PDPageContentStream lines = new PDPageContentStream(
                        pattern, drawing, drawing.getStream().createOutputStream(COSName.FLATE_DECODE))) {
                    PDColor red = new PDColor(RED, PDDeviceRGB.INSTANCE);
                    lines.setNonStrokingColor(red);
                    lines.setStrokingColor(red);
                    AffineTransform onPaper = AffineTransform.getTranslateInstance(size / 2, size / 2);
                    onPaper.scale(POINTS_PER_MM, POINTS_PER_MM);
                    lines.transform(new Matrix(onPaper));
                    for (SealPicture.Mark mark : seen.ink) {
                        lines.saveGraphicsState();
                        lines.transform(new Matrix(mark.place()));
                        lines.setLineWidth((float) Math.round(FATTER / mark.unit()));
                        draw(mark.shape().getPathIterator(null), lines);
                        lines.fillAndStroke();
                        lines.restoreGraphicsState();
                    }
                }
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                pattern.save(bytes);
                options.setVisualSignature(new ByteArrayInputStream(bytes.toByteArray()));
                options.setPage(seen.place.page() - 1);
            }
        }

        private static void draw(PathIterator path, PDPageContentStream lines) throws IOException {
            float[] at = new float[6];
            float x = 0;
            float y = 0;
            for (; !path.isDone(); path.next()) {
                int segment = path.currentSegment(at);
                for (int place = 0; place < at.length; place++) {
                    at[place] = Math.round(at[place]);
                }
                int last = 0;
                switch (segment) {
                    case PathIterator.SEG_MOVETO -> lines.moveTo(at[0], at[1]);
                    case PathIterator.SEG_LINETO -> lines.lineTo(at[0], at[1]);
                    case PathIterator.SEG_QUADTO -> {
                        // PDF has cubic curves only.
                        last = 2;
                        lines.curveTo(
                                third(x, at[0]),
                                third(y, at[1]),
                                third(at[2], at[0]),
                                third(at[3], at[1]),
                                at[2],
                                at[3]);
                    }
                    case PathIterator.SEG_CUBICTO -> {
                        last = 4;
                        lines.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
                    }
                    default -> lines.closePath();
                }
                x = at[last];
                y = at[last + 1];
            }
        }

        private static float third(float end, float control) {
            return Math.round((end + 2 * control) / 3);
        }
    }
}
