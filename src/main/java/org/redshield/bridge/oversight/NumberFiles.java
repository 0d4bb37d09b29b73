package org.redshield.bridge.oversight;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.Watermark;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.pdf.PageTemplates;
import org.redshield.bridge.oversight.BureauNumbers.Told;
import org.springframework.stereotype.Component;

/** What {@code /oversight} tells, as files that bear a mark of who took them along, for whom, when and why. */
@Component
@RequiredArgsConstructor
class NumberFiles {

    private static final Configuration TEMPLATES = PageTemplates.in("oversight");
    private static final String WHY = "监督督办";

    private final PersonNames people;
    private final Names names;
    private final LetterPdf pdf;

    /** The tables one below the other, each under a line with its title, what was wrong above them; the mark is the last line. {@code out} stays open. */
    void csv(Caller caller, Told told, Writer out) throws IOException {
        CsvFile csv = new CsvFile(out);
        csv.row(List.of(title(told), period(told)));
        Optional<String> wrong = wrong(told);
        if (wrong.isPresent()) {
            csv.row(List.of(wrong.get()));
        }
        for (NumberSheet sheet : NumberSheet.of(told)) {
            csv.row(List.of(sheet.title()));
            csv.row(sheet.heads());
            for (List<String> row : sheet.rows()) {
                csv.row(row);
            }
        }
        csv.row(List.of(mark(caller, told)));
        csv.complete();
    }

    /** The same on A4 across, as PDF/A; the mark stands on each page. */
    byte[] pdf(Caller caller, Told told) {
        StringWriter html = new StringWriter();
        try {
            TEMPLATES
                    .getTemplate("numbers.ftlh")
                    .process(
                            Map.of(
                                    "title", title(told),
                                    "period", period(told),
                                    "wrong", wrong(told).orElse(""),
                                    "sheets", NumberSheet.of(told),
                                    "mark", mark(caller, told)),
                            html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The page of numbers cannot be laid out", e);
        }
        return pdf.render(PageTemplates.said(html.toString()));
    }

    /** Of the file too. */
    static String title(Told told) {
        return "监督总览 "
                + (told.path().isEmpty()
                        ? "所督办的单位"
                        : told.path().get(told.path().size() - 1).name());
    }

    private static String period(Told told) {
        return "期间 " + told.from() + " 至 " + told.to() + "，" + ChinaTime.moment(told.at()) + " 读取，数字最多迟一分钟";
    }

    /** The page's warning that numbers were wrong last night. */
    private static Optional<String> wrong(Told told) {
        return told.wrong()
                .map(wrong -> OversightTexts.text(
                        "oversight.explain.wrong", ChinaTime.moment(wrong.foundAt()), wrong.differences()));
    }

    private String mark(Caller caller, Told told) {
        Map<String, String> called = names.ofOrganisations(caller.tenants());
        return Watermark.of(
                people.of(caller.userId()),
                caller.tenants().stream()
                        .map(tenant -> called.getOrDefault(tenant, tenant))
                        .collect(Collectors.joining("、")),
                told.at(),
                WHY);
    }
}
