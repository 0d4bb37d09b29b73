package org.redshield.bridge.campaign;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.bureau.Places;
import org.redshield.bridge.campaign.checks.Check;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.oversight.api.Listings;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/campaigns/{caseNo}/subjects}: the rows of a pool, and what was done with one. */
@RestController
@RequestMapping("/api/campaigns")
@RequiredArgsConstructor
class PoolController {

    private static final int LARGEST_PAGE = 500;
    private static final int LAST_PAGE = 100_000;

    private final Pool pool;
    private final PoolStore store;
    private final DeedStore deeds;
    private final Jurisdiction jurisdiction;
    private final Places places;
    private final Organisations organisations;
    private final PersonNames people;
    private final Listings listings;

    /**
     * @param sameOperator so many other shops of the pool have the same operator
     * @param place where it trades, by name; blank where nobody knows
     * @param competent names of the members that are competent there; else of the bureau that is and does not take part
     * @param competentTakesPart whether it is members that {@code competent} names
     * @param firstUntil the last day on which only these claim it
     * @param claimable whether the caller's bureau may claim it today by where it trades; who has filed a case may always try
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
            int sameOperator,
            String place,
            String placeBasis,
            List<String> competent,
            boolean competentTakesPart,
            Optional<LocalDate> firstUntil,
            boolean claimable,
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

    @Operation(summary = "The rows behind a number")
    @GetMapping("/{caseNo}/subjects")
    Page subjects(
            @PathVariable String caseNo,
            @RequestParam(required = false) String bureau,
            @RequestParam(required = false) String platform,
            @RequestParam(required = false) String stage,
            @RequestParam(required = false) String failed,
            @RequestParam(required = false) LocalDate week,
            @RequestParam(defaultValue = "false") boolean ours,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "100") int size) {
        Campaign campaign = pool.seen(caseNo, Caller.current());
        if (page < 0 || page > LAST_PAGE || size < 1 || size > LARGEST_PAGE) {
            throw new Refusal("campaign.page-invalid");
        }
        PoolStore.Which which = new PoolStore.Which(
                Optional.ofNullable(bureau),
                Optional.ofNullable(platform).filter(code -> !code.isBlank()),
                oneOf(SubjectStage.values(), stage, "stage"),
                oneOf(CheckItem.values(), failed, "failed"),
                Optional.ofNullable(week),
                Optional.of(Caller.current().tenant()).filter(own -> ours));
        List<PoolSubject> found = store.page(campaign.caseNo(), which, page * size, size + 1);
        List<PoolSubject> shown = found.stream().limit(size).toList();
        Map<String, String> names = organisations.names(shown.stream()
                .flatMap(one -> Stream.of(
                                Stream.of(one.platform()),
                                one.holder().stream(),
                                one.helpers().stream(),
                                one.competent().stream())
                        .flatMap(codes -> codes))
                .collect(Collectors.toSet()));
        Map<Listings.Side, Instant> listed =
                listings.until(shown.stream().flatMap(one -> side(one).stream()).toList());
        String tenant = Caller.current().tenant();
        Priority priority = new Priority(
                jurisdiction.lastDay(campaign).filter(last -> jurisdiction.comesFirst(campaign)),
                jurisdiction.takingPart(campaign));
        Map<String, Integer> kin = store.operators(
                campaign.caseNo(), shown.stream().map(PoolSubject::creditCode).toList());
        return new Page(
                page,
                found.size() > size,
                shown.stream()
                        .map(one -> row(one, names, tenant, side(one).map(listed::get), priority, kin))
                        .toList());
    }

    /** The holder's case about it, which a superior may have listed. */
    private static Optional<Listings.Side> side(PoolSubject one) {
        return one.holder().flatMap(holder -> one.ownCase().map(caseNo -> new Listings.Side(holder, caseNo)));
    }

    private static <E extends Enum<E>> Optional<E> oneOf(E[] options, String name, String parameter) {
        return Optional.ofNullable(name)
                .filter(given -> !given.isBlank())
                .map(given -> Campaigns.ENTRIES.oneOf(options, Optional.of(given), parameter));
    }

    /** @param until the last day on which who is competent comes first, as long as he does */
    private record Priority(Optional<LocalDate> until, Set<String> takingPart) {}

    private Row row(
            PoolSubject one,
            Map<String, String> names,
            String tenant,
            Optional<Instant> listedUntil,
            Priority priority,
            Map<String, Integer> kin) {
        boolean ours = one.holder().filter(tenant::equals).isPresent();
        List<String> first = Jurisdiction.first(one, priority.takingPart());
        Optional<LocalDate> until = priority.until().filter(day -> one.holder().isEmpty() && !first.isEmpty());
        return new Row(
                one.id(),
                one.platform(),
                names.get(one.platform()),
                one.shopId(),
                one.creditCode(),
                one.shopName(),
                Math.max(0, kin.getOrDefault(one.creditCode(), 1) - 1),
                one.place().isEmpty() ? "" : places.name(one.place()),
                one.placeBasis(),
                (first.isEmpty() ? one.competent().stream().limit(1).toList() : first)
                        .stream().map(names::get).toList(),
                !first.isEmpty(),
                until,
                until.isEmpty() || one.competent().contains(tenant),
                one.holder(),
                one.holder().map(names::get),
                ours,
                one.ownCase().filter(caseNo -> ours),
                Optional.of(one.list())
                        .filter(list -> one.holder().isEmpty() && one.addedBy().equals(tenant)),
                one.helpers().stream().map(names::get).toList(),
                one.stages().stream().map(SubjectStage::title).toList(),
                one.check().results(),
                listedUntil);
    }

    @Operation(summary = "Who claimed a subject, gave it back or helped, the oldest first; of others only the bureau")
    @GetMapping("/{caseNo}/subjects/{id}/deeds")
    List<Deed> deeds(@PathVariable String caseNo, @PathVariable String id) {
        pool.seen(caseNo, Caller.current());
        UUID subject = NotFound.unlessId(id, "campaign.subject-unknown");
        if (store.find(caseNo, subject).isEmpty()) {
            throw new NotFound("campaign.subject-unknown");
        }
        String tenant = Caller.current().tenant();
        List<PoolSubject.Done> done = deeds.of(subject);
        Map<String, String> names = people.of(done.stream()
                .filter(deed -> deed.tenant().equals(tenant))
                .map(PoolSubject.Done::by)
                .collect(Collectors.toSet()));
        return done.stream()
                .map(deed -> new Deed(
                        organisations.name(deed.tenant()),
                        said(deed),
                        deed.at(),
                        Optional.ofNullable(names.get(deed.by()))
                                .filter(by -> deed.tenant().equals(tenant))))
                .toList();
    }

    private String said(PoolSubject.Done deed) {
        return deed.what().title()
                + deed.place()
                        .map(to -> "为" + places.name(to.place()) + "：" + to.reason())
                        .orElse("")
                + deed.check()
                        .map(check -> check.failed().isEmpty()
                                ? "：未发现异常"
                                : check.failed().stream()
                                        .map(CheckItem::title)
                                        .collect(Collectors.joining("、", "：", "异常")))
                        .orElse("");
    }
}
