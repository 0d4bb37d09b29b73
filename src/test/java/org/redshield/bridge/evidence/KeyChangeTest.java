package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.keys.Suite;
import org.redshield.bridge.keys.TestKeys;

/** The log's keys and algorithms change; what was signed, stamped and exported before can be checked for ever. */
class KeyChangeTest {

    @TempDir
    private Path directory;

    private LogFixture before;
    private Evidence first;
    private Map<String, byte[]> exportedBefore;

    @BeforeEach
    void exported() {
        before = new LogFixture(directory);
        first = before.sealed("交易记录.csv", "tid,payment\n1,100.00\n");
        exportedBefore = before.exported(List.of(first));
    }

    private static final String HOLDS = "0 核验通过";

    @Test
    void aNewKeySignsAndTheOldOnesSignaturesHold() {
        LogFixture after = before.with(TestKeys.in(directory.resolve("new-keys"), Suite.INTERNATIONAL, false));
        assertThat(after.logKey.fingerprint()).isNotEqualTo(before.logKey.fingerprint());
        Evidence second = after.sealed("商品.csv", "num_iid,title\n7,外套\n");
        Map<String, byte[]> exported = after.exported(List.of(first, second));

        assertThat(after.verified(exported)).startsWith(HOLDS);
        assertThat(before.verified(exportedBefore)).startsWith(HOLDS);
        assertThat(before.verified(exported))
                .as("whoever knows the old key alone")
                .isEqualTo("1 核验不通过：日志头是伪造的：签名所用的不是指定的日志证书。");
        assertThat(after.audit.whole().findings()).isEmpty();
        assertThat(after.verifications.verify(first, LogFixture.OFFICER).intact())
                .isTrue();
    }

    @Test
    void underTheChineseSuiteAllIsSignedAndStampedBySm2() {
        LogFixture chinese = before.with(TestKeys.in(directory.resolve("keys"), Suite.CHINESE, true));
        Evidence second = chinese.sealed("商品.csv", "num_iid,title\n7,外套\n");
        Map<String, byte[]> exported = chinese.exported(List.of(first, second));

        assertThat(exported).containsKey("head/head.cer").doesNotContainKey("head/head.sm2.cer");
        assertThat(chinese.logKey.certificate().getSigAlgOID()).isEqualTo("1.2.156.10197.1.501");
        assertThat(chinese.verified(exported)).startsWith(HOLDS);
        assertThat(before.verified(exportedBefore)).startsWith(HOLDS);
        assertThat(chinese.audit.whole().findings()).isEmpty();
        assertThat(chinese.verifications.verify(first, LogFixture.OFFICER).intact())
                .isTrue();
        assertThat(chinese.verifications.verify(second, LogFixture.OFFICER).intact())
                .isTrue();
        assertThat(chinese.timeStamps.authorityCertificate())
                .as("the newest stamp is by SM2")
                .contains(chinese.authorityKey.fingerprint());

        LogFixture back = before.with(TestKeys.in(directory.resolve("keys"), Suite.INTERNATIONAL, false));
        assertThat(back.verified(back.exported(List.of(first, second)))).startsWith(HOLDS);
        assertThat(back.audit.whole().findings()).isEmpty();
    }

    @Test
    void noForgedSm2SignatureOrStampPasses() {
        LogFixture chinese = before.with(TestKeys.in(directory.resolve("keys"), Suite.CHINESE, false));
        Map<String, byte[]> exported = chinese.exported(List.of(first));
        Random random = new Random(11);
        for (String name : List.of("head/head.sig", "head/head.cer", "head/stamp.tsr", "head/head.json")) {
            for (int round = 0; round < 60; round++) {
                Map<String, byte[]> forged = new java.util.LinkedHashMap<>(exported);
                byte[] bytes = forged.get(name).clone();
                int place = random.nextInt(bytes.length);
                bytes[place] ^= (byte) (1 << random.nextInt(8));
                forged.put(name, bytes);
                assertThat(chinese.verified(LogFixture.withSums(forged)))
                        .as("%s, byte %d", name, place)
                        .startsWith("1 ");
            }
        }
    }

    /** A package that the release before keys were asked by one door made. */
    @Test
    void packagesOfEarlierReleasesHold() throws Exception {
        Path file = directory.resolve("package.zip");
        try (InputStream in = KeyChangeTest.class.getResourceAsStream("/evidence/package-of-2026-11.zip")) {
            Files.copy(in, file);
        }
        String[] published = new String(KeyChangeTest.class
                        .getResourceAsStream("/evidence/package-of-2026-11.txt")
                        .readAllBytes())
                .strip()
                .split("\\s+");
        assertThat(LogFixture.run(file, "--log-certificate", published[0], "--tsa-certificate", published[1]))
                .startsWith(HOLDS);
        assertThat(LogFixture.run(file, "--log-certificate", published[1], "--tsa-certificate", published[1]))
                .startsWith("1 ");
    }
}
