package org.redshield.bridge.exchange;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Rows;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of outbox and inbox. Waiting rows are taken with skip locked, so that nodes share the work. */
@Repository
@RequiredArgsConstructor
class Envelopes {

    /** An envelope that lies in the outbox. @param last whether no other did */
    record Waiting(Envelope envelope, boolean last) {}

    /**
     * An envelope in the inbox that has not reached its process yet.
     *
     * @param last whether no other was waiting
     */
    record Arrived(Envelope envelope, Instant receivedAt, int attempts, boolean last) {}

    private final JdbcClient jdbc;
    private final LetterKinds kinds;

    void write(Envelope envelope, Instant now) {
        write(envelope, now, Optional.empty());
    }

    /** The same of one that is delivered in the same transaction. */
    void writeDelivered(Envelope envelope, Instant now) {
        write(envelope, now, Optional.of(now));
    }

    private void write(Envelope envelope, Instant now, Optional<Instant> deliveredAt) {
        jdbc.sql("""
                        insert into outbox (id, sender, receiver, kind, subject_id, case_no, letter_id, variables, content,
                                            written_at, next_at, delivered_at)
                        values (:id, :sender, :receiver, :kind, :subject, :caseNo, :letter, :variables::jsonb, :content::jsonb, :now,
                                :now, :deliveredAt)
                        on conflict (id) do nothing
                        """)
                .params(columns(envelope))
                .param("now", timestamp(now))
                .param("deliveredAt", deliveredAt.map(Rows::timestamp).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** When there is something to deliver or to hand over; what waits in the outbox is due since it was written. */
    Optional<Instant> nextDue() {
        return jdbc.sql("""
                        select least((select written_at from outbox where delivered_at is null order by seq limit 1),
                                     (select min(next_at) from inbox where state = 'ARRIVED')) as due
                        """).query((row, n) -> instantIfAny(row, "due")).single();
    }

    /**
     * The next undelivered envelope in the order in which they were written, locked for this transaction. Of those about the
     * same thing the first only, also while another node or hand delivers that: what is told later is not to arrive before.
     */
    Optional<Waiting> nextUndelivered() {
        return jdbc.sql("""
                        select id, sender, receiver, kind, subject_id, case_no, letter_id, variables, content,
                               (select count(*) from (
                                   select from outbox where delivered_at is null limit 2) as two) < 2 as last
                        from outbox o where delivered_at is null
                           and not exists (
                               select from outbox before
                                where before.receiver = o.receiver and before.subject_id = o.subject_id
                                  and before.delivered_at is null and before.seq < o.seq)
                         order by seq limit 1 for update skip locked
                        """)
                .query((row, n) -> new Waiting(envelope(row), row.getBoolean("last")))
                .optional();
    }

    /**
     * Stores it in the receiver's inbox.
     *
     * @return whether it can be handed over next, and nothing about the same thing waits before it; empty when the receiver had
     *     it already
     */
    Optional<Boolean> receive(Envelope envelope, Instant now) {
        return jdbc.sql("""
                        insert into inbox (id, sender, receiver, kind, subject_id, case_no, letter_id, variables, content,
                                           received_at, state, next_at)
                        values (:id, :sender, :receiver, :kind, :subject, :caseNo, :letter, :variables::jsonb, :content::jsonb, :now,
                                'ARRIVED', :now)
                        on conflict (id) do nothing
                        returning not exists (
                            select from inbox before
                             where before.receiver = :receiver and before.subject_id = :subject
                               and before.state = 'ARRIVED' and before.attempts = 0)
                        """)
                .params(columns(envelope))
                .param("now", timestamp(now))
                .query(Boolean.class)
                .optional();
    }

    void delivered(UUID id, Instant now) {
        jdbc.sql("update outbox set delivered_at = ?, attempts = attempts + 1 where id = ?")
                .params(timestamp(now), id)
                .update();
    }

    /**
     * One arrived envelope that is due for a (further) try, locked for this transaction. Of those about the same thing that
     * nobody has tried yet the first only: what is told later is not to be heard before.
     */
    Optional<Arrived> nextArrived(Instant now) {
        return jdbc.sql("""
                        select id, sender, receiver, kind, subject_id, case_no, letter_id, variables, content, received_at, attempts,
                               (select count(*) from (
                                   select from inbox where state = 'ARRIVED' and next_at <= :now limit 2) as two) < 2 as last
                        from inbox i where state = 'ARRIVED' and next_at <= :now
                           and not exists (
                               select from inbox before
                                where before.receiver = i.receiver and before.subject_id = i.subject_id
                                  and before.state = 'ARRIVED' and before.attempts = 0
                                  and (before.received_at, before.id) < (i.received_at, i.id))
                         order by next_at limit 1 for update skip locked
                        """)
                .param("now", timestamp(now))
                .query((row, n) -> new Arrived(
                        envelope(row), instant(row, "received_at"), row.getInt("attempts"), row.getBoolean("last")))
                .optional();
    }

    /** What its sender was to carry on paper lies in the inbox of that receiver after all. */
    void redirect(UUID id, String receiver, Instant now) {
        jdbc.sql(
                        "update inbox set receiver = :receiver, received_at = :now, next_at = :now, state = 'ARRIVED' where id = :id")
                .param("receiver", receiver)
                .param("now", timestamp(now))
                .param("id", id)
                .update();
    }

    void done(UUID id, String state, Instant now) {
        jdbc.sql("update inbox set state = ?, done_at = ?, attempts = attempts + 1, last_error = null where id = ?")
                .params(state, timestamp(now), id)
                .update();
    }

    void tryAgain(UUID id, Instant now, Duration wait, String why) {
        jdbc.sql("""
                        update inbox set attempts = attempts + 1, next_at = ?, last_error = ?
                        where id = ? and state = 'ARRIVED'
                        """).params(timestamp(now.plus(wait)), why, id).update();
    }

    private Map<String, Object> columns(Envelope envelope) {
        var columns = new java.util.HashMap<String, Object>();
        columns.put("id", envelope.id());
        columns.put("sender", envelope.sender());
        columns.put("receiver", envelope.receiver());
        columns.put("kind", envelope.kind().name());
        columns.put("subject", envelope.subjectId());
        columns.put("caseNo", envelope.caseNo());
        columns.put("letter", envelope.letterId().orElse(null));
        columns.put("variables", Json.write(envelope.variables()));
        columns.put("content", Json.write(envelope.content()));
        return columns;
    }

    private Envelope envelope(ResultSet row) throws SQLException {
        return new Envelope(
                row.getObject("id", UUID.class),
                row.getString("sender"),
                row.getString("receiver"),
                kinds.named(row.getString("kind")),
                row.getString("subject_id"),
                row.getString("case_no"),
                Optional.ofNullable(row.getObject("letter_id", UUID.class)),
                Json.texts(row.getString("variables")),
                Json.texts(row.getString("content")));
    }
}
