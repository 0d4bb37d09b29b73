package org.redshield.verifier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * {@code Verify package.zip [--log-certificate FILE] [--tsa-certificate FILE]}: says in one Chinese sentence whether the
 * package holds. Ends with 0 when it does, 1 when something is wrong, 2 when it cannot be read at all.
 */
public final class Verify {

    private static final String USAGE =
            "用法：java -jar redshield-bridge-版本号-verifier.jar 证据包.zip [--log-certificate 证书] [--tsa-certificate 证书]";
    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final HexFormat HEX = HexFormat.of();
    private static final int BUFFER = 64 * 1024;
    /** Records and proofs are small; whoever makes them large wants to fill the memory. */
    private static final int LARGEST_TEXT = 16 * 1024 * 1024;

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final String SM2_WITH_SM3 = "1.2.156.10197.1.501";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    /** Hashes of every entry that was read. */
    private final Map<String, String> sums = new HashMap<>();

    private final ZipFile zip;
    private final Optional<X509Certificate> trustedLog;
    private final Optional<X509Certificate> trustedAuthority;

    private Verify(ZipFile zip, Optional<X509Certificate> trustedLog, Optional<X509Certificate> trustedAuthority) {
        this.zip = zip;
        this.trustedLog = trustedLog;
        this.trustedAuthority = trustedAuthority;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /** @return the exit code */
    public static int run(String[] arguments, PrintStream out) {
        Optional<X509Certificate> log = Optional.empty();
        Optional<X509Certificate> authority = Optional.empty();
        Path file = null;
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--log-certificate" ->
                        log = Optional.of(certificate(Files.readAllBytes(Path.of(arguments[++i]))));
                    case "--tsa-certificate" ->
                        authority = Optional.of(certificate(Files.readAllBytes(Path.of(arguments[++i]))));
                    default -> file = Path.of(arguments[i]);
                }
            }
        } catch (IOException | Wrong | IndexOutOfBoundsException | IllegalArgumentException e) {
            out.println("不能读取指定的证书。" + USAGE);
            return 2;
        }
        if (file == null) {
            out.println(USAGE);
            return 2;
        }
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            out.println(new Verify(zip, log, authority).check());
            return 0;
        } catch (Wrong e) {
            out.println("核验不通过：" + e.getMessage() + "。");
            return 1;
        } catch (IOException | IllegalArgumentException e) {
            out.println("不能读取这个文件，它不是完整的证据包（ZIP）。");
            return 2;
        }
    }

    /** What the log says of a record, and where. */
    private record Item(long index, byte[] leaf, Map<String, Object> record, List<byte[]> path, long size) {}

    private String check() throws Wrong, IOException {
        Set<String> names = names();
        Map<String, Object> head = json(text("head/head.json"));
        byte[] root = hex(head, "root");
        long size = number(head, "size");
        checkSignatures(head, names);
        Map<Long, Item> items = items(names);
        checkPlaces(items, root, size);
        checkComplete(items);
        int files = checkFiles(items, names);
        String authority = checkTime(head, root, size, names);
        checkSums(names);
        return ("核验通过：%d 份证据文件、%d 条记录与 %s 签名的证据日志（共 %d 条）一致，没有改动，没有缺少，时间戳成立。%n"
                        + "请与公布的指纹核对：日志证书 SHA-256 %s%s；时间戳证书 SHA-256 %s%s。")
                .formatted(
                        files,
                        items.size(),
                        TIME.format(time(head, "time")),
                        size,
                        string(head, "certificate"),
                        trustedLog.isPresent() ? "（已核对）" : "",
                        authority,
                        trustedAuthority.isPresent() ? "（已核对）" : "");
    }

    private Set<String> names() throws Wrong {
        Set<String> names = new HashSet<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (!names.add(name)) {
                throw new Wrong("证据包中有两个同名文件“" + name + "”");
            }
        }
        return names;
    }

    private void checkSignatures(Map<String, Object> head, Set<String> names) throws Wrong, IOException {
        X509Certificate certificate = checkSignature(head, "certificate", "head/head.cer", "head/head.sig");
        if (trustedLog.isPresent() && !trustedLog.get().equals(certificate)) {
            throw new Wrong("日志头是伪造的：签名所用的不是指定的日志证书");
        }
        if (head.containsKey("sm2Certificate")) {
            checkSignature(head, "sm2Certificate", "head/head.sm2.cer", "head/head.sm2.sig");
        }
    }

    private X509Certificate checkSignature(
            Map<String, Object> head, String fingerprint, String certificateName, String signatureName)
            throws Wrong, IOException {
        byte[] der = bytes(certificateName);
        if (!HEX.formatHex(Tree.sha256().digest(der)).equals(string(head, fingerprint))) {
            throw new Wrong("日志头是伪造的：证书与日志头所写的指纹不符");
        }
        X509Certificate certificate = certificate(der);
        String algorithm = certificate.getSigAlgOID().equals(SM2_WITH_SM3)
                ? "SM3withSM2"
                : certificate.getPublicKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        try {
            Signature signature = Signature.getInstance(algorithm, PROVIDER);
            signature.initVerify(certificate.getPublicKey());
            signature.update(bytes("head/head.json"));
            if (signature.verify(bytes(signatureName))) {
                return certificate;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A signature that cannot even be read holds as little.
        }
        throw new Wrong("日志头是伪造的：签名不成立");
    }

    private Map<Long, Item> items(Set<String> names) throws Wrong, IOException {
        Map<Long, Item> items = new TreeMap<>();
        for (String name : names) {
            if (name.startsWith("records/")) {
                long index = index(name);
                byte[] record = bytes(name);
                Map<String, Object> proof = json(text("proofs/" + index + ".json"));
                List<byte[]> path = path(proof);
                if (number(proof, "index") != index) {
                    throw new Wrong("日志的顺序被改动：第 " + index + " 条的证明属于第 " + number(proof, "index") + " 条");
                }
                items.put(
                        index,
                        new Item(
                                index,
                                Tree.leaf(record),
                                json(new String(record, StandardCharsets.UTF_8)),
                                path,
                                number(proof, "size")));
            }
        }
        return items;
    }

    private static long index(String name) throws Wrong {
        try {
            return Long.parseLong(name.substring(name.indexOf('/') + 1, name.length() - ".json".length()));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new Wrong("证据包中有不认识的文件“" + name + "”");
        }
    }

    private static void checkPlaces(Map<Long, Item> items, byte[] root, long size) throws Wrong {
        for (Item item : items.values()) {
            if (item.size() != size || !Tree.includes(root, item.leaf(), item.index(), size, item.path())) {
                for (Item other : items.values()) {
                    if (other != item && Tree.includes(root, item.leaf(), other.index(), size, other.path())) {
                        throw new Wrong("日志的顺序被改动：放在第 " + item.index() + " 条的记录实为第 " + other.index() + " 条");
                    }
                }
                throw new Wrong("第 " + item.index() + " 条记录或者它的证明被改动，不在签名的日志中");
            }
        }
    }

    /** The record of the export is in the log and names everything that belongs into the package. */
    private static void checkComplete(Map<Long, Item> items) throws Wrong {
        List<Item> exports = items.values().stream()
                .filter(item -> "EXPORT".equals(item.record().get("kind")))
                .toList();
        if (exports.size() != 1) {
            throw new Wrong("证据包缺少导出记录，不能确定是否完整");
        }
        Set<String> there = new HashSet<>();
        items.values().forEach(item -> there.add(HEX.formatHex(item.leaf())));
        Set<String> listed = new HashSet<>();
        listed.add(HEX.formatHex(exports.get(0).leaf()));
        List<?> list = exports.get(0).record().get("items") instanceof List<?> found ? found : List.of();
        for (int i = 0; i < list.size(); i++) {
            String leaf = String.valueOf(list.get(i));
            listed.add(leaf);
            if (!there.contains(leaf)) {
                throw new Wrong("证据包缺少一项：导出时的第 " + (i + 1) + " 项记录已被拿掉");
            }
        }
        if (!listed.containsAll(there)) {
            throw new Wrong("证据包多出一项：有一条记录不在导出清单中");
        }
    }

    private int checkFiles(Map<Long, Item> items, Set<String> names) throws Wrong, IOException {
        Map<String, Item> expected = new LinkedHashMap<>();
        for (Item item : items.values()) {
            if ("EVIDENCE".equals(item.record().get("kind"))) {
                expected.put("files/" + item.index() + "-" + string(item.record(), "name"), item);
            }
        }
        for (Map.Entry<String, Item> file : expected.entrySet()) {
            Map<String, Object> record = file.getValue().record();
            String shown = string(record, "name");
            if (!names.contains(file.getKey())) {
                throw new Wrong("证据包缺少一项：证据文件“" + shown + "”已被拿掉");
            }
            checkFile(file.getKey(), shown, record);
        }
        for (String name : names) {
            boolean known = name.equals("说明.txt")
                    || name.equals("SHA256SUMS")
                    || name.startsWith("head/")
                    || name.startsWith("records/")
                    || name.startsWith("proofs/") && items.containsKey(index(name))
                    || expected.containsKey(name);
            if (!known) {
                throw new Wrong("证据包多出一项：“" + name + "”不在记录中");
            }
        }
        return expected.size();
    }

    private void checkFile(String name, String shown, Map<String, Object> record) throws Wrong, IOException {
        MessageDigest sha256 = Tree.sha256();
        SM3Digest sm3 = new SM3Digest();
        long length = 0;
        try (InputStream in = open(name)) {
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
        sums.put(name, hash);
        if (length != number(record, "bytes")
                || !hash.equals(string(record, "sha256"))
                || !HEX.formatHex(chinese).equals(string(record, "sm3"))) {
            throw new Wrong("证据文件“" + shown + "”的内容已被改动，与封存时的校验值不符");
        }
    }

    /** @return the fingerprint of the authority's certificate */
    private String checkTime(Map<String, Object> head, byte[] root, long size, Set<String> names)
            throws Wrong, IOException {
        if (!names.contains("head/stamp.tsr")) {
            throw new Wrong("没有时间戳，不能证明证据何时已经存在");
        }
        Map<String, Object> stamped = head;
        String stampedName = "head/head.json";
        if (names.contains("head/stamped.json")) {
            stampedName = "head/stamped.json";
            stamped = json(text(stampedName));
            Map<String, Object> proof = json(text("head/consistency.json"));
            if (number(proof, "index") != number(stamped, "size")
                    || number(proof, "size") != size
                    || !string(stamped, "log").equals(string(head, "log"))
                    || !Tree.extendsTo(hex(stamped, "root"), number(stamped, "size"), root, size, path(proof))) {
                throw new Wrong("日志被改写：加盖时间戳的日志头不是现在日志的开头");
            }
        }
        try {
            TimeStampToken token = new TimeStampToken(ContentInfo.getInstance(bytes("head/stamp.tsr")));
            byte[] imprint = token.getTimeStampInfo().getMessageImprintDigest();
            if (!Arrays.equals(imprint, Tree.sha256().digest(bytes(stampedName)))) {
                throw new Wrong("时间戳不对：它不是为这个日志头加盖的");
            }
            X509CertificateHolder signer = signer(token);
            token.validate(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(PROVIDER)
                    .build(signer));
            checkAuthority(signer);
            Instant at = token.getTimeStampInfo().getGenTime().toInstant();
            if (at.isBefore(time(stamped, "time").minus(CLOCKS_DIFFER))) {
                throw new Wrong("时间戳不对：它的时间 " + TIME.format(at) + " 早于日志头的签名时间");
            }
            return HEX.formatHex(Tree.sha256().digest(signer.getEncoded()));
        } catch (TSPException
                | OperatorCreationException
                | java.security.cert.CertificateException
                | IOException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | NullPointerException e) {
            throw new Wrong("时间戳不对：它的签名不成立或者不能读取");
        }
    }

    @SuppressWarnings("unchecked")
    private static X509CertificateHolder signer(TimeStampToken token) throws Wrong {
        return ((java.util.Collection<X509CertificateHolder>)
                        token.getCertificates().getMatches(token.getSID()))
                .stream().findFirst().orElseThrow(() -> new Wrong("时间戳不对：它没有附证书"));
    }

    private void checkAuthority(X509CertificateHolder signer) throws Wrong, IOException {
        if (trustedAuthority.isEmpty()) {
            return;
        }
        X509Certificate certificate = certificate(signer.getEncoded());
        if (!certificate.equals(trustedAuthority.get())) {
            try {
                certificate.verify(trustedAuthority.get().getPublicKey(), PROVIDER);
            } catch (GeneralSecurityException e) {
                throw new Wrong("时间戳不对：它不是指定的时间戳机构加盖的");
            }
        }
    }

    private void checkSums(Set<String> names) throws Wrong, IOException {
        Map<String, String> listed = new HashMap<>();
        for (String line : text("SHA256SUMS").split("\n")) {
            if (!line.matches("[0-9a-f]{64}  .+")) {
                throw new Wrong("清单 SHA256SUMS 被改动");
            }
            listed.put(line.substring(66), line.substring(0, 64));
        }
        for (String name : names) {
            if (name.equals("SHA256SUMS")) {
                continue;
            }
            if (!sums.containsKey(name)) {
                bytes(name);
            }
            if (!sums.get(name).equals(listed.remove(name))) {
                throw new Wrong("“" + name + "”被改动，与清单 SHA256SUMS 不符");
            }
        }
        if (!listed.isEmpty()) {
            throw new Wrong("证据包缺少一项：“" + listed.keySet().iterator().next() + "”");
        }
    }

    private InputStream open(String name) throws Wrong, IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || entry.isDirectory()) {
            throw new Wrong("证据包缺少一项：“" + name + "”");
        }
        return zip.getInputStream(entry);
    }

    private byte[] bytes(String name) throws Wrong {
        byte[] bytes;
        try (InputStream in = open(name)) {
            bytes = in.readNBytes(LARGEST_TEXT + 1);
        } catch (IOException e) {
            throw new Wrong("“" + name + "”被改动，不能读取");
        }
        if (bytes.length > LARGEST_TEXT) {
            throw new Wrong("“" + name + "”不是规定的格式");
        }
        sums.put(name, HEX.formatHex(Tree.sha256().digest(bytes)));
        return bytes;
    }

    private String text(String name) throws Wrong {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> json(String text) throws Wrong {
        return Json.object(text);
    }

    private static String string(Map<String, Object> object, String key) throws Wrong {
        if (object.get(key) instanceof String text) {
            return text;
        }
        throw new Wrong("有一个文件缺少“" + key + "”");
    }

    private static long number(Map<String, Object> object, String key) throws Wrong {
        if (object.get(key) instanceof Long number) {
            return number;
        }
        throw new Wrong("有一个文件缺少“" + key + "”");
    }

    private static byte[] hex(Map<String, Object> object, String key) throws Wrong {
        return hex(string(object, key));
    }

    private static byte[] hex(String text) throws Wrong {
        try {
            return HEX.parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new Wrong("有一个校验值不是规定的格式");
        }
    }

    private static Instant time(Map<String, Object> object, String key) throws Wrong {
        try {
            return Instant.parse(string(object, key));
        } catch (DateTimeException e) {
            throw new Wrong("有一个时间不是规定的格式");
        }
    }

    private static List<byte[]> path(Map<String, Object> proof) throws Wrong {
        List<byte[]> path = new ArrayList<>();
        for (Object hash : proof.get("path") instanceof List<?> list ? list : List.of()) {
            path.add(hex(String.valueOf(hash)));
        }
        return path;
    }

    private static X509Certificate certificate(byte[] encoded) throws Wrong {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509", PROVIDER)
                    .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new Wrong("日志头是伪造的：证书不能读取");
        }
    }
}
