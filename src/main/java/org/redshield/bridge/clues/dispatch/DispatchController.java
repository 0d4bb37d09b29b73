package org.redshield.bridge.clues.dispatch;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.clues.Clue;
import org.redshield.bridge.clues.Undispatched;
import org.redshield.bridge.clues.dispatch.DispatchDesk.Decision;
import org.redshield.bridge.clues.dispatch.DispatchDesk.Pair;
import org.redshield.bridge.clues.dispatch.DispatchDesk.Result;
import org.redshield.bridge.clues.dispatch.WaitingList.Place;
import org.redshield.bridge.clues.dispatch.WaitingList.Row;
import org.redshield.bridge.clues.dispatch.WaitingList.Wanted;
import org.redshield.bridge.clues.duplicates.Suspicion;
import org.redshield.bridge.clues.duplicates.Suspicion.State;
import org.redshield.bridge.clues.duplicates.Suspicions;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/clues}: what waits to be dispatched, for the unit heads of the bureau alone. */
@RestController
@RequestMapping("/api/clues")
@RequiredArgsConstructor
class DispatchController {

    private static final int PAGE = 50;
    private static final int LINKS = 30;

    private final WaitingList list;
    private final DispatchDesk desk;
    private final Suspicions suspicions;
    private final Undispatched undispatched;
    private final PersonNames names;

    @Schema(name = "WaitingPage")
    record Page(
            List<Row> clues,

            @Schema(description = "to be sent as \"after\" for the next page; absent on the last")
            Optional<String> next) {}

    /** @param clueIds at most 500 */
    @Schema(name = "DispatchOrder")
    record Order(
            List<String> clueIds,

            @Schema(description = "that shall have them; as the triage proposed where absent")
            Optional<String> unit) {}

    @Schema(name = "SuspicionOrder")
    record Verdict(
            @Schema(description = "at most 500") List<Pair> pairs,

            Decision decision,

            @Schema(description = "what these clues tell that the others do not: begins the others' period anew")
            Optional<String> newFacts) {}

    /** One of two that are compared. */
    @Schema(name = "ComparedClue")
    record Side(
            String clueId,
            String caseNo,
            String state,
            Instant receivedAt,
            Optional<String> externalNo,
            String cause,
            String content) {

        private static Side of(Clue clue) {
            return new Side(
                    clue.id(),
                    clue.caseNo(),
                    clue.state().title(),
                    clue.report().receivedAt(),
                    clue.report().externalNo(),
                    clue.cause(),
                    clue.content());
        }
    }

    @Schema(name = "ClueSuspicion")
    record Compared(Side other, int score, String why, State state) {}

    @Schema(name = "WaitingClueInFull")
    record InFull(Side clue, List<Compared> suspicions) {}

    @Schema(name = "ClueLink")
    record Linked(
            String clueId,
            String otherId,

            @Schema(description = "the clue into which it went")
            String into,

            boolean newFacts,
            String by,
            Instant at) {}

    /**
     * @param after {@code next} of the page before
     * @param suspected only what may be the same as another clue
     */
    @Operation(summary = "What waits to be dispatched; what is due first comes first, of one day the urgent")
    @GetMapping("/waiting")
    Page waiting(
            @RequestParam Optional<String> urgency,
            @RequestParam Optional<String> unit,
            @RequestParam Optional<UUID> importId,
            @RequestParam Optional<String> shop,
            @RequestParam(defaultValue = "false") boolean suspected,
            @RequestParam Optional<String> after) {
        Wanted wanted = new Wanted(
                urgency.filter(text -> !text.isBlank()),
                unit,
                importId,
                shop.map(String::strip).filter(text -> !text.isEmpty()),
                suspected);
        List<Row> rows =
                list.page(DispatchDesk.head().tenant(), wanted, after.map(DispatchController::place), PAGE + 1);
        List<Row> page = rows.subList(0, Math.min(PAGE, rows.size()));
        return new Page(
                page,
                Optional.of(page)
                        .filter(some -> rows.size() > PAGE)
                        .map(some -> some.get(PAGE - 1).place())
                        .map(last -> last.dueAt() + "_" + last.rank() + "_" + last.clueId()));
    }

    private static Place place(String after) {
        String[] parts = after.split("_");
        try {
            return new Place(Instant.parse(parts[0]), Integer.parseInt(parts[1]), parts[2]);
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new Refusal("clues.page-invalid");
        }
    }

    @Operation(summary = "How many wait, and how many of them are overdue")
    @NotOnRecord
    @GetMapping("/waiting/count")
    WaitingList.Count count() {
        return list.count(DispatchDesk.head().tenant());
    }

    @Operation(summary = "How many wait of each urgency, unit and import")
    @GetMapping("/waiting/overview")
    WaitingList.Overview overview() {
        return list.overview(DispatchDesk.head().tenant());
    }

    @Operation(summary = "A waiting clue in full, beside those that it may be the same as")
    @GetMapping("/waiting/{clueId}")
    InFull inFull(@PathVariable String clueId) {
        String tenant = DispatchDesk.head().tenant();
        List<Suspicion> found = suspicions.of(tenant, clueId);
        Map<String, Clue> clues = new HashMap<>(undispatched.withOthers(
                clueId, tenant, found.stream().map(Suspicion::otherId).toList()));
        return new InFull(
                Side.of(clues.get(clueId)),
                found.stream()
                        .map(one ->
                                new Compared(Side.of(clues.get(one.otherId())), one.score(), one.why(), one.state()))
                        .toList());
    }

    @Operation(summary = "What was linked last, the newest first; each can be undone")
    @GetMapping("/links")
    List<Linked> links() {
        List<Suspicion> confirmed = suspicions.confirmed(DispatchDesk.head().tenant(), LINKS);
        Set<String> users =
                confirmed.stream().flatMap(one -> one.decidedBy().stream()).collect(Collectors.toSet());
        Map<String, String> people = names.of(users);
        return confirmed.stream()
                .map(one -> new Linked(
                        one.clueId(),
                        one.otherId(),
                        one.linkedTo().orElseThrow(),
                        one.newFacts(),
                        one.decidedBy().map(people::get).orElseThrow(),
                        one.decidedAt().orElseThrow()))
                .toList();
    }

    @Operation(summary = "Sends clues to the officers: their verification starts; what came of each")
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/dispatch")
    List<Result> dispatch(@RequestBody Order order) {
        return desk.dispatch(
                DispatchDesk.head(),
                order.clueIds(),
                order.unit().map(String::strip).filter(text -> !text.isEmpty()));
    }

    @Operation(summary = "Says whether clues are the same as others, or takes that back; what came of each")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/suspicions")
    List<Result> decide(@RequestBody Verdict verdict) {
        Caller head = DispatchDesk.head();
        Optional.ofNullable(verdict.decision()).orElseThrow(() -> new Refusal("clues.field-missing", "认定结论"));
        return desk.decide(
                head,
                verdict.pairs(),
                verdict.decision(),
                verdict.newFacts().map(String::strip).filter(text -> !text.isEmpty()));
    }
}
