package org.redshield.bridge.evidence;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.Frontier;
import org.redshield.bridge.evidence.log.Leaves;
import org.redshield.bridge.evidence.log.LogHead;
import org.redshield.bridge.evidence.log.LogKeys;
import org.redshield.bridge.evidence.log.MerkleTree.Node;
import org.redshield.bridge.evidence.log.SealedRows;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.keys.Signer;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives committed leaves their place in the log and signs the head that covers them: one node at a time, apart from the
 * transactions that write evidence.
 *
 * <p>In which order transactions commit does not matter: a leaf waits under its own mark and not above a high-water mark
 * of ids, so one that commits late is seen late and never passed over. Hence no row waits for the oldest running
 * transaction, which may be the loading of a large answer.
 */
@Component
class Sequencer implements BackgroundWork {

    private static final long LOCK = 0x7265_6473_6c6f_6701L;
    private static final int BATCH = 5_000;

    /** As signals call it that there is new evidence; what else has a leaf is found by looking. */
    static final String KIND = "evidence-log";

    private static final Duration NET = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final EvidenceLog log;
    private final Evidences evidences;
    private final SealedRows rows;
    private final LogKeys keys;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final Duration interval;

    /** Whether this node's certificates are on record: they stay the same while it runs, and each head names them. */
    private volatile boolean certified;

    Sequencer(
            JdbcClient jdbc,
            EvidenceLog log,
            Evidences evidences,
            SealedRows rows,
            LogKeys keys,
            InstantSource clock,
            PlatformTransactionManager transactions,
            EvidenceSettings settings) {
        this.jdbc = jdbc;
        this.log = log;
        this.evidences = evidences;
        this.rows = rows;
        this.keys = keys;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.interval = settings.log().interval();
    }

    private record Waiting(UUID subject, byte[] hash) {}

    /** In portions: a head for each leaf would be signed for nothing. */
    @Override
    public List<Work> work() {
        return List.of(Work.of(KIND, NET, this::next, this::run).atMostEvery(interval));
    }

    private Optional<Instant> next() {
        boolean waiting = jdbc.sql("select exists (select from log_leaf where log_index is null)")
                .query(Boolean.class)
                .single();
        return waiting ? Optional.of(Instant.EPOCH) : Optional.empty();
    }

    /** What is new; another node that is at it is left alone. */
    void run() {
        while (hasLate() && (evidences.sealLate() > 0 || rows.sealBacklog())) {
            // The next few.
        }
        while (batch(false) == BATCH) {
            // The next ones.
        }
    }

    /** One cheap question at each head, for what only an upgrade leaves. */
    private boolean hasLate() {
        return jdbc.sql("select exists (select from evidence where leaf_hash is null)"
                        + " or exists (select from sealed_rows where backlog)")
                .query(Boolean.class)
                .single();
    }

    /** All that had been committed before the call has its place and is covered by a signed head. */
    void catchUp() {
        while (batch(true) == BATCH) {
            // The next ones.
        }
    }

    private int batch(boolean wait) {
        Integer placed = transaction.execute(status -> lock(wait) ? place() : 0);
        if (placed == null || placed == 0) {
            return 0;
        }
        certified = true;
        return placed;
    }

    private boolean lock(boolean wait) {
        if (wait) {
            jdbc.sql("select 1 from (select pg_advisory_xact_lock(?)) as locked")
                    .param(LOCK)
                    .query(Integer.class)
                    .single();
            return true;
        }
        return jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(LOCK)
                .query(Boolean.class)
                .single();
    }

    private int place() {
        List<Waiting> waiting = jdbc.sql(
                        "select subject, leaf_hash from log_leaf where log_index is null order by subject limit ?")
                .param(BATCH)
                .query((row, number) -> new Waiting(row.getObject("subject", UUID.class), row.getBytes("leaf_hash")))
                .list();
        if (waiting.isEmpty()) {
            return 0;
        }
        long size = jdbc.sql("select coalesce(max(log_index) + 1, 0) from log_leaf")
                .query(Long.class)
                .single();
        Map<Node, byte[]> edge = log.nodes(new LinkedHashSet<>(Frontier.peaks(size)));
        Frontier frontier = Frontier.at(size, edge::get);
        Map<Node, byte[]> complete = new LinkedHashMap<>();
        waiting.forEach(leaf -> complete.putAll(frontier.append(leaf.hash())));
        jdbc.sql("""
                        update log_leaf l set log_index = w.index
                          from unnest(?, ?) as w (subject, index) where l.subject = w.subject
                        """)
                .params(waiting.stream().map(Waiting::subject).toArray(UUID[]::new), indexes(size, waiting.size()))
                .update();
        store(complete);
        sign(frontier);
        return waiting.size();
    }

    private static Long[] indexes(long from, int count) {
        Long[] indexes = new Long[count];
        for (int i = 0; i < count; i++) {
            indexes[i] = from + i;
        }
        return indexes;
    }

    private void store(Map<Node, byte[]> complete) {
        if (complete.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into log_node (level, index, hash)
                        select w.level, w.index, w.hash from unnest(:levels, :indexes, :hashes) as w (level, index, hash)
                        """)
                .param("levels", complete.keySet().stream().map(Node::level).toArray(Integer[]::new))
                .param("indexes", complete.keySet().stream().map(Node::index).toArray(Long[]::new))
                .param("hashes", complete.values().toArray(byte[][]::new))
                .update();
    }

    private void sign(Frontier frontier) {
        UUID origin = log.origin();
        Instant now = Leaves.now(clock);
        byte[] head = LogHead.bytes(
                origin,
                frontier.size(),
                frontier.root(),
                now,
                keys.main().fingerprint(),
                keys.sm2().map(Signer::fingerprint));
        if (!certified) {
            remember(keys.main());
            keys.sm2().ifPresent(this::remember);
        }
        jdbc.sql("""
                        insert into tree_head (size, root, at, signature, certificate, sm2_signature, sm2_certificate)
                        values (:size, :root, :at, :signature, :certificate, :sm2Signature, :sm2Certificate)
                        """)
                .param("size", frontier.size())
                .param("root", frontier.root())
                .param("at", timestamp(now))
                .param("signature", keys.main().sign(head))
                .param("certificate", keys.main().fingerprint())
                .param("sm2Signature", keys.sm2().map(sm2 -> sm2.sign(head)).orElse(null))
                .param("sm2Certificate", keys.sm2().map(Signer::fingerprint).orElse(null))
                .update();
    }

    private void remember(Signer signing) {
        jdbc.sql("insert into log_certificate (fingerprint, der) values (?, ?) on conflict do nothing")
                .params(signing.fingerprint(), signing.encoded())
                .update();
    }
}
