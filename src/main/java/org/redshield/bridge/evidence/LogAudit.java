package org.redshield.bridge.evidence;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.Frontier;
import org.redshield.bridge.evidence.log.KeyFiles;
import org.redshield.bridge.evidence.log.LogHead;
import org.redshield.bridge.evidence.log.MerkleTree;
import org.redshield.bridge.evidence.log.Signing;
import org.redshield.bridge.evidence.log.Tokens;
import org.redshield.bridge.evidence.store.Hasher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the whole log again from the rows that it stands for, and compares it with every head that was ever signed or
 * time-stamped. Finds what was changed, removed, inserted or re-ordered by somebody for whom triggers are no obstacle.
 */
@Component
public class LogAudit {

    private static final Logger LOG = LoggerFactory.getLogger(LogAudit.class);
    private static final int PAGE = 2_000;
    private static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final EvidenceLog log;

    LogAudit(JdbcClient jdbc, EvidenceLog log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    /**
     * One thing that is wrong.
     *
     * @param index the place in the log, or the size of the head
     */
    public record Finding(Problem problem, long index) {}

    /** What can be wrong. */
    public enum Problem {
        RECORD_CHANGED,
        RECORD_REMOVED,
        LEAF_REMOVED,
        NOT_IN_LOG,
        ROOT_DIFFERS,
        HEAD_FORGED,
        TIME_STAMP_WRONG
    }

    /** @param size leaves that were read */
    public record Result(long size, List<Finding> findings) {}

    /** What was placed before the call; memory does not grow with the log. */
    public Result run() {
        List<Finding> findings = new ArrayList<>();
        Frontier frontier = new Frontier();
        long next = 0;
        while (true) {
            List<Place> places = page(next);
            if (places.isEmpty()) {
                break;
            }
            Map<UUID, byte[]> records = records(places);
            Map<Long, LogHead> heads = heads(next, places.get(places.size() - 1).index() + 1);
            for (Place place : places) {
                for (; next < place.index(); next++) {
                    findings.add(new Finding(Problem.LEAF_REMOVED, next));
                }
                next++;
                byte[] record = records.get(place.subject());
                if (record == null) {
                    findings.add(new Finding(Problem.RECORD_REMOVED, place.index()));
                }
                byte[] hash = record == null ? place.hash() : MerkleTree.leafHash(record);
                if (!Arrays.equals(hash, place.hash())) {
                    findings.add(new Finding(Problem.RECORD_CHANGED, place.index()));
                }
                frontier.append(hash);
                LogHead head = heads.get(next);
                if (head != null) {
                    check(head, frontier.root(), findings);
                }
            }
            if (findings.size() > MOST) {
                break;
            }
        }
        outside(findings);
        beyond(next, findings);
        if (!findings.isEmpty()) {
            LOG.error(
                    "The evidence log is not what was signed: {} findings, the first {}",
                    findings.size(),
                    findings.get(0));
        }
        return new Result(next, List.copyOf(findings));
    }

    private record Place(long index, UUID subject, byte[] hash) {}

    private List<Place> page(long from) {
        return jdbc.sql("""
                        select log_index, subject, leaf_hash from log_leaf
                         where log_index >= ? order by log_index limit ?
                        """)
                .params(from, PAGE)
                .query((row, number) -> new Place(
                        row.getLong("log_index"), row.getObject("subject", UUID.class), row.getBytes("leaf_hash")))
                .list();
    }

    private Map<Long, LogHead> heads(long from, long to) {
        Map<Long, LogHead> heads = new HashMap<>();
        jdbc.sql("select h.*, o.origin from tree_head h cross join evidence_log o where h.size > ? and h.size <= ?")
                .params(from, to)
                .query(EvidenceLog::head)
                .list()
                .forEach(head -> heads.put(head.size(), head));
        return heads;
    }

    private Map<UUID, byte[]> records(List<Place> places) {
        UUID[] subjects = places.stream().map(Place::subject).toArray(UUID[]::new);
        Map<UUID, byte[]> records = new HashMap<>();
        jdbc.sql("select * from evidence where leaf_hash is not null and id = any(:ids)")
                .param("ids", subjects)
                .query(Evidences::evidence)
                .list()
                .forEach(found ->
                        records.put(found.id(), found.record(found.seal().orElseThrow())));
        jdbc.sql("select * from custody_event where id = any(:ids)")
                .param("ids", subjects)
                .query(Custody::event)
                .list()
                .forEach(found -> records.put(found.id(), found.record()));
        jdbc.sql("select * from evidence_export where id = any(:ids)")
                .param("ids", subjects)
                .query(LogAudit::export)
                .list()
                .forEach(found -> records.put(found.id(), found.record()));
        return records;
    }

    private static ExportRecord export(ResultSet row, int number) throws SQLException {
        return new ExportRecord(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("person"),
                List.of((String[]) row.getArray("items").getArray()),
                Optional.ofNullable(row.getString("instruction")),
                row.getString("nonce"));
    }

    private void check(LogHead head, byte[] root, List<Finding> findings) {
        if (!Arrays.equals(root, head.root())) {
            findings.add(new Finding(Problem.ROOT_DIFFERS, head.size()));
        }
        boolean signed = Signing.verifies(
                KeyFiles.certificate(log.certificate(head.certificate())), head.bytes(), head.signature());
        if (!signed) {
            findings.add(new Finding(Problem.HEAD_FORGED, head.size()));
        }
        log.token(head.size()).ifPresent(token -> {
            try {
                Tokens.check(token, Hasher.sha256().digest(head.bytes()), List.of());
            } catch (IOException e) {
                findings.add(new Finding(Problem.TIME_STAMP_WRONG, head.size()));
            }
        });
    }

    /** Rows that the log knows nothing of: written past the bridge, or their leaves were removed. */
    private void outside(List<Finding> findings) {
        long rows = jdbc.sql("""
                        select count(*) from (
                            select id from evidence where leaf_hash is not null
                            union all select id from custody_event
                            union all select id from evidence_export) r
                         where not exists (select 1 from log_leaf l where l.subject = r.id)
                        """).query(Long.class).single();
        for (long row = 0; row < Math.min(rows, MOST); row++) {
            findings.add(new Finding(Problem.NOT_IN_LOG, row));
        }
    }

    /** A head that is longer than the log: the log was cut off. */
    private void beyond(long size, List<Finding> findings) {
        jdbc.sql("select size from tree_head where size > ? order by size limit 10")
                .param(size)
                .query(Long.class)
                .list()
                .forEach(longer -> findings.add(new Finding(Problem.LEAF_REMOVED, longer - 1)));
    }
}
