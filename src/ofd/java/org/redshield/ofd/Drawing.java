package org.redshield.ofd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.ofdrw.core.basicStructure.doc.CT_CommonData;
import org.ofdrw.core.basicStructure.doc.CT_PageArea;
import org.ofdrw.core.basicStructure.doc.Document;
import org.ofdrw.core.basicStructure.ofd.DocBody;
import org.ofdrw.core.basicStructure.ofd.OFD;
import org.ofdrw.core.basicStructure.ofd.docInfo.CT_DocInfo;
import org.ofdrw.core.basicStructure.pageObj.Content;
import org.ofdrw.core.basicStructure.pageObj.Page;
import org.ofdrw.core.basicStructure.pageObj.layer.CT_Layer;
import org.ofdrw.core.basicStructure.pageObj.layer.Type;
import org.ofdrw.core.basicStructure.pageObj.layer.block.PathObject;
import org.ofdrw.core.basicStructure.pageObj.layer.block.TextObject;
import org.ofdrw.core.basicStructure.pageTree.Pages;
import org.ofdrw.core.basicStructure.res.Res;
import org.ofdrw.core.basicStructure.res.resources.Fonts;
import org.ofdrw.core.basicType.ST_Array;
import org.ofdrw.core.basicType.ST_Box;
import org.ofdrw.core.basicType.ST_ID;
import org.ofdrw.core.basicType.ST_Loc;
import org.ofdrw.core.graph.pathObj.AbbreviatedData;
import org.ofdrw.core.graph.pathObj.Rule;
import org.ofdrw.core.pageDescription.color.color.CT_Color;
import org.ofdrw.core.text.CT_CGTransform;
import org.ofdrw.core.text.TextCode;
import org.ofdrw.core.text.font.CT_Font;
import org.ofdrw.pkg.container.DocDir;
import org.ofdrw.pkg.container.OFDDir;
import org.ofdrw.pkg.container.ResDir;
import org.ofdrw.sign.stamppos.NormalStampPos;

/**
 * What is to be seen, told in lines, as an OFD file. Everything is in millimetres from the upper left; colours are
 * {@code r,g,b}, and {@code -} is what there is not.
 *
 * <pre>
 *   title {text}
 *   day {yyyy-mm-dd}
 *   font {name} {Base64}
 *   page {width} {height}
 *   text {font} {size} {x} {y} {color} {glyph or -} {steps,to,the,next} {text}
 *   path {fill} {evenodd or nonzero} {stroke} {width of strokes} {left} {top} {width} {height} M … L … B … C
 *   stamp {page} {left} {top} {width} {height}
 * </pre>
 */
final class Drawing {

    /** How far glyphs reach above their line and below it, in parts of the size. */
    private static final double ABOVE = 1;

    private static final double HEIGHT = 1.4;

    private final OFDDir file = OFDDir.newOFD();
    private final DocDir document = file.newDoc();
    private final CT_DocInfo info = new CT_DocInfo().randomDocID().setCreator("Redshield Bridge");
    private final CT_CommonData common = new CT_CommonData();
    private final Pages pages = new Pages();
    private final Fonts fonts = new Fonts();
    private final Map<String, Long> fontIds = new HashMap<>();
    private CT_Layer layer;
    private NormalStampPos stamp;
    private int pageCount;
    private long lastId;

    private Drawing() {}

    static Drawing of(String told) throws IOException {
        Drawing drawing = new Drawing();
        try {
            for (String line : told.split("\n")) {
                String[] words = line.split(" ", 2);
                drawing.draw(words[0], words[1]);
            }
            drawing.finish();
            return drawing;
        } catch (IOException | RuntimeException e) {
            drawing.file.close();
            throw e;
        }
    }

    NormalStampPos stamp() {
        return stamp;
    }

    byte[] file() throws IOException {
        try (OFDDir written = file) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            written.jar(bytes);
            return bytes.toByteArray();
        } finally {
            file.clean();
        }
    }

    private void draw(String what, String how) throws IOException {
        switch (what) {
            case "title":
                info.setTile(how);
                break;
            case "day":
                info.setCreationDate(LocalDate.parse(how));
                break;
            case "font":
                font(how.split(" "));
                break;
            case "page":
                page(numbers(how, " "));
                break;
            case "text":
                text(how.split(" ", 8));
                break;
            case "path":
                path(how.split(" ", 9));
                break;
            case "stamp":
                double[] place = numbers(how, " ");
                stamp = new NormalStampPos((int) place[0], place[1], place[2], place[3], place[4]);
                break;
            default:
                throw new IllegalArgumentException("Nothing that can be drawn: " + what);
        }
    }

    private void font(String[] told) throws IOException {
        String name = told[0];
        ResDir resources = document.obtainRes();
        String font = name + ".ttf";
        resources.addRaw(font, new ByteArrayInputStream(Base64.getDecoder().decode(told[1])));
        fontIds.put(name, ++lastId);
        fonts.addFont(new CT_Font()
                .setID(lastId)
                .setFontName(name)
                .setFamilyName(name)
                .setFontFile(new ST_Loc(font)));
    }

    private void page(double[] size) {
        if (pageCount == 0) {
            common.setPageArea(area(size));
        }
        layer = new CT_Layer();
        layer.setType(Type.Body);
        layer.setObjID(++lastId);
        Page page = new Page().setArea(area(size)).setContent(new Content().addLayer(layer));
        document.obtainPages().newPageDir().setContent(page);
        pages.addPage(new org.ofdrw.core.basicStructure.pageTree.Page(
                ++lastId, "Pages/Page_" + pageCount++ + "/Content.xml"));
    }

    private static CT_PageArea area(double[] size) {
        return new CT_PageArea().setPhysicalBox(0, 0, size[0], size[1]);
    }

    private void text(String[] told) {
        double size = Double.parseDouble(told[1]);
        double x = Double.parseDouble(told[2]);
        double y = Double.parseDouble(told[3]);
        double[] steps = numbers(told[6], ",");
        TextCode code = new TextCode().setCoordinate(0.0, size * ABOVE).setContent(told[7]);
        if (steps.length > 0) {
            code.setDeltaX(Arrays.stream(steps).boxed().toArray(Double[]::new));
        }
        TextObject text = new TextObject(++lastId);
        text.setBoundary(
                new ST_Box(x, y - size * ABOVE, round(Arrays.stream(steps).sum() + size), size * HEIGHT));
        text.setFont(fontIds.get(told[0])).setSize(size);
        text.setFillColor(color(told[4]));
        if (!told[5].equals("-")) {
            text.addCGTransform(new CT_CGTransform()
                    .setCodePosition(0)
                    .setCodeCount(told[7].length())
                    .setGlyphCount(1)
                    .setGlyphs(new ST_Array(told[5])));
        }
        text.addTextCode(code);
        layer.addPageBlock(text);
    }

    private void path(String[] told) {
        PathObject path = new PathObject(new ST_ID(++lastId));
        path.setBoundary(new ST_Box(
                Double.parseDouble(told[4]),
                Double.parseDouble(told[5]),
                Double.parseDouble(told[6]),
                Double.parseDouble(told[7])));
        if (!told[0].equals("-")) {
            path.setFill(true).setFillColor(color(told[0]));
            path.setRule(told[1].equals("evenodd") ? Rule.Even_Odd : Rule.NonZero);
        }
        if (told[2].equals("-")) {
            path.setStroke(false);
        } else {
            path.setStroke(true).setStrokeColor(color(told[2])).setLineWidth(Double.valueOf(told[3]));
        }
        path.setAbbreviatedData(new AbbreviatedData(AbbreviatedData.parse(told[8])));
        layer.addPageBlock(path);
    }

    private void finish() {
        common.setMaxUnitID(++lastId).setPublicRes(new ST_Loc("PublicRes.xml"));
        document.setPublicRes(new Res().setBaseLoc(new ST_Loc("Res")).addResource(fonts));
        document.setDocument(new Document().setCommonData(common).setPages(pages));
        file.setOfd(new OFD().addDocBody(new DocBody().setDocInfo(info).setDocRoot(new ST_Loc("Doc_0/Document.xml"))));
    }

    private static CT_Color color(String told) {
        return CT_Color.rgb(
                Arrays.stream(told.split(",")).mapToInt(Integer::parseInt).toArray());
    }

    private static double[] numbers(String told, String between) {
        return told.equals("-")
                ? new double[0]
                : Arrays.stream(told.split(between))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }

    private static double round(double millimetres) {
        return Math.round(millimetres * 1000) / 1000.0;
    }
}
