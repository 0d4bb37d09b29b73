package org.redshield.bridge.campaign;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Problems;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.campaign.checks.Check;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.sight.Listings;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/campaigns}: the campaigns that the caller's bureau leads or takes part in, and their pools. */
@RestController
@RequestMapping("/api/campaigns")
class CampaignController {

    private static final int CAMPAIGNS = 100;
    private static final int LARGEST_PAGE = 500;
    private static final int LAST_PAGE = 100_000;
    /** Bytes. */
    private static final int LARGEST_FILE = 5_000_000;

    private final CampaignStore campaigns;
    private final Pool pool;
    private final PoolCases cases;
    private final PoolStore store;
    private final Organisations organisations;
    private final PersonNames people;
    private final Listings listings;

    CampaignController(
            CampaignStore campaigns,
            Pool pool,
            PoolCases cases,
            PoolStore store,
            Organisations organisations,
            PersonNames people,
            Listings listings) {
        this.campaigns = campaigns;
        this.pool = pool;
        this.cases = cases;
        this.store = store;
        this.organisations = organisations;
        this.people = people;
        this.listings = listings;
    }

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
            Map<Stage, Integer> stages,
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
            Map<Stage, Integer> totals,
            Map<CheckItem, Integer> failed,
            List<Numbers> numbers) {}

    /**
     * @param ownCase only to the bureau whose case it is
     * @param results what its holder found last, of what was looked at
     * @param ownList the list with which the caller's bureau put it in, where it can be taken out still
     * @param listedUntil until when its case is to be done, where a superior put his mark on it (挂牌督办)
     */
    @Schema(name = "CampaignSubject")
    record Row(
            UUID id,
            String platform,
            String platformName,
            String shopId,
            String creditCode,
            String shopName,
            Optional<String> holder,
            Optional<String> holderName,
            boolean ours,
            Optional<String> ownCase,
            Optional<UUID> ownList,
            List<String> helpers,
            List<String> milestones,
            Map<CheckItem, Check.Result> results,
            Optional<Instant> listedUntil) {}

    @Schema(name = "CampaignDeed")
    record Deed(String bureauName, String title, Instant at, Optional<String> by) {}

    @Schema(name = "CampaignSubjectPage")
    record Page(int page, boolean more, List<Row> subjects) {}

    @Schema(
            name = "CampaignSubjectList",
            description = "CSV: each line a platform's code, a shop's id, a credit code and a name")
    record Listed(String list) {}

    @Schema(name = "CampaignKnownShops")
    record Known(int shops) {}

    @Schema(name = "CampaignSubjectsRemoved")
    record Removed(int removed) {}

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
                organisations.get(one.lead()).name(),
                one.lead().equals(tenant),
                one.orderedBy().map(code -> organisations.get(code).name()),
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
        Counts counts = pool.counts(caseNo);
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
                Stream.of(Stage.values())
                        .map(stage -> new Choice(stage.name(), stage.title()))
                        .toList(),
                pool.sources().stream()
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

    @Operation(summary = "The rows behind a number")
    @GetMapping("/{caseNo}/subjects")
    Page subjects(
            @PathVariable String caseNo,
            @RequestParam(required = false) String bureau,
            @RequestParam(required = false) String platform,
            @RequestParam(required = false) String stage,
            @RequestParam(required = false) String failed,
            @RequestParam(required = false) LocalDate week,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "100") int size) {
        Campaign campaign = seen(caseNo);
        if (page < 0 || page > LAST_PAGE || size < 1 || size > LARGEST_PAGE) {
            throw new Refusal("campaign.page-invalid");
        }
        PoolStore.Which which = new PoolStore.Which(
                Optional.ofNullable(bureau),
                Optional.ofNullable(platform).filter(code -> !code.isBlank()),
                oneOf(Stage.values(), stage, "stage"),
                oneOf(CheckItem.values(), failed, "failed"),
                Optional.ofNullable(week));
        List<Subject> found = store.page(campaign.caseNo(), which, page * size, size + 1);
        List<Subject> shown = found.stream().limit(size).toList();
        Map<String, String> names = organisations.names(shown.stream()
                .flatMap(one -> Stream.of(Stream.of(one.platform()), one.holder().stream(), one.helpers().stream())
                        .flatMap(codes -> codes))
                .collect(Collectors.toSet()));
        Map<Listings.Side, Instant> listed =
                listings.until(shown.stream().flatMap(one -> side(one).stream()).toList());
        String tenant = Caller.current().tenant();
        return new Page(
                page,
                found.size() > size,
                shown.stream()
                        .map(one -> row(one, names, tenant, side(one).map(listed::get)))
                        .toList());
    }

    /** The holder's case about it, which a superior may have listed. */
    private static Optional<Listings.Side> side(Subject one) {
        return one.holder().flatMap(holder -> one.ownCase().map(caseNo -> new Listings.Side(holder, caseNo)));
    }

    private static <E extends Enum<E>> Optional<E> oneOf(E[] options, String name, String parameter) {
        return Optional.ofNullable(name)
                .filter(given -> !given.isBlank())
                .map(given -> Campaigns.ENTRIES.oneOf(options, Optional.of(given), parameter));
    }

    private static Row row(Subject one, Map<String, String> names, String tenant, Optional<Instant> listedUntil) {
        boolean ours = one.holder().filter(tenant::equals).isPresent();
        return new Row(
                one.id(),
                one.platform(),
                names.get(one.platform()),
                one.shopId(),
                one.creditCode(),
                one.shopName(),
                one.holder(),
                one.holder().map(names::get),
                ours,
                one.ownCase().filter(caseNo -> ours),
                Optional.of(one.list())
                        .filter(list -> one.holder().isEmpty() && one.addedBy().equals(tenant)),
                one.helpers().stream().map(names::get).toList(),
                one.stages().stream().map(Stage::title).toList(),
                one.check().results(),
                listedUntil);
    }

    @Operation(summary = "Puts shops into the pool; those that are in it already stay as they are")
    @PostMapping("/{caseNo}/subjects")
    Pool.Added add(@PathVariable String caseNo, @RequestBody Listed order) {
        Caller caller = worker(caseNo);
        String list = Objects.requireNonNullElse(order.list(), "");
        return pool.add(caseNo, caller.tenant(), caller.userId(), SubjectList.read(list));
    }

    @Operation(
            summary = "The same from a file",
            description = "The body is the file: CSV, in UTF-8 or GB18030, with or without headings.")
    @PostMapping("/{caseNo}/subjects/file")
    Pool.Added addFile(@PathVariable String caseNo, InputStream body) throws IOException {
        Caller caller = worker(caseNo);
        byte[] file = body.readNBytes(LARGEST_FILE + 1);
        if (file.length > LARGEST_FILE) {
            throw new Refusal("campaign.list-too-long", SubjectList.MOST);
        }
        return pool.add(caseNo, caller.tenant(), caller.userId(), SubjectList.read(file));
    }

    @Operation(summary = "The same from the own bureau's work: its clues, its newest reconciliation, confirmed orders")
    @PostMapping("/{caseNo}/sources/{source}")
    Pool.Added addFrom(@PathVariable String caseNo, @PathVariable String source) {
        Caller caller = worker(caseNo);
        return pool.addFrom(caseNo, caller.tenant(), caller.userId(), source);
    }

    @Operation(
            summary =
                    "How many shops that would be, which all members would see; some of them may be in the pool already")
    @GetMapping("/{caseNo}/sources/{source}")
    Known known(@PathVariable String caseNo, @PathVariable String source) {
        Caller caller = worker(caseNo);
        return new Known(pool.known(caseNo, caller.tenant(), source));
    }

    @Operation(summary = "Takes out a list that the caller's bureau put in, but for what somebody has claimed of it")
    @PostMapping("/{caseNo}/lists/{list}/remove")
    Removed removeList(@PathVariable String caseNo, @PathVariable String list) {
        Caller caller = worker(caseNo);
        UUID id = NotFound.unlessId(list, "campaign.subject-unknown");
        return new Removed(pool.removeList(caseNo, id, caller.tenant(), caller.userId()));
    }

    @Operation(summary = "Takes out a subject that the caller's bureau put in and nobody has claimed")
    @PostMapping("/{caseNo}/subjects/{id}/remove")
    void remove(@PathVariable String caseNo, @PathVariable String id) {
        Caller caller = worker(caseNo);
        pool.remove(caseNo, id(id), caller.tenant(), caller.userId());
    }

    @Operation(summary = "Who claimed a subject, gave it back or helped, the oldest first; of others only the bureau")
    @GetMapping("/{caseNo}/subjects/{id}/deeds")
    List<Deed> deeds(@PathVariable String caseNo, @PathVariable String id) {
        seen(caseNo);
        UUID subject = id(id);
        if (store.find(caseNo, subject).isEmpty()) {
            throw new NotFound("campaign.subject-unknown");
        }
        String tenant = Caller.current().tenant();
        List<Subject.Done> deeds = store.deeds(subject);
        Map<String, String> names = people.of(deeds.stream()
                .filter(deed -> deed.tenant().equals(tenant))
                .map(Subject.Done::by)
                .collect(Collectors.toSet()));
        return deeds.stream()
                .map(deed -> new Deed(
                        organisations.get(deed.tenant()).name(),
                        said(deed),
                        deed.at(),
                        Optional.ofNullable(names.get(deed.by()))
                                .filter(by -> deed.tenant().equals(tenant))))
                .toList();
    }

    private static String said(Subject.Done deed) {
        return deed.what().title()
                + deed.check()
                        .map(check -> check.failed().isEmpty()
                                ? "：未发现异常"
                                : check.failed().stream()
                                        .map(CheckItem::title)
                                        .collect(Collectors.joining("、", "：", "异常")))
                        .orElse("");
    }

    @Operation(summary = "Puts the shop of a clue or case that the own bureau works on into the pool, and claims it")
    @PostMapping("/{caseNo}/cases")
    void addOwn(@PathVariable String caseNo, @RequestBody OwnCase order) {
        Caller caller = worker(caseNo);
        cases.add(caseNo, caller.tenant(), caller.userId(), Objects.requireNonNullElse(order.caseNo(), ""));
    }

    @Operation(summary = "Claims a subject", description = "409 with the name of the bureau where another one has it.")
    @PostMapping("/{caseNo}/subjects/{id}/claim")
    void claim(@PathVariable String caseNo, @PathVariable String id) {
        Caller caller = worker(caseNo);
        pool.claim(caseNo, id(id), caller.tenant(), caller.userId());
    }

    @Operation(summary = "Gives a claimed subject back to the pool, as long as no clue is made of it")
    @PostMapping("/{caseNo}/subjects/{id}/release")
    void release(@PathVariable String caseNo, @PathVariable String id) {
        Caller caller = worker(caseNo);
        pool.release(caseNo, id(id), caller.tenant(), caller.userId());
    }

    @Operation(summary = "Helps the bureau to which a subject belongs")
    @PostMapping("/{caseNo}/subjects/{id}/help")
    void help(@PathVariable String caseNo, @PathVariable String id) {
        Caller caller = worker(caseNo);
        pool.help(caseNo, id(id), caller.tenant(), caller.userId());
    }

    @Operation(
            summary = "Records what was found about a claimed subject; what was recorded before stays on record",
            description = "Its milestones and the campaign's numbers follow from that.")
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
    @PostMapping("/{caseNo}/subjects/{id}/clue")
    OwnCase begin(@PathVariable String caseNo, @PathVariable String id, @RequestBody Begin order) {
        Caller caller = officer(caseNo, "campaign.clue-by-officers");
        return new OwnCase(
                cases.begin(caseNo, id(id), caller.tenant(), caller.userId(), order.cause(), order.content()));
    }

    /** Whatever else would be refused: who does not take part learns nothing, not even that there is such a campaign. */
    private Campaign seen(String caseNo) {
        Caller caller = Caller.current();
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new NotFound("campaign.not-found", caseNo);
        }
        return pool.seenBy(caseNo, caller.tenant());
    }

    private Caller worker(String caseNo) {
        seen(caseNo);
        Caller caller = Caller.current();
        pool.workedOnBy(caseNo, caller.tenant());
        if (!caller.hasRole("officer", "unitHead")) {
            throw new Forbidden("campaign.officers-only");
        }
        return caller;
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
    ResponseEntity<ProblemDetail> taken(SubjectTaken taken) {
        return ResponseEntity.of(Problems.of(HttpStatus.CONFLICT, taken)).build();
    }
}
