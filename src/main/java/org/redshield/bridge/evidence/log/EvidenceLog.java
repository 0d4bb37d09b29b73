package org.redshield.bridge.evidence.log;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.evidence.log.MerkleTree.Node;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The log as it is read: its heads, and proofs about its leaves. */
@Component
@RequiredArgsConstructor
public class EvidenceLog {

    private static final String HEAD = "select h.*, o.origin from tree_head h cross join evidence_log o ";

    private final JdbcClient jdbc;

    /** A leaf with its place, if it has one already. */
    public record Leaf(UUID subject, UUID evidenceId, byte[] hash, Optional<Long> index) {}

    /** Names this log in every signed head. */
    public UUID origin() {
        return jdbc.sql("select origin from evidence_log").query(UUID.class).single();
    }

    public Optional<LogHead> newest() {
        return jdbc.sql(HEAD + "order by h.size desc limit 1")
                .query(EvidenceLog::head)
                .optional();
    }

    /** The newest head of at most that size that has a time stamp. */
    public Optional<LogHead> newestStamped(long size) {
        return jdbc.sql(HEAD
                        + "join head_time_stamp s on s.size = h.size where h.size <= ? order by h.size desc limit 1")
                .param(size)
                .query(EvidenceLog::head)
                .optional();
    }

    public Optional<byte[]> token(long size) {
        return jdbc.sql("select token from head_time_stamp where size = ?")
                .param(size)
                .query(byte[].class)
                .optional();
    }

    public byte[] certificate(String fingerprint) {
        return jdbc.sql("select der from log_certificate where fingerprint = ?")
                .param(fingerprint)
                .query(byte[].class)
                .single();
    }

    /** Of the file itself and of all that happened to it. */
    public List<Leaf> leavesOf(UUID evidenceId) {
        return jdbc.sql("select * from log_leaf where evidence_id = ? order by subject")
                .param(evidenceId)
                .query(EvidenceLog::leaf)
                .list();
    }

    public List<byte[]> inclusion(long index, long size) {
        return inclusions(List.of(index), size).get(index);
    }

    /** The proofs of many leaves, by their places. */
    public Map<Long, List<byte[]>> inclusions(Collection<Long> indexes, long size) {
        return proof(nodes -> {
            Map<Long, List<byte[]>> proofs = new HashMap<>();
            indexes.forEach(index -> proofs.put(index, MerkleTree.inclusion(index, size, nodes)));
            return proofs;
        });
    }

    /** Leaves by their subjects. */
    public Map<UUID, Leaf> leaves(Collection<UUID> subjects) {
        Map<UUID, Leaf> leaves = new HashMap<>();
        jdbc.sql("select * from log_leaf where subject = any(?)")
                .param(subjects.toArray(UUID[]::new))
                .query(EvidenceLog::leaf)
                .list()
                .forEach(leaf -> leaves.put(leaf.subject(), leaf));
        return leaves;
    }

    public byte[] root(long size) {
        return proof(nodes -> List.of(MerkleTree.root(size, nodes))).get(0);
    }

    public List<byte[]> consistency(long older, long newer) {
        return proof(nodes -> MerkleTree.consistency(older, newer, nodes));
    }

    /** First asks which nodes are needed, then fetches them in one statement. */
    private <T> T proof(Function<MerkleTree.Nodes, T> proof) {
        Set<Node> needed = new LinkedHashSet<>();
        proof.apply(node -> {
            needed.add(node);
            return new byte[32];
        });
        Map<Node, byte[]> found = nodes(needed);
        return proof.apply(node -> {
            byte[] hash = found.get(node);
            if (hash == null) {
                throw new IllegalStateException("The log has lost a node: " + node);
            }
            return hash;
        });
    }

    /** The hashes of these subtrees, without those that the log has not, or not all of what they are made of. */
    public Map<Node, byte[]> nodes(Set<Node> needed) {
        Map<Node, byte[]> kept = kept(needed.stream().flatMap(Node::kept).collect(Collectors.toSet()));
        Map<Node, byte[]> found = new HashMap<>();
        needed.forEach(node -> node.hash(kept).ifPresent(hash -> found.put(node, hash)));
        return found;
    }

    private Map<Node, byte[]> kept(Set<Node> needed) {
        if (needed.isEmpty()) {
            return Map.of();
        }
        Map<Node, byte[]> found = new HashMap<>();
        jdbc.sql("""
                        select 0 as level, log_index as index, leaf_hash as hash
                          from log_leaf where log_index = any(:leaves)
                        union all
                        select n.level, n.index, n.hash
                          from log_node n join unnest(:levels, :indexes) as w (level, index)
                            on n.level = w.level and n.index = w.index
                        """)
                .param(
                        "leaves",
                        needed.stream()
                                .filter(node -> node.level() == 0)
                                .map(Node::index)
                                .toArray(Long[]::new))
                .param("levels", needed.stream().map(Node::level).toArray(Integer[]::new))
                .param("indexes", needed.stream().map(Node::index).toArray(Long[]::new))
                .query(row -> {
                    found.put(new Node(row.getInt("level"), row.getLong("index")), row.getBytes("hash"));
                });
        return found;
    }

    public static LogHead head(ResultSet row, int number) throws SQLException {
        return new LogHead(
                row.getObject("origin", UUID.class),
                row.getLong("size"),
                row.getBytes("root"),
                instant(row, "at"),
                row.getBytes("signature"),
                row.getString("certificate"),
                Optional.ofNullable(row.getBytes("sm2_signature")),
                textIfAny(row, "sm2_certificate"));
    }

    private static Leaf leaf(ResultSet row, int number) throws SQLException {
        return new Leaf(
                row.getObject("subject", UUID.class),
                row.getObject("evidence_id", UUID.class),
                row.getBytes("leaf_hash"),
                Optional.ofNullable(row.getObject("log_index", Long.class)));
    }
}
