package org.redshield.bridge.evidence;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.evidence.log.Leaves;
import org.redshield.bridge.evidence.log.MerkleTree;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.evidence.store.FileName;
import org.redshield.bridge.work.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/** The evidence of all cases. Who may see what is decided by the caller. */
@Service
public class Evidences {

    private static final Logger LOG = LoggerFactory.getLogger(Evidences.class);

    /** How the method begins of what a person added; an index knows it. */
    static final String ADDED_BY_HAND = "人工添加";

    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final EvidenceStore store;
    private final InstantSource clock;
    private final Custody custody;
    private final Signals signals;

    public Evidences(JdbcClient jdbc, EvidenceStore store, InstantSource clock, Signals signals) {
        this.jdbc = jdbc;
        this.store = store;
        this.clock = clock;
        this.custody = new Custody(jdbc, clock);
        this.signals = signals;
    }

    /**
     * Whether one person may add so much more within 24 hours. Whoever adds several at once may go beyond it by as many.
     *
     * @throws Refusal evidence.quota
     */
    void requireRoom(String person, long bytes, DataSize perDay, String name) {
        long added = jdbc.sql("""
                        select coalesce(sum(bytes), 0) from evidence
                         where received_by = ? and received_at > ? and method like '人工添加%'
                        """)
                .params(person, timestamp(clock.instant().minus(DAY)))
                .query(Long.class)
                .single();
        if (added + bytes > perDay.toBytes()) {
            throw new Refusal("evidence.quota", perDay.toMegabytes(), FileName.sanitise(name));
        }
    }

    /**
     * Stores a file and writes it into the case, in the caller's transaction. The bytes come first: a row never points
     * to nothing, and bytes whose row was rolled back harm nobody.
     *
     * @param content read to its end, closed by the caller
     * @throws Refusal evidence.too-large, evidence.empty
     */
    @Transactional
    public Evidence seal(EvidenceDraft draft, InputStream content) {
        try {
            return seal(draft, store.keep(content));
        } catch (IOException e) {
            throw new UncheckedIOException("Evidence could not be stored", e);
        }
    }

    /** Writes bytes that are in the store into the case, in the caller's transaction. */
    @Transactional
    public Evidence seal(EvidenceDraft draft, Content content) {
        if (content.bytes() == 0) {
            throw new Refusal("evidence.empty", FileName.sanitise(draft.name()));
        }
        Instant now = Leaves.now(clock);
        Provenance given = draft.provenance();
        Provenance provenance = new Provenance(
                given.letterNo(),
                given.medium(),
                given.process(),
                given.begunAt().map(begun -> begun.truncatedTo(ChronoUnit.MICROS)),
                given.officers());
        Evidence evidence = new Evidence(
                Ids.next(),
                draft.caseNo(),
                draft.tenant(),
                draft.subjectId(),
                FileName.sanitise(draft.name()),
                draft.mediaType(),
                content.bytes(),
                content.sha256(),
                draft.source(),
                draft.method(),
                now,
                draft.receivedBy(),
                provenance,
                Optional.of(new Evidence.Seal(content.sm3(), now, Leaves.nonce())));
        insert(evidence);
        signals.send(Sequencer.KIND);
        custody.record(
                evidence,
                CustodyKind.RECEIVED,
                new Custody.Actor(evidence.receivedBy(), evidence.tenant()),
                Map.of("source", evidence.source()));
        return evidence;
    }

    /**
     * The same, of bytes that are what their source announced.
     *
     * @param announced by the source, before the bytes came
     */
    @Transactional
    public Evidence seal(EvidenceDraft draft, Content content, Announced announced) {
        if (!announced.is(content)) {
            throw new IllegalArgumentException("What is sealed as verified must be what was announced");
        }
        Evidence evidence = seal(draft, content);
        custody.record(
                evidence,
                CustodyKind.VERIFIED,
                new Custody.Actor(evidence.receivedBy(), evidence.tenant()),
                Map.of("announcedSha256", announced.sha256(), "announcedBytes", Long.toString(announced.bytes())));
        return evidence;
    }

    private void insert(Evidence evidence) {
        Evidence.Seal seal = evidence.seal().orElseThrow();
        byte[] leaf = MerkleTree.leafHash(evidence.record(seal));
        jdbc.sql("""
                        insert into evidence (id, case_no, tenant, subject_id, name, media_type, bytes, sha256, source,
                                              method, received_at, received_by, sm3, letter_no, medium, process,
                                              begun_at, officers, sealed_at, nonce, leaf_hash)
                        values (:id, :caseNo, :tenant, :subjectId, :name, :mediaType, :bytes, :sha256, :source,
                                :method, :receivedAt, :receivedBy, :sm3, :letterNo, :medium, :process, :begunAt,
                                :officers, :sealedAt, :nonce, :leafHash)
                        """)
                .param("id", evidence.id())
                .param("caseNo", evidence.caseNo())
                .param("tenant", evidence.tenant())
                .param("subjectId", evidence.subjectId())
                .param("name", evidence.name())
                .param("mediaType", evidence.mediaType())
                .param("bytes", evidence.bytes())
                .param("sha256", evidence.sha256())
                .param("source", evidence.source())
                .param("method", evidence.method())
                .param("receivedAt", timestamp(evidence.receivedAt()))
                .param("receivedBy", evidence.receivedBy())
                .param("sm3", seal.sm3())
                .param("letterNo", evidence.provenance().letterNo().orElse(null))
                .param("medium", evidence.provenance().medium().orElse(null))
                .param("process", evidence.provenance().process().orElse(null))
                .param(
                        "begunAt",
                        evidence.provenance().begunAt().map(Rows::timestamp).orElse(null))
                .param("officers", evidence.provenance().officers().toArray(String[]::new))
                .param("sealedAt", timestamp(seal.at()))
                .param("nonce", seal.nonce())
                .param("leafHash", leaf)
                .update();
        Leaves.add(jdbc, Leaves.Kind.EVIDENCE, evidence.id(), evidence.id(), leaf);
    }

    /**
     * Seals what came before there was a log: its bytes are read once more, and the record says when that was.
     *
     * @return how many were sealed
     */
    @Transactional
    public int sealLate() {
        List<Evidence> unsealed = jdbc.sql("""
                        select * from evidence where leaf_hash is null order by id limit 10 for update skip locked
                        """).query(Evidences::evidence).list();
        int sealed = 0;
        for (Evidence evidence : unsealed) {
            sealed += sealLate(evidence) ? 1 : 0;
        }
        return sealed;
    }

    private boolean sealLate(Evidence evidence) {
        Content content;
        try {
            content = store.digest(evidence.sha256());
        } catch (IOException e) {
            LOG.error("Evidence {} cannot be sealed: its bytes cannot be read", evidence.id(), e);
            return false;
        }
        if (!new Announced(evidence.sha256(), evidence.bytes()).is(content)) {
            LOG.error("Evidence {} cannot be sealed: its bytes have changed", evidence.id());
            return false;
        }
        Evidence.Seal seal = new Evidence.Seal(content.sm3(), Leaves.now(clock), Leaves.nonce());
        byte[] leaf = MerkleTree.leafHash(evidence.record(seal));
        jdbc.sql("""
                        update evidence set sm3 = ?, officers = '{}', sealed_at = ?, nonce = ?, leaf_hash = ?
                         where id = ?
                        """)
                .params(seal.sm3(), timestamp(seal.at()), seal.nonce(), leaf, evidence.id())
                .update();
        Leaves.add(jdbc, Leaves.Kind.EVIDENCE, evidence.id(), evidence.id(), leaf);
        return true;
    }

    public Optional<Evidence> find(UUID id) {
        return jdbc.sql("select * from evidence where id = ?")
                .param(id)
                .query(Evidences::evidence)
                .optional();
    }

    /** Those of these that there are, by id. */
    public List<Evidence> find(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select * from evidence where id in (:ids) order by id")
                        .param("ids", ids)
                        .query(Evidences::evidence)
                        .list();
    }

    /** What an organisation received in a case, oldest first. */
    public List<Evidence> ofCase(String caseNo, String tenant) {
        return jdbc.sql("select * from evidence where case_no = ? and tenant = ? order by id")
                .params(caseNo, tenant)
                .query(Evidences::evidence)
                .list();
    }

    /** What an organisation received for one request, letter or disposition, oldest first. */
    public List<Evidence> ofSubject(String subjectId, String tenant) {
        return jdbc.sql("select * from evidence where subject_id = ? and tenant = ? order by id")
                .params(subjectId, tenant)
                .query(Evidences::evidence)
                .list();
    }

    /**
     * The bytes; to be closed by the reader, who comes to their end only if they are what was sealed.
     *
     * @throws Refusal evidence.bytes-missing
     */
    public InputStream open(UUID id) {
        Evidence evidence = find(id).orElseThrow(() -> new Refusal("evidence.unknown"));
        try {
            return store.open(evidence.sha256());
        } catch (NoSuchFileException e) {
            throw new Refusal("evidence.bytes-missing", evidence.name());
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of evidence " + id + " could not be read", e);
        }
    }

    public static Evidence evidence(ResultSet row, int number) throws SQLException {
        return new Evidence(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("subject_id"),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("bytes"),
                row.getString("sha256"),
                row.getString("source"),
                row.getString("method"),
                instant(row, "received_at"),
                row.getString("received_by"),
                new Provenance(
                        textIfAny(row, "letter_no"),
                        textIfAny(row, "medium"),
                        textIfAny(row, "process"),
                        instantIfAny(row, "begun_at"),
                        texts(row, "officers")),
                row.getBytes("leaf_hash") == null
                        ? Optional.empty()
                        : Optional.of(new Evidence.Seal(
                                row.getString("sm3"), instant(row, "sealed_at"), row.getString("nonce"))));
    }
}
