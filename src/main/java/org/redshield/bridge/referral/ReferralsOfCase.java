package org.redshield.bridge.referral;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.referral.Referral.Report;
import org.springframework.stereotype.Component;

/** The referrals of a case to the police, for the bureau that refers. */
@Component
record ReferralsOfCase(ReferralStore referrals, Letters letters, Organisations organisations, PersonNames people)
        implements CaseSection {

    /**
     * @param crime that is suspected
     * @param officers names of the two
     * @param decidedBy name of the head
     * @param letterNo of the 移送书 in force
     * @param answerNo of the last answer of the police or the procuratorate
     * @param outcome how the criminal case ended, by which paper
     */
    record ReferralItem(
            String id,
            String state,
            String stateTitle,
            String reason,
            Optional<String> crime,
            Optional<String> police,
            Optional<String> procuratorate,
            List<String> officers,
            Optional<String> decidedBy,
            Optional<String> letterNo,
            Optional<String> answerNo,
            Optional<String> outcome,
            Instant raisedAt) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("referrals", ReferralItem.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<Referral> all = referrals.ofCase(folder.caseNo(), folder.tenant());
        Map<String, String> names = people.of(all.stream()
                .flatMap(one -> Stream.concat(Stream.of(one.lead(), one.second()), one.decidedBy().stream()))
                .collect(Collectors.toSet()));
        Map<String, String> organs = organisations.names(all.stream()
                .flatMap(one -> one.report().stream())
                .flatMap(report -> Stream.of(report.police(), report.procuratorate()))
                .collect(Collectors.toSet()));
        folder.list(
                "referrals", all.stream().map(one -> item(one, names, organs)).toList());
    }

    private ReferralItem item(Referral referral, Map<String, String> names, Map<String, String> organs) {
        return new ReferralItem(
                referral.id(),
                referral.state().name(),
                referral.state().title(),
                referral.reason(),
                referral.report().map(Report::crime),
                referral.report().map(Report::police).map(organs::get),
                referral.report().map(Report::procuratorate).map(organs::get),
                Stream.of(referral.lead(), referral.second()).map(names::get).toList(),
                referral.decidedBy().map(names::get),
                number(referral.letterId()),
                number(referral.answerId()),
                // What the head has sent back is to be registered again.
                referral.ending()
                        .filter(ending -> referral.state() != ReferralState.HANDED_OVER)
                        .map(Referral.Ending::inWords),
                referral.raisedAt());
    }

    private Optional<String> number(Optional<UUID> letter) {
        return letter.map(id -> letters.get(id).number());
    }
}
