package org.redshield.bridge.letter.document;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.LongPause;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.log.Leaves;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.keys.Certificates;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ofd.OfdAway;
import org.redshield.bridge.letter.ofd.OfdMaker;
import org.redshield.bridge.letter.ofd.OfdSettings;
import org.redshield.bridge.letter.seal.ElectronicSeal;
import org.redshield.bridge.letter.seal.SealAway;
import org.redshield.bridge.letter.seal.SealKeys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The second rendition of sealed letters, of those organisations that have it. Who may see which is decided by the caller. */
@Service
@RequiredArgsConstructor
public class LetterOfds {

    /** As signals call it that there is one to be made. */
    static final String DUE = "letter-ofd";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Letters letters;
    private final LetterDocuments documents;
    private final Organisations organisations;
    private final SealKeys keys;
    private final OfdMaker maker;
    private final OfdSettings settings;
    private final EvidenceStore store;
    private final InstantSource clock;

    /** A sealed letter that is to have an OFD and has none. */
    record Due(UUID letterId, String caseNo, String sender) {}

    /**
     * The letter's OFD; one that is not there yet is made now, in a transaction of its own.
     *
     * @throws SealAway when it cannot be sealed now
     * @throws OfdAway when it cannot be made now
     * @throws Refusal {@code letter.ofd-off} where the sender has none
     */
    public LetterOfd of(LetterView letter) {
        return find(letter.id()).orElseGet(() -> {
            if (!settings.isFor(letter.sender())) {
                throw new Refusal("letter.ofd-off", letter.senderName());
            }
            LetterDocument document = documents.of(letter.id());
            jdbc.sql("""
                            insert into letter_ofd_due (letter_id, sender, next_at)
                            select :letter, :sender, :at
                             where not exists (select from letter_ofd where letter_id = :letter)
                            on conflict do nothing
                            """)
                    .param("letter", letter.id())
                    .param("sender", letter.sender())
                    .param("at", timestamp(document.madeAt()))
                    .update();
            return transaction.execute(status -> {
                // Whoever makes it already is waited for.
                Optional<Due> mine = due("where letter_id = ? for update", letter.id());
                return mine.map(this::make).or(() -> find(letter.id())).orElseThrow();
            });
        });
    }

    /**
     * The bytes, as they were sealed.
     *
     * @throws Refusal {@code letter.ofd-altered}, {@code letter.ofd-missing}
     */
    public byte[] bytes(LetterOfd ofd) {
        return kept(ofd).sealed();
    }

    /** The bytes as they lie there. */
    byte[] stored(LetterOfd ofd) {
        return kept(ofd).stored();
    }

    private KeptFile kept(LetterOfd ofd) {
        return new KeptFile(store, ofd.sha256(), "letter.ofd-altered", "letter.ofd-missing");
    }

    /** Takes one that is due, in the caller's transaction. Letters of today come before those from before. */
    Optional<Due> next(Instant now) {
        return due("where next_at <= ? order by next_at desc limit 1 for update skip locked", timestamp(now));
    }

    private Optional<Due> due(String which, Object value) {
        return jdbc.sql("""
                        select letter_id, sender, (select l.case_no from letter l where l.id = d.letter_id) as case_no
                          from letter_ofd_due d
                        """ + which)
                .param(value)
                .query((row, number) -> new Due(
                        row.getObject("letter_id", UUID.class), row.getString("case_no"), row.getString("sender")))
                .optional();
    }

    /** In the transaction that holds the row. */
    LetterOfd make(Due due) {
        LongPause.mayCome(jdbc);
        Organisation sender = organisations.get(due.sender());
        ElectronicSeal seal = keys.electronic(sender);
        LetterView letter = letters.view(due.letterId(), due.sender()).orElseThrow();
        LetterDocument document = documents.find(due.letterId()).orElseThrow();
        Instant now = Leaves.now(clock);
        byte[] file = maker.make(documents.bytes(document), letter.title() + " " + letter.number(), seal, now);
        try {
            Content content = store.keep(new ByteArrayInputStream(file));
            LetterOfd ofd = new LetterOfd(
                    due.letterId(),
                    content.bytes(),
                    content.sha256(),
                    now,
                    sender.name(),
                    Certificates.fingerprint(seal.certificate()));
            insert(ofd);
            return ofd;
        } catch (IOException e) {
            throw new UncheckedIOException("The OFD of letter " + due.letterId() + " cannot be kept", e);
        }
    }

    private void insert(LetterOfd ofd) {
        jdbc.sql("""
                        with done as (delete from letter_ofd_due where letter_id = :letter)
                        insert into letter_ofd (letter_id, bytes, sha256, made_at, sealed_by, certificate)
                        values (:letter, :bytes, :sha256, :madeAt, :sealedBy, :certificate)
                        """)
                .param("letter", ofd.letterId())
                .param("bytes", ofd.bytes())
                .param("sha256", ofd.sha256())
                .param("madeAt", timestamp(ofd.madeAt()))
                .param("sealedBy", ofd.sealedBy())
                .param("certificate", ofd.certificate())
                .update();
    }

    /** What was made. */
    public Optional<LetterOfd> find(UUID letterId) {
        return jdbc.sql("select * from letter_ofd where letter_id = ?")
                .param(letterId)
                .query(LetterOfds::ofd)
                .optional();
    }

    /** What was made of these letters, by their ids. */
    Map<UUID, LetterOfd> of(Collection<UUID> letterIds) {
        return jdbc
                .sql("select * from letter_ofd where letter_id = any(?)")
                .param(letterIds.toArray(UUID[]::new))
                .query(LetterOfds::ofd)
                .list()
                .stream()
                .collect(Collectors.toMap(LetterOfd::letterId, Function.identity()));
    }

    private static LetterOfd ofd(ResultSet row, int number) throws SQLException {
        return new LetterOfd(
                row.getObject("letter_id", UUID.class),
                row.getLong("bytes"),
                row.getString("sha256"),
                instant(row, "made_at"),
                row.getString("sealed_by"),
                row.getString("certificate"));
    }
}
