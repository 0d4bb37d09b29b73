package org.redshield.bridge.messages;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Messages and what became of them: rows that are added and never changed. */
@Repository
@RequiredArgsConstructor
class MessageStore {

    private final JdbcClient jdbc;

    record Message(
            UUID id,
            String caseNo,
            String sender,
            String receiver,
            String writtenBy,
            Instant writtenAt,
            String text,
            Optional<Instant> deliveredAt,
            Optional<Instant> readAt) {}

    /** @return false where there is one of that id */
    boolean insert(UUID id, String caseNo, String sender, String receiver, String user, Instant now, String text) {
        return jdbc.sql("""
                                insert into case_message (id, case_no, sender, receiver, written_by, written_at, text)
                                values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                                """)
                        .params(id, caseNo, sender, receiver, user, timestamp(now), text)
                        .update()
                == 1;
    }

    /** @return whether it is news */
    boolean delivered(UUID id, Instant now) {
        return jdbc.sql("""
                                insert into case_message_mark (message_id, mark, at) values (?, 'DELIVERED', ?)
                                on conflict do nothing
                                """).params(id, timestamp(now)).update() == 1;
    }

    /** All that the organisation has got in the case. @return whose messages were read by that */
    List<String> read(String caseNo, String receiver, String user, Instant now) {
        return jdbc.sql("""
                        with marked as (
                            insert into case_message_mark (message_id, mark, at, by_user)
                            select m.id, 'READ', :now, :user
                              from case_message m join case_message_mark d on d.message_id = m.id and d.mark = 'DELIVERED'
                             where m.case_no = :caseNo and m.receiver = :receiver
                            on conflict do nothing
                            returning message_id)
                        select distinct m.sender from case_message m join marked on marked.message_id = m.id
                        """)
                .param("now", timestamp(now))
                .param("user", user)
                .param("caseNo", caseNo)
                .param("receiver", receiver)
                .query(String.class)
                .list();
    }

    /** What the organisation has written in the case, and what has reached it; oldest first. */
    List<Message> of(String caseNo, String tenant) {
        return jdbc.sql("""
                        select m.*, d.at as delivered_at, r.at as read_at
                          from case_message m
                          left join case_message_mark d on d.message_id = m.id and d.mark = 'DELIVERED'
                          left join case_message_mark r on r.message_id = m.id and r.mark = 'READ'
                         where m.case_no = :caseNo
                           and (m.sender = :tenant or m.receiver = :tenant and d.at is not null)
                         order by m.written_at, m.id
                        """)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .query(MessageStore::message)
                .list();
    }

    private static Message message(ResultSet row, int index) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("sender"),
                row.getString("receiver"),
                row.getString("written_by"),
                instant(row, "written_at"),
                row.getString("text"),
                instantIfAny(row, "delivered_at"),
                instantIfAny(row, "read_at"));
    }
}
