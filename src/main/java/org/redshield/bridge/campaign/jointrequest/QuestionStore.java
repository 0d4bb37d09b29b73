package org.redshield.bridge.campaign.jointrequest;

import static org.redshield.bridge.Rows.dateIfAny;
import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Candidate;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Kind;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Part;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Shop;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.State;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Sum;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.What;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Joint questions, what each bureau does about them, and the shops for which it asks. */
@Repository
class QuestionStore {

    private final JdbcClient jdbc;
    private final InstantSource time;

    QuestionStore(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

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
        What what = question.what();
        jdbc.sql("""
                        insert into campaign_question (question_id, case_no, tenant, kind, platform, datasets, period_from, period_to,
                               measures, legal_basis, purpose, ask_at, changeable, proposed_by, proposed_at)
                        values (:id, :caseNo, :tenant, :kind, :platform, :datasets, :from, :to, :measures, :basis, :purpose, :askAt,
                               :changeable, :by, :now)
                        """)
                .param("id", question.id())
                .param("caseNo", question.caseNo())
                .param("tenant", question.tenant())
                .param("platform", question.platform())
                .param("kind", question.kind().name())
                .param("datasets", what.datasets().stream().map(Enum::name).toArray(String[]::new))
                .param("from", what.from().orElse(null), Types.DATE)
                .param("to", what.to().orElse(null), Types.DATE)
                .param("measures", what.measures().toArray(String[]::new))
                .param("basis", what.legalBasis().orElse(null), Types.VARCHAR)
                .param("changeable", question.changeable())
                .param("purpose", question.purpose())
                .param("askAt", timestamp(question.askAt()))
                .param("by", question.proposedBy())
                .param("now", timestamp(time.instant()))
                .update();
    }

    void insert(Part part) {
        jdbc.sql("""
                        insert into campaign_question_part (part_id, question_id, tenant, member_id, state, prepared_by, changed_at)
                        values (:id, :question, :tenant, :member, :state, :by, :now)
                        """)
                .param("id", part.id())
                .param("question", part.questionId())
                .param("tenant", part.tenant())
                .param("member", part.memberId().orElse(null), Types.VARCHAR)
                .param("state", part.state().name())
                .param("by", part.preparedBy().orElse(null), Types.VARCHAR)
                .param("now", timestamp(time.instant()))
                .update();
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
                        select :part, subject_id, platform, shop_id, own_case, :sentAs from campaign_subject
                         where case_no = :caseNo and platform = :platform and holder = :tenant and own_case in (:cases)
                           and (:all or subject_id::text = any (:chosen))
                        """)
                .param("cases", cases)
                .param("part", part.id())
                .param("caseNo", question.caseNo())
                .param("platform", question.platform())
                .param("tenant", part.tenant())
                .param("sentAs", question.kind() == Kind.REQUEST ? Kind.REQUEST.name() : null, Types.VARCHAR)
                .param("all", chosen.isEmpty())
                .param("chosen", chosen.orElse(List.of()).toArray(String[]::new))
                .update();
    }

    /** None of them any more; nothing has gone out for any yet. */
    void dropShops(Part part) {
        jdbc.sql("delete from campaign_question_shop where part_id = ? and done_at is null")
                .param(part.id())
                .update();
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
                        .param("cases", cases)
                        .param("caseNo", question.caseNo())
                        .param("platform", question.platform())
                        .param("tenant", tenant)
                        .query((row, index) -> new Candidate(
                                row.getObject("subject_id", UUID.class),
                                row.getString("shop_id"),
                                row.getString("shop_name"),
                                row.getString("own_case")))
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
        return jdbc.sql("select * from campaign_question where question_id = ?")
                .param(id)
                .query(QuestionStore::question)
                .single();
    }

    /** With its row locked until the transaction ends: who moves or withdraws it, or takes an approval back, comes one after the other. */
    Optional<JointQuestion> lockedQuestion(String id, String caseNo) {
        return jdbc.sql("select * from campaign_question where question_id = ? and case_no = ? for no key update")
                .params(id, caseNo)
                .query(QuestionStore::question)
                .optional();
    }

    /** All of it, the lead's first, with their rows locked until the transaction ends. */
    List<Part> lockedParts(String question) {
        // Who tells the members holds the lead's row: what he has added is seen by the statement after it only.
        jdbc.sql("select from campaign_question_part where question_id = ? and member_id is null for update")
                .param(question)
                .query()
                .listOfRows();
        return jdbc.sql("""
                        select * from campaign_question_part where question_id = ? order by length(part_id), part_id for update
                        """).param(question).query(QuestionStore::part).list();
    }

    void moved(JointQuestion question, Instant askAt) {
        jdbc.sql("update campaign_question set ask_at = ? where question_id = ?")
                .params(timestamp(askAt), question.id())
                .update();
    }

    /** What members' heads have approved goes before them again. */
    void approveAgain(JointQuestion question) {
        jdbc.sql("""
                        update campaign_question_part set state = 'PENDING', changed_at = ?
                         where question_id = ? and state = 'APPROVED' and member_id is not null
                        """).params(timestamp(time.instant()), question.id()).update();
    }

    /** Nodes of the release before see what had not ended as left out. */
    void withdrawn(JointQuestion question) {
        jdbc.sql("update campaign_question set withdrawn_at = ? where question_id = ?")
                .params(timestamp(time.instant()), question.id())
                .update();
        jdbc.sql("""
                        update campaign_question_part set state = 'LAPSED', changed_at = ?
                         where question_id = ? and state in ('PREPARING', 'PENDING', 'APPROVED')
                        """).params(timestamp(time.instant()), question.id()).update();
    }

    /** Whether it is approved and due as others leave it; until the transaction ends nobody moves it or takes it back. */
    boolean isStillDue(Part part) {
        boolean due = jdbc.sql(
                        "select ask_at <= ? and withdrawn_at is null from campaign_question where question_id = ? for share")
                .params(timestamp(time.instant()), part.questionId())
                .query(Boolean.class)
                .single();
        // Read after the lock, so that what was decided before it is seen.
        return due
                && part(part.id(), part.tenant())
                        .filter(now -> now.state() == State.APPROVED)
                        .isPresent();
    }

    Optional<Part> part(String id, String tenant) {
        return jdbc.sql("select * from campaign_question_part where part_id = ? and tenant = ?")
                .params(id, tenant)
                .query(QuestionStore::part)
                .optional();
    }

    /** With its row locked until the transaction ends. @throws Refusal {@code campaign.unknown} */
    Part locked(String id, String tenant) {
        return jdbc.sql("select * from campaign_question_part where part_id = ? and tenant = ? for update")
                .params(id, tenant)
                .query(QuestionStore::part)
                .optional()
                .orElseThrow(() -> new Refusal("campaign.unknown", id));
    }

    /** The bureau's process knows of this moment. */
    void told(Part part, Instant askAt) {
        jdbc.sql("update campaign_question_part set told_at = ? where part_id = ?")
                .params(timestamp(askAt), part.id())
                .update();
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
        jdbc.sql("update campaign_question_part set state = :state, " + by
                        + " = :user, reason = coalesce(:reason, reason), changed_at = :now where part_id = :id")
                .param("state", next.name())
                .param("user", user)
                .param("reason", reason.orElse(null), Types.VARCHAR)
                .param("now", timestamp(time.instant()))
                .param("id", part.id())
                .update();
    }

    void lapsed(Part part) {
        jdbc.sql("update campaign_question_part set state = 'LAPSED', changed_at = ? where part_id = ?")
                .params(timestamp(time.instant()), part.id())
                .update();
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
    List<Part> due(Instant now) {
        return jdbc.sql("""
                        select p.* from campaign_question_part p join campaign_question q on q.question_id = p.question_id
                         where p.state = 'APPROVED' and q.withdrawn_at is null and q.ask_at <= ? order by q.ask_at, p.part_id
                        """).param(timestamp(now)).query(QuestionStore::part).list();
    }

    List<UUID> open(String part) {
        return jdbc.sql("""
                        select subject_id from campaign_question_shop
                         where part_id = ? and request_id is null and refusal is null order by subject_id
                        """).param(part).query(UUID.class).list();
    }

    /** With its row locked, where nobody has asked for it yet and no other node is about to. */
    Optional<Shop> lockedOpen(String part, UUID subject) {
        return jdbc.sql("""
                        select * from campaign_question_shop
                         where part_id = ? and subject_id = ? and request_id is null and refusal is null for update skip locked
                        """).params(part, subject).query(QuestionStore::shop).optional();
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
        jdbc.sql("""
                        update campaign_question_shop set request_id = :request, refusal = :refusal, done_at = :now, sent_as = :kind
                         where part_id = :part and subject_id = :subject and request_id is null and refusal is null
                        """)
                .param("kind", kind.name())
                .param("request", requestId, Types.VARCHAR)
                .param("refusal", refusal, Types.VARCHAR)
                .param("now", timestamp(time.instant()))
                .param("part", shop.partId())
                .param("subject", shop.subjectId())
                .update();
    }

    /** When nothing of it is open any more. @return whether it was not said before */
    boolean finished(Part part) {
        return jdbc.sql("""
                        update campaign_question_part p set state = 'ASKED', changed_at = :now
                         where part_id = :id and state = 'APPROVED'
                           and not exists (select from campaign_question_shop s where s.part_id = p.part_id
                                              and s.request_id is null and s.refusal is null)
                        """)
                        .param("now", timestamp(time.instant()))
                        .param("id", part.id())
                        .update()
                == 1;
    }

    /** The newest first. */
    List<JointQuestion> ofCase(String caseNo) {
        return jdbc.sql("select * from campaign_question where case_no = ? order by proposed_at desc, question_id desc")
                .param(caseNo)
                .query(QuestionStore::question)
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
                .param("now", timestamp(time.instant()))
                .param("caseNo", caseNo)
                .query((row, index) -> new Sum(
                        row.getString("question_id"),
                        row.getString("tenant"),
                        State.valueOf(row.getString("state")),
                        row.getInt("shops"),
                        row.getInt("asked"),
                        row.getInt("refused")))
                .list();
    }

    /** The own shops of a bureau in all questions of a campaign. */
    List<Shop> shopsOf(String caseNo, String tenant) {
        return jdbc.sql("""
                        select s.* from campaign_question q
                          join campaign_question_part p on p.question_id = q.question_id and p.tenant = ?
                          join campaign_question_shop s on s.part_id = p.part_id
                         where q.case_no = ? order by s.shop_id
                        """).params(tenant, caseNo).query(QuestionStore::shop).list();
    }

    List<Shop> shopsOf(Part part) {
        return jdbc.sql("select * from campaign_question_shop where part_id = ? order by shop_id")
                .param(part.id())
                .query(QuestionStore::shop)
                .list();
    }

    private static JointQuestion question(ResultSet row, int index) throws SQLException {
        return new JointQuestion(
                row.getString("question_id"),
                row.getString("case_no"),
                row.getString("tenant"),
                Kind.valueOf(row.getString("kind")),
                row.getString("platform"),
                new What(
                        texts(row, "datasets").stream().map(Dataset::valueOf).toList(),
                        dateIfAny(row, "period_from"),
                        dateIfAny(row, "period_to"),
                        texts(row, "measures"),
                        textIfAny(row, "legal_basis")),
                row.getString("purpose"),
                instant(row, "ask_at"),
                row.getString("proposed_by"),
                row.getBoolean("changeable"),
                instantIfAny(row, "withdrawn_at"));
    }

    private static Part part(ResultSet row, int index) throws SQLException {
        return new Part(
                row.getString("part_id"),
                row.getString("question_id"),
                row.getString("tenant"),
                textIfAny(row, "member_id"),
                State.valueOf(row.getString("state")),
                textIfAny(row, "prepared_by"),
                textIfAny(row, "decided_by"),
                textIfAny(row, "reason"));
    }

    private static Shop shop(ResultSet row, int index) throws SQLException {
        return new Shop(
                row.getString("part_id"),
                row.getObject("subject_id", UUID.class),
                row.getString("shop_id"),
                row.getString("own_case"),
                textIfAny(row, "request_id"),
                textIfAny(row, "refusal"));
    }
}
