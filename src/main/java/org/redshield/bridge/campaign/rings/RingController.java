package org.redshield.bridge.campaign.rings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.RecordsItself;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignState;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.rings.RingOffer.Impact;
import org.redshield.bridge.campaign.rings.RingOffer.State;
import org.redshield.bridge.campaign.rings.RingRun.Own;
import org.redshield.bridge.campaign.rings.RingRun.Report;
import org.redshield.bridge.cases.CaseAccess;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/campaigns/{caseNo}/rings}: 团伙串并, what each bureau lets be joined, and what those find who do. */
@RestController
@RequestMapping("/api/campaigns/{caseNo}/rings")
@RequiredArgsConstructor
class RingController {

    private static final int MOST_RUNS = 20;
    private static final int MOST_OWN = 500;

    private final PoolRings rings;
    private final RingStore store;
    private final RingEvidence evidence;
    private final Pool pool;
    private final Organisations organisations;
    private final Audit audit;

    @Schema(name = "CampaignRingAnswer")
    record AnswerItem(String requestNo, String ownCase, String platformName, String shopId, long records) {}

    /** Of the caller's bureau. @param mayDecide whether the caller is its head, and it waits for one */
    @Schema(name = "CampaignRingOffer")
    record Offer(
            UUID id,
            State state,
            String stateTitle,
            Impact impact,
            Instant offeredAt,
            Optional<String> reason,
            List<AnswerItem> answers,
            boolean mayDecide,
            boolean mayWithdraw) {}

    /** @param takenBack bureaus whose records are in it and that agree no more @param readable whether the caller's bureau reads its result */
    @Schema(name = "CampaignRingRun")
    record RunItem(
            UUID id,
            RingRun.State state,
            String bureauName,
            Instant startedAt,
            Optional<Instant> endedAt,
            List<String> bureaus,
            List<String> takenBack,
            int rings,
            Optional<String> failure,
            boolean readable) {}

    /**
     * @param proposed in the place of {@code own}, if its head agrees
     * @param agreed names of the bureaus that let records be joined now
     * @param mayOffer whether the caller can offer records of his bureau
     * @param mayBegin whether he can begin a look
     */
    @Schema(name = "CampaignRings")
    record All(
            List<String> agreed,
            Optional<Offer> own,
            Optional<Offer> proposed,
            List<RunItem> runs,
            boolean mayOffer,
            boolean mayBegin) {}

    /**
     * @param names of bureaus and platforms by the codes in the report
     * @param own orders in the caller's bureau's own records, the first of them
     * @param mayTake whether the caller can take it into one of the cases of {@code own}
     */
    @Schema(name = "CampaignRingResult")
    record Result(
            RunItem run,
            Report report,
            String sha256,
            Map<String, String> names,
            List<Own> own,
            boolean moreOwn,
            boolean mayTake) {}

    @Schema(name = "CampaignRingOfferOrder")
    record Offered(List<String> answers, Optional<String> purpose) {}

    @Schema(name = "CampaignRingDecision", description = "decision is approve or refuse")
    record Decided(Optional<String> decision, Optional<String> opinion) {}

    @Schema(name = "CampaignRingWithdrawal")
    record Withdrawn(Optional<String> reason) {}

    @Schema(name = "CampaignRingCase")
    record Taken(Optional<String> caseNo) {}

    @Operation(summary = "Which bureaus let records be joined, what the caller's own does, and the looks there were")
    @GetMapping
    All all(@PathVariable String caseNo) {
        Caller caller = reader(caseNo);
        Campaign campaign = pool.seenBy(caseNo, caller.tenant());
        List<RingOffer> offers = store.newest(caseNo);
        List<RingRun> runs = store.runs(caseNo, MOST_RUNS);
        Optional<RingOffer> own = offers.stream()
                .filter(one -> one.tenant().equals(caller.tenant()))
                .findFirst();
        Optional<RingOffer> proposed = store.pending(caseNo, caller.tenant())
                .filter(one -> own.filter(one::equals).isEmpty());
        Map<String, String> names = names(
                offers.stream().map(RingOffer::tenant),
                runs.stream().map(RingRun::tenant),
                runs.stream().flatMap(one -> one.bureaus().stream()),
                Stream.of(own, proposed)
                        .flatMap(Optional::stream)
                        .flatMap(one -> store.answers(one.id()).stream())
                        .map(RingOffer.Answer::platform));
        // Who ordered it reads, and has no records in it.
        boolean runsStill = campaign.state() == CampaignState.RUNNING
                && campaign.orderedBy().filter(caller.tenant()::equals).isEmpty();
        boolean officer = runsStill && caller.hasRole(Role.OFFICER.group());
        return new All(
                offers.stream()
                        .filter(one -> one.state() == State.APPROVED)
                        .map(one -> names.get(one.tenant()))
                        .toList(),
                own.map(one -> own(one, names, caller, runsStill)),
                proposed.map(one -> own(one, names, caller, runsStill)),
                runs.stream().map(one -> item(one, names, caller.tenant())).toList(),
                officer
                        && Stream.of(own, proposed)
                                .flatMap(Optional::stream)
                                .noneMatch(one -> one.state() == State.PENDING),
                officer && own.filter(one -> one.state() == State.APPROVED).isPresent());
    }

    @SafeVarargs
    private Map<String, String> names(Stream<String>... codes) {
        return organisations.names(Stream.of(codes).flatMap(some -> some).collect(Collectors.toSet()));
    }

    private Offer own(RingOffer offer, Map<String, String> names, Caller caller, boolean runsStill) {
        boolean open = offer.state() == State.PENDING || offer.state() == State.APPROVED;
        return new Offer(
                offer.id(),
                offer.state(),
                offer.state().title(),
                offer.impact(),
                offer.offeredAt(),
                offer.reason(),
                store.answers(offer.id()).stream().map(one -> item(one, names)).toList(),
                runsStill
                        && offer.state() == State.PENDING
                        && caller.hasRole(Role.BUREAU_HEAD.group())
                        && offer.approval().isOpenTo(caller.userId()),
                open && caller.hasRole(Role.OFFICER.group(), Role.BUREAU_HEAD.group()));
    }

    private static AnswerItem item(RingOffer.Answer one, Map<String, String> names) {
        return new AnswerItem(one.requestNo(), one.ownCase(), names.get(one.platform()), one.shopId(), one.records());
    }

    private static RunItem item(RingRun run, Map<String, String> names, String reader) {
        return new RunItem(
                run.id(),
                run.state(),
                names.get(run.tenant()),
                run.startedAt(),
                run.endedAt(),
                run.bureaus().stream().map(names::get).toList(),
                run.takenBack().stream().map(names::get).toList(),
                run.rings(),
                run.failure(),
                run.state() == RingRun.State.DONE && run.bureaus().contains(reader));
    }

    @Operation(summary = "The answers that the caller's bureau could let be joined")
    @GetMapping("/records")
    List<AnswerItem> records(@PathVariable String caseNo) {
        Caller caller = by(Role.OFFICER, caseNo);
        List<RingOffer.Answer> answers = rings.offerable(caseNo, caller.tenant());
        Map<String, String> names = names(answers.stream().map(RingOffer.Answer::platform));
        return answers.stream().map(one -> item(one, names)).toList();
    }

    @Operation(summary = "Offers records of the caller's bureau; its head decides")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/offers")
    void offer(@PathVariable String caseNo, @RequestBody Offered order) {
        rings.offer(
                by(Role.OFFICER, caseNo),
                caseNo,
                Objects.requireNonNullElse(order.answers(), List.<String>of()).stream()
                        .filter(Objects::nonNull)
                        .toList(),
                order.purpose());
    }

    @Operation(summary = "The head of the bureau decides about what his officer has offered")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/offers/{id}/decision")
    void decide(@PathVariable String caseNo, @PathVariable String id, @RequestBody Decided order) {
        Caller caller = by(Role.BUREAU_HEAD, caseNo);
        UUID offer = NotFound.unlessId(id, "rings.offer-unknown");
        switch (order.decision().orElse("")) {
            case "approve" -> rings.approve(caller, caseNo, offer, order.opinion());
            case "refuse" -> rings.refuse(caller, caseNo, offer, order.opinion());
            default -> throw new Refusal("rings.decision-unknown");
        }
    }

    @Operation(summary = "Takes the consent of the caller's bureau back")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/offers/{id}/withdraw")
    void withdraw(@PathVariable String caseNo, @PathVariable String id, @RequestBody Withdrawn order) {
        Caller caller = reader(caseNo);
        pool.seenBy(caseNo, caller.tenant());
        if (!caller.hasRole(Role.OFFICER.group(), Role.BUREAU_HEAD.group())) {
            throw new Forbidden("rings.not-allowed");
        }
        rings.withdraw(caller, caseNo, NotFound.unlessId(id, "rings.offer-unknown"), order.reason());
    }

    @Operation(summary = "Begins a look at the records of all bureaus that have agreed")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/runs")
    void begin(@PathVariable String caseNo) {
        rings.begin(by(Role.OFFICER, caseNo), caseNo);
    }

    @Operation(
            summary = "What a look found, for the bureaus whose records are in it",
            description =
                    "Persons stand under names that are of this campaign alone; each bureau sees its own orders besides.")
    @RecordsItself
    @GetMapping("/runs/{id}")
    Result result(@PathVariable String caseNo, @PathVariable String id) {
        Caller caller = reader(caseNo);
        RingRun run = rings.read(caseNo, NotFound.unlessId(id, "rings.run-unknown"), caller.tenant());
        audit.record(caller, caseNo, AuditAct.CAMPAIGN_RINGS, run.id().toString());
        Report report = Json.read(store.report(run.id()), Report.class);
        List<Own> own = store.own(run.id(), caller.tenant(), Optional.empty(), MOST_OWN + 1);
        Map<String, String> names = names(
                Stream.of(run.tenant()),
                run.bureaus().stream(),
                report.rings().stream()
                        .map(ring -> ring.shops())
                        .flatMap(Collection::stream)
                        .map(shop -> shop.platform()),
                own.stream().map(Own::platform));
        return new Result(
                item(run, names, caller.tenant()),
                report,
                run.sha256().orElseThrow(),
                names,
                own.stream().limit(MOST_OWN).toList(),
                own.size() > MOST_OWN,
                run.takenBack().isEmpty() && caller.hasRole(Role.OFFICER.group()));
    }

    @Operation(summary = "Seals the result as evidence of a case of the caller's bureau, with the orders of that case")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/runs/{id}/evidence")
    void take(@PathVariable String caseNo, @PathVariable String id, @RequestBody Taken order) {
        Caller caller = by(Role.OFFICER, caseNo);
        evidence.take(
                caller,
                caseNo,
                NotFound.unlessId(id, "rings.run-unknown"),
                order.caseNo().orElse(""));
    }

    /** Who does not take part learns nothing, not even that there is such a campaign. */
    private static Caller reader(String caseNo) {
        Caller caller = Caller.current();
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new NotFound("campaign.not-found", caseNo);
        }
        return caller;
    }

    private Caller by(Role role, String caseNo) {
        Caller caller = reader(caseNo);
        pool.seenBy(caseNo, caller.tenant());
        if (!caller.hasRole(role.group())) {
            throw new Forbidden("rings.not-allowed");
        }
        return caller;
    }
}
