package org.redshield.verifier;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * {@code Verify package.zip [--log-certificate C] [--tsa-certificate C]}: says in Chinese whether an evidence package holds,
 * the verdict in the first sentence. {@code C} is the file of a certificate or its fingerprint (SHA-256 in hex), from elsewhere
 * than the package; each may be given several times.
 *
 * <p>Ends with 0 when the package holds and both the log and the authority are those named, 3 when it holds but not both were
 * named, 1 when something is wrong, 2 when it cannot be read at all.
 */
public final class Verify {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private static final String USAGE = "用法：java -jar redshield-bridge-版本号-verifier.jar 证据包.zip"
            + " [--log-certificate 日志证书] [--tsa-certificate 时间戳证书]%n证书写文件名，或者写 SHA-256 指纹。".formatted();
    private static final int HOLDS = 0;
    private static final int WRONG = 1;
    private static final int UNREADABLE = 2;
    private static final int SIGNER_UNKNOWN = 3;
    private static final HexFormat HEX = HexFormat.of();
    private static final int BUFFER = 64 * 1024;
    private static final int MOST_SHOWN = 20;
    private static final Pattern PLACE = Pattern.compile("(records|proofs)/(0|[1-9][0-9]{0,17})\\.json");
    private static final String INSTRUCTION = "说明.txt";

    private final Zip zip;
    private final Trust logs;
    private final Trust authorities;

    private Verify(Zip zip, Trust logs, Trust authorities) {
        this.zip = zip;
        this.logs = logs;
        this.authorities = authorities;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintStream(System.out, true, charset())));
    }

    /** What the window shows, where it can show Chinese; files and pipes get UTF-8. */
    private static Charset charset() {
        Console console = System.console();
        return console != null && console.charset().newEncoder().canEncode(USAGE)
                ? console.charset()
                : StandardCharsets.UTF_8;
    }

    /** @return the exit code */
    public static int run(String[] arguments, PrintStream out) {
        Trust logs = new Trust();
        Trust authorities = new Trust();
        List<String> files = new ArrayList<>();
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--help", "-h" -> {
                        out.println(USAGE);
                        return HOLDS;
                    }
                    case "--log-certificate" -> logs.add(arguments[++i]);
                    case "--tsa-certificate" -> authorities.add(arguments[++i]);
                    default -> files.add(arguments[i]);
                }
            }
        } catch (IOException | Wrong | IndexOutOfBoundsException | IllegalArgumentException e) {
            out.println("不能读取指定的证书。" + USAGE);
            return UNREADABLE;
        }
        if (files.size() != 1 || files.get(0).startsWith("-")) {
            out.println(USAGE);
            return UNREADABLE;
        }
        return run(Path.of(files.get(0)), logs, authorities, out);
    }

    private static int run(Path file, Trust logs, Trust authorities, PrintStream out) {
        if (!Files.isRegularFile(file)) {
            out.println(Files.isDirectory(file) ? "这是一个目录，不是证据包。" : "找不到文件“" + Wrong.shown(file.toString()) + "”。");
            return UNREADABLE;
        }
        try (Zip zip = new Zip(file)) {
            return new Verify(zip, logs, authorities).check(out);
        } catch (Wrong e) {
            out.println("核验不通过：" + e.getMessage() + "。");
            return WRONG;
        } catch (IOException | IllegalArgumentException e) {
            out.println("不能读取这个文件，它不是完整的证据包（ZIP）。");
            return UNREADABLE;
        } catch (OutOfMemoryError e) {
            out.println("证据包太大，内存不够，没有得出结论。请加大内存再核验：java -Xmx2g -jar …");
            return UNREADABLE;
        } catch (DateTimeException | IllegalStateException | ClassCastException | NullPointerException e) {
            out.println("核验不通过：证据包中有不能识别的内容。");
            return WRONG;
        }
    }

    /**
     * A record of the log.
     *
     * @param fields what it says, where more than its kind is needed
     */
    private record Item(long index, String leaf, Fields fields) {}

    /** What the package is about: the sealed files, what became of them, the export itself. */
    private static final class Contents {
        private final TreeMap<Long, Item> evidence = new TreeMap<>();
        private final List<Item> exports = new ArrayList<>();
        private final List<Item> rows = new ArrayList<>();
        private final Set<String> leaves = new HashSet<>();
        private final Set<String> cases = new TreeSet<>();
        private final Set<String> ofFiles = new HashSet<>();
        /** Evidence of which the export's record says that its bytes stayed behind, with the SHA-256 of a copy or nothing. */
        private final Map<String, String> withheld = new TreeMap<>();

        private long last;

        private Set<String> ids() throws Wrong {
            Set<String> ids = new HashSet<>();
            for (Item item : evidence.values()) {
                ids.add(item.fields().text("id"));
            }
            return ids;
        }
    }

    private int check(PrintStream out) throws Wrong, IOException {
        Head head = Head.read(zip, "head", logs);
        Contents contents = contents(head);
        Fields export = checkComplete(contents);
        readWithheld(export, contents);
        checkFiles(contents);
        checkNames(contents);
        Stamp stamp = Stamp.read(zip, head, logs, authorities, InstantSource.system());
        checkCovered(contents, stamp);
        zip.checkLayout();
        zip.checkSums();
        checkInstruction(export);
        checkCopies(contents);

        boolean named = head.trusted() && stamp.trusted();
        String verdict = named ? "核验通过" : "内容前后一致，但没有核对由谁签名";
        out.println(verdict
                + (contents.withheld.isEmpty() ? "：" : "（脱敏的证据包）：")
                + "%d 份证据文件、%d 条记录与 %s 签名的证据日志（共 %d 条）一致，没有改动，没有缺少，时间戳成立。"
                        .formatted(
                                contents.evidence.size() - contents.withheld.size(),
                                contents.leaves.size(),
                                TIME.format(head.time()),
                                head.size()));
        if (!contents.withheld.isEmpty()) {
            out.println(
                    ("另有 %d 份文件的原件未随包提供，其中 %d 份有脱敏副本，副本是导出时的副本，没有改动。" + "原件的记录和在日志中的位置已经核验；取得原件后，可以按记录中的 SHA-256 核对。")
                            .formatted(
                                    contents.withheld.size(),
                                    contents.withheld.values().stream()
                                            .filter(sha256 -> !sha256.isEmpty())
                                            .count()));
        }
        if (!named) {
            out.println("没有指定%s，伪造的证据包也可以前后一致。请从签名单位和时间戳机构公布处取得证书或者指纹，指定后再核验。"
                    .formatted(head.trusted() ? "时间戳证书" : stamp.trusted() ? "日志证书" : "日志证书和时间戳证书"));
        }
        out.println("案件 %s，由 %s（%s）于 %s 导出："
                .formatted(
                        Wrong.shown(export.text("caseNo")),
                        Wrong.shown(export.text("person")),
                        Wrong.shown(export.text("tenant")),
                        TIME.format(export.time("at"))));
        for (Item item : contents.evidence.values().stream().limit(MOST_SHOWN).toList()) {
            out.println("  " + Wrong.shown(item.fields().text("name")) + "，"
                    + item.fields().number("bytes") + " 字节" + inWhatForm(item, contents));
        }
        if (contents.evidence.size() > MOST_SHOWN) {
            out.println("  等 " + contents.evidence.size() + " 份");
        }
        if (!contents.rows.isEmpty()) {
            out.println("另有文书、送达回执和办理记录 " + contents.rows.size() + " 条，其中文书：");
            for (Item item : contents.rows) {
                if (item.fields().text("kind").equals("LETTER")) {
                    Fields letter = item.fields().inner("row");
                    out.println("  " + Wrong.shown(letter.text("number")) + "　"
                            + Wrong.shown(letter.text("sender_name")) + "致" + Wrong.shown(letter.text("receiver_name"))
                            + "：" + Wrong.shown(letter.text("subject")));
                }
            }
        }
        out.println("时间戳 %s 加盖，涵盖日志的前 %d 条%s。"
                .formatted(
                        TIME.format(stamp.time()),
                        stamp.covers(),
                        stamp.covers() > contents.last ? "" : "；此后的保管和导出记录没有时间戳"));
        out.println("日志证书 SHA-256 %s%s；时间戳证书 SHA-256 %s%s。"
                .formatted(head.certificate(), checked(head.trusted()), stamp.certificate(), checked(stamp.trusted())));
        return named ? HOLDS : SIGNER_UNKNOWN;
    }

    private static String inWhatForm(Item item, Contents contents) throws Wrong {
        String copy = contents.withheld.get(item.fields().text("id"));
        return copy == null
                ? ""
                : (copy.isEmpty() ? "，原件未随包提供" : "，只有脱敏副本") + "，原件 SHA-256 "
                        + Wrong.shown(item.fields().text("sha256"));
    }

    private static String checked(boolean trusted) {
        return trusted ? "（已核对）" : "（未核对）";
    }

    private Contents contents(Head head) throws Wrong {
        Set<Long> places = new TreeSet<>();
        for (String name : zip.names()) {
            Matcher place = PLACE.matcher(name);
            if (place.matches() && place.group(1).equals("records")) {
                places.add(Long.parseLong(place.group(2)));
            }
        }
        Contents contents = new Contents();
        for (long index : places) {
            String file = "records/" + index + ".json";
            byte[] record = zip.bytes(file);
            byte[] leaf = Tree.leaf(record);
            checkPlace(index, leaf, head, places);
            Fields fields = Fields.of(file, record);
            Item item = new Item(index, HEX.formatHex(leaf), fields);
            contents.last = index;
            contents.leaves.add(item.leaf());
            switch (fields.text("kind")) {
                case "EVIDENCE" -> contents.evidence.put(index, item);
                case "EXPORT" -> contents.exports.add(item);
                case "CUSTODY" -> contents.ofFiles.add(fields.text("evidenceId"));
                default -> contents.rows.add(item);
            }
            contents.cases.add(contents.rows.contains(item) ? caseOf(fields) : fields.text("caseNo"));
        }
        return contents;
    }

    /** Of a row of the case, where it says so: that its letter or receipt belongs to it, the export's record says. */
    private static String caseOf(Fields record) throws Wrong {
        return record.inner("row").has("case_no") ? record.inner("row").text("case_no") : "";
    }

    private void checkPlace(long index, byte[] leaf, Head head, Set<Long> places) throws Wrong {
        Fields proof = zip.fields("proofs/" + index + ".json");
        if (proof.number("index") != index) {
            throw new Wrong("日志的顺序被改动：第 " + index + " 条的证明属于第 " + proof.number("index") + " 条");
        }
        if (isAt(index, leaf, proof, head)) {
            return;
        }
        for (long other : places) {
            if (other != index && isAt(other, leaf, zip.fields("proofs/" + other + ".json"), head)) {
                throw new Wrong("日志的顺序被改动：放在第 " + index + " 条的记录实为第 " + other + " 条");
            }
        }
        throw new Wrong("第 " + index + " 条记录或者它的证明被改动，不在签名的日志中");
    }

    private static boolean isAt(long index, byte[] leaf, Fields proof, Head head) throws Wrong {
        return proof.number("size") == head.size()
                && Tree.includes(head.root(), leaf, index, head.size(), proof.hashes("path"));
    }

    /** The record of the export is in the log and names everything that belongs into the package. */
    private static Fields checkComplete(Contents contents) throws Wrong {
        if (contents.exports.size() != 1) {
            throw new Wrong("证据包缺少导出记录，不能确定是否完整");
        }
        Item export = contents.exports.get(0);
        Set<String> listed = new HashSet<>(Set.of(export.leaf()));
        List<String> items = export.fields().texts("items");
        for (int i = 0; i < items.size(); i++) {
            listed.add(items.get(i));
            if (!contents.leaves.contains(items.get(i))) {
                throw new Wrong("证据包缺少一项：导出时的第 " + (i + 1) + " 项记录已被拿掉");
            }
        }
        if (!listed.containsAll(contents.leaves)) {
            throw new Wrong("证据包多出一项：有一条记录不在导出清单中");
        }
        contents.cases.remove("");
        if (contents.cases.size() != 1 || !contents.ids().containsAll(contents.ofFiles)) {
            throw new Wrong("证据包中有别的案件或者别的证据文件的记录");
        }
        return export.fields();
    }

    private static String name(Item item) throws Wrong {
        return "files/" + item.index() + "-" + item.fields().text("name");
    }

    private static String copyName(Item item) throws Wrong {
        return "masked/" + item.index() + "-" + item.fields().text("name");
    }

    private static void readWithheld(Fields export, Contents contents) throws Wrong {
        if (export.has("withheld")) {
            Fields said = export.inner("withheld");
            for (String id : said.values().keySet()) {
                contents.withheld.put(id, said.text(id));
            }
        }
        if (!contents.ids().containsAll(contents.withheld.keySet())) {
            throw new Wrong("导出记录说未提供原件的文件，不在证据包的记录中");
        }
    }

    /** After the layout was read, which gives the hashes. */
    private void checkCopies(Contents contents) throws Wrong {
        for (Item item : contents.evidence.values()) {
            String copy = contents.withheld.getOrDefault(item.fields().text("id"), "");
            if (copy.isEmpty()) {
                continue;
            }
            if (!zip.names().contains(copyName(item))) {
                throw new Wrong("证据包缺少一项：“" + item.fields().text("name") + "”的脱敏副本已被拿掉");
            }
            if (!copy.equals(zip.sum(copyName(item)))) {
                throw new Wrong("“" + item.fields().text("name") + "”的脱敏副本已被改动，不是导出时的副本");
            }
        }
    }

    private void checkFiles(Contents contents) throws Wrong, IOException {
        for (Item item : contents.evidence.values()) {
            if (contents.withheld.containsKey(item.fields().text("id"))) {
                continue;
            }
            if (!zip.names().contains(name(item))) {
                throw new Wrong("证据包缺少一项：证据文件“" + item.fields().text("name") + "”已被拿掉");
            }
            checkFile(name(item), item.fields());
        }
    }

    private void checkFile(String name, Fields record) throws Wrong, IOException {
        String shown = record.text("name");
        MessageDigest sha256 = Tree.sha256();
        SM3Digest sm3 = new SM3Digest();
        long length = 0;
        try (InputStream in = zip.open(name)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
                sm3.update(buffer, 0, read);
                length += read;
            }
        } catch (IOException e) {
            throw new Wrong("证据文件“" + shown + "”的内容已被改动，不能读取");
        }
        byte[] chinese = new byte[sm3.getDigestSize()];
        sm3.doFinal(chinese, 0);
        String hash = HEX.formatHex(sha256.digest());
        zip.read(name, hash);
        if (length != record.number("bytes")
                || !hash.equals(record.text("sha256"))
                || !HEX.formatHex(chinese).equals(record.text("sm3"))) {
            throw new Wrong("证据文件“" + shown + "”的内容已被改动，与封存时的校验值不符");
        }
    }

    /** Everything in the package is something that was just checked. */
    private void checkNames(Contents contents) throws Wrong {
        Set<String> known = new HashSet<>(
                Set.of(INSTRUCTION, Zip.SUMS, "head/head.json", "head/head.sig", "head/head.cer", "head/stamp.tsr"));
        if (zip.fields("head/head.json").has("sm2Certificate")) {
            known.addAll(Set.of("head/head.sm2.sig", "head/head.sm2.cer"));
        }
        if (zip.names().contains("head/stamped.json")) {
            known.addAll(Set.of("head/stamped.json", "head/stamped.sig", "head/stamped.cer", "head/consistency.json"));
            if (zip.fields("head/stamped.json").has("sm2Certificate")) {
                known.addAll(Set.of("head/stamped.sm2.sig", "head/stamped.sm2.cer"));
            }
        }
        for (Item item : contents.evidence.values()) {
            String copy = contents.withheld.get(item.fields().text("id"));
            if (copy == null || !copy.isEmpty()) {
                known.add(copy == null ? name(item) : copyName(item));
            }
        }
        for (String name : zip.names()) {
            Matcher place = PLACE.matcher(name);
            boolean belongs = known.contains(name)
                    || place.matches() && zip.names().contains("records/" + place.group(2) + ".json");
            if (!belongs) {
                throw new Wrong("证据包多出一项：“" + name + "”不在记录中");
            }
        }
    }

    /** What happened with a file afterwards may have no stamp yet; that the file was there must have one. */
    private static void checkCovered(Contents contents, Stamp stamp) throws Wrong {
        long last = contents.evidence.isEmpty() ? 0 : contents.evidence.lastKey();
        if (stamp.covers() <= last) {
            throw new Wrong(
                    "证据文件“" + contents.evidence.lastEntry().getValue().fields().text("name")
                            + "”没有时间戳，不能证明它何时已经存在；请向出具单位要求重新导出");
        }
    }

    /** Packages from before the export named its instruction have none to compare. */
    private void checkInstruction(Fields export) throws Wrong {
        if (export.number("version") >= 2 && !export.text("instruction").equals(zip.sum(INSTRUCTION))) {
            throw new Wrong("“" + INSTRUCTION + "”被改动，不是导出时的说明");
        }
    }
}
