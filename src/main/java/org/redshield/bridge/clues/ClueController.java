package org.redshield.bridge.clues;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.RecordsItself;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.clues.Reporters.Reporter;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/clues}: the clues of the caller's organisation. */
@RestController
@RequestMapping("/api/clues")
@RequiredArgsConstructor
class ClueController {

    private static final int LARGEST_PAGE = 100;
    private static final int LAST_PAGE = 100_000;

    private final ClueStore store;
    private final ClueOfCase views;
    private final Reporters reporters;
    private final CaseAccess access;

    @Schema(name = "CluePage")
    record Page(
            int page,
            int size,

            @Schema(description = "whether there is a next page")
            boolean more,

            List<Row> clues) {}

    /** A line of the list. */
    @Schema(name = "ClueRow")
    record Row(
            String caseNo,
            String clueId,
            String state,
            String stateTitle,
            String source,
            Instant receivedAt,
            Optional<String> externalNo,
            Optional<String> platform,
            Optional<String> shopId,
            String cause,
            Optional<String> filingNo) {}

    @Schema(name = "ClueCounts")
    record Counts(
            @Schema(description = "what came in, of each source: one report about three shops is one")
            int reports,

            Map<String, Integer> reportsBySource,

            @Schema(
                    description =
                            "the allegations in them: one report about three shops is three; without those that are"
                                    + " linked to another")
            int clues,

            @Schema(description = "clues that are the same as another one")
            int linked,

            Map<String, Integer> cluesByState) {}

    /** @param state exactly, a state of a clue; all if left out */
    @Operation(summary = "The organisation's clues, newest first")
    @GetMapping
    Page list(
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size,
            @RequestParam(required = false) String state) {
        if (page < 0 || page > LAST_PAGE || size < 1 || size > LARGEST_PAGE) {
            throw new Refusal("clues.page-invalid");
        }
        Optional<String> wanted = Optional.ofNullable(state).map(String::strip).filter(text -> !text.isEmpty());
        wanted.ifPresent(name -> Clue.ENTRIES.oneOf(ClueState.values(), wanted, "state"));
        Caller caller = Caller.current();
        List<Clue> found = CaseAccess.doesCaseWork(caller)
                ? store.page(caller.tenant(), wanted, page * size, size + 1)
                : List.of();
        return new Page(
                page,
                size,
                found.size() > size,
                found.stream().limit(size).map(ClueController::row).toList());
    }

    private static Row row(Clue clue) {
        return new Row(
                clue.caseNo(),
                clue.id(),
                clue.state().name(),
                clue.state().title(),
                clue.report().source().name(),
                clue.report().receivedAt(),
                clue.report().externalNo(),
                clue.accused().platform(),
                clue.accused().shopId(),
                clue.cause(),
                clue.filingNo());
    }

    @Operation(summary = "How many reports and clues the organisation has")
    @GetMapping("/counts")
    Counts counts() {
        Caller caller = Caller.current();
        boolean works = CaseAccess.doesCaseWork(caller);
        Map<String, Integer> reports = works ? store.reportsBySource(caller.tenant()) : Map.of();
        Map<String, Integer> clues = works ? store.byState(caller.tenant()) : Map.of();
        int linked = clues.getOrDefault(ClueState.LINKED.name(), 0);
        return new Counts(sum(reports), reports, sum(clues) - linked, linked, clues);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Operation(summary = "The clue of a case")
    @Transactional(readOnly = true)
    @GetMapping("/{caseNo}")
    ClueView get(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        return store.ofCase(caseNo, caller.tenant()).stream()
                .findFirst()
                .map(clue -> views.view(clue, caller))
                .orElseThrow(() -> new NotFound("clues.clue-unknown", caseNo));
    }

    @Operation(
            summary = "Who reported it, for the clue's two officers and their unit head; each reading is on record",
            description = "An empty object where nothing is known of a reporter. 403 for everybody else.")
    @RecordsItself
    @GetMapping("/{caseNo}/reporter")
    ResponseEntity<Reporter> reporter(@PathVariable String caseNo) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(reporters.read(Caller.current(), caseNo).orElse(Reporter.UNKNOWN));
    }
}
