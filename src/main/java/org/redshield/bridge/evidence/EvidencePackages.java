package org.redshield.bridge.evidence;

import static org.redshield.bridge.Rows.timestamp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.audit.Watermark;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.evidence.Disclosures.Outgoing;
import org.redshield.bridge.evidence.PersonalFiles.MaskedCopy;
import org.redshield.bridge.evidence.log.CanonicalJson;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.HeadTimeStamps;
import org.redshield.bridge.evidence.log.Leaves;
import org.redshield.bridge.evidence.log.LogHead;
import org.redshield.bridge.evidence.log.LogIdentity;
import org.redshield.bridge.evidence.log.LogKeys;
import org.redshield.bridge.evidence.log.MerkleTree;
import org.redshield.bridge.evidence.log.SealedRows;
import org.redshield.bridge.evidence.log.TimeStampTokens;
import org.redshield.bridge.evidence.store.AlteredFiles;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.keys.Signer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Evidence that leaves the bridge with all that is needed to check it without the bridge: files, records, proofs, the
 * signed head and its time stamp. docs/evidence.md describes the format.
 */
@Service
public class EvidencePackages {

    private static final Logger LOG = LoggerFactory.getLogger(EvidencePackages.class);

    private final JdbcClient jdbc;
    private final EvidenceStore store;
    private final Custody custody;
    private final EvidenceLog log;
    private final Sequencer sequencer;
    private final HeadTimeStamps timeStamps;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final LogKeys keys;
    private final SealedRows rows;
    private final AlteredFiles alarm;

    EvidencePackages(
            JdbcClient jdbc,
            EvidenceStore store,
            Custody custody,
            EvidenceLog log,
            Sequencer sequencer,
            HeadTimeStamps timeStamps,
            InstantSource clock,
            TransactionTemplate transaction,
            LogKeys keys,
            SealedRows rows,
            AlteredFiles alarm) {
        this.jdbc = jdbc;
        this.store = store;
        this.custody = custody;
        this.log = log;
        this.sequencer = sequencer;
        this.timeStamps = timeStamps;
        this.clock = clock;
        this.transaction = transaction;
        this.keys = keys;
        this.rows = rows;
        this.alarm = alarm;
    }

    /** A record of the package, with the file that it is about. */
    private record Item(UUID subject, byte[] record, Optional<Outgoing> file) {}

    /** A record with its place. */
    private record Placed(long index, Item item, byte[] proof) {}

    /** What will be written; the export is in the log already, and everything was found to be there. */
    public final class Ready {

        private final Map<String, byte[]> heads;
        private final byte[] instruction;
        private final List<Placed> items;

        private Ready(Map<String, byte[]> heads, byte[] instruction, List<Placed> items) {
            this.heads = heads;
            this.instruction = instruction;
            this.items = items;
        }

        /** Writes the ZIP; {@code out} stays open. One file after the other, memory does not grow with them. */
        public void writeTo(OutputStream out) throws IOException {
            new Writer(out).write(heads, instruction, items);
        }
    }

    /** All that an organisation has of a case, with the letters and what happened in it. */
    Ready prepareCase(
            String caseNo, List<Outgoing> evidence, String further, Optional<Purpose> purpose, Custody.Actor actor) {
        return prepare(caseNo, evidence, rows.ofCase(caseNo, actor.side()), further, purpose, actor);
    }

    /** Files alone. */
    Ready prepare(String caseNo, List<Outgoing> evidence, Optional<Purpose> purpose, Custody.Actor actor) {
        return prepare(caseNo, evidence, List.of(), "", purpose, actor);
    }

    /**
     * Reads everything and compares it with the log, records the export, in the custody of every file and as a whole, and
     * proves every record: before anything leaves.
     *
     * @param evidence of one case; what the person may see, and in what form
     * @param further what else the case holds, in words, for the package's page of explanations; may be empty
     * @throws Refusal evidence.nothing-to-export, evidence.unsealed, and for whatever is missing or was changed
     */
    private Ready prepare(
            String caseNo,
            List<Outgoing> evidence,
            List<SealedRows.Row> sealed,
            String further,
            Optional<Purpose> purpose,
            Custody.Actor actor) {
        if (evidence.isEmpty()) {
            throw new Refusal("evidence.nothing-to-export");
        }
        evidence.forEach(out -> requireBytes(out.file()));
        // Its hash is in the record of the export: who cuts the watermark off spoils the package.
        String watermark = Watermark.of(
                actor.person(),
                actor.tenant(),
                clock.instant(),
                purpose.map(Purpose::words).orElse("办理案件 " + caseNo));
        byte[] instruction =
                (instruction(evidence, further) + "\n" + watermark + "\n").getBytes(StandardCharsets.UTF_8);
        List<Item> items = transaction.execute(status -> record(caseNo, evidence, sealed, purpose, actor, instruction));
        sequencer.catchUp();
        LogHead head = log.newest().orElseThrow();
        timeStamps.stamp(head);
        try {
            return new Ready(heads(head), instruction, placed(items, head));
        } catch (IllegalStateException | IllegalArgumentException | NoSuchElementException e) {
            LOG.error("The log cannot prove what case {} has", caseNo, e);
            throw new Refusal("evidence.log-changed");
        }
    }

    /**
     * The same of a case that leaves otherwise than as a package: on record, without proofs. It may have no evidence.
     *
     * @param words what is said of it
     * @throws Refusal as of a package
     */
    void recordExport(
            String caseNo, List<Outgoing> evidence, String words, Optional<Purpose> purpose, Custody.Actor actor) {
        evidence.forEach(out -> requireBytes(out.file()));
        byte[] said = words.getBytes(StandardCharsets.UTF_8);
        transaction.executeWithoutResult(
                status -> record(caseNo, evidence, rows.ofCase(caseNo, actor.side()), purpose, actor, said));
    }

    private void requireBytes(Evidence file) {
        Evidence.Seal seal = file.seal().orElseThrow(() -> new Refusal("evidence.unsealed", file.name()));
        try {
            Content content = store.digest(file.sha256());
            if (!new Announced(file.sha256(), file.bytes()).is(content)
                    || !content.sm3().equals(seal.sm3())) {
                alarm.found(file.id(), false);
                throw new Refusal("evidence.bytes-changed", file.name());
            }
        } catch (NoSuchFileException e) {
            alarm.found(file.id(), true);
            throw new Refusal("evidence.bytes-missing", file.name());
        } catch (IOException e) {
            throw new UncheckedIOException("Evidence could not be read", e);
        }
    }

    /** Each record leads to the root of the head. */
    private List<Placed> placed(List<Item> items, LogHead head) {
        Map<UUID, EvidenceLog.Leaf> leaves =
                log.leaves(items.stream().map(Item::subject).toList());
        Map<Long, List<byte[]>> proofs = log.inclusions(
                leaves.values().stream().map(leaf -> leaf.index().orElseThrow()).toList(), head.size());
        List<Placed> placed = new ArrayList<>();
        for (Item item : items) {
            long index = leaves.get(item.subject()).index().orElseThrow();
            List<byte[]> path = proofs.get(index);
            byte[] root = MerkleTree.rootOf(MerkleTree.leafHash(item.record()), index, head.size(), path);
            if (!Arrays.equals(root, head.root())) {
                throw new IllegalStateException("Leaf " + index + " does not lead to the root");
            }
            placed.add(new Placed(index, item, proof(index, head.size(), path)));
        }
        return placed;
    }

    private Map<String, byte[]> heads(LogHead head) {
        Map<String, byte[]> heads = new LinkedHashMap<>(head("head", head));
        log.newestStamped(head.size()).ifPresent(stamped -> {
            long size = stamped.size();
            heads.put(
                    "head/stamp.tsr", TimeStampTokens.canonical(log.token(size).orElseThrow()));
            if (size < head.size()) {
                heads.putAll(head("stamped", stamped));
                heads.put("head/consistency.json", proof(size, head.size(), log.consistency(size, head.size())));
            }
        });
        return heads;
    }

    private Map<String, byte[]> head(String name, LogHead head) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("head/" + name + ".json", head.bytes());
        files.put("head/" + name + ".sig", head.signature());
        files.put("head/" + name + ".cer", log.certificate(head.certificate()));
        head.sm2Signature().ifPresent(signature -> {
            files.put("head/" + name + ".sm2.sig", signature);
            files.put(
                    "head/" + name + ".sm2.cer",
                    log.certificate(head.sm2Certificate().orElseThrow()));
        });
        return files;
    }

    private static byte[] proof(long index, long size, List<byte[]> path) {
        return CanonicalJson.bytes(Map.of(
                "index",
                index,
                "size",
                size,
                "path",
                path.stream().map(HexFormat.of()::formatHex).toList()));
    }

    /** Who signs and who stamps, to be published: from the first start on. */
    public LogIdentity identity() {
        Optional<LogHead> head = log.newest();
        return new LogIdentity(
                log.origin(),
                head.map(LogHead::size).orElse(0L),
                head.map(LogHead::at),
                keys.main().fingerprint(),
                keys.sm2().map(Signer::fingerprint),
                timeStamps.authorityCertificate());
    }

    private List<Item> record(
            String caseNo,
            List<Outgoing> evidence,
            List<SealedRows.Row> sealed,
            Optional<Purpose> purpose,
            Custody.Actor actor,
            byte[] instruction) {
        UUID export = Ids.next();
        List<Item> items = new ArrayList<>();
        Map<String, String> withheld = new TreeMap<>();
        for (Outgoing out : evidence) {
            Evidence file = out.file();
            items.add(new Item(file.id(), file.record(file.seal().orElseThrow()), Optional.of(out)));
            Map<String, String> detail = Disclosures.detail(out, purpose);
            detail.put("exportId", export.toString());
            custody.record(file, CustodyKind.EXPORTED, actor, detail);
            if (!out.whole()) {
                withheld.put(
                        file.id().toString(), out.copy().map(MaskedCopy::sha256).orElse(""));
            }
            // Before the events: others look at the file meanwhile, and an event comes with its leaf.
            List<EvidenceLog.Leaf> leaves = log.leavesOf(file.id());
            List<CustodyEvent> events = custody.ofEvidence(file.id());
            requireWhole(file, leaves, events);
            events.stream()
                    .filter(visibleTo(actor.side()).or(visibleTo(actor.tenant())))
                    .forEach(event -> items.add(new Item(event.id(), event.record(), Optional.empty())));
        }
        Map<UUID, byte[]> records = rows.records(sealed);
        if (records.size() < sealed.size()) {
            throw rows.hasBacklog() ? new Refusal("evidence.unsealed", "文书和办理记录") : new Refusal("evidence.not-in-log");
        }
        new TreeMap<>(records).forEach((subject, bytes) -> items.add(new Item(subject, bytes, Optional.empty())));
        requireSealed(items);
        ExportRecord record = new ExportRecord(
                export,
                caseNo,
                actor.tenant(),
                Leaves.now(clock),
                actor.person(),
                items.stream()
                        .map(item -> HexFormat.of().formatHex(MerkleTree.leafHash(item.record())))
                        .toList(),
                Optional.of(Hashes.sha256(instruction)),
                withheld,
                Leaves.nonce());
        byte[] leaf = MerkleTree.leafHash(record.record());
        jdbc.sql("""
                        insert into evidence_export (id, case_no, tenant, at, person, items, instruction, withheld, nonce,
                                                     leaf_hash)
                        values (:id, :caseNo, :tenant, :at, :person, :items, :instruction, :withheld::jsonb, :nonce,
                                :leafHash)
                        """)
                .param("id", record.id())
                .param("caseNo", caseNo)
                .param("tenant", record.tenant())
                .param("at", timestamp(record.at()))
                .param("person", record.person())
                .param("items", record.items().toArray(String[]::new))
                .param("instruction", record.instruction().orElseThrow())
                .param("withheld", CanonicalJson.text(record.withheld()))
                .param("nonce", record.nonce())
                .param("leafHash", leaf)
                .update();
        Leaves.add(jdbc, Leaves.Kind.EXPORT, export, null, leaf);
        items.add(new Item(export, record.record(), Optional.empty()));
        return items;
    }

    /** What the log says happened to the file is there. */
    private static void requireWhole(Evidence file, List<EvidenceLog.Leaf> leaves, List<CustodyEvent> events) {
        Set<UUID> there = new HashSet<>(Set.of(file.id()));
        events.forEach(event -> there.add(event.id()));
        if (!leaves.stream().allMatch(leaf -> there.contains(leaf.subject()))) {
            throw new Refusal("evidence.record-removed");
        }
    }

    private void requireSealed(List<Item> items) {
        Map<UUID, EvidenceLog.Leaf> leaves =
                log.leaves(items.stream().map(Item::subject).toList());
        for (Item item : items) {
            EvidenceLog.Leaf leaf = leaves.get(item.subject());
            if (leaf == null) {
                throw new Refusal("evidence.not-in-log");
            }
            if (!Arrays.equals(MerkleTree.leafHash(item.record()), leaf.hash())) {
                throw new Refusal("evidence.record-changed");
            }
        }
    }

    /** How another organisation worked with a file is its own affair; how the file came about is not. */
    public static Predicate<CustodyEvent> visibleTo(String tenant) {
        return event -> event.tenant().equals(tenant)
                || switch (event.kind()) {
                    case RECEIVED, VERIFIED, REFERENCED -> true;
                    case VIEWED, EXPORTED -> false;
                    // That it was found altered concerns whoever has it.
                    case REVERIFIED -> "false".equals(event.detail().get("intact"));
                };
    }

    /** What becomes an entry of the ZIP. */
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** One package on its way out. */
    private final class Writer {

        private final ZipOutputStream zip;
        private final StringBuilder sums = new StringBuilder();

        Writer(OutputStream out) {
            zip = new ZipOutputStream(
                    new FilterOutputStream(out) {
                        @Override
                        public void write(byte[] buffer, int offset, int length) throws IOException {
                            out.write(buffer, offset, length);
                        }

                        @Override
                        public void close() throws IOException {
                            flush();
                        }
                    },
                    StandardCharsets.UTF_8);
            zip.setLevel(Deflater.BEST_SPEED);
        }

        void write(Map<String, byte[]> heads, byte[] instruction, List<Placed> items) throws IOException {
            for (Map.Entry<String, byte[]> file : heads.entrySet()) {
                entry(file.getKey(), file.getValue());
            }
            entry("说明.txt", instruction);
            for (Placed placed : items) {
                entry("records/" + placed.index() + ".json", placed.item().record());
                entry("proofs/" + placed.index() + ".json", placed.proof());
                if (placed.item().file().isPresent()) {
                    file(placed.index(), placed.item().file().get());
                }
            }
            zip.putNextEntry(new ZipEntry("SHA256SUMS"));
            zip.write(sums.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.close();
        }

        private void file(long index, Outgoing out) throws IOException {
            String name = index + "-" + out.file().name();
            if (out.whole()) {
                entry("files/" + name, to -> {
                    try (InputStream in = store.open(out.file().sha256())) {
                        in.transferTo(to);
                    }
                });
            } else if (out.copy().isPresent()) {
                String written = entry("masked/" + name, out.copy().get()::writeTo);
                if (!written.equals(out.copy().get().sha256())) {
                    throw new IOException("A masked copy is not the one that is on record");
                }
            }
        }

        private void entry(String name, byte[] bytes) throws IOException {
            entry(name, to -> to.write(bytes));
        }

        /** @return SHA-256 of what was written, hex */
        private String entry(String name, Body body) throws IOException {
            MessageDigest digest = Hashes.sha256();
            zip.putNextEntry(new ZipEntry(name));
            body.writeTo(new DigestOutputStream(zip, digest));
            zip.closeEntry();
            String sha256 = Hashes.hex(digest);
            sums.append(sha256).append("  ").append(name).append('\n');
            return sha256;
        }
    }

    private static String instruction(List<Outgoing> evidence, String further) {
        StringBuilder files = new StringBuilder();
        evidence.forEach(out -> files.append("  %s　%d 字节　SHA-256 %s　SM3 %s%s%n"
                .formatted(
                        out.file().name(),
                        out.file().bytes(),
                        out.file().sha256(),
                        out.file().seal().orElseThrow().sm3(),
                        out.whole()
                                ? ""
                                : out.copy()
                                        .map(copy -> "　原件未随包提供，只有脱敏副本，副本 SHA-256 " + copy.sha256())
                                        .orElse("　原件未随包提供"))));
        return """
                证据包说明

                一、内容
                %s
                files 目录是证据原件；masked 目录是脱敏副本，只遮盖了个人信息，原件由出具单位保存；records 目录是封存时的提取笔录信息和此后的保管记录，导出整个案件时还有本单位收发的文书、
                送达回执和办理记录，每条是证据日志的一条；
                proofs 目录证明各条记录在日志中的位置；head 目录是日志头、签名、证书和时间戳。

                二、怎样核验（不需要联网，不需要信任本系统）
                在装有 Java 17 或更新版本的电脑上运行（写成一行）：
                  java -jar redshield-bridge-版本号-verifier.jar 证据包.zip
                      --log-certificate 日志证书的指纹 --tsa-certificate 时间戳证书的指纹
                校验程序应从出具单位以外的可信渠道取得，或者按公布的格式自行编写；两个指纹应从签名单位和时间戳机构
                公布处取得，不能从证据包中取得。不指定指纹时，只能知道内容前后一致，不能知道由谁签名。
                它的第一句话是结论：内容是否被改动、是否缺少、日志顺序是否被改、签名和时间戳是否成立。
                只核对文件本身时，可以用任何工具计算 SHA-256 或 SM3，与上面所列比较。
                """.formatted(files) + (further.isEmpty() ? "" : "%n三、补充信息%n%s".formatted(further));
    }
}
