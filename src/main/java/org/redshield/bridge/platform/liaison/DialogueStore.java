package org.redshield.bridge.platform.liaison;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.gateway.Dialogue.ClockEffect;
import org.redshield.bridge.platform.gateway.Dialogue.Kind;
import org.redshield.bridge.platform.gateway.Dialogue.Told;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code platform_dialogue}. */
@Component
@RequiredArgsConstructor
public class DialogueStore {

    private final JdbcClient jdbc;

    /** One at a time speaks about a request: what comes while an officer answers sees the answer, or is in it. */
    void lock(String requestNo) {
        jdbc.sql("select 1 from platform_request where request_no = ? for update")
                .param(requestNo)
                .query(Integer.class)
                .optional();
    }

    void add(
            UUID id,
            String requestNo,
            Kind kind,
            boolean liaison,
            Optional<String> text,
            Optional<Instant> newDueAt,
            Instant at) {
        jdbc.sql("""
                        insert into platform_dialogue (id, request_no, kind, liaison, text, new_due_at, asked_at)
                        values (:id, :requestNo, :kind, :liaison, :text, :newDueAt, :askedAt)
                        """)
                .param("id", id)
                .param("requestNo", requestNo)
                .param("kind", kind.name())
                .param("liaison", liaison)
                .param("text", text.orElse(null))
                .param("newDueAt", newDueAt.map(Rows::timestamp).orElse(null))
                .param("askedAt", timestamp(at))
                .update();
    }

    /**
     * The platform thought better of its date before anybody had answered.
     *
     * @param by the id of what it says now
     * @param liaison whether its liaison says it, who then waits for the answer
     */
    void replace(UUID id, UUID by, boolean liaison, Optional<String> text, Instant newDueAt, Instant at) {
        jdbc.sql("""
                        update platform_dialogue set id = ?, liaison = ?, text = ?, new_due_at = ?, asked_at = ?
                         where id = ?
                        """)
                .params(by, liaison, text.orElse(null), timestamp(newDueAt), timestamp(at), id)
                .update();
    }

    void answer(UUID id, String answer, Boolean accepted, ClockEffect clock, String user, Instant at) {
        jdbc.sql("""
                        update platform_dialogue
                           set answer = :answer, accepted = :accepted, clock = :clock, answered_by = :answeredBy,
                               answered_at = :answeredAt
                         where id = :id and answered_at is null
                        """)
                .param("answer", answer)
                .param("accepted", accepted)
                .param("clock", clock == null ? null : clock.name())
                .param("answeredBy", user)
                .param("answeredAt", timestamp(at))
                .param("id", id)
                .update();
    }

    void told(UUID id, Told how, Instant at) {
        jdbc.sql("update platform_dialogue set told = ?, told_at = ? where id = ?")
                .params(how.name(), timestamp(at), id)
                .update();
    }

    /** Oldest first. */
    List<Dialogue> of(String requestNo) {
        return jdbc.sql("select * from platform_dialogue where request_no = ? order by asked_at, id")
                .param(requestNo)
                .query(DialogueStore::dialogue)
                .list();
    }

    private static Dialogue dialogue(ResultSet row, int number) throws SQLException {
        return new Dialogue(
                row.getObject("id", UUID.class),
                row.getString("request_no"),
                Kind.valueOf(row.getString("kind")),
                row.getBoolean("liaison"),
                textIfAny(row, "text"),
                instantIfAny(row, "new_due_at"),
                instant(row, "asked_at"),
                textIfAny(row, "answer"),
                Optional.ofNullable(row.getObject("accepted", Boolean.class)),
                textIfAny(row, "clock").map(ClockEffect::valueOf),
                textIfAny(row, "answered_by"),
                instantIfAny(row, "answered_at"),
                textIfAny(row, "told").map(Told::valueOf));
    }
}
