package org.redshield.bridge.letter.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.DemoDirectory;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.LogFixture;
import org.redshield.bridge.evidence.log.SecondPlaces;
import org.redshield.bridge.keys.Signer;
import org.redshield.bridge.letter.Known;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.LetterNumbers;
import org.redshield.bridge.letter.LetterPages;
import org.redshield.bridge.letter.LetterSettings;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ofd.OfdFile;
import org.redshield.bridge.letter.ofd.OfdProcess;
import org.redshield.bridge.letter.ofd.OfdSettings;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.pdf.Pdf;
import org.redshield.bridge.letter.seal.ElectronicSeal;
import org.redshield.bridge.letter.seal.SealCheck;
import org.redshield.bridge.letter.seal.SealKeys;
import org.redshield.bridge.letter.seal.Seals;
import org.redshield.bridge.support.TestMarks;
import org.redshield.bridge.work.Signals;
import org.springframework.util.unit.DataSize;

/** Sealed letters get their OFD: once, whatever comes in between; and what was changed afterwards shows. */
class LetterOfdsTest {

    private static final String CHANGNING = "310105";
    private static final String YUHANG = "330110";
    private static final LetterKinds KINDS = LetterKinds.of(AssistanceLetter.values());
    private static final OfdSettings SETTINGS =
            new OfdSettings(List.of(CHANGNING), DataSize.ofMegabytes(128), Duration.ofSeconds(30));

    @TempDir
    Path directory;

    private LogFixture fixture;
    private Organisations organisations;
    private Letters letters;
    private Signals signals;
    private SealKeys keys;
    private OfdProcess maker;

    @BeforeEach
    void start() {
        DataSource database = TestDatabase.with("db/changelog/master.xml");
        fixture = new LogFixture(directory.resolve("evidence"), database, new SecondPlaces(List.of()));
        organisations = DemoDirectory.load(database);
        signals = new Signals(database);
        letters = new Letters(
                fixture.jdbc,
                organisations,
                new LetterNumbers(
                        fixture.jdbc,
                        organisations,
                        new LetterSettings("{prefix}{type}〔{year}〕{serial}号", Map.of()),
                        KINDS,
                        TestMarks.fresh()),
                KINDS,
                fixture.clock,
                signals,
                Known.of(fixture.jdbc, organisations));
        keys = Seals.keys(directory.resolve("seals"), "only for tests", true, fixture.clock);
        maker = new OfdProcess(SETTINGS, keys);
    }

    @AfterEach
    void stop() {
        maker.close();
    }

    @Test
    void isMadeOnceOfTheSealedPdfAndIsALeaf() throws Exception {
        LetterView letter = sealed("a", CHANGNING);
        assertThat(count("letter_ofd_due")).isOne();

        making(keys).run();
        making(keys).run();

        LetterOfd ofd = ofds(keys).find(letter.id()).orElseThrow();
        assertThat(ofds(keys).of(letter)).isEqualTo(ofd);
        assertThat(count("letter_ofd")).isOne();
        assertThat(count("letter_ofd_due")).isZero();
        assertThat(count("log_leaf where kind = 'LETTER_OFD'")).isOne();
        LetterDocuments documents = documents(SETTINGS);
        assertThat(OfdFile.text(ofds(keys).bytes(ofd))).isEqualTo(Pdf.text(documents.bytes(documents.of(letter.id()))));
        LetterVerification found = verifications().verify(letter.id());
        assertThat(found.ofd().orElseThrow().findings()).isEmpty();
        assertThat(found.ofd().orElseThrow().logIndex()).isPresent();

        Path file = directory
                .resolve("evidence")
                .resolve(ofd.sha256().substring(0, 2))
                .resolve(ofd.sha256().substring(2, 4))
                .resolve(ofd.sha256());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        found = verifications().verify(letter.id());
        assertThat(found.intact()).as("the PDF").isTrue();
        assertThat(found.ofd().orElseThrow().findings())
                .anySatisfy(finding -> assertThat(finding).contains("与生成时存档的不一致"))
                .anySatisfy(finding -> assertThat(finding).contains("盖章之后被改动过"));
        assertThatThrownBy(() -> ofds(keys).bytes(ofd)).hasMessageContaining("与生成时存档的不一致");
    }

    @Test
    void onlyOfThoseWhoHaveIt() {
        LetterView letter = sealed("a", YUHANG);

        assertThat(count("letter_ofd_due")).isZero();
        assertThatThrownBy(() -> ofds(keys).of(letter)).hasMessageContaining("没有开通 OFD");
    }

    /** Whoever is asked for the signature kills the process that waits for it. */
    @Test
    @Tag("thorough")
    void aProcessThatIsKilledInTheMiddleIsFollowedByOneThatMakesIt() {
        LetterView letter = sealed("a", CHANGNING);
        LetterOfdMaking making = making(killing());

        making.run();

        assertThat(count("letter_ofd")).isZero();
        assertThat(why()).contains("以 PDF 为准");
        making(keys).run();
        assertThat(count("letter_ofd")).as("not tried again at once").isZero();
        fixture.now = fixture.now.plus(LetterOfdMaking.AFTER_FAILURE.after(0));
        making(keys).run();
        assertThat(ofds(keys).find(letter.id())).isPresent();
        assertThat(count("letter_ofd")).isOne();
        assertThat(count("letter_ofd_due")).isZero();
    }

    @Test
    @Tag("thorough")
    void aLetterWithoutASealWaitsForIt() throws IOException {
        LetterView letter = sealed("a", CHANGNING);
        SealKeys given = Seals.keys(directory.resolve("seals"), "only for tests", false, fixture.clock);

        making(given).run();

        assertThat(why()).contains("没有找到“上海市长宁区市场监督管理局”的国密电子印章（310105.sm2.p12、310105.esl）");
        keys.electronic(organisations.get(CHANGNING));
        Files.write(directory.resolve("seals").resolve("310105.esl"), new byte[] {1, 2, 3});
        fixture.now = fixture.now.plus(LetterOfdMaking.AWAY);
        making(given).run();
        assertThat(why()).contains("暂时不能生成 OFD");
        Files.delete(directory.resolve("seals").resolve("310105.esl"));
        assertThat(ofds(keys).of(letter)).isNotNull();
    }

    @Test
    void lettersFromBeforeGetOneWhenItIsBegun() {
        LetterDocuments before = documents(new OfdSettings(List.of(), DataSize.ofMegabytes(64), Duration.ofSeconds(1)));
        before.of(issued("a", CHANGNING).id());
        before.of(issued("b", YUHANG).id());
        assertThat(count("letter_ofd_due")).isZero();

        making(keys).addEarlier();
        making(keys).addEarlier();

        assertThat(fixture.jdbc
                        .sql("select sender from letter_ofd_due")
                        .query(String.class)
                        .list())
                .containsExactly(CHANGNING);
    }

    @Test
    @Tag("thorough")
    void whoAsksWhileItIsMadeGetsTheSame() throws Exception {
        LetterView letter = sealed("a", CHANGNING);
        CountDownLatch both = new CountDownLatch(2);
        CompletableFuture<LetterOfd> other = CompletableFuture.supplyAsync(() -> {
            both.countDown();
            return ofds(keys).of(letter);
        });
        both.countDown();

        assertThat(ofds(keys).of(letter)).isEqualTo(other.get());
        assertThat(count("letter_ofd")).isOne();
    }

    /** Java itself knows no more than the first page of a command, which the class path alone may fill. */
    private static boolean makesOfd(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"))
                    .contains("org.redshield.ofd");
        } catch (IOException e) {
            return child.info().commandLine().orElse("").contains("org.redshield.ofd");
        }
    }

    private SealKeys killing() {
        return new SealKeys() {
            @Override
            public Signer of(Organisation organisation) {
                return keys.of(organisation);
            }

            @Override
            public ElectronicSeal electronic(Organisation organisation) {
                ElectronicSeal seal = keys.electronic(organisation);
                return new ElectronicSeal(seal.data(), new Signer() {
                    @Override
                    public List<X509Certificate> chain() {
                        return seal.key().chain();
                    }

                    @Override
                    public byte[] sign(byte[] data) {
                        ProcessHandle.current()
                                .children()
                                .filter(LetterOfdsTest::makesOfd)
                                .forEach(child -> {
                                    child.destroyForcibly();
                                    await().until(() -> !child.isAlive());
                                });
                        return seal.sign(data);
                    }
                });
            }

            @Override
            public List<X509Certificate> trusted() {
                return keys.trusted();
            }

            @Override
            public List<X509Certificate> trustedElectronic() {
                return keys.trustedElectronic();
            }
        };
    }

    private LetterView sealed(String key, String sender) {
        LetterView letter = issued(key, sender);
        documents(SETTINGS).of(letter.id());
        return letter;
    }

    private LetterView issued(String key, String sender) {
        String caseNo = sender + "-2026-000123";
        String receiver = sender.equals(CHANGNING) ? YUHANG : CHANGNING;
        LetterDraft draft = new LetterDraft(AssistanceLetter.WITHDRAWAL, key, caseNo, caseNo + "-R1", sender, receiver)
                .by("officer" + sender, Optional.empty())
                .word("originalLetterNo", "沪长市监协查〔2026〕12号")
                .word("note", "线索已另案处理");
        return letters.view(
                        fixture.transaction
                                .execute(status -> letters.issue(draft))
                                .id(),
                        sender)
                .orElseThrow();
    }

    private LetterDocuments documents(OfdSettings settings) {
        LetterPdf pdf = new LetterPdf();
        return new LetterDocuments(
                fixture.jdbc,
                fixture.transaction,
                fixture.store,
                settings,
                signals,
                fixture.clock,
                new SealedPages(
                        letters,
                        new LetterPages(organisations, Known.of(fixture.jdbc, organisations), pdf),
                        pdf,
                        organisations,
                        keys,
                        Seals.seal(),
                        fixture.store,
                        fixture.clock));
    }

    private LetterOfds ofds(SealKeys from) {
        return new LetterOfds(
                fixture.jdbc,
                fixture.transaction,
                letters,
                documents(SETTINGS),
                organisations,
                from,
                maker,
                SETTINGS,
                fixture.store,
                fixture.clock);
    }

    private LetterOfdMaking making(SealKeys from) {
        return new LetterOfdMaking(ofds(from), SETTINGS, fixture.jdbc, fixture.transaction, fixture.clock);
    }

    private LetterVerifications verifications() {
        return new LetterVerifications(
                documents(SETTINGS), ofds(keys), new SealCheck(keys.trusted()), maker, fixture.verifications);
    }

    private String why() {
        return fixture.jdbc
                .sql("select why from letter_ofd_due")
                .query(String.class)
                .single();
    }

    private long count(String rows) {
        return fixture.jdbc
                .sql("select count(*) from " + rows)
                .query(Long.class)
                .single();
    }
}
