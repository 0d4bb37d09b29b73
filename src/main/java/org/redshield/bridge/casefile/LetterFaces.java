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
import org.redshield.bridge.letter.Letters;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Letters as pages: those that were exchanged, and those that somebody is about to decide on. */
@Component
class LetterFaces {

    /** Text and our stylesheet, within our own pages only. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final Map<String, UseCases.Form> forms;
    private final Letters letters;
    private final LetterPages pages;

    LetterFaces(List<FormIntake> intakes, Letters letters, LetterPages pages) {
        this.forms = intakes.stream()
                .map(FormIntake::useCases)
                .flatMap(cases -> cases.forms().stream().map(cases::of))
                .collect(Collectors.toUnmodifiableMap(UseCases.Form::name, Function.identity()));
        this.letters = letters;
        this.pages = pages;
    }

    /** A letter that the caller's organisation may see; whoever of its receiver opens it has thereby read it. */
    ResponseEntity<String> issued(String id, Caller caller) {
        return letters.read(NotFound.unlessId(id, "casefile.unknown-letter"), caller.tenant(), caller.userId())
                .map(pages::issued)
                .map(LetterFaces::page)
                .orElseThrow(() -> new NotFound("casefile.unknown-letter"));
    }

    /** @throws NotFound {@code casefile.unknown-letter} unless the caller's organisation may see it */
    void require(String id, Caller caller) {
        letters.view(NotFound.unlessId(id, "casefile.unknown-letter"), caller.tenant())
                .orElseThrow(() -> new NotFound("casefile.unknown-letter"));
    }

    /** @throws NotFound {@code casefile.task-without-letter} */
    ResponseEntity<String> pending(CaseTasks.CaseTask task) {
        return Optional.ofNullable(forms.get(task.form()))
                .flatMap(form -> form.pending().of(task.subjectId(), task.tenant()))
                .map(LetterDraft.class::cast)
                .map(pages::draft)
                .map(LetterFaces::page)
                .orElseThrow(() -> new NotFound("casefile.task-without-letter"));
    }

    private static ResponseEntity<String> page(String html) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .body(html);
    }
}
