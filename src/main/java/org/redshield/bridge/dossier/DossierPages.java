package org.redshield.bridge.dossier;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.pdf.PageTemplates;
import org.springframework.stereotype.Component;

/** Covers, indexes and forms of the bound file, as pages in HTML and as PDF. */
@Component
@RequiredArgsConstructor
class DossierPages {

    private static final Configuration TEMPLATES = PageTemplates.in("dossier");

    private final LetterPdf pdf;

    byte[] cover(String bureau, String part, List<FileSheet.Line> lines) {
        return pdf.render(html("cover.ftlh", Map.of("bureau", bureau, "part", part, "lines", lines)));
    }

    byte[] index(String part, List<IndexEntry> entries) {
        return pdf.render(html("index.ftlh", Map.of("part", part, "entries", entries)));
    }

    byte[] form(FileSheet sheet) {
        return pdf.render(html(sheet));
    }

    /** The form as a page of its own. */
    String html(FileSheet sheet) {
        return html("form.ftlh", Map.of("sheet", sheet));
    }

    private static String html(String template, Map<String, ?> fields) {
        StringWriter html = new StringWriter();
        try {
            TEMPLATES.getTemplate(template).process(fields, html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("A page of a file cannot be laid out", e);
        }
        return printable(html.toString());
    }

    /** What cannot stand in XML cannot be seen either. */
    private static String printable(String html) {
        return html.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "");
    }
}
