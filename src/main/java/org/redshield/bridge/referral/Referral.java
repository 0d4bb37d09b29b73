package org.redshield.bridge.referral;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.casework.Subject;
import org.redshield.bridge.casework.WorkItem;

/**
 * A case that goes to the police.
 *
 * @param id {@code <caseNo>-R1}
 * @param about the clue or case that ordered it
 * @param lead user id of the lead officer; the two officers are the 专案组 (移送规定 art. 5)
 * @param report empty until it was written
 * @param round how often it was reported; a return begins a new one
 * @param decidedBy the head who approved the referral, or refused it
 * @param letterId the 移送书 in force
 * @param answerId the last answer of the police or the procuratorate
 * @param reviewId by which a review was asked for
 * @param supervisionId by which supervision was asked for
 * @param wanted the letter that awaits a head's approval, or was approved last
 * @param ending how the criminal case ended, as far as the bureau was told
 */
public record Referral(
        String id,
        String caseNo,
        String tenant,
        String about,
        String cause,
        Optional<String> filingNo,
        Optional<String> party,
        String reason,
        ReferralState state,
        String lead,
        String second,
        String raisedBy,
        Instant raisedAt,
        Optional<Report> report,
        int round,
        Optional<String> decidedBy,
        Optional<UUID> letterId,
        Optional<UUID> answerId,
        Optional<UUID> reviewId,
        Optional<UUID> supervisionId,
        Optional<Wanted> wanted,
        Optional<Ending> ending)
        implements WorkItem<ReferralState> {

    /**
     * 移送涉嫌犯罪案件的书面报告, with the annexes of the 移送书 (移送规定 art. 6).
     *
     * @param crime the crime that is suspected
     * @param content 调查报告: facts and evidence
     * @param goods 涉案物品清单
     * @param tests 检验报告或者鉴定意见
     * @param penalties what was imposed before (art. 11)
     * @param others other materials
     * @param police code of the police
     * @param procuratorate code of the procuratorate that gets a copy
     */
    public record Report(
            String crime,
            String content,
            Optional<String> goods,
            Optional<String> tests,
            Optional<String> penalties,
            Optional<String> others,
            String police,
            String procuratorate) {}

    /**
     * @param by who proposed it
     * @param approvedBy empty until a head approved it
     */
    public record Wanted(FollowUp what, String reason, String by, Optional<String> approvedBy) {}

    /**
     * The end of the criminal case, registered off the paper.
     *
     * @param documentNo of the 撤销案件决定书, 不起诉决定书 or judgment
     * @param punish whether the officers propose an administrative penalty
     * @param by user id of who registered it
     */
    public record Ending(
            CriminalOutcome outcome,
            String documentNo,
            LocalDate decidedOn,
            LocalDate arrivedOn,
            boolean punish,
            String reason,
            String by) {

        /** As people read it. */
        public String inWords() {
            return outcome.title() + "（" + documentNo + "，" + decidedOn + "）";
        }
    }

    Subject subject() {
        return new Subject(caseNo, id, tenant, tenant, false);
    }

    /** Neither of the two officers decides, nor who began it. */
    Approval approval() {
        return new Approval(caseNo, tenant, id, hands(), "referral.own-approval");
    }

    /** @throws Refusal {@code referral.officers-only} where the person is none of the two */
    Referral handledBy(String user) {
        if (!lead.equals(user) && !second.equals(user)) {
            throw new Refusal("referral.officers-only");
        }
        return this;
    }

    List<String> hands() {
        return Stream.of(lead, second, raisedBy).distinct().toList();
    }

    Report written() {
        return report.orElseThrow(() -> new IllegalStateException("Nothing is reported of " + id));
    }
}
