package org.redshield.bridge.campaign.jointrequest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.CampaignState;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Kind;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Shop;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Sum;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/campaigns/…/questions}: what the members of a campaign ask for at one moment (统一协查、统一处置). */
@RestController
@RequestMapping("/api/campaigns/{caseNo}/questions")
@RequiredArgsConstructor
class QuestionController {

    private static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);

    private final JointQuestions questions;
    private final QuestionParts parts;
    private final QuestionOrders orders;
    private final MeasuresAsked measures;
    private final QuestionStore store;
    private final Pool pool;
    private final Organisations organisations;
    private final InstantSource time;

    @Schema(name = "CampaignQuestionChoice")
    record Choice(String code, String title) {}

    /** @param shops for how many the bureau asks */
    @Schema(name = "CampaignQuestionPart")
    record Bureau(String name, String state, String stateTitle, int shops, int asked, int refused) {}

    /** @param requestId of the request or disposition that went out @param refusal why none did */
    @Schema(name = "CampaignQuestionShop")
    record Own(String shopId, String ownCase, Optional<String> requestId, Optional<String> refusal) {}

    /**
     * @param what in short what is asked for
     * @param facts all of it, each with its name
     * @param own the shops of the caller's bureau
     * @param ownState how far that is
     * @param changeable whether the caller may move the moment, or withdraw it
     * @param revocable whether the caller may take back his bureau's approval
     */
    @Schema(name = "CampaignQuestion")
    record Question(
            String id,
            String kind,
            String kindTitle,
            String platformName,
            String what,
            List<String> facts,
            String purpose,
            Instant askAt,
            boolean withdrawn,
            List<Bureau> bureaus,
            Optional<String> ownState,
            List<Own> own,
            boolean changeable,
            boolean revocable) {}

    /** @param open whether the caller may propose one */
    @Schema(name = "CampaignQuestions")
    record All(
            boolean open,
            List<Choice> datasets,
            List<Choice> measures,
            List<Choice> legalBases,
            List<Question> questions) {}

    @Schema(
            name = "CampaignQuestionProposal",
            description = "kind is REQUEST, with datasets, or DISPOSITION, with measures and legalBases;"
                    + " askAt is the day and hour in China, as 2026-12-01T10:00")
    record Proposed(
            Optional<String> kind,
            Optional<String> platform,
            List<String> datasets,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            List<String> measures,
            List<String> legalBases,
            Optional<String> purpose,
            Optional<String> askAt) {}

    @Schema(name = "CampaignQuestionChange", description = "askAt only where the moment is moved")
    record Change(Optional<String> askAt, Optional<String> reason) {}

    @Schema(name = "CampaignQuestionNumber")
    record Number(String id) {}

    @Operation(summary = "What is asked together, how far each bureau is, and what the caller's bureau asks for")
    @GetMapping
    All all(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        Campaign campaign = seen(caseNo);
        List<JointQuestion> all = store.ofCase(caseNo);
        Map<String, List<Sum>> sums = store.sums(caseNo).stream().collect(Collectors.groupingBy(Sum::questionId));
        List<Shop> shops = store.shopsOf(caseNo, caller.tenant());
        Map<String, String> names = organisations.names(Stream.concat(
                        all.stream().map(JointQuestion::platform),
                        sums.values().stream().flatMap(List::stream).map(Sum::tenant))
                .collect(Collectors.toSet()));
        boolean running = campaign.state() == CampaignState.RUNNING;
        boolean leads = campaign.lead().equals(caller.tenant());
        return new All(
                leads && running && caller.hasRole("officer"),
                Stream.of(Dataset.values())
                        .map(one -> new Choice(one.name(), one.title()))
                        .toList(),
                measures.measures().entrySet().stream()
                        .map(one -> new Choice(one.getKey(), one.getValue()))
                        .toList(),
                LegalBasis.of(LegalBasis.Use.MEASURES).stream()
                        .map(one -> new Choice(one.name(), one.title()))
                        .toList(),
                all.stream()
                        .map(one -> shown(
                                one, names, sums.getOrDefault(one.id(), List.of()), shops, caller, leads && running))
                        .toList());
    }

    /** @param leads whether the caller's bureau leads the campaign, and it runs */
    private Question shown(
            JointQuestion one,
            Map<String, String> names,
            List<Sum> sums,
            List<Shop> shops,
            Caller caller,
            boolean leads) {
        boolean ahead = one.changeable()
                && one.withdrawnAt().isEmpty()
                && time.instant().isBefore(one.askAt())
                && !caller.looksOn()
                && isHead(caller);
        Optional<Sum> own = sums.stream()
                .filter(sum -> sum.tenant().equals(caller.tenant()))
                .findFirst();
        boolean approved =
                own.filter(sum -> sum.state() == JointQuestion.State.APPROVED).isPresent();
        return new Question(
                one.id(),
                one.kind().name(),
                one.kind().title(),
                names.get(one.platform()),
                orders.asked(one).inShort(one),
                orders.asked(one).inFull(one),
                one.purpose(),
                one.askAt(),
                one.withdrawnAt().isPresent(),
                sums.stream()
                        .map(sum -> new Bureau(
                                names.get(sum.tenant()),
                                sum.state().name(),
                                sum.state().title(),
                                sum.shops(),
                                sum.asked(),
                                sum.refused()))
                        .toList(),
                own.map(sum -> sum.state().title()),
                shops.stream()
                        .filter(shop -> shop.partId().startsWith(one.id() + "-"))
                        .map(shop -> new Own(shop.shopId(), shop.ownCase(), shop.requestId(), shop.refusal()))
                        .toList(),
                ahead && leads && (approved || sums.size() > 1),
                ahead && approved);
    }

    @Operation(
            summary =
                    "Proposes what a platform is asked, or which measures are asked for, about the subjects of all who take part",
            description = "Only the lead's officers; its head is asked next, then each member's officer and head.")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping
    Number propose(@PathVariable String caseNo, @RequestBody Proposed order) {
        seen(caseNo);
        Caller caller = Caller.current();
        if (!caller.hasRole("officer")) {
            throw new Forbidden("campaign.question-by-officers");
        }
        return new Number(questions.propose(
                caseNo,
                caller.tenant(),
                caller.userId(),
                new JointQuestions.Proposal(
                        ENTRIES.oneOf(Kind.values(), order.kind().or(() -> Optional.of(Kind.REQUEST.name())), "事项"),
                        order.platform(),
                        Objects.requireNonNullElse(order.datasets(), List.of()),
                        order.from(),
                        order.to(),
                        Objects.requireNonNullElse(order.measures(), List.of()),
                        Objects.requireNonNullElse(order.legalBases(), List.of()),
                        order.purpose(),
                        order.askAt())));
    }

    @Operation(
            summary = "Moves the moment at which all goes out, as long as it has not come",
            description =
                    "Only heads of the lead; the members get a letter. Where it comes earlier, their heads approve again.")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/move")
    void move(@PathVariable String caseNo, @PathVariable String id, @RequestBody Change change) {
        Caller head = head(caseNo);
        questions.move(caseNo, id, head.tenant(), head.userId(), change.askAt(), change.reason());
    }

    @Operation(
            summary = "Withdraws all of it before the moment",
            description = "Only heads of the lead; the members get a letter, and nothing goes out.")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/withdraw")
    void withdraw(@PathVariable String caseNo, @PathVariable String id, @RequestBody Change change) {
        Caller head = head(caseNo);
        questions.withdraw(caseNo, id, head.tenant(), head.userId(), change.reason());
    }

    @Operation(
            summary = "Takes back the approval of the caller's bureau before the moment",
            description = "Only heads; an officer of the bureau begins anew.")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/take-back")
    void takeBack(@PathVariable String caseNo, @PathVariable String id, @RequestBody Change change) {
        Caller head = head(caseNo);
        parts.takeBack(caseNo, id, head.tenant(), head.userId(), change.reason());
    }

    private Caller head(String caseNo) {
        seen(caseNo);
        Caller caller = Caller.current();
        if (!isHead(caller)) {
            throw new Forbidden("campaign.question-by-heads");
        }
        return caller;
    }

    /** As the task of approving it is. */
    private static boolean isHead(Caller caller) {
        return Head.BUREAU_HEAD.andHigher().stream().anyMatch(caller::hasRole);
    }

    /** Who does not take part learns nothing, not even that there is such a campaign. */
    private Campaign seen(String caseNo) {
        Caller caller = Caller.current();
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new NotFound("campaign.not-found", caseNo);
        }
        return pool.seenBy(caseNo, caller.tenant());
    }
}
