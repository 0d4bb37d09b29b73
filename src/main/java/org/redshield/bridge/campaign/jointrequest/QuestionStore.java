package org.redshield.bridge.campaign.jointrequest;

import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Candidate;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Kind;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Part;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Shop;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.State;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Sum;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.stereotype.Repository;

/** Joint questions, what each bureau does about them, and the shops for which it asks. */
@Repository
@RequiredArgsConstructor
class QuestionStore {

    private final JdbcClient jdbc;
    private final InstantSource time;

    /** Its questions are counted for their numbers: who holds the campaign's row proposes one after the other. */
    void holdToNumber(String caseNo) {
        jdbc.sql("select from campaign where case_no = ? for no key update")
                .param(caseNo)
                .query()
                .listOfRows();
    }

    int countOf(String caseNo) {
        return jdbc.sql("select count(*)::int from campaign_question where case_no = ?")
                .param(caseNo)
                .query(Integer.class)
                .single();
    }

    void insert(JointQuestion question) {
        jdbc.sql("""
                        insert into campaign_question (question_id, case_no, tenant, kind, platform, datasets, period_from, period_to,
                               measures, legal_basis, purpose, ask_at, changeable, proposed_by, proposed_at)
                        values (:id, :caseNo, :tenant, :kind, :platform, :datasets, :from, :to, :measures, :legalBasis, :purpose, :askAt,
                               :changeable, :proposedBy, :now)
                        """)
                .params(Rows.params(question))
                .param("now", timestamp(now()))
                .update();
    }

    void insert(Part part) {
        jdbc.sql("""
                        insert into campaign_question_part (part_id, question_id, tenant, member_id, state, prepared_by, changed_at)
                        values (:id, :questionId, :tenant, :memberId, :state, :preparedBy, :now)
                        """).params(Rows.params(part)).param("now", timestamp(now())).update();
    }

    /** The clues and cases that the bureau has about its subjects on the platform. */
    List<String> ownCases(String tenant, JointQuestion question) {
        return jdbc.sql("""
                        select distinct own_case from campaign_subject
                         where case_no = ? and platform = ? and holder = ? and own_case is not null
                        """)
                .params(question.caseNo(), question.platform(), tenant)
                .query(String.class)
                .list();
    }

    /**
     * The bureau's own subjects on the platform, of these cases.
     *
     * @param chosen ids of the only ones; empty for all
     * @return how many
     */
    int takeShops(Part part, JointQuestion question, Set<String> cases, Optional<Collection<String>> chosen) {
        if (cases.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        insert into campaign_question_shop (part_id, subject_id, platform, shop_id, own_case, sent_as)
                        select :id, subject_id, platform, shop_id, own_case, :sentAs from campaign_subject
                         where case_no = :caseNo and platform = :platform and holder = :tenant and own_case in (:cases)
                           and (:all or subject_id::text = any (:chosen))
                        """)
                .params(Rows.params(question))
                .params(Rows.params(part))
                .param("cases", cases)
                .param("sentAs", question.kind() == Kind.REQUEST ? Kind.REQUEST.name() : null)
                .param("all", chosen.isEmpty())
                .param("chosen", Rows.kept(chosen.orElse(List.of())))
                .update();
    }

    /** None of them any more; nothing has gone out for any yet. */
    void dropShops(Part part) {
        update("delete from campaign_question_shop where part_id = ? and done_at is null", part.id());
    }

    /** The bureau's own subjects on the platform, of these cases, by their shops. */
    List<Candidate> candidates(String tenant, JointQuestion question, Set<String> cases) {
        return cases.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select subject_id, shop_id, shop_name, own_case from campaign_subject
                         where case_no = :caseNo and platform = :platform and holder = :tenant and own_case in (:cases)
                         order by shop_id, subject_id
                        """)
                        .params(Map.of(
                                "cases",
                                cases,
                                "caseNo",
                                question.caseNo(),
                                "platform",
                                question.platform(),
                                "tenant",
                                tenant))
                        .query(Rows.as(Candidate.class))
                        .list();
    }

    /** One of the campaign's shops on the platform, whosever it is. */
    Optional<String> anyShop(String caseNo, String platform) {
        return jdbc.sql("select shop_id from campaign_subject where case_no = ? and platform = ? limit 1")
                .params(caseNo, platform)
                .query(String.class)
                .optional();
    }

    JointQuestion question(String id) {
        return questions("where question_id = ?", id).single();
    }

    /** With its row locked until the transaction ends: who moves or withdraws it, or takes an approval back, comes one after the other. */
    Optional<JointQuestion> lockedQuestion(String id, String caseNo) {
        return questions("where question_id = ? and case_no = ? for no key update", id, caseNo)
                .optional();
    }

    /** All of it, the lead's first, with their rows locked until the transaction ends. */
    List<Part> lockedParts(String question) {
        // Who tells the members holds the lead's row: what he has added is seen by the statement after it only.
        jdbc.sql("select from campaign_question_part where question_id = ? and member_id is null for update")
                .param(question)
                .query()
                .listOfRows();
        return parts("where question_id = ? order by length(part_id), part_id for update", question)
                .list();
    }

    void moved(JointQuestion question, Instant askAt) {
        update("update campaign_question set ask_at = ? where question_id = ?", askAt, question.id());
    }

    /** What members' heads have approved goes before them again. */
    void approveAgain(JointQuestion question) {
        update("""
                update campaign_question_part set state = 'PENDING', changed_at = ?
                 where question_id = ? and state = 'APPROVED' and member_id is not null
                """, now(), question.id());
    }

    /** Nodes of the release before see what had not ended as left out. */
    void withdrawn(JointQuestion question) {
        update("update campaign_question set withdrawn_at = ? where question_id = ?", now(), question.id());
        update("""
                update campaign_question_part set state = 'LAPSED', changed_at = ?
                 where question_id = ? and state in ('PREPARING', 'PENDING', 'APPROVED')
                """, now(), question.id());
    }

    /** Whether it is approved and due as others leave it; until the transaction ends nobody moves it or takes it back. */
    boolean isStillDue(Part part) {
        boolean due = jdbc.sql(
                        "select ask_at <= ? and withdrawn_at is null from campaign_question where question_id = ? for share")
                .params(Rows.values(now(), part.questionId()))
                .query(Boolean.class)
                .single();
        // Read after the lock, so that what was decided before it is seen.
        return due
                && part(part.id(), part.tenant())
                        .filter(now -> now.state() == State.APPROVED)
                        .isPresent();
    }

    Optional<Part> part(String id, String tenant) {
        return parts("where part_id = ? and tenant = ?", id, tenant).optional();
    }

    /** With its row locked until the transaction ends. @throws Refusal {@code campaign.unknown} */
    Part locked(String id, String tenant) {
        return parts("where part_id = ? and tenant = ? for update", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("campaign.unknown", id));
    }

    /** The bureau's process knows of this moment. */
    void told(Part part, Instant askAt) {
        update("update campaign_question_part set told_at = ? where part_id = ?", askAt, part.id());
    }

    /** Whether the moment of which the bureau's process knows is the one that counts; nodes of the release before do not say. */
    boolean isTold(Part part) {
        return jdbc.sql("""
                        select coalesce(p.told_at = q.ask_at, true) from campaign_question_part p
                          join campaign_question q on q.question_id = p.question_id where p.part_id = ?
                        """).param(part.id()).query(Boolean.class).single();
    }

    /** Whether the lead has told the members already. */
    boolean isCirculated(String question) {
        return jdbc.sql(
                        "select exists (select from campaign_question_part where question_id = ? and member_id is not null)")
                .param(question)
                .query(Boolean.class)
                .single();
    }

    void prepared(Part part, State next, String user, Optional<String> reason) {
        moved(part, next, "prepared_by", user, reason);
    }

    void decided(Part part, State next, String user, Optional<String> reason) {
        moved(part, next, "decided_by", user, reason);
    }

    private void moved(Part part, State next, String by, String user, Optional<String> reason) {
        update(
                "update campaign_question_part set state = ?, " + by
                        + " = ?, reason = coalesce(?, reason), changed_at = ? where part_id = ?",
                next,
                user,
                reason,
                now(),
                part.id());
    }

    void lapsed(Part part) {
        update(
                "update campaign_question_part set state = 'LAPSED', changed_at = ? where part_id = ?",
                now(),
                part.id());
    }

    /** When the next of what is approved goes out. */
    Optional<Instant> nextAt() {
        return jdbc.sql("""
                        select min(q.ask_at) as at from campaign_question q
                         where q.withdrawn_at is null
                           and exists (select from campaign_question_part p where p.question_id = q.question_id and p.state = 'APPROVED')
                        """).query((row, index) -> instantIfAny(row, "at")).single();
    }

    /** Approved, and it is time. */
    List<Part> due(Instant at) {
        return parts("""
                join campaign_question q on q.question_id = p.question_id
                 where p.state = 'APPROVED' and q.withdrawn_at is null and q.ask_at <= ? order by q.ask_at, p.part_id
                """, timestamp(at)).list();
    }

    List<UUID> open(String part) {
        return jdbc.sql("""
                        select subject_id from campaign_question_shop
                         where part_id = ? and request_id is null and refusal is null order by subject_id
                        """).param(part).query(UUID.class).list();
    }

    /** With its row locked, where nobody has asked for it yet and no other node is about to. */
    Optional<Shop> lockedOpen(String part, UUID subject) {
        return shops("""
                where part_id = ? and subject_id = ? and request_id is null and refusal is null for update skip locked
                """, part, subject).optional();
    }

    /** Whether it is still the bureau's, in the case in which it asks. */
    boolean isStillOurs(Shop shop, String tenant) {
        return jdbc.sql("""
                        select exists (select from campaign_subject where subject_id = ? and holder = ? and own_case = ?)
                        """)
                .params(shop.subjectId(), tenant, shop.ownCase())
                .query(Boolean.class)
                .single();
    }

    void asked(Shop shop, Kind kind, String id) {
        done(shop, kind, id, null);
    }

    void refused(Shop shop, Kind kind, String why) {
        done(shop, kind, null, why);
    }

    private void done(Shop shop, Kind kind, String requestId, String refusal) {
        update("""
                update campaign_question_shop set request_id = ?, refusal = ?, done_at = ?, sent_as = ?
                 where part_id = ? and subject_id = ? and request_id is null and refusal is null
                """, requestId, refusal, now(), kind, shop.partId(), shop.subjectId());
    }

    /** When nothing of it is open any more. @return whether it was not said before */
    boolean finished(Part part) {
        return update("""
                        update campaign_question_part p set state = 'ASKED', changed_at = ?
                         where part_id = ? and state = 'APPROVED'
                           and not exists (select from campaign_question_shop s where s.part_id = p.part_id
                                              and s.request_id is null and s.refusal is null)
                        """, now(), part.id()) == 1;
    }

    /** The newest first. */
    List<JointQuestion> ofCase(String caseNo) {
        return questions("where case_no = ? order by proposed_at desc, question_id desc", caseNo)
                .list();
    }

    /**
     * Of all bureaus and questions of a campaign, by one statement. Who has not approved at the moment is left out, also where no process
     * says so, for the letter came to who had left; and what is left out asks for no shop.
     */
    List<Sum> sums(String caseNo) {
        return jdbc.sql("""
                        select p.question_id, p.tenant, p.state, count(s.subject_id)::int as shops,
                               count(s.request_id)::int as asked, count(s.refusal)::int as refused
                          from campaign_question q
                          join lateral (
                                select part_id, question_id, tenant,
                                       case when state = 'LAPSED' and q.withdrawn_at is not null then 'WITHDRAWN'
                                            when state in ('PREPARING', 'PENDING') and q.ask_at <= :now then 'LAPSED' else state end as state
                                  from campaign_question_part where question_id = q.question_id) p on true
                          left join campaign_question_shop s on s.part_id = p.part_id and p.state not in ('DECLINED', 'REFUSED', 'LAPSED', 'WITHDRAWN')
                         where q.case_no = :caseNo
                         group by p.part_id, p.question_id, p.tenant, p.state order by length(p.part_id), p.part_id
                        """)
                .params(Rows.params(Map.of("now", now(), "caseNo", caseNo)))
                .query(Rows.as(Sum.class))
                .list();
    }

    /** The own shops of a bureau in all questions of a campaign. */
    List<Shop> shopsOf(String caseNo, String tenant) {
        return shops("""
                join campaign_question_part p on p.part_id = s.part_id and p.tenant = ?
                  join campaign_question q on q.question_id = p.question_id
                 where q.case_no = ? order by s.shop_id
                """, tenant, caseNo).list();
    }

    List<Shop> shopsOf(Part part) {
        return shops("where part_id = ? order by shop_id", part.id()).list();
    }

    private MappedQuerySpec<JointQuestion> questions(String which, Object... values) {
        return jdbc.sql(
                        "select *, question_id as id, period_from as \"from\", period_to as \"to\" from campaign_question "
                                + which)
                .params(values)
                .query(Rows.as(JointQuestion.class));
    }

    private MappedQuerySpec<Part> parts(String which, Object... values) {
        return jdbc.sql("select p.*, p.part_id as id from campaign_question_part p " + which)
                .params(values)
                .query(Rows.as(Part.class));
    }

    private MappedQuerySpec<Shop> shops(String which, Object... values) {
        return jdbc.sql("select s.* from campaign_question_shop s " + which)
                .params(values)
                .query(Rows.as(Shop.class));
    }

    private int update(String sql, Object... values) {
        return jdbc.sql(sql).params(Rows.values(values)).update();
    }

    private Instant now() {
        return time.instant();
    }
}
