package org.redshield.bridge.evidence;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.evidence.log.CanonicalJson;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.HeadTimeStamps;
import org.redshield.bridge.evidence.log.Leaves;
import org.redshield.bridge.evidence.log.LogHead;
import org.redshield.bridge.evidence.log.LogIdentity;
import org.redshield.bridge.evidence.log.MerkleTree;
import org.redshield.bridge.evidence.log.Tokens;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.evidence.store.Hasher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Evidence that leaves the bridge with all that is needed to check it without the bridge: files, records, proofs, the
 * signed head and its time stamp. docs/evidence.md describes the format.
 */
@Service
public class EvidencePackages {

    private final JdbcClient jdbc;
    private final EvidenceStore store;
    private final Custody custody;
    private final EvidenceLog log;
    private final Sequencer sequencer;
    private final HeadTimeStamps timeStamps;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    EvidencePackages(
            JdbcClient jdbc,
            EvidenceStore store,
            Custody custody,
            EvidenceLog log,
            Sequencer sequencer,
            HeadTimeStamps timeStamps,
            InstantSource clock,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.store = store;
        this.custody = custody;
        this.log = log;
        this.sequencer = sequencer;
        this.timeStamps = timeStamps;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** A record of the package, with the file that it is about. */
    private record Item(UUID subject, byte[] record, Optional<Evidence> file) {}

    /** What will be written; the export is in the log already. */
    public final class Ready {

        private final List<Item> items;
        private final byte[] instruction;
        private final LogHead head;

        private Ready(List<Item> items, byte[] instruction, LogHead head) {
            this.items = items;
            this.instruction = instruction;
            this.head = head;
        }

        /** Writes the ZIP; {@code out} stays open. One file after the other, memory does not grow with them. */
        public void writeTo(OutputStream out) throws IOException {
            new Writer(out).write(items, instruction, head);
        }
    }

    /**
     * Records the export, in the custody of every file and as a whole, before anything leaves.
     *
     * @param evidence of one case; what the person may see
     * @param further what else the case holds, in words, for the package's page of explanations; may be empty
     * @throws Refusal evidence.nothing-to-export, evidence.unsealed, evidence.bytes-missing
     */
    public Ready prepare(String caseNo, List<Evidence> evidence, String further, Custody.Actor actor) {
        if (evidence.isEmpty()) {
            throw new Refusal("evidence.nothing-to-export");
        }
        for (Evidence file : evidence) {
            if (file.seal().isEmpty()) {
                throw new Refusal("evidence.unsealed", file.name());
            }
            if (!store.has(new Announced(file.sha256(), file.bytes()))) {
                throw new Refusal("evidence.bytes-missing", file.name());
            }
        }
        byte[] instruction = instruction(evidence, further).getBytes(StandardCharsets.UTF_8);
        List<Item> items = transaction.execute(status -> record(caseNo, evidence, actor, instruction));
        sequencer.catchUp();
        LogHead head = log.newest().orElseThrow();
        timeStamps.stamp(head);
        return new Ready(items, instruction, head);
    }

    /** Who signs and who stamps, to be published; empty while nothing has been signed. */
    public Optional<LogIdentity> identity() {
        return log.newest()
                .map(head -> new LogIdentity(
                        head.origin(),
                        head.size(),
                        head.at(),
                        head.certificate(),
                        head.sm2Certificate(),
                        log.newestStamped(head.size())
                                .flatMap(stamped -> log.token(stamped.size()))
                                .map(Tokens::authority)));
    }

    private List<Item> record(String caseNo, List<Evidence> evidence, Custody.Actor actor, byte[] instruction) {
        UUID export = Ids.next();
        List<Item> items = new ArrayList<>();
        for (Evidence file : evidence) {
            items.add(new Item(file.id(), file.record(file.seal().orElseThrow()), Optional.of(file)));
            custody.record(file, CustodyKind.EXPORTED, actor, Map.of("exportId", export.toString()));
            custody.ofEvidence(file.id()).stream()
                    .filter(visibleTo(actor.tenant()))
                    .forEach(event -> items.add(new Item(event.id(), event.record(), Optional.empty())));
        }
        ExportRecord record = new ExportRecord(
                export,
                caseNo,
                actor.tenant(),
                Leaves.now(clock),
                actor.person(),
                items.stream()
                        .map(item -> HexFormat.of().formatHex(MerkleTree.leafHash(item.record())))
                        .toList(),
                Optional.of(HexFormat.of().formatHex(Hasher.sha256().digest(instruction))),
                Leaves.nonce());
        byte[] leaf = MerkleTree.leafHash(record.record());
        jdbc.sql("""
                        insert into evidence_export (id, case_no, tenant, at, person, items, instruction, nonce, leaf_hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        record.id(),
                        caseNo,
                        record.tenant(),
                        record.at().atOffset(ZoneOffset.UTC),
                        record.person(),
                        record.items().toArray(String[]::new),
                        record.instruction().orElseThrow(),
                        record.nonce(),
                        leaf)
                .update();
        Leaves.add(jdbc, Leaves.Kind.EXPORT, export, null, leaf);
        items.add(new Item(export, record.record(), Optional.empty()));
        return items;
    }

    /** How another organisation worked with a file is its own affair; how the file came about is not. */
    public static Predicate<CustodyEvent> visibleTo(String tenant) {
        return event -> event.tenant().equals(tenant)
                || switch (event.kind()) {
                    case RECEIVED, VERIFIED, REFERENCED -> true;
                    case VIEWED, EXPORTED, REVERIFIED -> false;
                };
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

        void write(List<Item> items, byte[] instruction, LogHead head) throws IOException {
            writeHeads(head);
            entry("说明.txt", instruction);
            for (Item item : items) {
                long index = log.leaf(item.subject())
                        .flatMap(EvidenceLog.Leaf::index)
                        .orElseThrow(() -> new IllegalStateException("A leaf has lost its place"));
                entry("records/" + index + ".json", item.record());
                entry("proofs/" + index + ".json", proof(index, head.size(), log.inclusion(index, head.size())));
                if (item.file().isPresent()) {
                    Evidence file = item.file().get();
                    try (InputStream in = store.open(file.sha256())) {
                        entry("files/" + index + "-" + file.name(), in);
                    }
                }
            }
            zip.putNextEntry(new ZipEntry("SHA256SUMS"));
            zip.write(sums.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.close();
        }

        private void writeHeads(LogHead head) throws IOException {
            writeHead("head", head);
            Optional<LogHead> stamped = log.newestStamped(head.size());
            if (stamped.isEmpty()) {
                return;
            }
            long size = stamped.get().size();
            entry("head/stamp.tsr", log.token(size).orElseThrow());
            if (size < head.size()) {
                writeHead("stamped", stamped.get());
                entry("head/consistency.json", proof(size, head.size(), log.consistency(size, head.size())));
            }
        }

        private void writeHead(String name, LogHead head) throws IOException {
            entry("head/" + name + ".json", head.bytes());
            entry("head/" + name + ".sig", head.signature());
            entry("head/" + name + ".cer", log.certificate(head.certificate()));
            if (head.sm2Signature().isPresent()) {
                entry("head/" + name + ".sm2.sig", head.sm2Signature().get());
                entry(
                        "head/" + name + ".sm2.cer",
                        log.certificate(head.sm2Certificate().orElseThrow()));
            }
        }

        private byte[] proof(long index, long size, List<byte[]> path) {
            return CanonicalJson.bytes(Map.of(
                    "index",
                    index,
                    "size",
                    size,
                    "path",
                    path.stream().map(HexFormat.of()::formatHex).toList()));
        }

        private void entry(String name, byte[] bytes) throws IOException {
            entry(name, new java.io.ByteArrayInputStream(bytes));
        }

        private void entry(String name, InputStream in) throws IOException {
            MessageDigest digest = Hasher.sha256();
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(new DigestOutputStream(zip, digest));
            zip.closeEntry();
            sums.append(HexFormat.of().formatHex(digest.digest()))
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
    }

    private static String instruction(List<Evidence> evidence, String further) {
        StringBuilder files = new StringBuilder();
        evidence.forEach(file -> files.append("  %s　%d 字节　SHA-256 %s　SM3 %s%n"
                .formatted(
                        file.name(),
                        file.bytes(),
                        file.sha256(),
                        file.seal().orElseThrow().sm3())));
        return """
                证据包说明

                一、内容
                %s
                files 目录是证据原件；records 目录是封存时的提取笔录信息和此后的保管记录，每条是证据日志的一条；
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
