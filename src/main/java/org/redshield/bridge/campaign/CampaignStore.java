package org.redshield.bridge.campaign;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.casework.Transitions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.stereotype.Repository;

/** Campaigns and who was invited. The rows are shared by all who take part; each bureau is in them by its own code. */
@Repository
@RequiredArgsConstructor
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

    private static final String SELECT = """
            select c.*, period_from as "from", period_to as "to", order_ended_by as ended_above from campaign c
            """;

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Transitions transitions;

    void insert(Campaign campaign) {
        jdbc.sql("""
                        insert into campaign (case_no, tenant, title, basis, period_from, period_to, answer_by, checklist, checks,
                               platforms, quota, priority_days, members, state, proposed_by, proposed_at, prepared_by, changed_at, named)
                        values (:caseNo, :tenant, :title, :basis, :from, :to, :answerBy, :checklist, :checks, :platforms, :quota,
                               :priorityDays, :members, :state, :proposedBy, :proposedAt, :preparedBy, :proposedAt, :named)
                        """).params(Rows.params(campaign)).update();
    }

    /** As it is proposed now; who proposed it first stays. */
    void amend(Campaign campaign) {
        jdbc.sql("""
                        update campaign set title = :title, basis = :basis, period_from = :from, period_to = :to, answer_by = :answerBy,
                               checklist = :checklist, checks = :checks, platforms = :platforms, quota = :quota, priority_days = :priorityDays,
                               members = :members, prepared_by = :preparedBy
                         where case_no = :caseNo
                        """).params(Rows.params(campaign)).update();
    }

    public Optional<Campaign> campaign(String caseNo) {
        return campaigns("where case_no = ?", caseNo).optional();
    }

    /** For its lead, and for who takes part or did so until its end; for everybody else it is not there. */
    public Optional<Campaign> seenBy(String caseNo, String tenant) {
        return seen(caseNo, tenant, TAKES_PART);
    }

    /** The same, and also for who ordered it from above: he reads and does nothing in it. */
    public Optional<Campaign> readBy(String caseNo, String tenant) {
        return seen(caseNo, tenant, READS);
    }

    private Optional<Campaign> seen(String caseNo, String tenant, String who) {
        return jdbc.sql(SELECT + "where c.case_no = :caseNo and" + who)
                .params(Map.of("caseNo", caseNo, "tenant", tenant))
                .query(Rows.as(Campaign.class))
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
        return campaigns("where case_no = ? for share", caseNo).optional();
    }

    /** With its row locked until the transaction ends, for its lead. @throws Refusal {@code campaign.unknown} */
    Campaign locked(String caseNo, String tenant) {
        return campaigns("where case_no = ? and tenant = ? for update", caseNo, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("campaign.unknown", caseNo));
    }

    /** With its row locked, for whoever it concerns that it was ordered. */
    Optional<Campaign> lockedOrder(String caseNo) {
        return campaigns("where case_no = ? for update", caseNo).optional();
    }

    /** The order to its lead is out. */
    void ordered(String caseNo, UUID letter) {
        change(caseNo, "order_letter = ?", letter);
    }

    /** The lead has it; from then on it is a case of his. */
    void orderReceived(String caseNo) {
        change(caseNo, "order_received_at = coalesce(order_received_at, ?), changed_at = ?", now(), now());
    }

    /** From here on it is the lead's; what is written in its name is by its own head, and who ordered it reads it. */
    void takenUp(Campaign campaign, String head) {
        change(campaign.caseNo(), """
                tenant = named, superior = tenant, proposed_by = ?, prepared_by = array[?], approved_by = ?, changed_at = ?
                """, head, head, head, now());
    }

    /** Who ordered it has the letter by which it was taken up. @return whether he had not before */
    boolean takingUpArrived(String caseNo, String superior) {
        return update("""
                        update campaign set order_answered_at = ? where case_no = ? and superior = ? and order_answered_at is null
                        """, now(), caseNo, superior) == 1;
    }

    /** In which the bureau leads or takes part, or which it ordered, the newest first. */
    public List<Campaign> of(String tenant, int most) {
        return jdbc.sql(SELECT + "where" + READS + " order by proposed_at desc limit :most")
                .params(Map.of("tenant", tenant, "most", most))
                .query(Rows.as(Campaign.class))
                .list();
    }

    /** Numbers of all that run. */
    List<String> running() {
        return jdbc.sql("select case_no from campaign where state = 'RUNNING' order by case_no")
                .query(String.class)
                .list();
    }

    void move(Campaign campaign, CampaignState next) {
        change(campaign.caseNo(), "state = ?, changed_at = ?", transitions.move(campaign.state(), next), now());
    }

    /** Nobody can tell any more what was approved before this release: it is proposed again. */
    void reopen(String caseNo) {
        update("""
                update campaign set state = 'PROPOSED', approved_by = null, order_approved = false, changed_at = ?
                 where case_no = ? and state = 'RUNNING'
                """, now(), caseNo);
    }

    /** In one statement: nodes that know of no lead below say nothing of the order, and the table lets them approve none. */
    void approved(Campaign campaign, String user) {
        change(
                campaign.caseNo(),
                "state = ?, approved_by = ?, order_approved = named is not null, changed_at = ?",
                transitions.move(campaign.state(), CampaignState.RUNNING),
                user,
                now());
    }

    /** A head ends it before its last day. */
    void endDecided(String caseNo, String user, String reason) {
        change(caseNo, "ended_by = ?, end_reason = ?", user, reason);
    }

    /** The head of the bureau does that ordered it. */
    void endDecidedAbove(String caseNo, String user, String reason) {
        change(caseNo, "order_ended_by = ?, end_reason = ?", user, reason);
    }

    void ended(Campaign campaign) {
        move(campaign, CampaignState.ENDED);
        change(campaign.caseNo(), "ended_at = ?", now());
    }

    /** Rows for those that neither take part nor are asked; a bureau that declined or left is asked once more. @param below what the lead orders */
    void invite(Campaign campaign, List<String> bureaus, Collection<String> below, LocalDate answerBy, String user) {
        jdbc.sql("""
                        insert into campaign_member (member_id, case_no, tenant, lead, title, state, answer_by, invited_by,
                               answered, ordered, changed_at)
                        select :caseNo || '-J' || (select count(*) from campaign_member where case_no = :caseNo)
                               + row_number() over (order by b.place), :caseNo, b.code, :tenant, :title, 'INVITED', :answerBy, :by,
                               false, b.code = any(:below), :now
                          from unnest(:bureaus) with ordinality as b (code, place)
                         where not exists (select from campaign_member m where m.case_no = :caseNo and m.tenant = b.code
                                              and m.state in ('INVITED', 'JOINED'))
                        """)
                .params(Rows.params(campaign))
                .params(Rows.params(Map.of(
                        "bureaus", bureaus, "below", below, "answerBy", answerBy, "by", user, "now", time.instant())))
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
        return members("where case_no = ? order by length(member_id), member_id", caseNo)
                .list();
    }

    Optional<Member> member(String id) {
        return members("where member_id = ?", id).optional();
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
        return members("where member_id = ? and " + whose + " = ? for update", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("campaign.unknown", id));
    }

    void sent(Member member, UUID letter) {
        change(member, "letter_id = ?, changed_at = ?", letter, now());
    }

    void received(Member member) {
        change(member, "received_at = coalesce(received_at, ?), changed_at = ?", now(), now());
    }

    void decided(Member member, MemberState next, Optional<String> user, Optional<String> reason) {
        change(
                member,
                "state = ?, decided_by = coalesce(?, decided_by), reason = coalesce(?, reason), changed_at = ?",
                transitions.move(member.state(), next),
                user,
                reason,
                now());
    }

    /** The lead has its answer. */
    void answered(Member member) {
        change(member, "answered = true");
    }

    /** The lead has the letter about that. @return whether it had not before */
    boolean leavingArrived(String memberId, String lead) {
        return update(
                        "update campaign_member set left_at = ? where member_id = ? and lead = ? and left_at is null",
                        now(),
                        memberId,
                        lead)
                == 1;
    }

    private MappedQuerySpec<Campaign> campaigns(String which, Object... values) {
        return jdbc.sql(SELECT + which).params(values).query(Rows.as(Campaign.class));
    }

    private MappedQuerySpec<Member> members(String which, Object... values) {
        return jdbc.sql("select *, member_id as id from campaign_member " + which)
                .params(values)
                .query(Rows.as(Member.class));
    }

    private void change(String caseNo, String changes, Object... values) {
        jdbc.sql("update campaign set " + changes + " where case_no = ?")
                .params(Rows.values(values))
                .param(caseNo)
                .update();
    }

    private void change(Member member, String changes, Object... values) {
        jdbc.sql("update campaign_member set " + changes + " where member_id = ?")
                .params(Rows.values(values))
                .param(member.id())
                .update();
    }

    private int update(String sql, Object... values) {
        return jdbc.sql(sql).params(Rows.values(values)).update();
    }

    private Instant now() {
        return time.instant();
    }
}
