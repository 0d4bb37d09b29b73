package org.redshield.bridge.letter.document;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.LongPause;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.letter.ofd.OfdSettings;
import org.redshield.bridge.letter.seal.SealAway;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The sealed files of letters. Who may see which is decided by the caller. */
@Service
@RequiredArgsConstructor
public class LetterDocuments {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final EvidenceStore store;
    private final OfdSettings ofd;
    private final Signals signals;
    private final InstantSource clock;
    private final SealedPages sealing;

    /** A letter that has no document yet. @param last no other one was due beside it */
    record Unsealed(UUID letterId, String caseNo, String sender, boolean late, boolean last) {}

    /**
     * The letter's document; one that is not there yet is made now, in a transaction of its own.
     *
     * @throws SealAway when it cannot be sealed now
     * @throws Refusal {@code letter.on-paper} for a letter of others that came on paper
     */
    public LetterDocument of(UUID letterId) {
        return find(letterId)
                .orElseGet(() -> transaction.execute(status -> {
                    // Whoever makes it already is waited for.
                    Optional<Unsealed> mine =
                            unsealed("where letter_id = :letter for update", letterId, clock.instant());
                    return mine.map(this::make)
                            .or(() -> find(letterId))
                            .orElseThrow(() -> new Refusal("letter.on-paper"));
                }));
    }

    /**
     * The bytes, as they were sealed.
     *
     * @throws Refusal {@code letter.document-altered}, {@code letter.document-missing}
     */
    public byte[] bytes(LetterDocument document) {
        return kept(document).sealed();
    }

    /** The bytes as they lie there. */
    byte[] stored(LetterDocument document) {
        return kept(document).stored();
    }

    private KeptFile kept(LetterDocument document) {
        return new KeptFile(store, document.sha256(), "letter.document-altered", "letter.document-missing");
    }

    /**
     * Takes a letter that is due, in the caller's transaction; nodes that take at the same time take different ones. Letters from
     * before wait for those of today.
     */
    Optional<Unsealed> next(Instant now) {
        return unsealed("where next_at <= :now order by late, next_at limit 1 for update skip locked", null, now);
    }

    private Optional<Unsealed> unsealed(String which, UUID letter, Instant now) {
        return jdbc.sql("""
                        select letter_id, sender, late,
                               (select l.case_no from letter l where l.id = u.letter_id) as case_no,
                               not exists (select from letter_unsealed other
                                            where other.next_at <= :now and other.letter_id <> u.letter_id) as last
                          from letter_unsealed u
                        """ + which)
                .param("letter", letter)
                .param("now", timestamp(now))
                .query((row, number) -> new Unsealed(
                        row.getObject("letter_id", UUID.class),
                        row.getString("case_no"),
                        row.getString("sender"),
                        row.getBoolean("late"),
                        row.getBoolean("last")))
                .optional();
    }

    /** In the transaction that holds the letter's row. */
    LetterDocument make(Unsealed unsealed) {
        LongPause.mayCome(jdbc);
        LetterDocument document = sealing.sealed(unsealed);
        insert(document, unsealed.sender());
        return document;
    }

    private void insert(LetterDocument document, String sender) {
        jdbc.sql("""
                        with done as (delete from letter_unsealed where letter_id = :letter),
                             due as (insert into letter_ofd_due (letter_id, sender, next_at)
                                     select :letter, :sender, :madeAt where :ofd)
                        insert into letter_document (letter_id, bytes, sha256, made_at, sealed_by, certificate, made_late)
                        values (:letter, :bytes, :sha256, :madeAt, :sealedBy, :certificate, :madeLate)
                        """)
                .param("letter", document.letterId())
                .param("bytes", document.bytes())
                .param("sha256", document.sha256())
                .param("madeAt", timestamp(document.madeAt()))
                .param("sealedBy", document.sealedBy())
                .param("certificate", document.certificate())
                .param("madeLate", document.madeLate())
                .param("sender", sender)
                .param("ofd", ofd.isFor(sender))
                .update();
        if (ofd.isFor(sender)) {
            signals.send(LetterOfds.DUE);
        }
    }

    public Optional<LetterDocument> find(UUID letterId) {
        return jdbc.sql("select * from letter_document where letter_id = ?")
                .param(letterId)
                .query(LetterDocuments::document)
                .optional();
    }

    /** Of all letters those that come next by their ids, so many. */
    List<LetterDocument> after(UUID letterId, int most) {
        return jdbc.sql("select * from letter_document where letter_id > ? order by letter_id limit ?")
                .params(letterId, most)
                .query(LetterDocuments::document)
                .list();
    }

    /** @param waits whether one is still to be made */
    record Missing(String number, String caseNo, boolean waits) {}

    /** Issued letters without a document, each told to {@code found}; of those that wait for one only what has waited that long. */
    void missing(Duration longest, Consumer<Missing> found) {
        jdbc.sql("""
                        select l.number, l.case_no, u.letter_id is not null as waits
                          from letter l left join letter_unsealed u on u.letter_id = l.id
                         where l.serial is not null and not exists (select from letter_document d where d.letter_id = l.id)
                           and (u.letter_id is null or l.issued_at < :before)
                         order by l.number
                        """).param("before", timestamp(clock.instant().minus(longest))).query(row -> {
            found.accept(new Missing(row.getString("number"), row.getString("case_no"), row.getBoolean("waits")));
        });
    }

    private static LetterDocument document(ResultSet row, int number) throws SQLException {
        return new LetterDocument(
                row.getObject("letter_id", UUID.class),
                row.getLong("bytes"),
                row.getString("sha256"),
                instant(row, "made_at"),
                row.getString("sealed_by"),
                row.getString("certificate"),
                row.getBoolean("made_late"));
    }
}
