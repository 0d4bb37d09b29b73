package org.redshield.bridge.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.campaign.checks.Checklist;
import org.redshield.bridge.cases.Approval;

/**
 * A campaign, as its lead proposed it.
 *
 * @param caseNo its number; all members know it by that
 * @param tenant the lead
 * @param basis name of a {@link org.redshield.bridge.cases.LegalBasis}
 * @param to the last day
 * @param answerBy the last day on which who is invited with the proposal may answer
 * @param checklist the version with which it was proposed
 * @param checks what of that is looked at
 * @param platforms their codes
 * @param quota how many subjects are to be checked; empty where none is set
 * @param priorityDays so many working days after the first day who is competent comes first (管辖优先); 0 where nobody does
 * @param members codes of the bureaus that are invited with the approval
 * @param preparedBy who proposed it and who amended it
 * @param endedBy the head who ended it before its last day
 * @param named the bureau below that is to lead it (上级部署、下级牵头); until that takes it up the tenant is who orders it
 * @param superior who ordered it, once its lead has taken it up
 * @param orderLetter the order to the lead, once it is out
 * @param endedAbove the head of who ordered it, where he ended it before its last day
 */
public record Campaign(
        String caseNo,
        String tenant,
        String title,
        String basis,
        LocalDate from,
        LocalDate to,
        LocalDate answerBy,
        Checklist checklist,
        List<CheckItem> checks,
        List<String> platforms,
        Optional<Integer> quota,
        int priorityDays,
        List<String> members,
        CampaignState state,
        String proposedBy,
        Instant proposedAt,
        List<String> preparedBy,
        Optional<String> approvedBy,
        Optional<String> endReason,
        Optional<String> endedBy,
        Optional<Instant> endedAt,
        Optional<String> named,
        Optional<String> superior,
        Optional<UUID> orderLetter,
        Optional<String> endedAbove) {

    private static final String SUFFIX = "-J0";
    private static final String ORDER = "-A0";

    /** {@code <caseNo>-J0}: its process and its record are about that. */
    public String id() {
        return id(caseNo);
    }

    /** What the record of that campaign is about. */
    public static String id(String caseNo) {
        return caseNo + SUFFIX;
    }

    static String caseNo(String id) {
        return id.replaceFirst("(" + SUFFIX + "|" + ORDER + ")$", "");
    }

    /** {@code <caseNo>-A0}: what the bureau that ordered it follows it by. */
    public String orderId() {
        return caseNo + ORDER;
    }

    static boolean isOrder(String id) {
        return id.endsWith(ORDER);
    }

    /** Who leads it, or is to when he has taken it up. */
    public String lead() {
        return named.orElse(tenant);
    }

    /** Whether a lead was named that has not taken it up. */
    public boolean waitsForLead() {
        return !lead().equals(tenant);
    }

    /** Who ordered it from above; empty where its lead proposed it. */
    public Optional<String> orderedBy() {
        return waitsForLead() ? Optional.of(tenant) : superior;
    }

    /** As an officer reads it. */
    public String stateTitle() {
        return state == CampaignState.RUNNING && waitsForLead() ? "已部署，待牵头单位受领" : state.title();
    }

    Approval approval() {
        return new Approval(caseNo, tenant, id(), preparedBy, "campaign.own-approval");
    }
}
