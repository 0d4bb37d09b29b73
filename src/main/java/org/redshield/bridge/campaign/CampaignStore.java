package org.redshield.bridge.campaign;

import static org.redshield.bridge.Rows.dateIfAny;
import static org.redshield.bridge.Rows.idIfAny;
import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.campaign.checks.Checklist;
import org.redshield.bridge.casework.Transitions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Campaigns and who was invited. The rows are shared by all who take part; each bureau is in them by its own code. */
@Repository
public class CampaignStore {

    /** Who left sees the campaign no more; who never answered never did. */
    private static final String TAKES_PART = """
             (c.tenant = :tenant
              or exists (select from campaign_member m
                          where m.case_no = c.case_no and m.tenant = :tenant
                            and (m.state = 'JOINED' or m.state = 'ENDED' and m.decided_by is not null)))
            """;
    /** And who ordered it reads it, too. */
    private static final String READS = " (c.superior = :tenant or" + TAKES_PART + ")";

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Transitions transitions;

    CampaignStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        this.jdbc = jdbc;
        this.time = time;
        this.transitions = transitions;
    }

    void insert(Campaign campaign) {
        jdbc.sql("""
                        insert into campaign (case_no, tenant, title, basis, period_from, period_to, answer_by, checklist, checks,
                               platforms, quota, priority_days, members, state, proposed_by, proposed_at, prepared_by, changed_at, named)
                        values (:caseNo, :tenant, :title, :basis, :from, :to, :answerBy, :checklist, :checks, :platforms, :quota,
                               :priority, :members, :state, :by, :at, :prepared, :at, :named)
                        """)
                .param("caseNo", campaign.caseNo())
                .param("tenant", campaign.tenant())
                .param("title", campaign.title())
                .param("basis", campaign.basis())
                .param("from", campaign.from())
                .param("to", campaign.to())
                .param("answerBy", campaign.answerBy())
                .param("checklist", campaign.checklist().name())
                .param("checks", campaign.checks().stream().map(Enum::name).toArray(String[]::new))
                .param("platforms", campaign.platforms().toArray(String[]::new))
                .param("quota", campaign.quota().orElse(null))
                .param("priority", campaign.priorityDays())
                .param("members", campaign.members().toArray(String[]::new))
                .param("state", campaign.state().name())
                .param("by", campaign.proposedBy())
                .param("at", timestamp(campaign.proposedAt()))
                .param("prepared", campaign.preparedBy().toArray(String[]::new))
                .param("named", campaign.named().orElse(null), Types.VARCHAR)
                .update();
    }

    /** As it is proposed now; who proposed it first stays. */
    void amend(Campaign campaign) {
        jdbc.sql("""
                        update campaign set title = :title, basis = :basis, period_from = :from, period_to = :to, answer_by = :answerBy,
                               checklist = :checklist, checks = :checks, platforms = :platforms, quota = :quota, priority_days = :priority,
                               members = :members, prepared_by = :prepared
                         where case_no = :caseNo
                        """)
                .param("title", campaign.title())
                .param("basis", campaign.basis())
                .param("from", campaign.from())
                .param("to", campaign.to())
                .param("answerBy", campaign.answerBy())
                .param("checklist", campaign.checklist().name())
                .param("checks", campaign.checks().stream().map(Enum::name).toArray(String[]::new))
                .param("platforms", campaign.platforms().toArray(String[]::new))
                .param("quota", campaign.quota().orElse(null))
                .param("priority", campaign.priorityDays())
                .param("members", campaign.members().toArray(String[]::new))
                .param("prepared", campaign.preparedBy().toArray(String[]::new))
                .param("caseNo", campaign.caseNo())
                .update();
    }

    public Optional<Campaign> campaign(String caseNo) {
        return jdbc.sql("select * from campaign where case_no = ?")
                .param(caseNo)
                .query(CampaignStore::campaign)
                .optional();
    }

    /** For its lead, and for who takes part or did so until its end; for everybody else it is not there. */
    public Optional<Campaign> seenBy(String caseNo, String tenant) {
        return jdbc.sql("select * from campaign c where c.case_no = :caseNo and" + TAKES_PART)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .query(CampaignStore::campaign)
                .optional();
    }

    /** The same, and also for who ordered it from above: he reads and does nothing in it. */
    public Optional<Campaign> readBy(String caseNo, String tenant) {
        return jdbc.sql("select * from campaign c where c.case_no = :caseNo and" + READS)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .query(CampaignStore::campaign)
                .optional();
    }

    /**
     * The same for who changes its pool: until the transaction ends it does not end, and the bureau does not leave it. Whoever comes
     * after that sees it as it is then.
     */
    public Optional<Campaign> heldOpen(String caseNo, String tenant) {
        return heldOpen(caseNo).filter(campaign -> campaign.tenant().equals(tenant) || takesPart(caseNo, tenant));
    }

    private boolean takesPart(String caseNo, String tenant) {
        return jdbc.sql("""
                        select true from campaign_member where case_no = ? and tenant = ? and state = 'JOINED' for share
                        """)
                .params(caseNo, tenant)
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    /** Until the transaction ends it goes on as it is. */
    Optional<Campaign> heldOpen(String caseNo) {
        return jdbc.sql("select * from campaign where case_no = ? for share")
                .param(caseNo)
                .query(CampaignStore::campaign)
                .optional();
    }

    /** With its row locked until the transaction ends, for its lead. @throws Refusal {@code campaign.unknown} */
    Campaign locked(String caseNo, String tenant) {
        return jdbc.sql("select * from campaign where case_no = ? and tenant = ? for update")
                .params(caseNo, tenant)
                .query(CampaignStore::campaign)
                .optional()
                .orElseThrow(() -> new Refusal("campaign.unknown", caseNo));
    }

    /** With its row locked, for whoever it concerns that it was ordered. */
    Optional<Campaign> lockedOrder(String caseNo) {
        return jdbc.sql("select * from campaign where case_no = ? for update")
                .param(caseNo)
                .query(CampaignStore::campaign)
                .optional();
    }

    /** The order to its lead is out. */
    void ordered(String caseNo, UUID letter) {
        jdbc.sql("update campaign set order_letter = ? where case_no = ?")
                .params(letter, caseNo)
                .update();
    }

    /** The lead has it; from then on it is a case of his. */
    void orderReceived(String caseNo) {
        jdbc.sql("""
                        update campaign set order_received_at = coalesce(order_received_at, :now), changed_at = :now
                         where case_no = :caseNo
                        """)
                .param("now", timestamp(time.instant()))
                .param("caseNo", caseNo)
                .update();
    }

    /** From here on it is the lead's; what is written in its name is by its own head, and who ordered it reads it. */
    void takenUp(Campaign campaign, String head) {
        jdbc.sql("""
                        update campaign set tenant = named, superior = tenant, proposed_by = :head, prepared_by = array[:head],
                               approved_by = :head, changed_at = :now
                         where case_no = :caseNo
                        """)
                .param("head", head)
                .param("now", timestamp(time.instant()))
                .param("caseNo", campaign.caseNo())
                .update();
    }

    /** Who ordered it has the letter by which it was taken up. @return whether he had not before */
    boolean takingUpArrived(String caseNo, String superior) {
        return jdbc.sql("""
                        update campaign set order_answered_at = ? where case_no = ? and superior = ? and order_answered_at is null
                        """).params(timestamp(time.instant()), caseNo, superior).update() == 1;
    }

    /** In which the bureau leads or takes part, or which it ordered, the newest first. */
    public List<Campaign> of(String tenant, int most) {
        return jdbc.sql("select * from campaign c where" + READS + " order by proposed_at desc limit :most")
                .param("tenant", tenant)
                .param("most", most)
                .query(CampaignStore::campaign)
                .list();
    }

    /** Numbers of all that run. */
    List<String> running() {
        return jdbc.sql("select case_no from campaign where state = 'RUNNING' order by case_no")
                .query(String.class)
                .list();
    }

    void move(Campaign campaign, CampaignState next) {
        jdbc.sql("update campaign set state = :state, changed_at = :now where case_no = :caseNo")
                .param("state", transitions.move(campaign.state(), next).name())
                .param("now", timestamp(time.instant()))
                .param("caseNo", campaign.caseNo())
                .update();
    }

    /** Nobody can tell any more what was approved before this release: it is proposed again. */
    void reopen(String caseNo) {
        jdbc.sql("""
                        update campaign set state = 'PROPOSED', approved_by = null, order_approved = false, changed_at = ?
                         where case_no = ? and state = 'RUNNING'
                        """).params(timestamp(time.instant()), caseNo).update();
    }

    /** In one statement: nodes that know of no lead below say nothing of the order, and the table lets them approve none. */
    void approved(Campaign campaign, String user) {
        jdbc.sql("""
                        update campaign set state = ?, approved_by = ?, order_approved = named is not null, changed_at = ? where case_no = ?
                        """)
                .params(
                        transitions
                                .move(campaign.state(), CampaignState.RUNNING)
                                .name(),
                        user,
                        timestamp(time.instant()),
                        campaign.caseNo())
                .update();
    }

    /** A head ends it before its last day. */
    void endDecided(String caseNo, String user, String reason) {
        jdbc.sql("update campaign set ended_by = ?, end_reason = ? where case_no = ?")
                .params(user, reason, caseNo)
                .update();
    }

    /** The head of the bureau does that ordered it. */
    void endDecidedAbove(String caseNo, String user, String reason) {
        jdbc.sql("update campaign set order_ended_by = ?, end_reason = ? where case_no = ?")
                .params(user, reason, caseNo)
                .update();
    }

    void ended(Campaign campaign) {
        move(campaign, CampaignState.ENDED);
        jdbc.sql("update campaign set ended_at = ? where case_no = ?")
                .params(timestamp(time.instant()), campaign.caseNo())
                .update();
    }

    /** Rows for those that neither take part nor are asked; a bureau that declined or left is asked once more. */
    /** @param below what stands below the lead: these it orders */
    void invite(Campaign campaign, List<String> bureaus, Collection<String> below, LocalDate answerBy, String user) {
        jdbc.sql("""
                        insert into campaign_member (member_id, case_no, tenant, lead, title, state, answer_by, invited_by,
                               answered, ordered, changed_at)
                        select :caseNo || '-J' || (select count(*) from campaign_member where case_no = :caseNo)
                               + row_number() over (order by b.place), :caseNo, b.code, :lead, :title, 'INVITED', :answerBy, :by,
                               false, b.code = any(:below), :now
                          from unnest(:bureaus) with ordinality as b (code, place)
                         where not exists (select from campaign_member m where m.case_no = :caseNo and m.tenant = b.code
                                              and m.state in ('INVITED', 'JOINED'))
                        """)
                .param("caseNo", campaign.caseNo())
                .param("lead", campaign.tenant())
                .param("title", campaign.title())
                .param("answerBy", answerBy)
                .param("by", user)
                .param("now", timestamp(time.instant()))
                .param("bureaus", bureaus.toArray(String[]::new))
                .param("below", below.toArray(String[]::new))
                .update();
    }

    /** Whose invitation is not out yet. */
    List<Member> toInvite(String caseNo) {
        return members(caseNo).stream()
                .filter(member -> member.state() == MemberState.INVITED
                        && member.letterId().isEmpty())
                .toList();
    }

    public List<Member> members(String caseNo) {
        return jdbc.sql("select * from campaign_member where case_no = ? order by length(member_id), member_id")
                .param(caseNo)
                .query(CampaignStore::member)
                .list();
    }

    Optional<Member> member(String id) {
        return jdbc.sql("select * from campaign_member where member_id = ?")
                .param(id)
                .query(CampaignStore::member)
                .optional();
    }

    /** With its row locked, for the bureau that is invited. @throws Refusal {@code campaign.unknown} */
    Member lockedMember(String id, String tenant) {
        return locked("tenant", id, tenant);
    }

    /** With its row locked, for the lead. @throws Refusal {@code campaign.unknown} */
    Member lockedInvitation(String id, String lead) {
        return locked("lead", id, lead);
    }

    private Member locked(String whose, String id, String tenant) {
        return jdbc.sql("select * from campaign_member where member_id = ? and " + whose + " = ? for update")
                .params(id, tenant)
                .query(CampaignStore::member)
                .optional()
                .orElseThrow(() -> new Refusal("campaign.unknown", id));
    }

    void sent(Member member, UUID letter) {
        jdbc.sql("update campaign_member set letter_id = ?, changed_at = ? where member_id = ?")
                .params(letter, timestamp(time.instant()), member.id())
                .update();
    }

    void received(Member member) {
        jdbc.sql(
                        "update campaign_member set received_at = coalesce(received_at, :now), changed_at = :now where member_id = :id")
                .param("now", timestamp(time.instant()))
                .param("id", member.id())
                .update();
    }

    void decided(Member member, MemberState next, Optional<String> user, Optional<String> reason) {
        jdbc.sql("""
                        update campaign_member set state = :state, decided_by = coalesce(:user, decided_by),
                               reason = coalesce(:reason, reason), changed_at = :now
                         where member_id = :id
                        """)
                .param("state", transitions.move(member.state(), next).name())
                .param("user", user.orElse(null), Types.VARCHAR)
                .param("reason", reason.orElse(null), Types.VARCHAR)
                .param("now", timestamp(time.instant()))
                .param("id", member.id())
                .update();
    }

    /** The lead has its answer. */
    void answered(Member member) {
        jdbc.sql("update campaign_member set answered = true where member_id = ?")
                .param(member.id())
                .update();
    }

    /** The lead has the letter about that. @return whether it had not before */
    boolean leavingArrived(String memberId, String lead) {
        return jdbc.sql("update campaign_member set left_at = ? where member_id = ? and lead = ? and left_at is null")
                        .params(timestamp(time.instant()), memberId, lead)
                        .update()
                == 1;
    }

    private static Campaign campaign(ResultSet row, int index) throws SQLException {
        return new Campaign(
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("title"),
                row.getString("basis"),
                dateIfAny(row, "period_from").orElseThrow(),
                dateIfAny(row, "period_to").orElseThrow(),
                dateIfAny(row, "answer_by").orElseThrow(),
                Checklist.valueOf(row.getString("checklist")),
                texts(row, "checks").stream().map(CheckItem::valueOf).toList(),
                texts(row, "platforms"),
                Optional.ofNullable(row.getObject("quota", Integer.class)),
                row.getInt("priority_days"),
                texts(row, "members"),
                CampaignState.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                instant(row, "proposed_at"),
                texts(row, "prepared_by"),
                textIfAny(row, "approved_by"),
                textIfAny(row, "end_reason"),
                textIfAny(row, "ended_by"),
                instantIfAny(row, "ended_at"),
                textIfAny(row, "named"),
                textIfAny(row, "superior"),
                idIfAny(row, "order_letter"),
                textIfAny(row, "order_ended_by"));
    }

    private static Member member(ResultSet row, int index) throws SQLException {
        return new Member(
                row.getString("member_id"),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("lead"),
                MemberState.valueOf(row.getString("state")),
                dateIfAny(row, "answer_by").orElseThrow(),
                row.getString("invited_by"),
                idIfAny(row, "letter_id"),
                textIfAny(row, "decided_by"),
                textIfAny(row, "reason"),
                row.getBoolean("answered"),
                row.getBoolean("ordered"));
    }
}
