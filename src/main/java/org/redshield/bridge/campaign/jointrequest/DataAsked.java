package org.redshield.bridge.campaign.jointrequest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.CampaignLetter;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Kind;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.What;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.stereotype.Component;

/** 统一协查: data of a platform. */
@Component
@RequiredArgsConstructor
class DataAsked implements JointAsking {

    /** The state of a clue that is the same as one that is worked on. */
    private static final String PUT_TOGETHER = "LINKED";

    private static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);

    private final OfficerDirectory officers;

    @Override
    public Kind kind() {
        return Kind.REQUEST;
    }

    @Override
    public OrderKind order() {
        return OrderKind.ASSISTANCE_REQUEST;
    }

    @Override
    public CampaignAct act() {
        return CampaignAct.QUESTION_ASKED;
    }

    @Override
    public LetterKind letter() {
        return CampaignLetter.CAMPAIGN_QUESTION;
    }

    @Override
    public What checked(JointQuestions.Proposal proposal) {
        List<Dataset> datasets =
                ENTRIES.present(proposal.datasets().isEmpty() ? null : proposal.datasets(), "调取的数据").stream()
                        .map(code -> ENTRIES.oneOf(Dataset.values(), Optional.of(code), "调取的数据"))
                        .distinct()
                        .toList();
        if (proposal.from().isPresent() != proposal.to().isPresent()) {
            throw new Refusal("campaign.field-missing", "数据期间");
        }
        return new What(datasets, proposal.from(), proposal.to(), List.of(), Optional.empty());
    }

    @Override
    public boolean isFor(String tenant, String platform) {
        return true;
    }

    /** Not in a closed one, but in a clue that was put together with one that is worked on. */
    @Override
    public boolean possibleIn(Involvement own) {
        return own.open() || own.state().name().equals(PUT_TOGETHER);
    }

    @Override
    public Refusal notPossible() {
        return new Refusal("campaign.question-not-ours");
    }

    @Override
    public Map<String, String> facts(JointQuestion question, String tenant, String officer, Optional<Involvement> own) {
        What what = question.what();
        Map<String, String> facts = new HashMap<>(Map.of(
                "datasets",
                what.datasets().stream().map(Enum::name).collect(Collectors.joining(",")),
                "purpose",
                question.purpose(),
                "contactPhone",
                officers.byUser(officer)
                        .map(one -> one.named(Naming.ASSIGNED).phone())
                        .orElse("")));
        what.from().ifPresent(day -> facts.put("periodFrom", day.toString()));
        what.to().ifPresent(day -> facts.put("periodTo", day.toString()));
        return facts;
    }

    @Override
    public List<String> hands(String tenant, List<Involvement> own) {
        return List.of();
    }

    @Override
    public String inShort(JointQuestion question) {
        return String.join("、", titles(question));
    }

    @Override
    public List<String> inFull(JointQuestion question) {
        return Stream.concat(
                        Stream.of("调取数据：" + inShort(question)), period(question).map(period -> "期间：" + period).stream())
                .toList();
    }

    @Override
    public LetterDraft told(LetterDraft letter, JointQuestion question) {
        return letter.word("datasetTitles", titles(question))
                .word("period", period(question))
                .word("purpose", question.purpose());
    }

    private static List<String> titles(JointQuestion question) {
        return question.what().datasets().stream().map(Dataset::title).toList();
    }

    private static Optional<String> period(JointQuestion question) {
        return question.what()
                .from()
                .map(day -> day + " 至 " + question.what().to().orElseThrow());
    }
}
