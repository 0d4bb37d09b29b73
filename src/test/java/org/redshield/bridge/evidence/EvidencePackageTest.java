package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.Refusal;

/** What leaves the bridge can be checked without it, and no forgery passes. */
class EvidencePackageTest {

    private static final int FLIPS = 1_500;

    @TempDir
    Path directory;

    private LogFixture fixture;
    private Evidence first;
    private Evidence second;

    @BeforeEach
    void seal() {
        fixture = new LogFixture(directory);
        first = fixture.sealed("交易记录.csv", "tid,payment\n1,100.00\n");
        fixture.sealed("别案.csv", "not in the package");
        second = fixture.sealed("商品.csv", "num_iid,title\n7,外套\n");
        fixture.custody.record(first, CustodyKind.VIEWED, LogFixture.OFFICER, Map.of());
    }

    private Map<String, byte[]> exported() {
        return fixture.exported(List.of(first, second));
    }

    private static String record(Map<String, byte[]> entries, String mark) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("records/"))
                .filter(entry -> new String(entry.getValue(), StandardCharsets.UTF_8).contains(mark))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static String file(Map<String, byte[]> entries, String name) {
        return entries.keySet().stream()
                .filter(entry -> entry.startsWith("files/") && entry.endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anUntouchedPackageHoldsAndSaysAllThatTheLawWantsToKnow() throws Exception {
        Map<String, byte[]> entries = exported();

        assertThat(fixture.verified(entries)).startsWith("0 核验通过：2 份证据文件、8 条记录").contains(fixture.logKey.fingerprint());
        assertThat(new String(entries.get(record(entries, "交易记录.csv")), StandardCharsets.UTF_8))
                .contains("沪市监长协查〔2026〕1号", "平台业务系统", "接口下载", "王小明（310105001）", "李芳（310105002）")
                .contains("\"begunAt\":\"2026-09-16T01:59:59.123456Z\"");
        assertThat(new String(entries.get("说明.txt"), StandardCharsets.UTF_8))
                .contains(first.sha256(), first.seal().orElseThrow().sm3());
        Path certificate = Files.write(
                directory.resolve("log.cer"), fixture.logKey.certificate().getEncoded());
        Path authority = Files.write(
                directory.resolve("tsa.cer"), fixture.authorityKey.certificate().getEncoded());
        assertThat(fixture.verified(
                        entries,
                        "--log-certificate",
                        certificate.toString(),
                        "--tsa-certificate",
                        authority.toString()))
                .startsWith("0 ")
                .contains("（已核对）");
        assertThat(fixture.verified(entries, "--tsa-certificate", certificate.toString()))
                .startsWith("1 核验不通过：时间戳不对：它不是指定的时间戳机构加盖的");
    }

    @Test
    void aChangedByteIsSeen() {
        Map<String, byte[]> entries = exported();
        entries.computeIfPresent(file(entries, "交易记录.csv"), (name, bytes) -> replaced(bytes, "100.00", "900.00"));

        assertThat(fixture.verified(LogFixture.withSums(entries)))
                .isEqualTo("1 核验不通过：证据文件“交易记录.csv”的内容已被改动，与封存时的校验值不符。");
    }

    @Test
    void aChangedRecordIsSeen() {
        Map<String, byte[]> entries = exported();
        String record = record(entries, "交易记录.csv");
        entries.computeIfPresent(record, (name, bytes) -> replaced(bytes, "李芳", "张芳"));

        assertThat(fixture.verified(LogFixture.withSums(entries)))
                .startsWith("1 ")
                .contains("记录或者它的证明被改动");
    }

    @Test
    void aRemovedItemIsSeen() {
        Map<String, byte[]> withoutFile = exported();
        withoutFile.remove(file(withoutFile, "商品.csv"));
        assertThat(fixture.verified(LogFixture.withSums(withoutFile))).isEqualTo("1 核验不通过：证据包缺少一项：证据文件“商品.csv”已被拿掉。");

        Map<String, byte[]> withoutRecord = exported();
        String viewed = record(withoutRecord, "VIEWED");
        withoutRecord.remove(viewed);
        withoutRecord.remove(viewed.replace("records", "proofs"));
        assertThat(fixture.verified(LogFixture.withSums(withoutRecord)))
                .startsWith("1 核验不通过：证据包缺少一项：导出时的第")
                .endsWith("项记录已被拿掉。");

        Map<String, byte[]> withoutExport = exported();
        String export = record(withoutExport, "\"kind\":\"EXPORT\"");
        withoutExport.remove(export);
        withoutExport.remove(export.replace("records", "proofs"));
        assertThat(fixture.verified(LogFixture.withSums(withoutExport))).startsWith("1 核验不通过：证据包缺少导出记录");
    }

    @Test
    void aReorderedLogIsSeen() {
        Map<String, byte[]> entries = exported();
        String one = record(entries, "VIEWED");
        String other = record(entries, "RECEIVED");
        byte[] moved = entries.get(one);
        entries.put(one, entries.get(other));
        entries.put(other, moved);
        assertThat(fixture.verified(LogFixture.withSums(entries))).startsWith("1 核验不通过：日志的顺序被改动");

        Map<String, byte[]> withProofs = exported();
        byte[] proof = withProofs.get(one.replace("records", "proofs"));
        withProofs.put(one, withProofs.put(other, withProofs.get(one)));
        withProofs.put(one.replace("records", "proofs"), withProofs.put(other.replace("records", "proofs"), proof));
        assertThat(fixture.verified(LogFixture.withSums(withProofs))).startsWith("1 核验不通过：日志的顺序被改动");
    }

    /** A forger with a key of his own: the head is another one, and the authority never saw it. */
    @Test
    void aForgedHeadIsSeen() throws Exception {
        Map<String, byte[]> broken = exported();
        broken.computeIfPresent("head/head.json", (name, bytes) -> replaced(bytes, "2026-09-16", "2026-09-15"));
        assertThat(fixture.verified(LogFixture.withSums(broken))).startsWith("1 核验不通过：日志头是伪造的");

        Signing forger = KeyFiles.generate(KeyFiles.Purpose.LOG);
        LogHead real = fixture.log.newest().orElseThrow();
        byte[] head = LogHead.bytes(
                real.origin(), real.size(), real.root(), real.at(), forger.fingerprint(), Optional.empty());
        Map<String, byte[]> forged = exported();
        forged.remove("head/head.sm2.sig");
        forged.remove("head/head.sm2.cer");
        forged.put("head/head.json", head);
        forged.put("head/head.sig", forger.sign(head));
        forged.put("head/head.cer", forger.certificate().getEncoded());
        Map<String, byte[]> matching = LogFixture.withSums(forged);
        Path certificate = Files.write(
                directory.resolve("log.cer"), fixture.logKey.certificate().getEncoded());
        assertThat(fixture.verified(matching, "--log-certificate", certificate.toString()))
                .isEqualTo("1 核验不通过：日志头是伪造的：签名所用的不是指定的日志证书。");
        assertThat(fixture.verified(matching)).startsWith("1 ");
    }

    @Test
    void aWrongTimeStampIsSeen() throws Exception {
        Map<String, byte[]> other = exported();
        other.put("head/stamp.tsr", new LocalTimeStamper(fixture.authorityKey, fixture.clock).stamp(new byte[32]));
        assertThat(fixture.verified(LogFixture.withSums(other))).isEqualTo("1 核验不通过：时间戳不对：它不是为这个日志头加盖的。");

        Map<String, byte[]> early = exported();
        fixture.now = fixture.now.minusSeconds(86_400);
        early.put(
                "head/stamp.tsr",
                new LocalTimeStamper(fixture.authorityKey, fixture.clock)
                        .stamp(Hasher.sha256().digest(early.get("head/head.json"))));
        assertThat(fixture.verified(LogFixture.withSums(early)))
                .startsWith("1 核验不通过：时间戳不对：它的时间 2026-09-15")
                .contains("早于日志头的签名时间");

        Map<String, byte[]> none = exported();
        none.remove("head/stamp.tsr");
        assertThat(fixture.verified(LogFixture.withSums(none))).startsWith("1 核验不通过：没有时间戳");
    }

    /** Bits of everything in the package, by chance from a fixed seed; where the list of hashes alone sees it, too. */
    @Test
    void noFlippedBitPasses() {
        Map<String, byte[]> entries = exported();
        List<String> names = List.copyOf(entries.keySet());
        Random random = new Random(20261124);
        for (int i = 0; i < FLIPS; i++) {
            String name = names.get(i % names.size());
            Map<String, byte[]> flipped = new LinkedHashMap<>(entries);
            byte[] bytes = entries.get(name).clone();
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            flipped.put(name, bytes);
            assertThat(fixture.verified(flipped)).as("bit %d of %s", bit, name).startsWith("1 核验不通过：");
        }
    }

    /** A package leaves although the authority is away: the last stamped head is the beginning of the present log. */
    @Test
    void anAuthorityThatIsAwayHoldsUpNothing() {
        fixture.sequencer.run();
        fixture.timeStamps.run();
        fixture.authorityAway = true;

        Map<String, byte[]> entries = exported();

        assertThat(entries).containsKeys("head/stamped.json", "head/consistency.json");
        assertThat(fixture.verified(entries)).startsWith("0 核验通过");
        entries.computeIfPresent("head/consistency.json", (name, bytes) -> {
            Matcher hash = Pattern.compile("[0-9a-f]{64}").matcher(new String(bytes, StandardCharsets.UTF_8));
            assertThat(hash.find()).isTrue();
            return replaced(bytes, hash.group(), "0".repeat(64));
        });
        assertThat(fixture.verified(LogFixture.withSums(entries))).startsWith("1 核验不通过：日志被改写");
    }

    @Test
    void withoutAnyTimeStampThePackageSaysSo() {
        fixture.authorityAway = true;

        Map<String, byte[]> entries = exported();

        assertThat(new String(entries.get("说明.txt"), StandardCharsets.UTF_8)).contains("没有取得时间戳");
        assertThat(fixture.verified(entries)).startsWith("1 核验不通过：没有时间戳");
        fixture.authorityAway = false;
        fixture.timeStamps.run();
        assertThat(fixture.verified(exported())).startsWith("0 ");
    }

    @Test
    void whatIsNoPackageCannotBeRead() throws Exception {
        Path text = Files.writeString(directory.resolve("a.zip"), "no zip");
        assertThat(org.redshield.verifier.Verify.run(
                        new String[] {text.toString()},
                        new java.io.PrintStream(java.io.OutputStream.nullOutputStream())))
                .isEqualTo(2);
        assertThat(fixture.verified(new LinkedHashMap<>(Map.of("a", new byte[0]))))
                .startsWith("1 核验不通过：证据包缺少一项");
    }

    @Test
    void exportIsPartOfTheCustodyAndAMissingFileStopsIt() throws Exception {
        exported();
        assertThat(fixture.custody.ofEvidence(first.id()))
                .extracting(CustodyEvent::kind)
                .containsExactly(CustodyKind.RECEIVED, CustodyKind.VIEWED, CustodyKind.EXPORTED);

        Files.delete(directory
                .resolve(first.sha256().substring(0, 2))
                .resolve(first.sha256().substring(2, 4))
                .resolve(first.sha256()));
        assertThatThrownBy(this::exported).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code())
                .isEqualTo("evidence.bytes-missing"));
        assertThat(fixture.custody.ofEvidence(second.id()))
                .extracting(CustodyEvent::kind)
                .containsExactly(CustodyKind.RECEIVED, CustodyKind.EXPORTED);
    }
}
