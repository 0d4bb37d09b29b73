package org.redshield.bridge.assistance.handling;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Rows;
import org.redshield.bridge.assistance.correspondence.ItemConclusion;
import org.redshield.bridge.casework.IncomingLetter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the asked side keeps beside its incoming letter. Every statement names the tenant. */
@Repository
@RequiredArgsConstructor
public class HandlingStore {

    private final JdbcClient jdbc;

    /** For a letter that has arrived; a corrected one goes on with what there is. */
    void open(IncomingLetter letter) {
        jdbc.sql("""
                        insert into assistance_handling (tenant, request_id) values (?, ?)
                        on conflict (tenant, request_id) do update set unsigned = false
                        """).params(letter.tenant(), letter.id()).update();
    }

    public AssistanceHandling of(IncomingLetter letter) {
        return jdbc.sql("""
                        select *, delay_count as delays from assistance_handling where tenant = ? and request_id = ?
                        """)
                .params(letter.tenant(), letter.id())
                .query(Rows.as(AssistanceHandling.class, Map.of("letter", letter)))
                .single();
    }

    void delay(IncomingLetter letter, LocalDate until, String reason) {
        update(letter, """
                delay_until = :until, delay_reason = :reason, delay_drafted = true, delay_head = null,
                delay_count = delay_count + 1
                """, Map.of("until", until, "reason", reason));
    }

    void delayApproved(IncomingLetter letter, String user) {
        update(letter, "delay_head = :user", Map.of("user", user));
    }

    /** What was drafted stays for whoever words it anew. */
    void delaySentBack(IncomingLetter letter) {
        update(letter, "delay_count = delay_count - 1", Map.of());
    }

    void delaySent(IncomingLetter letter) {
        update(letter, "delay_drafted = false", Map.of());
    }

    void replyApproved(IncomingLetter letter, String user, Instant now) {
        update(
                letter,
                "reply_approved_by = :user, reply_approved_at = :now",
                Map.of("user", user, "now", timestamp(now)));
    }

    void reply(IncomingLetter letter, UUID letterId) {
        update(letter, "reply_letter_id = :letter", Map.of("letter", letterId));
    }

    void supplement(IncomingLetter letter, String text) {
        update(
                letter,
                "supplements = supplements + 1, supplement_text = :text, reply_approved_by = null",
                Map.of("text", text));
    }

    private void update(IncomingLetter letter, String assignments, Map<String, Object> values) {
        jdbc.sql("update assistance_handling set " + assignments + " where tenant = :tenant and request_id = :id")
                .params(values)
                .param("tenant", letter.tenant())
                .param("id", letter.id())
                .update();
    }

    void finding(
            AssistanceHandling handling,
            ItemConclusion conclusion,
            List<QuestionAnswer> answers,
            String text,
            String user,
            Instant now) {
        IncomingLetter letter = handling.letter();
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into finding (id, tenant, request_id, case_no, round, conclusion, text, written_by, written_at)
                        values (:id, :tenant, :requestId, :caseNo, :round, :conclusion, :text, :user, :now)
                        """)
                .param("id", id)
                .param("tenant", letter.tenant())
                .param("requestId", letter.id())
                .param("caseNo", letter.caseNo())
                .param("round", handling.supplements())
                .param("conclusion", conclusion.name())
                .param("text", text)
                .param("user", user)
                .param("now", timestamp(now))
                .update();
        if (!answers.isEmpty()) {
            insert(id, answers);
        }
    }

    private void insert(UUID finding, List<QuestionAnswer> answers) {
        jdbc.sql("""
                        insert into finding_answer (finding_id, position, question, answer)
                        select :id, position, question, answer
                          from unnest(cast(:questions as text[]), cast(:answers as text[]))
                               with ordinality as found (question, answer, position)
                        """)
                .param("id", finding)
                .param(
                        "questions",
                        answers.stream().map(QuestionAnswer::question).toArray(String[]::new))
                .param("answers", answers.stream().map(QuestionAnswer::answer).toArray(String[]::new))
                .update();
    }

    /** The second officer confirms what the lead submitted last. */
    void findingConfirmed(IncomingLetter letter, UUID findingId, String user, Instant now) {
        jdbc.sql("""
                        update finding set confirmed_by = :user, confirmed_at = :now where id = :id and tenant = :tenant
                        """)
                .param("user", user)
                .param("now", timestamp(now))
                .param("id", findingId)
                .param("tenant", letter.tenant())
                .update();
    }

    /** Oldest first. */
    public List<InvestigationFinding> findings(String requestId, String tenant) {
        return jdbc.sql("""
                        select f.*, (select coalesce(jsonb_agg(jsonb_build_object('question', a.question, 'answer', a.answer)
                                                               order by a.position), '[]')
                                       from finding_answer a where a.finding_id = f.id) as answers_json
                          from finding f where tenant = ? and request_id = ?
                         order by round, written_at, id
                        """)
                .params(tenant, requestId)
                .query(Rows.as(InvestigationFinding.class))
                .list();
    }
}
