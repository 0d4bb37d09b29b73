package org.redshield.bridge.dossier;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.dossier.FilePlace;
import org.redshield.bridge.cases.dossier.FilePlace.Part;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.redshield.bridge.cases.dossier.Sheets;
import org.redshield.bridge.dossier.Binder.Pages;
import org.redshield.bridge.dossier.Binder.Unreadable;
import org.redshield.bridge.evidence.CaseEvidence;
import org.redshield.bridge.evidence.CaseEvidence.Leaving;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.letter.LetterView;
import org.springframework.stereotype.Service;

/** Binds the file of a case, as an organisation has it, into one PDF. */
@Service
@RequiredArgsConstructor
class Dossiers {

    /** What the record of the export says of what left. */
    private static final String EXPORTED = "案卷 PDF（正卷、副卷）。不含签名、时间戳和证明，核验以证据包为准。";

    private static final String WITHHELD = "平台提供的文件含有个人信息，没有写明用途的不编入；原件以电子文件另存";

    private final LettersOfFile letters;
    private final CaseEvidence evidence;
    private final List<Sheets> sheets;
    private final RecordSheets record;
    private final ProofsOfService proofs;
    private final DossierPages forms;
    private final Organisations organisations;
    private final InstantSource time;

    /** One file at a time: others wait, so that memory is that of one. */
    private final Semaphore table = new Semaphore(1);

    /** Where a file is written once it is whole. */
    @FunctionalInterface
    interface Out {
        OutputStream open() throws IOException;
    }

    /**
     * Puts the export on record, binds the file and writes it. Whoever binds a letter that his organisation received has
     * thereby read it.
     *
     * @param mine what the organisation does in the case
     * @param parts which of the two parts
     * @throws org.redshield.bridge.Refusal for evidence that is missing or was changed, as of an evidence package
     */
    void write(Caller caller, String caseNo, List<Involvement> mine, Set<Part> parts, Optional<Purpose> why, Out out)
            throws IOException {
        table.acquireUninterruptibly();
        try (Binder binder = new Binder(caseNo + " 案卷", mark(caller, caseNo, why), new TrialBeside())) {
            Content content = content(caller, caseNo, why);
            for (Part part : Part.values()) {
                if (parts.contains(part)) {
                    bind(binder, part, content, mine);
                }
            }
            binder.writeTo(out.open());
        } finally {
            table.release();
        }
    }

    /** The record of access has the same, with the purpose in the person's words. */
    private String mark(Caller caller, String caseNo, Optional<Purpose> why) {
        return "%s / %s / %s / %s / %s"
                .formatted(
                        caller.userId(),
                        caller.tenant(),
                        ChinaTime.moment(time.instant()),
                        caseNo,
                        why.map(purpose -> purpose.kind().name()).orElse("MASKED"))
                .replaceAll("[^ -~]", "?");
    }

    private record Content(
            Caller caller, String caseNo, List<LetterView> letters, List<Leaving> files, List<FileSheet> sheets) {}

    private Content content(Caller caller, String caseNo, Optional<Purpose> why) {
        String tenant = caller.tenant();
        List<Leaving> files = evidence.export(caller, caseNo, why, EXPORTED);
        Set<RecordedAct> shown = new HashSet<>();
        sheets.forEach(one -> shown.addAll(one.shown()));
        List<FileSheet> made = Stream.concat(
                        sheets.stream().flatMap(one -> one.of(caseNo, tenant).stream()),
                        record.of(caseNo, tenant, shown).stream())
                .sorted(Comparator.comparing(FileSheet::at))
                .toList();
        return new Content(caller, caseNo, letters.of(caseNo, caller), files, made);
    }

    private void bind(Binder binder, Part part, Content content, List<Involvement> mine) throws IOException {
        binder.begin(part.title());
        List<IndexEntry> index = new ArrayList<>();
        for (FilePlace place : FilePlace.values()) {
            if (place.part() != part) {
                continue;
            }
            for (FileSheet sheet : content.sheets()) {
                if (sheet.place() == place) {
                    index.add(entry(binder, sheet, sheet.title()));
                }
            }
            if (place == FilePlace.LETTERS) {
                for (LetterView letter : content.letters()) {
                    Pages bound = binder.add(letter.number(), letters.bytes(letter));
                    index.add(new IndexEntry(letter.number(), title(letter), letter.issuedAt(), bound));
                    index.add(entry(
                            binder, proofs.of(letter, content.caller().tenant()), "送达回证（" + letter.title() + "）"));
                }
            }
            if (place == FilePlace.EVIDENCE) {
                for (Leaving file : content.files()) {
                    index.add(new IndexEntry("", file.file().name(), file.file().receivedAt(), bind(binder, file)));
                }
            }
        }
        binder.front(List.of(
                forms.cover(
                        organisations.get(content.caller().tenant()).name(),
                        part.title(),
                        cover(content, mine, binder.pages())),
                forms.index(part.title(), index)));
    }

    private static String title(LetterView letter) {
        return letter.senderName() + letter.title();
    }

    private IndexEntry entry(Binder binder, FileSheet sheet, String title) throws IOException {
        return new IndexEntry(sheet.number(), title, sheet.at(), binder.add(title, forms.form(sheet)));
    }

    /** As pages where it can be shown so, else a form that says what it is and why it is not there. */
    Pages bind(Binder binder, Leaving file) throws IOException {
        String type = file.file().mediaType();
        boolean pdfFile = Binder.isPdf(type);
        if (!file.whole() || !(pdfFile || type.startsWith("image/"))) {
            return form(binder, file, file.whole() ? "此类文件不能以页面形式编入，原件以电子文件另存" : WITHHELD);
        }
        Path bytes = Scratch.file("dossier", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(bytes)) {
                file.writeTo(out);
            }
            return pdfFile
                    ? binder.addPdf(file.file().name(), bytes)
                    : binder.addPicture(file.file().name(), bytes, type);
        } catch (Unreadable why) {
            return form(binder, file, why.getMessage() + "；原件以电子文件另存");
        } finally {
            Files.delete(bytes);
        }
    }

    private Pages form(Binder binder, Leaving file, String why) throws IOException {
        Evidence one = file.file();
        return binder.add(
                file.file().name(),
                forms.form(FileSheet.of(FilePlace.EVIDENCE, "证据材料（电子文件）", "", one.receivedAt())
                        .line("文件名称", one.name())
                        .line("文件大小", "%,d 字节".formatted(one.bytes()))
                        .line("文件类型", one.mediaType())
                        .line("SHA-256", one.sha256())
                        .line("SM3", one.seal().map(Evidence.Seal::sm3))
                        .line(
                                "来源",
                                organisations
                                        .find(one.source())
                                        .map(source -> source.name())
                                        .orElse(one.source()))
                        .line("取得方式", one.method())
                        .line("取得时间", ChinaTime.moment(one.receivedAt()))
                        .line("说明", why)));
    }

    private List<FileSheet.Line> cover(Content content, List<Involvement> mine, int count) {
        Involvement leading = new CaseFolder(content.caller(), content.caseNo(), mine, List.of()).leading();
        return FileSheet.of(FilePlace.OTHER, "", "", time.instant())
                .line("案件编号", content.caseNo())
                .line("案号或线索编号", leading.sourceNo())
                .line("案由", leading.cause())
                .line("收案日期", ChinaTime.day(leading.since()).toString())
                .line("办理状态", leading.state().title())
                .line("本卷页数", count + " 页")
                .line("编制日期", ChinaTime.day(time.instant()).toString())
                .lines();
    }
}
