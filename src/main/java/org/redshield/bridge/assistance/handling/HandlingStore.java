package org.redshield.bridge.assistance.handling;

import static org.redshield.bridge.Rows.dateIfAny;
import static org.redshield.bridge.Rows.idIfAny;
import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.redshield.bridge.assistance.correspondence.ItemConclusion;
import org.redshield.bridge.casework.IncomingLetter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the asked side keeps beside its incoming letter. Every statement names the tenant. */
@Repository
public class HandlingStore {

    private final JdbcClient jdbc;

    HandlingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For a letter that has arrived; a corrected one goes on with what there is. */
    void open(IncomingLetter letter) {
        jdbc.sql("""
                        insert into assistance_handling (tenant, request_id) values (?, ?)
                        on conflict (tenant, request_id) do update set unsigned = false
                        """).params(letter.tenant(), letter.id()).update();
    }

    public AssistanceHandling of(IncomingLetter letter) {
        return jdbc.sql("select * from assistance_handling where tenant = ? and request_id = ?")
                .params(letter.tenant(), letter.id())
                .query((row, index) -> new AssistanceHandling(
                        letter,
                        row.getInt("supplements"),
                        textIfAny(row, "supplement_text"),
                        row.getInt("delay_count"),
                        delay(row),
                        row.getBoolean("unsigned"),
                        textIfAny(row, "reply_approved_by"),
                        instantIfAny(row, "reply_approved_at"),
                        idIfAny(row, "reply_letter_id")))
                .single();
    }

    private static Optional<AssistanceHandling.Delay> delay(ResultSet row) throws SQLException {
        Optional<LocalDate> until = dateIfAny(row, "delay_until");
        return until.isEmpty()
                ? Optional.empty()
                : Optional.of(new AssistanceHandling.Delay(
                        until.get(),
                        row.getString("delay_reason"),
                        row.getBoolean("delay_drafted"),
                        textIfAny(row, "delay_head")));
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
        Map<UUID, List<QuestionAnswer>> answers = new HashMap<>();
        jdbc.sql("""
                        select a.finding_id, a.question, a.answer
                          from finding_answer a join finding f on f.id = a.finding_id
                         where f.tenant = ? and f.request_id = ?
                         order by a.finding_id, a.position
                        """).params(tenant, requestId).query(row -> {
            answers.computeIfAbsent(row.getObject("finding_id", UUID.class), id -> new ArrayList<>())
                    .add(new QuestionAnswer(row.getString("question"), row.getString("answer")));
        });
        return jdbc.sql("""
                        select * from finding where tenant = ? and request_id = ?
                         order by round, written_at, id
                        """)
                .params(tenant, requestId)
                .query((row, index) -> finding(row, answers))
                .list();
    }

    private static InvestigationFinding finding(ResultSet row, Map<UUID, List<QuestionAnswer>> answers)
            throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new InvestigationFinding(
                id,
                row.getInt("round"),
                ItemConclusion.valueOf(row.getString("conclusion")),
                answers.getOrDefault(id, List.of()),
                row.getString("text"),
                row.getString("written_by"),
                instant(row, "written_at"),
                textIfAny(row, "confirmed_by"));
    }
}
