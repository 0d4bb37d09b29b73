package org.redshield.bridge.campaign;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.checks.Check;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.visibility.ShopSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/campaigns}: the campaigns that the caller's bureau leads or takes part in, and their pools. */
@RestController
@RequestMapping("/api/campaigns")
@RequiredArgsConstructor
class CampaignController {

    private static final int CAMPAIGNS = 100;

    private final CampaignStore campaigns;
    private final Pool pool;
    private final PoolCases cases;
    private final PoolStore store;
    private final List<ShopSource> sources;
    private final Jurisdiction jurisdiction;
    private final Organisations organisations;

    /**
     * @param leads whether the caller's bureau leads it
     * @param orderedBy the bureau above that ordered it and named its lead
     * @param reads whether that is the caller's: it reads, and does nothing in it
     */
    @Schema(name = "Campaign")
    record Item(
            String caseNo,
            String title,
            String lead,
            boolean leads,
            Optional<String> orderedBy,
            boolean reads,
            String state,
            String stateTitle,
            LocalDate from,
            LocalDate to,
            Optional<Instant> endedAt) {}

    @Schema(name = "CampaignChoice")
    record Choice(String code, String title) {}

    @Schema(name = "CampaignMember")
    record Invited(String bureau, String name, String state, String stateTitle, LocalDate answerBy, boolean ordered) {}

    @Schema(name = "CampaignCheckItem")
    record Looked(CheckItem code, String title, String question) {}

    /**
     * @param stages by the names of the stages, in their order
     * @param failed how many subjects are not in order, by what was looked at
     */
    @Schema(name = "CampaignCounts")
    record Numbers(
            Optional<String> bureau,
            String bureauName,
            String platform,
            String platformName,
            int subjects,
            Map<SubjectStage, Integer> stages,
            Map<CheckItem, Integer> failed) {}

    @Schema(name = "CampaignOverview")
    record Overview(
            Item campaign,
            String basis,

            @Schema(description = "the version of the checklist with which it was proposed")
            String checklist,

            List<Looked> checks,
            List<Choice> results,
            Optional<Integer> quota,

            @Schema(
                    description =
                            "so many working days after the first one members claim first what they are competent for")
            int priorityDays,

            @Schema(description = "the last of these days") Optional<LocalDate> priorityUntil,

            @Schema(description = "what nobody has claimed and the caller's bureau is competent for")
            int oursToClaim,

            Optional<String> endReason,
            List<Invited> members,
            List<Choice> platforms,
            List<Choice> stages,

            @Schema(description = "from where a member puts in many shops at once")
            List<Choice> sources,

            int subjects,

            @Schema(description = "who runs these shops: several shops of one operator are one here")
            int operators,

            int claimed,
            Map<SubjectStage, Integer> totals,
            Map<CheckItem, Integer> failed,
            List<Numbers> numbers) {}

    @Schema(name = "CampaignClaimed")
    record Claimed(int claimed) {}

    @Schema(name = "CampaignOwnCase")
    record OwnCase(String caseNo) {}

    @Schema(name = "CampaignCheck", description = "NORMAL, IRREGULAR or UNCHECKED by the codes of the campaign's items")
    record Checked(Map<String, String> results) {}

    @Schema(name = "CampaignClue")
    record Begin(Optional<String> cause, Optional<String> content) {}

    @Operation(summary = "The campaigns of the caller's bureau, the newest first")
    @GetMapping
    List<Item> all() {
        Caller caller = Caller.current();
        return CaseAccess.doesCaseWork(caller)
                ? campaigns.of(caller.tenant(), CAMPAIGNS).stream()
                        .map(one -> item(one, caller.tenant()))
                        .toList()
                : List.of();
    }

    private Item item(Campaign one, String tenant) {
        return new Item(
                one.caseNo(),
                one.title(),
                organisations.name(one.lead()),
                one.lead().equals(tenant),
                one.orderedBy().map(organisations::name),
                one.orderedBy().filter(tenant::equals).isPresent(),
                one.state().name(),
                one.stateTitle(),
                one.from(),
                one.to(),
                one.endedAt());
    }

    @Operation(summary = "A campaign with its members and its numbers, each counted from the pool's rows")
    @GetMapping("/{caseNo}")
    Overview overview(@PathVariable String caseNo) {
        Campaign campaign = seen(caseNo);
        CampaignCounts counts = pool.counts(caseNo);
        List<Member> members = campaigns.members(caseNo);
        Map<String, String> names = organisations.names(Stream.of(
                        Stream.of(campaign.tenant()),
                        members.stream().map(Member::tenant),
                        campaign.platforms().stream(),
                        counts.rows().stream().flatMap(row -> row.holder().stream()))
                .flatMap(codes -> codes)
                .collect(Collectors.toSet()));
        return new Overview(
                item(campaign, Caller.current().tenant()),
                LegalBasis.valueOf(campaign.basis()).title(),
                campaign.checklist().title(),
                campaign.checks().stream()
                        .map(item -> new Looked(item, item.title(), item.question()))
                        .toList(),
                Stream.of(Check.Result.values())
                        .map(result -> new Choice(result.name(), result.title()))
                        .toList(),
                campaign.quota(),
                campaign.priorityDays(),
                jurisdiction.lastDay(campaign),
                store.toClaim(caseNo, Caller.current().tenant()),
                campaign.endReason(),
                members.stream()
                        .map(one -> new Invited(
                                one.tenant(),
                                names.get(one.tenant()),
                                one.state().name(),
                                one.state().title(),
                                one.answerBy(),
                                one.ordered()))
                        .toList(),
                campaign.platforms().stream()
                        .map(code -> new Choice(code, names.get(code)))
                        .toList(),
                Stream.of(SubjectStage.values())
                        .map(stage -> new Choice(stage.name(), stage.title()))
                        .toList(),
                sources.stream()
                        .map(source -> new Choice(source.code(), source.title()))
                        .toList(),
                counts.subjects(),
                counts.operators(),
                counts.claimed(),
                counts.stages(),
                counts.failed(),
                counts.rows().stream()
                        .map(row -> new Numbers(
                                row.holder(),
                                row.holder().map(names::get).orElse("尚未认领"),
                                row.platform(),
                                names.get(row.platform()),
                                row.subjects(),
                                row.stages(),
                                row.failed()))
                        .toList());
    }

    @Operation(summary = "Claims a subject", description = "409 with the name of the bureau where another one has it.")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/{caseNo}/subjects/{id}/claim")
    void claim(@PathVariable String caseNo, @PathVariable String id) {
        Caller caller = worker(caseNo);
        pool.claim(caseNo, id(id), caller.tenant(), caller.userId());
    }

    @Operation(
            summary = "Claims all that nobody has and for which the caller's bureau is competent",
            description = "By where the shops trade; what another bureau is just claiming stays out.")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/{caseNo}/claims")
    Claimed claimOwn(@PathVariable String caseNo) {
        Caller caller = worker(caseNo);
        return new Claimed(pool.claimOwn(caseNo, caller.tenant(), caller.userId()));
    }

    @Operation(summary = "Gives a claimed subject back to the pool, as long as no clue is made of it")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{caseNo}/subjects/{id}/release")
    void release(@PathVariable String caseNo, @PathVariable String id) {
        Caller caller = worker(caseNo);
        pool.release(caseNo, id(id), caller.tenant(), caller.userId());
    }

    @Operation(summary = "Helps the bureau to which a subject belongs")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{caseNo}/subjects/{id}/help")
    void help(@PathVariable String caseNo, @PathVariable String id) {
        Caller caller = worker(caseNo);
        pool.help(caseNo, id(id), caller.tenant(), caller.userId());
    }

    @Operation(
            summary = "Records what was found about a claimed subject; what was recorded before stays on record",
            description = "Its milestones and the campaign's numbers follow from that.")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{caseNo}/subjects/{id}/check")
    void check(@PathVariable String caseNo, @PathVariable String id, @RequestBody Checked order) {
        Caller caller = officer(caseNo, "campaign.check-by-officers");
        pool.check(
                caseNo,
                id(id),
                caller.tenant(),
                caller.userId(),
                Objects.requireNonNullElse(order.results(), Map.of()));
    }

    @Operation(
            summary = "Makes a clue of a claimed subject",
            description =
                    "Without a cause it links the case that the bureau has filed about the shop, where there is one.")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{caseNo}/subjects/{id}/clue")
    OwnCase begin(@PathVariable String caseNo, @PathVariable String id, @RequestBody Begin order) {
        Caller caller = officer(caseNo, "campaign.clue-by-officers");
        return new OwnCase(
                cases.begin(caseNo, id(id), caller.tenant(), caller.userId(), order.cause(), order.content()));
    }

    private Campaign seen(String caseNo) {
        return pool.seen(caseNo, Caller.current());
    }

    private Caller worker(String caseNo) {
        return pool.worker(caseNo, Caller.current());
    }

    /** @param forbidden what a unit head is told */
    private Caller officer(String caseNo, String forbidden) {
        Caller caller = worker(caseNo);
        if (!caller.hasRole("officer")) {
            throw new Forbidden(forbidden);
        }
        return caller;
    }

    private static UUID id(String text) {
        return NotFound.unlessId(text, "campaign.subject-unknown");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> taken(PoolSubject.Taken taken) {
        return ResponseEntity.of(Problems.of(HttpStatus.CONFLICT, taken)).build();
    }
}
