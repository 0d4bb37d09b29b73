package org.redshield.bridge.letter.extraction;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.EvidenceDraft;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.Provenance;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.letter.pdf.LetterFonts;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.pdf.PageTemplates;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the record of an extraction and seals it as evidence beside the files that it names: so it is in the case, in its
 * file, in packages and in the log as they are. It has no number (范本), and is signed by hand.
 */
@Service
@RequiredArgsConstructor
public class ExtractionRecords {

    private static final DateTimeFormatter MINUTE = ChinaTime.like("yyyy年M月d日HH时mm分");
    private static final DateTimeFormatter NAMED = ChinaTime.like("yyyyMMdd-HHmm");
    private static final int MOST_FILES = 500;
    private static final Duration LONGEST = Duration.ofDays(31);

    private static final Configuration TEMPLATES = PageTemplates.in("extraction");

    static {
        TEMPLATES.setNumberFormat("computer");
    }

    private final Evidences evidences;
    private final EvidenceStore store;
    private final OfficerDirectory officers;
    private final Organisations organisations;
    private final LetterPdf pdf;
    private final InstantSource clock;

    /**
     * @param subjectId what in the case the record belongs to
     * @throws Refusal {@code letter.extraction-…}, {@code bureau.officer-…}, {@code evidence.bytes-…}
     */
    @Transactional
    public Evidence make(Caller caller, String caseNo, String subjectId, Extraction said) {
        said.check();
        Instant begun = minute(said.begunAt());
        Instant ended = minute(said.endedAt());
        if (ended.isBefore(begun)
                || ended.isAfter(clock.instant())
                || begun.plus(LONGEST).isBefore(ended)) {
            throw new Refusal("letter.extraction-time");
        }
        LocalDate day = ChinaTime.day(begun);
        List<Officer> both = said.officers().stream()
                .map(one -> officers.requireValid(one, caller.tenant(), day))
                .toList();
        both.forEach(officer -> officer.named(Naming.EXTRACTION));
        List<Evidence> files = files(caller, caseNo, said);
        files.forEach(this::requireUnchanged);
        String page = page(
                said,
                caseNo,
                organisations.get(caller.tenant()).name(),
                MINUTE.format(begun) + "至" + MINUTE.format(ended),
                both,
                files);
        return evidences.seal(
                new EvidenceDraft(
                        caseNo,
                        caller.tenant(),
                        subjectId,
                        "电子数据证据提取笔录-" + NAMED.format(clock.instant()) + ".pdf",
                        "application/pdf",
                        caller.tenant(),
                        "制作提取笔录：" + files.size() + " 份电子数据",
                        caller.userId(),
                        new Provenance(
                                Optional.empty(),
                                Optional.of(said.medium()),
                                Optional.of(said.process()),
                                Optional.of(begun),
                                both.stream().map(ExtractionRecords::named).toList())),
                new ByteArrayInputStream(pdf.render(page)));
    }

    private static Instant minute(String local) {
        try {
            return LocalDateTime.parse(local).atZone(ChinaTime.ZONE).toInstant();
        } catch (DateTimeParseException e) {
            throw new Refusal("letter.extraction-time");
        }
    }

    /** What the organisation obtained in the case, in the order in which it was. */
    private List<Evidence> files(Caller caller, String caseNo, Extraction said) {
        if (said.evidence().size() > MOST_FILES) {
            throw new Refusal("letter.extraction-files", MOST_FILES);
        }
        List<UUID> ids;
        try {
            ids = said.evidence().stream().map(UUID::fromString).toList();
        } catch (IllegalArgumentException e) {
            throw new Refusal("letter.extraction-files", MOST_FILES);
        }
        List<Evidence> files = evidences.find(ids).stream()
                .filter(file -> file.caseNo().equals(caseNo) && file.tenant().equals(caller.tenant()))
                .toList();
        if (files.isEmpty() || files.size() != ids.size()) {
            throw new Refusal("letter.extraction-files", MOST_FILES);
        }
        return files;
    }

    /** The record says that its values were computed again. */
    private void requireUnchanged(Evidence file) {
        try {
            if (!new Announced(file.sha256(), file.bytes()).is(store.digest(file.sha256()))) {
                throw new Refusal("evidence.bytes-changed", file.name());
            }
        } catch (NoSuchFileException e) {
            throw new Refusal("evidence.bytes-missing", file.name());
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of evidence " + file.id() + " could not be read", e);
        }
    }

    static String named(Officer officer) {
        return officer.name() + "（" + officer.certificateNo() + "）";
    }

    /** The form in HTML. */
    static String page(
            Extraction said, String caseNo, String bureau, String time, List<Officer> both, List<Evidence> files) {
        StringWriter html = new StringWriter();
        try {
            TEMPLATES
                    .getTemplate("record.ftlh")
                    .process(
                            Map.of(
                                    "said",
                                    said,
                                    "caseNo",
                                    caseNo,
                                    "bureau",
                                    bureau,
                                    "time",
                                    time,
                                    "officers",
                                    both.stream().map(ExtractionRecords::named).toList(),
                                    "files",
                                    files.stream().map(ExtractionRecords::row).toList()),
                            html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("A record of extraction cannot be laid out", e);
        }
        return html.toString();
    }

    /** A name may have what letters cannot show; its hash says which file it is. */
    private static Map<String, Object> row(Evidence file) {
        return Map.of(
                "name", legible(file.name()),
                "bytes", file.bytes(),
                "sums",
                        Stream.concat(
                                        Stream.of("SHA-256 " + file.sha256()),
                                        file.seal().stream().map(seal -> "SM3 " + seal.sm3()))
                                .toList());
    }

    private static String legible(String name) {
        return name.codePoints()
                .filter(one -> Character.getType(one) != Character.FORMAT)
                .mapToObj(Character::toString)
                .map(one -> LetterFonts.lackedBy(one)
                        .map(lacking -> "[" + LetterFonts.codeOf(lacking) + "]")
                        .orElse(one))
                .reduce("", String::concat);
    }
}
