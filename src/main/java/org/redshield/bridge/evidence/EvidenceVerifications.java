package org.redshield.bridge.evidence;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.LogHead;
import org.redshield.bridge.evidence.log.MerkleTree;
import org.redshield.bridge.evidence.log.SealedRows;
import org.redshield.bridge.evidence.log.TimeStampTokens;
import org.redshield.bridge.evidence.store.AlteredFiles;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.keys.Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Checks a sealed file again: its bytes, its record, its custody, and that the signed log still says the same of them. */
@Service
@RequiredArgsConstructor
public class EvidenceVerifications {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceVerifications.class);
    private static final HexFormat HEX = HexFormat.of();

    private final EvidenceStore store;
    private final Custody custody;
    private final EvidenceLog log;
    private final Sequencer sequencer;
    private final InstantSource clock;
    private final AlteredFiles alarm;
    private final SealedRows rows;

    /** Whatever is found becomes part of the custody. */
    public EvidenceVerification verify(Evidence evidence, Custody.Actor actor) {
        // Others look at the file meanwhile: of what the log knew before nothing may be missing, what is there it must
        // know after.
        Map<UUID, EvidenceLog.Leaf> before = leavesOf(evidence);
        List<CustodyEvent> events = custody.ofEvidence(evidence.id());
        sequencer.catchUp();
        List<String> findings = new ArrayList<>();
        Optional<Content> content = bytes(evidence, findings);
        LogHead head = log.newest().orElseThrow();
        checkHead(head, findings);
        Map<UUID, EvidenceLog.Leaf> leaves = leavesOf(evidence);
        if (evidence.seal().isEmpty()) {
            findings.add(sentence("evidence.unsealed", evidence.name()));
        }
        Optional<EvidenceLog.Leaf> own = evidence.seal()
                .flatMap(seal -> check(evidence.record(seal), leaves.get(evidence.id()), head, findings));
        before.remove(evidence.id());
        for (CustodyEvent event : events) {
            check(event.record(), leaves.get(event.id()), head, findings);
            before.remove(event.id());
        }
        if (!before.isEmpty()) {
            findings.add(sentence("evidence.record-removed"));
        }
        Optional<Instant> stamped = stamp(head, own, findings);
        boolean intact = findings.isEmpty();
        if (!intact) {
            LOG.error("Evidence {} is not what was sealed: {} findings", evidence.id(), findings.size());
        }
        CustodyEvent event =
                custody.record(evidence, CustodyKind.REVERIFIED, actor, Map.of("intact", Boolean.toString(intact)));
        Optional<Long> index = own.flatMap(EvidenceLog.Leaf::index);
        return new EvidenceVerification(
                evidence.id(),
                intact,
                findings.stream().distinct().toList(),
                event.at(),
                content.map(Content::sha256),
                content.map(Content::sm3),
                content.map(Content::bytes),
                index,
                Optional.of(head.size()),
                Optional.of(HEX.formatHex(head.root())),
                index.map(place -> path(place, head.size())).orElse(List.of()),
                Optional.of(head.at()),
                stamped);
    }

    private Map<UUID, EvidenceLog.Leaf> leavesOf(Evidence evidence) {
        Map<UUID, EvidenceLog.Leaf> leaves = new HashMap<>();
        log.leavesOf(evidence.id()).forEach(leaf -> leaves.put(leaf.subject(), leaf));
        return leaves;
    }

    /**
     * What the log knows of a row that has a leaf.
     *
     * @param findings Chinese sentences; none when the row is what was logged
     * @param index the record's place in the log
     * @param signedAt when the head that covers it was signed
     * @param timeStampedAt when an authority has seen a head that covers it
     */
    public record LoggedRow(
            List<String> findings, Optional<Long> index, Instant signedAt, Optional<Instant> timeStampedAt) {}

    /** Compares a row as it is now with the signed log. */
    public LoggedRow verify(SealedRows.Row row) {
        // First the row: one that changes from here on has a newer leaf, and this is still the record of the older.
        Map<UUID, byte[]> records = rows.records(List.of(row));
        sequencer.catchUp();
        List<String> findings = new ArrayList<>();
        LogHead head = log.newest().orElseThrow();
        checkHead(head, findings);
        Map<UUID, EvidenceLog.Leaf> leaves = log.leaves(records.keySet());
        if (records.isEmpty()) {
            findings.add(sentence("evidence.not-in-log"));
        }
        Optional<EvidenceLog.Leaf> own = Optional.empty();
        for (Map.Entry<UUID, byte[]> record : records.entrySet()) {
            own = check(record.getValue(), leaves.get(record.getKey()), head, findings);
        }
        Optional<Instant> stamped = stamp(head, own, findings);
        return new LoggedRow(
                findings.stream().distinct().toList(), own.flatMap(EvidenceLog.Leaf::index), head.at(), stamped);
    }

    private List<String> path(long index, long size) {
        try {
            return log.inclusion(index, size).stream().map(HEX::formatHex).toList();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return List.of();
        }
    }

    private Optional<Content> bytes(Evidence evidence, List<String> findings) {
        try {
            Content content = store.digest(evidence.sha256());
            boolean same = new Announced(evidence.sha256(), evidence.bytes()).is(content)
                    && evidence.seal()
                            .map(seal -> seal.sm3().equals(content.sm3()))
                            .orElse(true);
            if (!same) {
                alarm.found(evidence.id(), false);
                findings.add(sentence("evidence.bytes-changed", evidence.name()));
            }
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            alarm.found(evidence.id(), true);
            findings.add(sentence("evidence.bytes-missing", evidence.name()));
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Evidence could not be read", e);
        }
    }

    private Optional<EvidenceLog.Leaf> check(
            byte[] record, EvidenceLog.Leaf leaf, LogHead head, List<String> findings) {
        if (leaf == null || leaf.index().isEmpty()) {
            findings.add(sentence("evidence.not-in-log"));
            return Optional.empty();
        }
        byte[] hash = MerkleTree.leafHash(record);
        if (!Arrays.equals(hash, leaf.hash())) {
            findings.add(sentence("evidence.record-changed"));
            return Optional.of(leaf);
        }
        try {
            long index = leaf.index().get();
            byte[] root = MerkleTree.rootOf(hash, index, head.size(), log.inclusion(index, head.size()));
            if (!Arrays.equals(root, head.root())) {
                findings.add(sentence("evidence.log-changed"));
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            findings.add(sentence("evidence.log-changed"));
        }
        return Optional.of(leaf);
    }

    private void checkHead(LogHead head, List<String> findings) {
        boolean signed = Certificates.verifies(
                Certificates.of(log.certificate(head.certificate())), head.bytes(), head.signature());
        boolean sm2 = head.sm2Signature()
                .map(signature -> Certificates.verifies(
                        Certificates.of(log.certificate(head.sm2Certificate().orElse(""))), head.bytes(), signature))
                .orElse(true);
        if (!signed || !sm2) {
            findings.add(sentence("evidence.head-forged"));
        }
    }

    /** The newest head that an authority has seen must be the beginning of the log as it is now. */
    private Optional<Instant> stamp(LogHead head, Optional<EvidenceLog.Leaf> own, List<String> findings) {
        Optional<LogHead> stamped = log.newestStamped(head.size());
        if (stamped.isEmpty()) {
            return Optional.empty();
        }
        LogHead older = stamped.get();
        try {
            Instant at = TimeStampTokens.check(log.token(older.size()).orElseThrow(), older.bytes(), List.of());
            if (!Arrays.equals(log.root(older.size()), older.root())) {
                findings.add(sentence("evidence.log-changed"));
            }
            boolean covers = own.flatMap(EvidenceLog.Leaf::index)
                    .filter(index -> index < older.size())
                    .isPresent();
            return covers ? Optional.of(at) : Optional.empty();
        } catch (IOException e) {
            findings.add(sentence("evidence.time-stamp-wrong"));
            return Optional.empty();
        } catch (IllegalStateException e) {
            findings.add(sentence("evidence.log-changed"));
            return Optional.empty();
        }
    }

    private static String sentence(String code, Object... arguments) {
        return new Refusal(code, arguments).getMessage();
    }
}
