package org.redshield.bridge.clues.intake;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.clues.intake.ClueImport.State;
import org.redshield.bridge.clues.intake.RowCheck.Fault;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** {@code /api/clues/imports}: files of reports that become clues. */
@RestController
@RequestMapping("/api/clues/imports")
@RequiredArgsConstructor
class ClueImportController {

    private static final int LARGEST_PAGE = 100;
    private static final int LAST_PAGE = 10_000;
    private static final int SHOWN = 20;

    private final ClueImports imports;
    private final ImportStore store;
    private final IntakeSettings settings;
    private final PersonNames names;

    @Schema(name = "ClueImportBegun")
    record Begun(UUID id) {}

    @Schema(name = "ClueImport")
    record Item(
            UUID id,
            State state,
            String source,
            String sourceTitle,
            String fileName,
            long bytes,

            @Schema(description = "whether it is only looked through until it is confirmed")
            boolean preview,

            @Schema(description = "rows dealt with so far") int rows,

            int imported,

            @Schema(description = "rows whose number was imported before with other content: the clue was changed")
            int updated,

            @Schema(description = "rows that were imported before with the same content")
            int duplicates,

            int refused,

            @Schema(description = "why it failed, in a sentence")
            Optional<String> problem,

            String startedBy,
            Instant startedAt,
            Optional<Instant> endedAt,

            @Schema(description = "the first of what is wrong with refused rows")
            List<Fault> refusals,

            @Schema(description = "the bureau that imports") String bureau,

            @Schema(description = "whether the caller may cancel it")
            boolean cancellable) {}

    @Schema(name = "ClueImportPage")
    record Page(List<Source> sources, boolean more, List<Item> imports) {}

    @Schema(name = "ClueImportSource")
    record Source(String key, String title) {}

    @Operation(
            summary = "Imports a file of reports: CSV, JSON lines or XLSX, as the body or as the part named file",
            description = "What the file is shows itself. An officer's; the import goes on in the background.")
    @SentAgain(SentAgain.Way.FILE)
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Begun begin(
            @RequestParam String source,
            @RequestParam(defaultValue = "false") boolean preview,
            @Parameter(description = "what to call a file that is the body") @RequestParam(defaultValue = "")
                    String fileName,
            HttpServletRequest request)
            throws IOException {
        Caller caller = Caller.current();
        imports.require(caller, source);
        if (request instanceof MultipartHttpServletRequest multipart) {
            var file =
                    Optional.ofNullable(multipart.getFile("file")).orElseThrow(() -> new Refusal("clues.import-empty"));
            String name = Optional.ofNullable(file.getOriginalFilename()).orElse("");
            try (InputStream body = file.getInputStream()) {
                return new Begun(imports.begin(caller, source, named(name, source), body, preview));
            }
        }
        return new Begun(imports.begin(caller, source, named(fileName, source), request.getInputStream(), preview));
    }

    private static String named(String name, String source) {
        return name.isBlank() ? source : name.strip();
    }

    @Operation(
            summary = "The bureau's imports, newest first, and from where one may import",
            description =
                    "For operators those of all bureaus that are not over, the oldest first, without the names of files.")
    @GetMapping
    Page list(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        if (page < 0 || page > LAST_PAGE || size < 1 || size > LARGEST_PAGE) {
            throw new Refusal("clues.page-invalid");
        }
        Caller caller = Caller.current();
        boolean byOperator = ClueImports.isOperator(caller);
        List<ClueImport> found =
                byOperator ? imports.openAnywhere(caller, page, size) : imports.page(caller, page, size);
        return new Page(
                byOperator
                        ? List.of()
                        : settings.sources().entrySet().stream()
                                .map(one ->
                                        new Source(one.getKey(), one.getValue().title()))
                                .toList(),
                found.size() > size,
                found.stream().limit(size).map(one -> item(one, List.of())).toList());
    }

    @Operation(summary = "How far an import has come, and what became of its rows")
    @GetMapping("/{id}")
    Item get(@PathVariable String id) {
        ClueImport one = imports.get(Caller.current(), id(id));
        return item(one, one.refused() == 0 ? List.of() : store.firstRefusals(one.id(), SHOWN));
    }

    @Operation(
            summary = "Cancels an import that waits, runs or was only looked through",
            description =
                    "Its owner's and an operator's. What was imported before stays, and the import says how much that is.")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/{id}/cancellation")
    Item cancel(@PathVariable String id) {
        return item(imports.cancel(Caller.current(), id(id)), List.of());
    }

    private Item item(ClueImport one, List<Fault> refusals) {
        Caller caller = Caller.current();
        boolean byOperator = ClueImports.isOperator(caller);
        return new Item(
                one.id(),
                one.state(),
                one.source(),
                Optional.ofNullable(settings.sources().get(one.source()))
                        .map(IntakeSettings.Source::title)
                        .orElse(one.source()),
                // Names of files may name persons, whom operators need not know.
                byOperator ? "" : one.fileName(),
                one.bytes(),
                one.preview(),
                one.rows(),
                one.imported(),
                one.updated(),
                one.duplicates(),
                one.refused(),
                one.problem(),
                names.of(one.startedBy()),
                one.startedAt(),
                one.endedAt(),
                refusals,
                one.tenant(),
                one.state().isOpen() && (byOperator || one.startedBy().equals(caller.userId())));
    }

    @Operation(summary = "All that is wrong with its refused rows, as CSV: line, field, reason")
    @GetMapping("/{id}/refusals")
    void refusals(@PathVariable String id, HttpServletResponse response) throws IOException {
        ClueImport one = imports.get(Caller.current(), id(id));
        if (one.refused() > 0 && store.firstRefusals(one.id(), 1).isEmpty()) {
            throw new Refusal("clues.import-refusals-gone");
        }
        response.setContentType("text/csv; charset=UTF-8; header=present");
        Attachment.on(response, "未导入的行-" + one.fileName() + ".csv");
        var out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        CsvFile file = new CsvFile(out);
        file.row(List.of("line", "field", "reason"));
        store.refusals(one.id(), row -> {
            try {
                file.row(Arrays.asList(row.getInt("line"), row.getString("field"), row.getString("reason")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        file.complete();
        out.flush();
    }

    @Operation(summary = "Imports what was only looked through")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/{id}/confirmation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Begun confirm(@PathVariable String id) {
        imports.confirm(Caller.current(), id(id));
        return new Begun(id(id));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("clues.import-unknown", text.length() <= 40 ? text : text.substring(0, 40) + "…");
        }
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    ProblemDetail tooLarge(MaxUploadSizeExceededException e) {
        return Problems.of(
                HttpStatus.PAYLOAD_TOO_LARGE,
                new Refusal(
                        "clues.import-too-large",
                        DataSize.ofBytes(e.getMaxUploadSize()).toMegabytes()));
    }

    @ExceptionHandler(MultipartException.class)
    ProblemDetail brokenOff() {
        return Problems.of(HttpStatus.BAD_REQUEST, new Refusal("clues.import-broken-off"));
    }
}
