package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.evidence.Disclosures.Form;
import org.redshield.bridge.evidence.Disclosures.Outgoing;
import org.redshield.bridge.evidence.log.LocalTimeStamper;
import org.redshield.bridge.evidence.log.LogHead;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.keys.OwnKey;
import org.redshield.bridge.keys.Signer;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.support.Thorough;

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

    @Test
    void manyWhoTakeAndCheckTheSameFileAtOnceAreNotToldThatItWasTamperedWith() throws Exception {
        ExecutorService officers = Executors.newFixedThreadPool(8);
        Callable<List<String>> takes = () -> exported().isEmpty() ? List.of("nothing") : List.of();
        Callable<List<String>> checks =
                () -> fixture.verifications.verify(first, LogFixture.OFFICER).findings();
        try {
            for (Future<List<String>> one : officers.invokeAll(IntStream.range(0, 64)
                    .mapToObj(n -> n % 2 == 0 ? takes : checks)
                    .toList())) {
                assertThat(one.get()).isEmpty();
            }
        } finally {
            officers.shutdownNow();
        }
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
        assertThat(fixture.verifiedWith(
                        entries,
                        "--log-certificate",
                        certificate.toString(),
                        "--tsa-certificate",
                        authority.toString()))
                .startsWith("0 ")
                .contains("（已核对）")
                .contains("案件 " + LogFixture.CASE + "，由 officer310105（310105）于 2026-09-16 10:00:00 导出")
                .contains("交易记录.csv，21 字节")
                .contains("时间戳 2026-09-16 10:00:00 加盖，涵盖日志的前 10 条。");
        assertThat(fixture.verifiedWith(entries, "--tsa-certificate", certificate.toString()))
                .startsWith("1 核验不通过：时间戳不对：它不是指定的时间戳机构加盖的");
        assertThat(fixture.verifiedWith(entries, "--log-certificate", fixture.logKeySm2.fingerprint()))
                .as("either of the two signatures may be the one that is known")
                .startsWith("3 内容前后一致，但没有核对由谁签名：")
                .contains("没有指定时间戳证书");
    }

    @Test
    void aChangedByteIsSeen() {
        Map<String, byte[]> entries = exported();
        entries.computeIfPresent(file(entries, "交易记录.csv"), (name, bytes) -> replaced(bytes, "100.00", "900.00"));

        assertThat(fixture.verified(LogFixture.withSums(entries)))
                .isEqualTo("1 核验不通过：证据文件“交易记录.csv”的内容已被改动，与封存时的校验值不符。");

        for (boolean removed : new boolean[] {false, true}) {
            Map<String, byte[]> advised = exported();
            advised.put("说明.txt", "无须核验".getBytes(StandardCharsets.UTF_8));
            if (removed) {
                advised.remove("说明.txt");
            }
            assertThat(fixture.verified(LogFixture.withSums(advised)))
                    .startsWith("1 核验不通过：")
                    .contains("说明.txt");
        }
    }

    private static PersonalFiles.MaskedCopy copy(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new PersonalFiles.MaskedCopy() {
            @Override
            public String sha256() {
                return Hashes.sha256(bytes);
            }

            @Override
            public long bytes() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }

    @Test
    void aPackageWithoutOriginalsSaysSoAndItsCopiesAreThoseThatLeft() {
        Map<String, byte[]> entries = fixture.exportedAs(List.of(
                new Outgoing(first, Form.MASKED_COPY, Optional.of(copy("脱敏副本\ntid,payment\n"))),
                new Outgoing(second, Form.WITHHELD, Optional.empty())));

        assertThat(fixture.verified(entries))
                .startsWith("0 核验通过（脱敏的证据包）：0 份证据文件")
                .contains("另有 2 份文件的原件未随包提供，其中 1 份有脱敏副本")
                .contains("交易记录.csv，21 字节，只有脱敏副本，原件 SHA-256 " + first.sha256())
                .contains("商品.csv，23 字节，原件未随包提供，原件 SHA-256 " + second.sha256());
        assertThat(new String(entries.get("说明.txt"), StandardCharsets.UTF_8)).contains("原件未随包提供，只有脱敏副本");
        assertThat(entries.keySet()).noneMatch(name -> name.startsWith("files/"));
        String copy = entries.keySet().stream()
                .filter(name -> name.startsWith("masked/"))
                .findFirst()
                .orElseThrow();

        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.put(copy, "脱敏副本\ntid,payment\n9,9\n".getBytes(StandardCharsets.UTF_8));
        assertThat(fixture.verified(LogFixture.withSums(changed))).isEqualTo("1 核验不通过：“交易记录.csv”的脱敏副本已被改动，不是导出时的副本。");
        Map<String, byte[]> removed = new LinkedHashMap<>(entries);
        removed.remove(copy);
        assertThat(fixture.verified(LogFixture.withSums(removed))).startsWith("1 核验不通过：证据包缺少一项：“交易记录.csv”的脱敏副本");
        Map<String, byte[]> more = new LinkedHashMap<>(entries);
        more.put(copy.replace("masked/", "files/"), "tid,payment\n1,900.00\n".getBytes(StandardCharsets.UTF_8));
        assertThat(fixture.verified(LogFixture.withSums(more))).startsWith("1 核验不通过：证据包多出一项");
        Map<String, byte[]> whole = exported();
        whole.keySet().removeIf(name -> name.startsWith("files/"));
        assertThat(fixture.verified(LogFixture.withSums(whole)))
                .as("nobody passes a whole package off as a masked one")
                .startsWith("1 核验不通过：证据包缺少一项");
    }

    /** One package, two readings: the forger's under a name that counts as the same. */
    @Test
    void aRecordHasOneNameOnly() {
        String record = record(exported(), "交易记录.csv");
        for (String alias : List.of("0.axyz", "00.json", "+0.json", "0.JSON", "0.json/")) {
            Map<String, byte[]> entries = exported();
            entries.put("records/" + alias, entries.get(record));
            entries.put(record, replaced(entries.get(record), "李芳", "张三"));
            assertThat(fixture.verified(LogFixture.withSums(entries))).as(alias).startsWith("1 核验不通过：");
        }
    }

    @Test
    void whatNobodyRecordedIsNoPartOfThePackage() {
        for (String name : List.of(
                "head/处罚决定书.pdf", "proofs/0.html", "proofs/99.json", "files/99-x.csv", "x", "head/stamped.json")) {
            Map<String, byte[]> entries = exported();
            entries.put(name, "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(fixture.verified(LogFixture.withSums(entries))).as(name).startsWith("1 核验不通过：");
        }
    }

    /** Programs differ in what they show of these; the verifier must not see less than they do. */
    @Test
    void aZipWithTwoReadingsIsRefused() throws Exception {
        Map<String, byte[]> entries = exported();
        Map<String, Consumer<ZipEntry>> tricks = Map.of(
                "附加的注释", entry -> entry.setComment("已由法院核验"),
                "附加的信息", entry -> entry.setExtra(unicodePath("records/1.json")));
        for (Map.Entry<String, Consumer<ZipEntry>> trick : tricks.entrySet()) {
            assertThat(verified(zipped(entries, trick.getValue(), zip -> {})))
                    .as(trick.getKey())
                    .startsWith("1 核验不通过：")
                    .contains(trick.getKey());
        }
        assertThat(verified(zipped(entries, entry -> {}, zip -> zip.setComment("已由法院核验"))))
                .startsWith("1 核验不通过：")
                .contains("附加的注释");
        byte[] plain = zipped(entries, entry -> {}, zip -> {});
        assertThat(verified(plain)).startsWith("0 核验通过");
        assertThat(verified(joined(plain, "更多".getBytes(StandardCharsets.UTF_8))))
                .doesNotStartWith("0");
        assertThat(verified(joined("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), plain)))
                .doesNotStartWith("0");
        byte[] hidden = zipped(Map.of("files/99-hidden.csv", new byte[] {'x'}), entry -> {}, zip -> {});
        int directory = new String(hidden, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        assertThat(verified(joined(Arrays.copyOf(hidden, directory), plain)))
                .as("an entry that the directory does not name")
                .doesNotStartWith("0");
        byte[] renamed = plain.clone();
        int name = new String(renamed, StandardCharsets.ISO_8859_1).indexOf("records/");
        renamed[name] = 'R';
        assertThat(verified(renamed)).as("another name before the entry").startsWith("1 核验不通过：证据包的目录与内容不一致");
    }

    private String verified(byte[] zip) throws IOException {
        Path file = Files.write(directory.resolve("tricked.zip"), zip);
        return LogFixture.run(
                file,
                "--log-certificate",
                fixture.logKey.fingerprint(),
                "--tsa-certificate",
                fixture.authorityKey.fingerprint());
    }

    private static byte[] zipped(
            Map<String, byte[]> entries, Consumer<ZipEntry> eachEntry, Consumer<ZipOutputStream> whole)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            whole.accept(zip);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry made = new ZipEntry(entry.getKey());
                eachEntry.accept(made);
                zip.putNextEntry(made);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /** Info-ZIP's Unicode path: unzip shows the entry under this name. */
    private static byte[] unicodePath(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(9 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x7075)
                .putShort((short) (5 + text.length))
                .put((byte) 1)
                .putInt(0)
                .put(text)
                .array();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void namesFromStrangersDoNotReachTheTerminalAsTheyAre() {
        Map<String, byte[]> entries = exported();
        entries.put("x\u001b[2K\r核验通过：", new byte[0]);
        assertThat(fixture.verified(LogFixture.withSums(entries)))
                .startsWith("1 核验不通过：")
                .doesNotContain("\u001b", "\r");
    }

    @Test
    void theCommandLineIsTakenAtItsWord() throws Exception {
        Map<String, byte[]> entries = exported();
        assertThat(fixture.verifiedWith(entries, "--log-cert", "x")).startsWith("2 用法");
        assertThat(fixture.verifiedWith(entries, "--log-certificate")).startsWith("2 不能读取指定的证书");
        assertThat(fixture.verifiedWith(entries, "--log-certificate", "nothing.cer"))
                .startsWith("2 不能读取指定的证书");
        assertThat(fixture.verifiedWith(entries, "second.zip")).startsWith("2 用法");
        assertThat(fixture.verifiedWith(entries, "--help")).startsWith("0 用法");
        assertThat(fixture.verifiedWith(entries))
                .startsWith("3 内容前后一致，但没有核对由谁签名：")
                .contains("没有指定日志证书和时间戳证书", "（未核对）");
        assertThat(LogFixture.run(directory)).startsWith("2 这是一个目录");
        assertThat(LogFixture.run(directory.resolve("none.zip"))).startsWith("2 找不到文件");
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

        Signer forger = TestKeys.fresh(OwnKey.LOG);
        Map<String, byte[]> forged = exported();
        LogHead real = fixture.log.newest().orElseThrow();
        byte[] head = LogHead.bytes(
                real.origin(), real.size(), real.root(), real.at(), forger.fingerprint(), Optional.empty());
        forged.remove("head/head.sm2.sig");
        forged.remove("head/head.sm2.cer");
        forged.put("head/head.json", head);
        forged.put("head/head.sig", forger.sign(head));
        forged.put("head/head.cer", forger.certificate().getEncoded());
        Map<String, byte[]> matching = LogFixture.withSums(forged);
        Path certificate = Files.write(
                directory.resolve("log.cer"), fixture.logKey.certificate().getEncoded());
        assertThat(fixture.verifiedWith(matching, "--log-certificate", certificate.toString()))
                .isEqualTo("1 核验不通过：日志头是伪造的：签名所用的不是指定的日志证书。");
        assertThat(fixture.verifiedWith(matching)).startsWith("1 ");

        Signer authority = TestKeys.fresh(OwnKey.TIME_STAMP);
        forged.put("head/stamp.tsr", new LocalTimeStamper(authority, fixture.clock).stamp(head));
        Map<String, byte[]> whole = LogFixture.withSums(forged);
        assertThat(fixture.verifiedWith(whole))
                .as("consistent in itself: nobody can say more who knows no key")
                .startsWith("3 内容前后一致，但没有核对由谁签名");
        assertThat(fixture.verified(whole)).isEqualTo("1 核验不通过：日志头是伪造的：签名所用的不是指定的日志证书。");
    }

    /** The authority's stamp over the package's head, of now. */
    private byte[] stamped(Map<String, byte[]> entries) throws IOException {
        return new LocalTimeStamper(fixture.authorityKey, fixture.clock).stamp(entries.get("head/head.json"));
    }

    @Test
    void aWrongTimeStampIsSeen() throws Exception {
        Map<String, byte[]> other = exported();
        other.put("head/stamp.tsr", new LocalTimeStamper(fixture.authorityKey, fixture.clock).stamp(new byte[32]));
        assertThat(fixture.verified(LogFixture.withSums(other))).isEqualTo("1 核验不通过：时间戳不对：它不是为这个日志头加盖的。");

        Map<String, byte[]> early = exported();
        fixture.now = fixture.now.minusSeconds(86_400);
        early.put("head/stamp.tsr", stamped(early));
        assertThat(fixture.verified(LogFixture.withSums(early)))
                .startsWith("1 核验不通过：时间戳不对：它的时间 2026-09-15")
                .contains("早于日志头的签名时间");

        Map<String, byte[]> late = exported();
        fixture.now = Instant.now().plus(Duration.ofDays(30));
        late.put("head/stamp.tsr", stamped(late));
        assertThat(fixture.verified(LogFixture.withSums(late)))
                .startsWith("1 核验不通过：时间戳不对：它的时间")
                .contains("晚于这台电脑现在的时间");
        fixture.now = Instant.parse("2026-09-16T02:00:00Z");

        Map<String, byte[]> none = exported();
        none.remove("head/stamp.tsr");
        assertThat(fixture.verified(LogFixture.withSums(none))).startsWith("1 核验不通过：没有时间戳");
    }

    /** Bits of everything in the package, by chance from a fixed seed, with the list of hashes made anew every other time. */
    @Test
    void noFlippedBitPasses() {
        Map<String, byte[]> entries = exported();
        List<String> names = List.copyOf(entries.keySet());
        Random random = new Random(20261124);
        for (int i = 0; i < (Thorough.isRun() ? FLIPS : FLIPS / 10); i++) {
            String name = names.get(i % names.size());
            Map<String, byte[]> flipped = new LinkedHashMap<>(entries);
            byte[] bytes = entries.get(name).clone();
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            flipped.put(name, bytes);
            if (!name.equals("SHA256SUMS") && i / names.size() % 2 == 1) {
                LogFixture.withSums(flipped);
            }
            assertThat(fixture.verified(flipped)).as("bit %d of %s", bit, name).startsWith("1 核验不通过：");
        }
    }

    /** Also what nobody signs: a token may be written in one way only. */
    @Test
    void noPositionOfTheTimeStampCanBeAltered() {
        Map<String, byte[]> entries = exported();
        byte[] token = entries.get("head/stamp.tsr");
        Random random = new Random(20261125);
        List<Integer> alterable = new ArrayList<>();
        for (int i : Thorough.some(200, IntStream.range(0, token.length).boxed().toList(), "positions")) {
            byte[] altered = token.clone();
            altered[i] ^= (byte) (1 << random.nextInt(8));
            Map<String, byte[]> forged = new LinkedHashMap<>(entries);
            forged.put("head/stamp.tsr", altered);
            if (!fixture.verified(LogFixture.withSums(forged)).startsWith("1 核验不通过：")) {
                alterable.add(i);
            }
        }
        assertThat(alterable).as("of %d positions", token.length).isEmpty();
        for (String name : List.of("head/stamp.tsr", "head/head.sig", "head/head.cer")) {
            Map<String, byte[]> longer = new LinkedHashMap<>(entries);
            longer.put(name, joined(entries.get(name), new byte[] {0}));
            assertThat(fixture.verified(LogFixture.withSums(longer)))
                    .as("more behind " + name)
                    .startsWith("1 核验不通过：");
        }
    }

    @Test
    void onlyFilesWithNamesThatEveryProgramReadsAlike() throws Exception {
        Map<String, byte[]> entries = exported();
        byte[] plain = zipped(entries, entry -> {}, zip -> {});
        String text = new String(plain, StandardCharsets.ISO_8859_1);

        byte[] link = plain.clone();
        int listed = text.indexOf("PK\1\2");
        link[listed + 5] = 3;
        link[listed + 41] = (byte) 0xa1;
        link[listed + 40] = (byte) 0xff;
        assertThat(verified(link)).startsWith("1 核验不通过：").contains("而是目录或者链接");

        String chinese = new String("说明.txt".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        byte[] unmarked = plain.clone();
        unmarked[text.indexOf(chinese) - 30 + 7] &= ~0x08;
        unmarked[text.lastIndexOf(chinese) - 46 + 9] &= ~0x08;
        assertThat(verified(unmarked)).startsWith("1 核验不通过：").contains("没有注明字符集");

        Map<String, byte[]> withDirectory = new LinkedHashMap<>(entries);
        withDirectory.put("files/", new byte[0]);
        assertThat(verified(zipped(withDirectory, entry -> {}, zip -> {})))
                .startsWith("1 核验不通过：")
                .contains("有目录");
    }

    /** A package leaves although the authority is away: the last stamped head is the beginning of the present log. */
    @Test
    void anAuthorityThatIsAwayHoldsUpNothing() {
        fixture.sequencer.run();
        fixture.timeStamps.run();
        fixture.authorityAway = true;

        Map<String, byte[]> entries = exported();

        assertThat(entries).containsKeys("head/stamped.json", "head/stamped.sig", "head/consistency.json");
        assertThat(fixture.verified(entries)).startsWith("0 核验通过").contains("此后的保管和导出记录没有时间戳");
        Map<String, byte[]> unsigned = new LinkedHashMap<>(entries);
        unsigned.computeIfPresent("head/stamped.json", (name, bytes) -> replaced(bytes, "2026-09-16", "1970-01-01"));
        assertThat(fixture.verified(LogFixture.withSums(unsigned))).startsWith("1 核验不通过：日志头是伪造的：签名不成立");
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

        assertThat(fixture.verified(entries)).startsWith("1 核验不通过：没有时间戳");
        fixture.authorityAway = false;
        fixture.timeStamps.run();
        fixture.authorityAway = true;
        Evidence third = fixture.sealed("后来.csv", "later");
        assertThat(fixture.verified(fixture.exported(List.of(first, third))))
                .as("sealed after the last stamp")
                .startsWith("1 核验不通过：证据文件“后来.csv”没有时间戳");
        fixture.authorityAway = false;
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
