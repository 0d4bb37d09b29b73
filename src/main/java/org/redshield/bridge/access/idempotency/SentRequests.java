package org.redshield.bridge.access.idempotency;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.session.SessionCipher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was done under which key, for as long as somebody may send it again or ask what came of it. A person's keys are his own:
 * nobody meets another one's.
 */
@Repository
@RequiredArgsConstructor
public class SentRequests {

    private final JdbcClient db;
    private final SessionCipher cipher;
    private final InstantSource time;

    /** @param digest of method, address and content: under the same key nothing else is sent */
    record Sent(String person, String key, String digest) {}

    /**
     * What was answered.
     *
     * @param body empty where it was too large to keep, or cannot be read any more
     */
    record Answer(String digest, int status, Optional<String> type, Optional<byte[]> body, Instant at) {}

    /** @param transaction in which it was done, as {@code cases.CaseEvents} names it */
    public record Done(Instant at, String transaction) {}

    /**
     * How far what was sent is.
     *
     * @param running whether it is being done at this moment
     * @param done empty where nothing of it is done
     */
    public record Standing(boolean running, Optional<Done> done) {}

    /**
     * Takes the key for the length of the transaction, without waiting.
     *
     * @return false where the same is being done at this moment, at whatever node
     */
    boolean take(String person, String key) {
        return db.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 0))")
                .param(about(person, key))
                .query(Boolean.class)
                .single();
    }

    Optional<Answer> find(Sent sent) {
        return db.sql("select digest, status, content_type, answer, at from sent_request where person = ? and key = ?")
                .params(sent.person(), sent.key())
                .query((row, index) -> new Answer(
                        row.getString("digest"),
                        row.getInt("status"),
                        textIfAny(row, "content_type"),
                        Optional.ofNullable(row.getBytes("answer"))
                                .flatMap(kept -> cipher.decrypt(about(sent.person(), sent.key()), kept)),
                        instant(row, "at")))
                .optional();
    }

    /** In the transaction of the change. @param body empty where it is too large */
    void keep(Sent sent, int status, String type, Optional<byte[]> body) {
        db.sql("""
                        insert into sent_request (person, key, digest, at, xact, status, content_type, answer)
                        values (:person, :key, :digest, :at, pg_current_xact_id()::xid::text, :status, :type, :answer)
                        """)
                .param("person", sent.person())
                .param("key", sent.key())
                .param("digest", sent.digest())
                .param("at", timestamp(time.instant()))
                .param("status", status)
                .param("type", type)
                .param(
                        "answer",
                        body.map(clear -> cipher.encrypt(about(sent.person(), sent.key()), clear))
                                .orElse(null))
                .update();
    }

    /** Whose key is taken is at it; whose key is free has ended, and what he did is to be seen. */
    @Transactional
    public Standing standing(String person, String key) {
        if (!take(person, key)) {
            return new Standing(true, Optional.empty());
        }
        return new Standing(
                false,
                db.sql("select at, xact from sent_request where person = ? and key = ?")
                        .params(person, key)
                        .query((row, index) -> new Done(instant(row, "at"), row.getString("xact")))
                        .optional());
    }

    /** When the first of them was done. */
    public Optional<Instant> first() {
        return db.sql("select min(at) as first from sent_request")
                .query((row, index) ->
                        Optional.ofNullable(row.getTimestamp("first")).map(first -> first.toInstant()))
                .single();
    }

    public void deleteUntil(Instant end) {
        db.sql("delete from sent_request where at <= ?").param(timestamp(end)).update();
    }

    private static String about(String person, String key) {
        return "sent " + key + " " + person;
    }
}
