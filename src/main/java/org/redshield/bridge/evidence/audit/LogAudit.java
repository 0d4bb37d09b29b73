package org.redshield.bridge.evidence.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.audit.AccessBatches;
import org.redshield.bridge.cases.retention.Deletions;
import org.redshield.bridge.evidence.Custody;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.ExportRecord;
import org.redshield.bridge.evidence.audit.LogFinding.Problem;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.Frontier;
import org.redshield.bridge.evidence.log.HeadCopy;
import org.redshield.bridge.evidence.log.LogHead;
import org.redshield.bridge.evidence.log.MerkleTree;
import org.redshield.bridge.evidence.log.MerkleTree.Node;
import org.redshield.bridge.evidence.log.SealedRows;
import org.redshield.bridge.evidence.log.SecondPlace;
import org.redshield.bridge.evidence.log.SecondPlaces;
import org.redshield.bridge.evidence.log.TimeStampTokens;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.keys.Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads leaves of the log again from the rows that they stand for, and compares them with every head that was signed, time-stamped
 * or brought elsewhere. Finds what was changed, removed, inserted or re-ordered by somebody for whom triggers are no obstacle.
 * The number of statements grows with the pages that are read, not with the leaves.
 */
@Component
public class LogAudit {

    private static final Logger LOG = LoggerFactory.getLogger(LogAudit.class);
    private static final int PAGE = 2_000;
    private static final int MOST = 1_000;
    private static final int FILES = 500;

    private final JdbcClient jdbc;
    private final EvidenceLog log;
    private final SealedRows rows;
    private final EvidenceStore store;
    private final AccessBatches record;
    private final List<SecondPlace> places;

    public LogAudit(
            JdbcClient jdbc,
            EvidenceLog log,
            SealedRows rows,
            EvidenceStore store,
            AccessBatches record,
            SecondPlaces places) {
        this.jdbc = jdbc;
        this.log = log;
        this.rows = rows;
        this.store = store;
        this.record = record;
        this.places = places.all();
    }

    /** @param size leaves that the log has */
    public record Result(long size, List<LogFinding> findings) {}

    /** Everything but the bytes of the files; memory does not grow with the log. */
    public Result whole() {
        return whole(() -> {});
    }

    /** @param meanwhile is run between its pages, for where there is much it takes hours */
    Result whole(Runnable meanwhile) {
        Pass pass = new Pass(meanwhile);
        pass.leaves(0, Long.MAX_VALUE);
        pass.rowsOutside(Optional.empty());
        pass.ends();
        return new Result(pass.next, pass.findings());
    }

    /** Leaves from one place to another, both the ends of signed heads, and the newest rows. */
    Result parts(List<Range> ranges) {
        Pass pass = new Pass(() -> {});
        ranges.forEach(range -> pass.leaves(range.from(), range.to()));
        pass.rowsOutside(Optional.of(PAGE));
        pass.ends();
        return new Result(pass.next, pass.findings());
    }

    /** Leaves of the log, without the last. */
    record Range(long from, long to) {}

    /**
     * The bytes of files, from one on, until so many have been read.
     *
     * @return where to go on; the first id when all have been read
     */
    UUID files(UUID after, long budget, Consumer<LogFinding> findings) {
        List<Evidence> files = page(after);
        long left = budget;
        UUID last = after;
        for (Evidence file : files) {
            if (left < 0) {
                return last;
            }
            left -= file.bytes();
            last = file.id();
            file(file, LogAudit::notNow).ifPresent(findings);
        }
        return files.size() < FILES ? new UUID(0, 0) : last;
    }

    /**
     * The bytes of all files.
     *
     * @param read is told how many more have been read
     * @param unread is told of what could not be read at this moment
     */
    void everyFile(Consumer<LogFinding> findings, LongConsumer read, BiConsumer<Evidence, Exception> unread) {
        List<Evidence> files = page(new UUID(0, 0));
        while (!files.isEmpty()) {
            files.forEach(file -> file(file, unread).ifPresent(findings));
            read.accept(files.size());
            files = page(files.get(files.size() - 1).id());
        }
    }

    private List<Evidence> page(UUID after) {
        return jdbc.sql("select * from evidence where id > ? order by id limit " + FILES)
                .param(after)
                .query(Evidences::evidence)
                .list();
    }

    private static void notNow(Evidence file, Exception why) {
        LOG.warn("The file of evidence {} could not be read for the audit: {}", file.id(), why.getMessage());
    }

    private Optional<LogFinding> file(Evidence file, BiConsumer<Evidence, Exception> unread) {
        try {
            Content content = store.digest(file.sha256());
            boolean same = new Announced(file.sha256(), file.bytes()).is(content)
                    && file.seal().map(seal -> seal.sm3().equals(content.sm3())).orElse(true);
            return same ? Optional.empty() : Optional.of(of(file, Problem.FILE_CHANGED));
        } catch (NoSuchFileException e) {
            return Optional.of(of(file, Problem.FILE_MISSING));
        } catch (IOException | IllegalArgumentException | Refusal e) {
            unread.accept(file, e);
            return Optional.empty();
        }
    }

    private static LogFinding of(Evidence file, Problem problem) {
        return new LogFinding(problem, -1, "EVIDENCE " + file.id());
    }

    private record Place(long index, UUID subject, String kind, UUID evidenceId, String rowKey, byte[] hash) {

        String about() {
            return kind + " " + (rowKey == null ? subject : rowKey);
        }
    }

    /**
     * What a leaf should be of.
     *
     * @param bytes none where a newer leaf has taken its place
     */
    private record Record(String kind, UUID evidenceId, Optional<byte[]> bytes) {}

    private List<Place> page(long from, long to) {
        return jdbc.sql("""
                        select log_index, subject, kind, evidence_id, row_key, leaf_hash from log_leaf
                         where log_index >= ? and log_index < ? order by log_index limit ?
                        """)
                .params(from, to, PAGE)
                .query((row, number) -> new Place(
                        row.getLong("log_index"),
                        row.getObject("subject", UUID.class),
                        row.getString("kind"),
                        row.getObject("evidence_id", UUID.class),
                        row.getString("row_key"),
                        row.getBytes("leaf_hash")))
                .list();
    }

    private Map<UUID, Record> records(List<Place> places, List<SealedRows.Kind> kinds) {
        UUID[] subjects = places.stream().map(Place::subject).toArray(UUID[]::new);
        Map<UUID, Record> records = new HashMap<>();
        jdbc.sql("select * from evidence where leaf_hash is not null and id = any(?)")
                .param(subjects)
                .query(Evidences::evidence)
                .list()
                .forEach(found -> records.put(
                        found.id(),
                        new Record(
                                "EVIDENCE",
                                found.id(),
                                Optional.of(found.record(found.seal().orElseThrow())))));
        jdbc.sql("select * from custody_event where id = any(?)")
                .param(subjects)
                .query(Custody::event)
                .list()
                .forEach(found -> records.put(
                        found.id(), new Record("CUSTODY", found.evidenceId(), Optional.of(found.record()))));
        jdbc.sql("select * from evidence_export where id = any(?)")
                .param(subjects)
                .query((row, number) -> ExportRecord.of(row))
                .list()
                .forEach(found -> records.put(found.id(), new Record("EXPORT", null, Optional.of(found.record()))));
        for (SealedRows.Kind kind : kinds) {
            List<UUID> of = places.stream()
                    .filter(place -> place.kind().equals(kind.name()))
                    .map(Place::subject)
                    .toList();
            if (!of.isEmpty()) {
                rows.records(kind, of)
                        .forEach((subject, bytes) -> records.put(subject, new Record(kind.name(), null, bytes)));
            }
        }
        return records;
    }

    private record SignedHead(LogHead head, Optional<byte[]> token) {}

    private Map<Long, SignedHead> heads(long from, long to) {
        Map<Long, SignedHead> heads = new HashMap<>();
        jdbc.sql("""
                        select h.*, o.origin, s.token
                          from tree_head h cross join evidence_log o left join head_time_stamp s on s.size = h.size
                         where h.size > ? and h.size <= ?
                        """)
                .params(from, to)
                .query((row, number) ->
                        new SignedHead(EvidenceLog.head(row, number), Optional.ofNullable(row.getBytes("token"))))
                .list()
                .forEach(head -> heads.put(head.head().size(), head));
        return heads;
    }

    /** Where archived rows lie; nothing is kept by an audit. */
    private final AccessBatches.Archive archive = new AccessBatches.Archive() {
        @Override
        public String keep(InputStream file) {
            throw new UnsupportedOperationException("An audit reads");
        }

        @Override
        public InputStream open(String sha256) throws IOException {
            return store.open(sha256);
        }
    };

    /** One audit. */
    private final class Pass {

        private final Runnable meanwhile;
        private final LinkedHashSet<LogFinding> findings = new LinkedHashSet<>();
        private final List<SealedRows.Kind> kinds = rows.kinds();
        private final Map<String, Optional<X509Certificate>> certificates = new HashMap<>();
        private long next;

        Pass(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        List<LogFinding> findings() {
            return List.copyOf(findings);
        }

        private void found(Problem problem, long place, String about) {
            if (findings.size() < MOST) {
                findings.add(new LogFinding(problem, place, about));
            }
        }

        void leaves(long from, long to) {
            next = from;
            Optional<Frontier> tree = tree(from);
            while (next < to && findings.size() < MOST) {
                List<Place> page = page(next, to);
                if (page.isEmpty()) {
                    break;
                }
                Map<UUID, Record> records = records(page, kinds);
                Set<String> deleted = deleted(page, records);
                Map<Long, SignedHead> heads =
                        heads(next, page.get(page.size() - 1).index() + 1);
                Map<Node, byte[]> complete = new LinkedHashMap<>();
                for (Place place : page) {
                    for (; next < place.index() && findings.size() < MOST; next++) {
                        found(Problem.LEAF_REMOVED, next, "");
                        tree = Optional.empty();
                    }
                    next = place.index() + 1;
                    if (deleted.isEmpty() || !deleted.contains(place.about())) {
                        compare(place, records.get(place.subject()));
                    }
                    tree.ifPresent(growing -> complete.putAll(growing.append(place.hash())));
                    SignedHead head = heads.get(next);
                    if (head != null) {
                        tree = check(head, tree);
                    }
                }
                if (tree.isPresent()) {
                    nodes(complete);
                }
                batches(page);
                meanwhile.run();
            }
            if (to < Long.MAX_VALUE && next < to) {
                found(Problem.LEAF_REMOVED, next, "");
            }
        }

        /** Of rows of the record of access there is one leaf for many: the rows are read again as the batch says. */
        private void batches(List<Place> page) {
            Map<Long, Place> of = new HashMap<>();
            page.stream()
                    .filter(place -> place.kind().equals(AccessBatches.KIND) && place.rowKey() != null)
                    .forEach(place -> of.put(Long.valueOf(place.rowKey()), place));
            if (!of.isEmpty()) {
                record.changed(of.keySet(), archive)
                        .forEach(batch -> found(
                                Problem.ROWS_CHANGED,
                                of.get(batch).index(),
                                of.get(batch).about()));
            }
        }

        /** Leaves whose rows are gone by the schedule of retention, which is on record in this log as well. */
        private Set<String> deleted(List<Place> page, Map<UUID, Record> records) {
            Map<String, List<String>> gone = page.stream()
                    .filter(place -> place.rowKey() != null && !records.containsKey(place.subject()))
                    .collect(
                            Collectors.groupingBy(Place::kind, Collectors.mapping(Place::rowKey, Collectors.toList())));
            Set<String> deleted = new HashSet<>();
            gone.forEach(
                    (kind, keys) -> Deletions.ofLeaves(jdbc, kind, keys).forEach(key -> deleted.add(kind + " " + key)));
            return deleted;
        }

        /** The tree up to there, by its nodes; that they are right, the next signed head says. */
        private Optional<Frontier> tree(long size) {
            Map<Node, byte[]> edge = log.nodes(new LinkedHashSet<>(Frontier.peaks(size)));
            for (Node node : Frontier.peaks(size)) {
                if (!edge.containsKey(node)) {
                    found(Problem.NODE_CHANGED, node.index() << node.level(), "level " + node.level());
                    return Optional.empty();
                }
            }
            return Optional.of(Frontier.at(size, edge::get));
        }

        private void compare(Place place, Record record) {
            if (record == null) {
                found(Problem.RECORD_REMOVED, place.index(), place.about());
            } else if (!record.kind().equals(place.kind())
                    || !Objects.equals(record.evidenceId(), place.evidenceId())) {
                found(Problem.LEAF_RELABELLED, place.index(), place.about());
            } else if (record.bytes()
                    .map(bytes -> !Arrays.equals(MerkleTree.leafHash(bytes), place.hash()))
                    .orElse(false)) {
                found(Problem.RECORD_CHANGED, place.index(), place.about());
            }
        }

        private void nodes(Map<Node, byte[]> complete) {
            Map<Node, byte[]> stored = log.nodes(complete.keySet());
            complete.forEach((node, hash) -> {
                if (!Arrays.equals(hash, stored.get(node))) {
                    found(Problem.NODE_CHANGED, node.index() << node.level(), "level " + node.level());
                }
            });
        }

        /** @return the tree, as long as it agrees: one difference is enough, all later heads would show it too */
        private Optional<Frontier> check(SignedHead signed, Optional<Frontier> tree) {
            LogHead head = signed.head();
            boolean holds = verifies(head.certificate(), head.bytes(), head.signature())
                    && head.sm2Signature()
                            .map(signature -> verifies(head.sm2Certificate().orElse(""), head.bytes(), signature))
                            .orElse(head.sm2Certificate().isEmpty());
            if (!holds) {
                found(Problem.HEAD_FORGED, head.size(), "");
            }
            signed.token().ifPresent(token -> {
                try {
                    TimeStampTokens.check(token, head.bytes(), List.of());
                } catch (IOException e) {
                    found(Problem.TIME_STAMP_WRONG, head.size(), "");
                }
            });
            if (tree.isPresent() && !Arrays.equals(tree.get().root(), head.root())) {
                found(Problem.ROOT_DIFFERS, head.size(), "");
                return Optional.empty();
            }
            return tree;
        }

        private boolean verifies(String fingerprint, byte[] bytes, byte[] signature) {
            return certificates
                    .computeIfAbsent(fingerprint, this::certificate)
                    .map(certificate -> Certificates.verifies(certificate, bytes, signature))
                    .orElse(false);
        }

        private Optional<X509Certificate> certificate(String fingerprint) {
            try {
                return Optional.of(Certificates.of(log.certificate(fingerprint)))
                        .filter(certificate ->
                                Certificates.fingerprint(certificate).equals(fingerprint));
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }

        /** Rows that the log knows nothing of: written past the bridge, or their leaves were removed. */
        void rowsOutside(Optional<Integer> newest) {
            String limit = newest.map(most -> " limit " + most).orElse("");
            for (Map.Entry<String, String> own : Map.of(
                            "EVIDENCE", "evidence where leaf_hash is not null",
                            "CUSTODY", "custody_event",
                            "EXPORT", "evidence_export")
                    .entrySet()) {
                jdbc.sql("select r.id from (select id from " + own.getValue() + " order by id desc" + limit
                                + ") r where not exists (select from log_leaf l where l.subject = r.id) limit 100")
                        .query(UUID.class)
                        .list()
                        .forEach(id -> found(Problem.NOT_IN_LOG, -1, own.getKey() + " " + id));
                meanwhile.run();
            }
            record.outside(newest.isEmpty()).forEach(id -> found(Problem.NOT_IN_LOG, -1, "ACCESS_LOG " + id));
            for (SealedRows.Kind kind : kinds) {
                meanwhile.run();
                rows.withoutLeaf(kind, newest).forEach(key -> found(Problem.NOT_IN_LOG, -1, kind.name() + " " + key));
            }
        }

        /** Where the log ends, and where heads, time stamps and copies say that it ends. */
        void ends() {
            // In one statement: the sequencer adds to both at once.
            Range ends = jdbc.sql("""
                            select (select coalesce(max(log_index) + 1, 0) from log_leaf) as size,
                                   (select coalesce(max(size), 0) from tree_head) as signed
                            """)
                    .query((row, number) -> new Range(row.getLong("size"), row.getLong("signed")))
                    .single();
            long size = ends.from();
            long signed = ends.to();
            if (signed > size) {
                found(Problem.LEAF_REMOVED, signed - 1, "");
            } else if (signed < size) {
                found(Problem.HEAD_REMOVED, size, "");
            }
            next = Math.max(next, size);
            UUID origin = log.origin();
            places.forEach(place -> compare(place, origin));
        }

        private void compare(SecondPlace place, UUID origin) {
            try {
                Optional<HeadCopy> known = place.newest(origin);
                if (known.isEmpty()) {
                    return;
                }
                HeadCopy copy = known.get();
                // Asked afterwards: meanwhile the log and the copy may have grown.
                long size = log.newest().map(LogHead::size).orElse(0L);
                if (copy.size() > size) {
                    found(Problem.LOG_CUT_OFF, copy.size(), place.name());
                } else if (!Arrays.equals(log.root(copy.size()), copy.root())) {
                    found(Problem.LOG_REPLACED, copy.size(), place.name());
                }
            } catch (IOException e) {
                LOG.warn("The copies of heads at {} could not be compared: {}", place.name(), e.getMessage());
            } catch (IllegalStateException e) {
                found(Problem.LOG_REPLACED, -1, place.name());
            }
        }
    }
}
