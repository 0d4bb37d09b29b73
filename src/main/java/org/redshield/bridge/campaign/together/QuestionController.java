package org.redshield.bridge.campaign.together;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignState;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.together.JointQuestion.Shop;
import org.redshield.bridge.campaign.together.JointQuestion.Sum;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/campaigns/…/questions}: what the members of a campaign ask platforms together (统一协查). */
@RestController
@RequestMapping("/api/campaigns/{caseNo}/questions")
class QuestionController {

    private final JointQuestions questions;
    private final QuestionStore store;
    private final Pool pool;
    private final Organisations organisations;

    QuestionController(JointQuestions questions, QuestionStore store, Pool pool, Organisations organisations) {
        this.questions = questions;
        this.store = store;
        this.pool = pool;
        this.organisations = organisations;
    }

    @Schema(name = "CampaignQuestionDataset")
    record Choice(String code, String title) {}

    /** @param shops for how many the bureau asks */
    @Schema(name = "CampaignQuestionPart")
    record Bureau(String name, String state, String stateTitle, int shops, int asked, int refused) {}

    /** @param requestId of the request that went out @param refusal why none did */
    @Schema(name = "CampaignQuestionShop")
    record Own(String shopId, String ownCase, Optional<String> requestId, Optional<String> refusal) {}

    /** @param own the shops of the caller's bureau @param ownState how far that is */
    @Schema(name = "CampaignQuestion")
    record Question(
            String id,
            String platformName,
            List<String> datasets,
            Optional<String> period,
            String purpose,
            Instant askAt,
            List<Bureau> bureaus,
            Optional<String> ownState,
            List<Own> own) {}

    /** @param open whether the caller may propose one */
    @Schema(name = "CampaignQuestions")
    record All(boolean open, List<Choice> datasets, List<Question> questions) {}

    @Schema(name = "CampaignQuestionProposal", description = "askAt is the day and hour in China, as 2026-12-01T10:00")
    record Proposed(
            Optional<String> platform,
            List<String> datasets,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Optional<String> purpose,
            Optional<String> askAt) {}

    @Schema(name = "CampaignQuestionNumber")
    record Number(String id) {}

    @Operation(summary = "What is asked together, how far each bureau is, and the requests of the caller's bureau")
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
        return new All(
                campaign.lead().equals(caller.tenant())
                        && campaign.state() == CampaignState.RUNNING
                        && caller.hasRole("officer"),
                Stream.of(Dataset.values())
                        .map(one -> new Choice(one.name(), one.title()))
                        .toList(),
                all.stream()
                        .map(one -> new Question(
                                one.id(),
                                names.get(one.platform()),
                                one.datasetTitles(),
                                one.period(),
                                one.purpose(),
                                one.askAt(),
                                sums.getOrDefault(one.id(), List.of()).stream()
                                        .map(sum -> new Bureau(
                                                names.get(sum.tenant()),
                                                sum.state().name(),
                                                sum.state().title(),
                                                sum.shops(),
                                                sum.asked(),
                                                sum.refused()))
                                        .toList(),
                                sums.getOrDefault(one.id(), List.of()).stream()
                                        .filter(sum -> sum.tenant().equals(caller.tenant()))
                                        .map(sum -> sum.state().title())
                                        .findFirst(),
                                shops.stream()
                                        .filter(shop -> shop.partId().startsWith(one.id() + "-"))
                                        .map(shop -> new Own(
                                                shop.shopId(), shop.ownCase(), shop.requestId(), shop.refusal()))
                                        .toList()))
                        .toList());
    }

    @Operation(
            summary = "Proposes what a platform is asked about the subjects of all who take part",
            description = "Only the lead's officers; its head is asked next, then each member's officer and head.")
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
                        order.platform(),
                        Objects.requireNonNullElse(order.datasets(), List.of()),
                        order.from(),
                        order.to(),
                        order.purpose(),
                        order.askAt())));
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
