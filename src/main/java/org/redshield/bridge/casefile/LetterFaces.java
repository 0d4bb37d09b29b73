package org.redshield.bridge.casefile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterPages;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.document.LetterDocuments;
import org.redshield.bridge.letter.document.LetterOfds;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Letters as pages: those that were exchanged, and those that somebody is about to decide on. */
@Component
class LetterFaces {

    /** Text and our stylesheet, within our own pages only. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static final MediaType OFD = new MediaType("application", "ofd");

    private final Map<String, UseCases.Form> forms;
    private final Letters letters;
    private final LetterPages pages;
    private final LetterDocuments documents;
    private final LetterOfds ofds;

    LetterFaces(
            List<FormIntake> intakes, Letters letters, LetterPages pages, LetterDocuments documents, LetterOfds ofds) {
        this.forms = intakes.stream()
                .map(FormIntake::useCases)
                .flatMap(cases -> cases.forms().stream().map(cases::of))
                .collect(Collectors.toUnmodifiableMap(UseCases.Form::name, Function.identity()));
        this.letters = letters;
        this.pages = pages;
        this.documents = documents;
        this.ofds = ofds;
    }

    /** A letter that the caller's organisation may see; whoever of its receiver opens it has thereby read it. */
    ResponseEntity<String> issued(String id, Caller caller) {
        return page(pages.issued(read(id, caller)));
    }

    /** Its sealed document. @throws SealAway when it has none yet and cannot be sealed now */
    ResponseEntity<byte[]> issuedPdf(String id, Caller caller) {
        LetterView letter = read(id, caller);
        return pdf(letter.title() + " " + letter.number(), documents.bytes(documents.of(letter.id())));
    }

    /** The same as OFD. @throws OfdAway when it has none yet and it cannot be made now */
    ResponseEntity<byte[]> issuedOfd(String id, Caller caller) {
        LetterView letter = read(id, caller);
        return file(letter.title() + " " + letter.number() + ".ofd", OFD, ofds.bytes(ofds.of(letter)));
    }

    private LetterView read(String id, Caller caller) {
        return letters.read(NotFound.unlessId(id, "casefile.unknown-letter"), caller)
                .orElseThrow(() -> new NotFound("casefile.unknown-letter"));
    }

    /** @throws NotFound {@code casefile.task-without-letter} */
    ResponseEntity<String> pending(CaseTasks.CaseTask task) {
        return page(pages.draft(draft(task)));
    }

    /** The same as PDF. */
    ResponseEntity<byte[]> pendingPdf(CaseTasks.CaseTask task) {
        return pdf("拟发文书（草稿）", pages.draftPdf(draft(task)));
    }

    private LetterDraft draft(CaseTasks.CaseTask task) {
        return Optional.ofNullable(forms.get(task.shownAs()))
                .flatMap(form -> form.pending().of(task.subjectId(), task.tenant()))
                .map(LetterDraft.class::cast)
                .orElseThrow(() -> new NotFound("casefile.task-without-letter"));
    }

    private static ResponseEntity<byte[]> pdf(String name, byte[] content) {
        return file(name + ".pdf", MediaType.APPLICATION_PDF, content);
    }

    private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }

    private static ResponseEntity<String> page(String html) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .body(html);
    }
}
