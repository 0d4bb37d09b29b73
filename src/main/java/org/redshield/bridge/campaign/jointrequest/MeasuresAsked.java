package org.redshield.bridge.campaign.jointrequest;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Kind;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.What;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.springframework.stereotype.Component;

/**
 * 统一处置: measures against shops, asked of the bureau at the platform's seat. What a case needs for 商请处置 otherwise it needs here: it
 * is filed and not decided, and its own officers answer for it.
 */
@Component
@RequiredArgsConstructor
class MeasuresAsked implements JointAsking {

    /** The bureau conducts the case itself; a referral that the police have filed is theirs. */
    private static final String CASE = "VERIFIER";
    /** The state in which a case's officers can propose a disposition. */
    private static final String FILED = "FILED";

    private static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);

    private final Orders orders;
    private final Organisations organisations;
    private final Assignments assignments;
    private final OfficerDirectory officers;
    private final InstantSource time;

    @Override
    public Kind kind() {
        return Kind.DISPOSITION;
    }

    @Override
    public OrderKind order() {
        return OrderKind.MERCHANT_DISPOSITION;
    }

    @Override
    public CampaignAct act() {
        return CampaignAct.DISPOSITION_ASKED;
    }

    @Override
    public LetterKind letter() {
        return JointRequestLetter.CAMPAIGN_DISPOSITION;
    }

    /** The measures by their codes, with their titles. */
    Map<String, String> measures() {
        return orders.options(order()).values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(
                        one -> one.get("value"), one -> one.get("label"), (one, same) -> one, LinkedHashMap::new));
    }

    @Override
    public What checked(JointQuestions.Proposal proposal) {
        Map<String, String> known = measures();
        List<String> measures =
                ENTRIES.present(proposal.measures().isEmpty() ? null : proposal.measures(), "处置措施").stream()
                        .distinct()
                        .toList();
        measures.stream().filter(code -> !known.containsKey(code)).findFirst().ifPresent(code -> {
            throw new Refusal("campaign.option-unknown", "处置措施", code);
        });
        LegalBasis[] bases = LegalBasis.of(LegalBasis.Use.MEASURES).toArray(LegalBasis[]::new);
        String basis = ENTRIES.present(proposal.legalBases().isEmpty() ? null : proposal.legalBases(), "处置依据").stream()
                .map(code -> ENTRIES.oneOf(bases, Optional.of(code), "处置依据"))
                .distinct()
                .map(LegalBasis::citation)
                .collect(Collectors.joining("、"));
        return new What(List.of(), Optional.empty(), Optional.empty(), measures, Optional.of(basis));
    }

    /** The bureau at the platform's seat asks nobody. */
    @Override
    public boolean isFor(String tenant, String platform) {
        return !organisations.homeBureauOf(platform).code().equals(tenant);
    }

    @Override
    public boolean possibleIn(Involvement own) {
        return own.standing().role().equals(CASE) && own.state().name().equals(FILED);
    }

    @Override
    public Refusal notPossible() {
        return new Refusal("campaign.disposition-not-filed");
    }

    @Override
    public Map<String, String> facts(JointQuestion question, String tenant, String officer, Optional<Involvement> own) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "measures",
                String.join(",", question.what().measures()),
                "legalHook",
                question.what().legalBasis().orElse(""),
                "note",
                question.purpose(),
                "awaitReport",
                "false"));
        own.flatMap(Involvement::cause).ifPresent(cause -> facts.put("cause", cause));
        if (own.isEmpty()) {
            // Only looked at, as it is proposed: each case has its own.
            List.of("contactName", "officerCertificateNo", "contactPhone").forEach(fact -> facts.put(fact, "各案主办人员"));
            return facts;
        }
        // As where it is proposed in the case itself: who conducts it is who is asked.
        Officer contact = lead(tenant, own.get());
        if (!contact.validOn(ChinaTime.day(time.instant()))) {
            throw nobody();
        }
        Officer.Named named = contact.named(Naming.DISPOSITION_REQUEST);
        facts.put("contactName", named.name());
        facts.put("officerCertificateNo", named.certificateNo());
        facts.put("contactPhone", named.phone());
        return facts;
    }

    private Officer lead(String tenant, Involvement own) {
        return assignments
                .find(tenant, own.subjectId())
                .flatMap(assigned -> officers.byCertificate(assigned.leadCertificate()))
                .orElseThrow(MeasuresAsked::nobody);
    }

    private static Refusal nobody() {
        return new Refusal("campaign.disposition-no-officer");
    }

    /** Who conducts a case cannot approve what is asked in it. */
    @Override
    public List<String> hands(String tenant, List<Involvement> own) {
        return assignments.users(
                tenant, own.stream().map(Involvement::subjectId).toList());
    }

    @Override
    public String inShort(JointQuestion question) {
        Map<String, String> titles = measures();
        return question.what().measures().stream()
                .map(code -> titles.getOrDefault(code, code))
                .collect(Collectors.joining("、"));
    }

    @Override
    public List<String> inFull(JointQuestion question) {
        return List.of(
                "处置措施：" + inShort(question),
                "处置依据：" + question.what().legalBasis().orElse(""));
    }

    @Override
    public LetterDraft told(LetterDraft letter, JointQuestion question) {
        return letter.word("measureTitles", inShort(question))
                .word("citation", question.what().legalBasis())
                .word("reason", question.purpose());
    }
}
