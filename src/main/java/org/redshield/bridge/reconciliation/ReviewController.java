package org.redshield.bridge.reconciliation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.reconciliation.FindingStore.Change;
import org.redshield.bridge.reconciliation.ReviewStore.Counts;
import org.redshield.bridge.reconciliation.ReviewStore.Review;
import org.redshield.bridge.reconciliation.ReviewStore.Said;
import org.redshield.bridge.reconciliation.ReviewStore.State;
import org.redshield.bridge.reconciliation.Verdict.Ground;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.table.AnswerAddresses;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/reconciliations}: what persons decide about the results, and what becomes of them. */
@RestController
@RequestMapping("/api/reconciliations")
@RequiredArgsConstructor
class ReviewController {

    private static final int RUNS = 50;
    private static final int PAIRS = 20;
    private static final int CHANGES = 1_000;

    private final ReconciliationStore runs;
    private final ReviewStore store;
    private final Reviews reviews;
    private final DiscrepancyClues findings;
    private final FindingStore found;
    private final AnswerAddresses addresses;
    private final PersonNames names;
    private final Organisations organisations;

    @Schema(name = "ReconciliationTold")
    record Titled(String code, String title, String basis, long shops) {}

    @Schema(name = "ReconciliationGround")
    record Choice(String code, String title) {}

    /**
     * @param discrepancies how many shops have what, also where it is not sure yet
     * @param grounds what may be chosen as the reason of each verdict
     * @param comparable whether there is an earlier one with the same shops
     */
    @Schema(name = "ReconciliationOverview")
    record Overview(
            Reconciliation run,
            Counts review,
            List<Titled> discrepancies,
            Map<Verdict, List<Choice>> grounds,
            boolean comparable) {}

    @Schema(name = "ReconciliationSaid")
    record Decision(
            String by,
            boolean head,
            Verdict verdict,
            String verdictTitle,
            String uscc,
            String ground,
            Optional<String> note,
            Instant at,
            Optional<String> takenBackBy,
            Optional<Instant> takenBackAt,
            Optional<String> takenBackWhy) {}

    /** @param decisions of an open one only the caller's own */
    @Schema(name = "ReconciliationPair")
    record Pair(
            long position,
            State state,
            boolean earlier,
            List<Decision> decisions,
            MatchExplanation shop,

            @Schema(description = "the platform's name, as far as it is connected")
            String platformName) {}

    @Schema(name = "ReconciliationVerdict")
    record Order(Verdict verdict, Optional<String> uscc, Ground ground, Optional<String> note) {}

    @Schema(name = "ReconciliationTakeBack")
    record TakeBack(String reason) {}

    @Schema(
            name = "ReconciliationHandIn",
            description = "of the findings of that bureau; empty for those of which it is not known")
    record HandIn(Optional<String> bureau) {}

    @Schema(name = "ReconciliationChange")
    record Changed(
            String kind,
            String platform,
            String shopId,
            String before,
            String now,
            List<String> discrepanciesBefore,
            List<String> discrepanciesNow) {

        static Changed of(Change one) {
            return new Changed(
                    one.kind(),
                    one.platform(),
                    one.shopId(),
                    one.before(),
                    one.now(),
                    titles(one.discrepanciesBefore()),
                    titles(one.discrepanciesNow()));
        }

        private static List<String> titles(List<String> codes) {
            return codes.stream().map(code -> Discrepancy.valueOf(code).title()).toList();
        }
    }

    @Operation(
            summary = "The bureau's, the newest first",
            description = "For operators those of all bureaus that run or wait, the oldest first.")
    @OnRecord(AuditAct.RECONCILIATION)
    @GetMapping
    List<Reconciliation> all() {
        Caller caller = Caller.current();
        boolean byOperator = Reconciliation.isOperator(caller);
        if (!byOperator && !CaseAccess.doesCaseWork(caller)) {
            throw new Forbidden("reconciliation.case-work-only");
        }
        List<Reconciliation> all = byOperator ? runs.running(RUNS) : runs.newest(caller.tenant(), RUNS);
        Map<String, String> people =
                names.of(all.stream().map(Reconciliation::startedBy).collect(Collectors.toSet()));
        return all.stream()
                .map(one -> one.seenBy(caller, people.get(one.startedBy())))
                .toList();
    }

    private Reconciliation mine(String id) {
        Caller caller = Caller.current();
        UUID known = NotFound.unlessId(id, "reconciliation.unknown");
        return Optional.of(caller)
                .filter(CaseAccess::doesCaseWork)
                .flatMap(one -> runs.find(one.tenant(), known))
                .orElseThrow(() -> new NotFound("reconciliation.unknown"));
    }

    @Operation(summary = "How many have what, and how many wait for whom")
    @OnRecord(AuditAct.RECONCILIATION)
    @GetMapping("/{id}/overview")
    Overview overview(@PathVariable String id) {
        Reconciliation run = mine(id);
        Caller caller = Caller.current();
        return new Overview(
                run.seenBy(caller, names.of(run.startedBy())),
                store.counts(run.id(), caller.userId()),
                Stream.of(run)
                        .filter(one -> one.state() != Reconciliation.State.RUNNING && !one.rowsGone())
                        .flatMap(one -> found.told(caller.tenant(), one.id()).stream())
                        .map(one -> new Titled(
                                one.discrepancy().name(),
                                one.discrepancy().title(),
                                one.discrepancy().basis(),
                                one.shops()))
                        .toList(),
                Stream.of(Verdict.values()).collect(Collectors.toMap(one -> one, one -> one.grounds().stream()
                        .map(ground -> new Choice(ground.name(), ground.title()))
                        .toList())),
                runs.previous(run.id()).isPresent());
    }

    @Operation(summary = "What waits for the caller's decision; what tells most comes first")
    @OnRecord(AuditAct.RECONCILIATION)
    @GetMapping("/{id}/review")
    List<Pair> waiting(@PathVariable String id) {
        Caller caller = Caller.current();
        Reviews.requireReviewer(caller);
        Reconciliation run = mine(id).withRows();
        List<Long> positions = Stream.of(State.HEAD, State.OPEN)
                .filter(state -> state == State.HEAD ? Reviews.isHead(caller) : caller.hasRole("officer"))
                .flatMap(state -> store.waiting(run.id(), state, caller.userId(), PAIRS).stream())
                .toList();
        return runs.explained(run.id(), positions).stream()
                .map(one -> pair(run, one, caller))
                .toList();
    }

    @Operation(summary = "A shop with what was decided about it")
    @OnRecord(AuditAct.RECONCILIATION)
    @GetMapping("/{id}/review/{position}")
    Pair pair(@PathVariable String id, @PathVariable String position) {
        Reconciliation run = mine(id);
        return runs.explained(run.id(), List.of(number(position))).stream()
                .findFirst()
                .map(one -> pair(run, one, Caller.current()))
                .orElseThrow(() -> new NotFound("reconciliation.unknown"));
    }

    private Pair pair(Reconciliation run, ReconciliationStore.Explained one, Caller caller) {
        Optional<Review> review = store.find(run.id(), one.position());
        List<Said> said =
                review.map(some -> reviews.visible(some, caller.userId())).orElse(List.of());
        Set<String> users = said.stream()
                .flatMap(some ->
                        Stream.concat(Stream.of(some.by()), some.takenBack().map(ReviewStore.TakenBack::by).stream()))
                .collect(Collectors.toSet());
        Map<String, String> people = names.of(users);
        return new Pair(
                one.position(),
                review.map(Review::state).orElse(State.SETTLED),
                review.filter(some -> !some.origin().equals(run.id())).isPresent(),
                said.stream().map(some -> decision(some, people)).toList(),
                MatchExplanation.of(
                        one,
                        run.entries(),
                        addresses.shown(run.shopsCase(), one.shop().address())),
                organisations
                        .find(one.shop().platform())
                        .map(Organisation::name)
                        .orElse(one.shop().platform()));
    }

    private static Decision decision(Said said, Map<String, String> people) {
        return new Decision(
                people.get(said.by()),
                said.head(),
                said.verdict(),
                said.verdict().title(),
                said.uscc(),
                said.ground().title(),
                said.note(),
                said.at(),
                said.takenBack().map(one -> people.get(one.by())),
                said.takenBack().map(ReviewStore.TakenBack::at),
                said.takenBack().map(ReviewStore.TakenBack::why));
    }

    private static long number(String position) {
        try {
            return Long.parseLong(position);
        } catch (NumberFormatException e) {
            throw new NotFound("reconciliation.unknown");
        }
    }

    @Operation(summary = "Decides about a shop: an officer, and where two differ the unit head")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/review/{position}")
    void decide(@PathVariable String id, @PathVariable String position, @RequestBody Order order) {
        Caller caller = Caller.current();
        Reviews.requireReviewer(caller);
        UUID run = mine(id).withRows().id();
        reviews.decide(
                caller,
                run,
                number(position),
                Reviews.ENTRIES.present(order.verdict(), "认定"),
                order.uscc(),
                Reviews.ENTRIES.present(order.ground(), "理由"),
                order.note().map(String::strip).filter(text -> !text.isEmpty()));
    }

    @Operation(summary = "Takes a decision back, or a match that was sure, with the clues that rest on it")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/review/{position}/withdrawal")
    void takeBack(@PathVariable String id, @PathVariable String position, @RequestBody TakeBack order) {
        Caller caller = Caller.current();
        Reviews.requireReviewer(caller);
        reviews.takeBack(caller, caller.tenant(), mine(id).id(), number(position), order.reason());
    }

    @Operation(summary = "What is wrong and sure, by the bureau that is competent")
    @OnRecord(AuditAct.RECONCILIATION)
    @GetMapping("/{id}/findings")
    List<DiscrepancyClues.OfBureau> findings(@PathVariable String id) {
        UUID run = mine(id).withRows().id();
        return findings.byBureau(Caller.current().tenant(), run);
    }

    @Operation(summary = "Makes clues of what is wrong and sure, for one bureau")
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/{id}/clues")
    DiscrepancyClues.Outcome handIn(@PathVariable String id, @RequestBody HandIn order) {
        Caller caller = Caller.current();
        if (!Reviews.isHead(caller)) {
            throw new Forbidden("reconciliation.clues-heads-only");
        }
        Reconciliation run = mine(id).withRows();
        return findings.handIn(
                caller.tenant(), caller.userId(), run, order.bureau().orElse(""));
    }

    @Operation(summary = "What is not as it was in the reconciliation before: at most 1,000 shops")
    @OnRecord(AuditAct.RECONCILIATION)
    @GetMapping("/{id}/changes")
    List<Changed> changes(@PathVariable String id) {
        UUID run = mine(id).withRows().id();
        return runs
                .previous(run)
                .map(before -> found.changes(Caller.current().tenant(), run, before, CHANGES))
                .orElse(List.of())
                .stream()
                .map(Changed::of)
                .toList();
    }
}
