package org.redshield.bridge.assistance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.redshield.bridge.casework.IncomingLetter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the asked side keeps beside its incoming letter. Every statement names the tenant. */
@Repository
class HandlingStore {

    private final JdbcClient jdbc;

    HandlingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For a letter that has arrived; a corrected one goes on with what there is. */
    void open(IncomingLetter letter) {
        jdbc.sql("insert into assistance_handling (tenant, request_id) values (:tenant, :id) on conflict do nothing")
                .param("tenant", letter.tenant())
                .param("id", letter.id())
                .update();
    }

    AssistanceHandling of(IncomingLetter letter) {
        return jdbc.sql("select * from assistance_handling where tenant = :tenant and request_id = :id")
                .param("tenant", letter.tenant())
                .param("id", letter.id())
                .query((row, index) -> new AssistanceHandling(
                        letter,
                        row.getInt("supplements"),
                        text(row, "supplement_text"),
                        Optional.ofNullable(row.getObject("delay_until", LocalDate.class)),
                        text(row, "delay_reason"),
                        row.getInt("delay_count"),
                        text(row, "reply_approved_by"),
                        Optional.ofNullable(row.getObject("reply_letter_id", UUID.class))))
                .single();
    }

    void delay(IncomingLetter letter, LocalDate until, String reason) {
        update(
                letter,
                "delay_until = :until, delay_reason = :reason, delay_count = delay_count + 1",
                Map.of("until", until, "reason", reason));
    }

    void replyApproved(IncomingLetter letter, String user) {
        update(letter, "reply_approved_by = :user", Map.of("user", user));
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

    void finding(AssistanceHandling handling, ItemConclusion conclusion, String text, String user, Instant now) {
        IncomingLetter letter = handling.letter();
        jdbc.sql("""
                        insert into finding (id, tenant, request_id, case_no, round, conclusion, text, written_by, written_at)
                        values (:id, :tenant, :requestId, :caseNo, :round, :conclusion, :text, :user, :now)
                        """)
                .param("id", Ids.next())
                .param("tenant", letter.tenant())
                .param("requestId", letter.id())
                .param("caseNo", letter.caseNo())
                .param("round", handling.supplements())
                .param("conclusion", conclusion.name())
                .param("text", text)
                .param("user", user)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The second officer confirms what the lead submitted last. */
    void findingConfirmed(IncomingLetter letter, UUID findingId, String user, Instant now) {
        jdbc.sql("""
                        update finding set confirmed_by = :user, confirmed_at = :now where id = :id and tenant = :tenant
                        """)
                .param("user", user)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", findingId)
                .param("tenant", letter.tenant())
                .update();
    }

    /** Oldest first. */
    List<Finding> findings(String requestId, String tenant) {
        return jdbc.sql("""
                        select * from finding where tenant = :tenant and request_id = :requestId
                         order by round, written_at, id
                        """)
                .param("tenant", tenant)
                .param("requestId", requestId)
                .query(HandlingStore::finding)
                .list();
    }

    private static Finding finding(ResultSet row, int index) throws SQLException {
        return new Finding(
                row.getObject("id", UUID.class),
                row.getInt("round"),
                ItemConclusion.valueOf(row.getString("conclusion")),
                row.getString("text"),
                row.getString("written_by"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                text(row, "confirmed_by"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
