package org.redshield.bridge.letter.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.DemoDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.LogFixture;
import org.redshield.bridge.evidence.log.SecondPlaces;
import org.redshield.bridge.letter.Known;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.LetterNumbers;
import org.redshield.bridge.letter.LetterPages;
import org.redshield.bridge.letter.LetterSettings;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ofd.OfdMaker;
import org.redshield.bridge.letter.ofd.OfdProcess;
import org.redshield.bridge.letter.ofd.OfdSettings;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.pdf.Pdf;
import org.redshield.bridge.letter.seal.SealAway;
import org.redshield.bridge.letter.seal.SealCheck;
import org.redshield.bridge.letter.seal.SealKeys;
import org.redshield.bridge.letter.seal.Seals;
import org.redshield.bridge.operations.IntegrityCheck;
import org.redshield.bridge.support.TestMarks;
import org.redshield.bridge.work.Signals;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** Letters get their sealed document: once, whatever comes in between, and what was changed afterwards shows. */
class LetterDocumentsTest {

    private static final String CHANGNING = "310105";
    private static final String YUHANG = "330110";
    private static final String PASSWORD = "only for tests";
    private static final LetterKinds KINDS = LetterKinds.of(AssistanceLetter.values());

    private static final OfdSettings OFD = new OfdSettings(List.of(), DataSize.ofMegabytes(64), Duration.ofSeconds(30));

    @TempDir
    Path directory;

    private LogFixture fixture;
    private Organisations organisations;
    private Letters letters;
    private LetterPages pages;
    private Path sealFiles;
    private SealKeys keys;
    private Signals signals;

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
        pages = new LetterPages(organisations, Known.of(fixture.jdbc, organisations), new LetterPdf());
        sealFiles = directory.resolve("seals");
        keys = Seals.keys(sealFiles, PASSWORD, true, fixture.clock);
    }

    @Test
    void aLetterIsSealedOnceRightAfterItWasIssued() throws Exception {
        Letter letter = issue("a");
        Letter other = issue("b");

        sealing(keys).run();
        sealing(keys).run();

        LetterDocument document = documents(keys).find(letter.id()).orElseThrow();
        assertThat(document.sealedBy()).isEqualTo("上海市长宁区市场监督管理局");
        assertThat(document.madeLate()).isFalse();
        assertThat(documents(keys).of(letter.id())).isEqualTo(document);
        assertThat(count("letter_document")).isEqualTo(2);
        assertThat(count("letter_unsealed")).isZero();
        assertThat(count("log_leaf where kind = 'LETTER_DOCUMENT'")).isEqualTo(2);
        byte[] bytes = documents(keys).bytes(document);
        assertThat(Pdf.text(bytes))
                .as("the seal adds nothing to what can be searched and copied")
                .isEqualTo(Pdf.text(new LetterPdf()
                        .render(pages.issued(
                                letters.view(letter.id(), CHANGNING).orElseThrow()))));
        assertThat(Pdf.faults(bytes)).as("PDF/A-2a").isEmpty();
        assertThat(Pdf.allowedAfterSealing(bytes)).as("no change at all").isOne();
        assertThat(bytes.length).as("bytes of a letter").isLessThan(60_000);

        LetterVerification found = verifications(keys).verify(letter.id());
        assertThat(found.findings()).isEmpty();
        assertThat(found.intact()).isTrue();
        assertThat(found.sealedBy()).contains("上海市长宁区市场监督管理局");
        assertThat(found.test()).isTrue();
        assertThat(found.sealedAt()).isEqualTo(fixture.now);
        assertThat(found.sha256()).isEqualTo(document.sha256());
        assertThat(found.logIndex()).isPresent();
        assertThat(verifications(keys).verify(other.id()).intact()).isTrue();
    }

    @Test
    void oneAlteredByteShows() throws IOException {
        Letter letter = issue("a");
        LetterDocument document = documents(keys).of(letter.id());
        Path file = file(document);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> documents(keys).bytes(document)).hasMessageContaining("与盖章时存档的不一致");
        LetterVerification found = verifications(keys).verify(letter.id());
        assertThat(found.intact()).isFalse();
        assertThat(found.findings())
                .anySatisfy(finding -> assertThat(finding).contains("盖章之后文件被改动过"))
                .anySatisfy(finding -> assertThat(finding).contains("与盖章时存档的不一致"));
    }

    @Test
    void whoReplacesFileAndRecordIsFoundByTheLog() throws IOException {
        Letter letter = issue("a");
        LetterDocument document = documents(keys).of(letter.id());
        Letter other = issue("b");
        LetterDocument false_ = documents(keys).of(other.id());
        for (String change : List.of("update letter_document set sha256 = ''", "delete from letter_document")) {
            assertThatThrownBy(() -> fixture.jdbc.sql(change).update()).hasMessageContaining("append-only");
        }
        fixture.asSuperuser("update letter_document set sha256 = '" + false_.sha256() + "', bytes = " + false_.bytes()
                + " where letter_id = '" + letter.id() + "'");

        LetterVerification found = verifications(keys).verify(letter.id());

        assertThat(found.sha256()).isEqualTo(false_.sha256()).isNotEqualTo(document.sha256());
        assertThat(found.findings()).singleElement().asString().contains("记录");
    }

    @Test
    void aGoodSealOfAnotherBureauIsNotThatOfTheLetter() {
        Letter letter = issue("a");
        documents(keys).of(letter.id());
        Letter theirs = fixture.transaction.execute(status -> letters.issue(draft("b", YUHANG, CHANGNING)));
        LetterDocument sealed = documents(keys).of(theirs.id());
        fixture.asSuperuser("update letter_document set sha256 = '" + sealed.sha256() + "', bytes = " + sealed.bytes()
                + " where letter_id = '" + letter.id() + "'");

        assertThat(verifications(keys).verify(letter.id()).findings())
                .anySatisfy(finding -> assertThat(finding).contains("印章不是存档记录的那一枚"));
    }

    @Test
    void aSealOfAnIssuerThatNobodyTrustsIsNamedSo() {
        Letter letter = issue("a");
        documents(keys).of(letter.id());

        LetterVerification found = new LetterVerifications(
                        documents(keys), ofds(keys), new SealCheck(List.of()), maker(keys), fixture.verifications)
                .verify(letter.id());

        assertThat(found.findings()).singleElement().asString().contains("不在本系统信任之列");
    }

    @Test
    void aLetterWaitsForASealThatIsAwayAndIsSealedWhenItIsBack() throws IOException {
        Letter letter = issue("a");
        SealKeys given = Seals.keys(sealFiles, PASSWORD, false, fixture.clock);

        waits(given, letter, "letter.seal-missing", "没有找到“上海市长宁区市场监督管理局”的电子印章（310105.p12）");

        keys.of(organisations.get(CHANGNING));
        waits(
                Seals.keys(sealFiles, "another", false, fixture.clock),
                letter,
                "letter.seal-password",
                "密码不对",
                "bridge.seals.passwords.310105");
        Path file = sealFiles.resolve("310105.p12");
        Path aside = sealFiles.resolve("aside");
        byte[] good = Files.readAllBytes(file);
        Files.write(file, new byte[] {1, 2, 3});
        waits(given, letter, "letter.seal-unreadable", "读不出来");
        Files.write(file, good);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        Instant before = fixture.now;
        fixture.now = Instant.parse("2050-01-02T00:00:00Z");
        waits(given, letter, "letter.seal-expired", "已于2049-12-31到期");
        fixture.now = Instant.parse("2019-12-31T00:00:00Z");
        waits(given, letter, "letter.seal-not-yet", "从2020-01-01起才有效");

        fixture.now = before;
        Letter later = issue("b");
        fixture.jdbc
                .sql("update letter_unsealed set next_at = ?")
                .param(Rows.timestamp(before))
                .update();
        LetterSealing oneNode = sealing(given);
        Files.move(file, aside);
        oneNode.run();
        assertThat(count("letter_document")).isZero();
        Files.move(aside, file);
        oneNode.run();
        assertThat(count("letter_document")).as("not tried again at once").isZero();
        fixture.now = before.plus(LetterSealing.AWAY.after(0));
        oneNode.run();
        assertThat(documents(given).find(later.id())).isPresent();
        assertThat(documents(given).find(letter.id())).isPresent();
        assertThat(letter.number()).isEqualTo("沪长市监协查撤〔2026〕1号");
    }

    private void waits(SealKeys away, Letter letter, String code, String... said) {
        assertThatThrownBy(() -> documents(away).of(letter.id()))
                .isInstanceOfSatisfying(
                        SealAway.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(said)
                .hasMessageContaining("函件内容、文号都已保存");
        fixture.jdbc
                .sql("update letter_unsealed set next_at = ?")
                .param(Rows.timestamp(fixture.now))
                .update();
        sealing(away).run();
        assertThat(count("letter_document")).isZero();
        assertThat(count("letter_unsealed")).isOne();
    }

    @Test
    void aLetterThatCannotBeMadeHoldsUpNoOther() {
        Letter broken = issue("a");
        Letter whole = issue("b");
        String content = fixture.jdbc
                .sql("select content::text from letter where id = ?")
                .param(broken.id())
                .query(String.class)
                .single();
        fixture.asSuperuser("update letter set content = '{}' where id = '" + broken.id() + "'");

        ListAppender<ILoggingEvent> written = new ListAppender<>();
        written.start();
        Logger log = (Logger) LoggerFactory.getLogger(LetterSealing.class);
        log.addAppender(written);
        try {
            sealing(keys).run();
        } finally {
            log.detachAppender(written);
        }

        assertThat(written.list)
                .as("its line leads to the case")
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .singleElement()
                .satisfies(carried -> assertThat(carried)
                        .containsEntry(LogContext.LETTER_ID, broken.id().toString())
                        .containsEntry(LogContext.CASE_NO, "310105-2026-000123")
                        .containsEntry(LogContext.TENANT, CHANGNING));
        assertThat(documents(keys).find(broken.id())).isEmpty();
        assertThat(documents(keys).find(whole.id())).isPresent();
        fixture.asSuperuser("update letter set content = '" + content + "' where id = '" + broken.id() + "'");
        fixture.now = fixture.now.plus(Duration.ofSeconds(11));
        sealing(keys).run();
        assertThat(documents(keys).find(broken.id())).isPresent();
    }

    @Test
    void aLetterFromBeforeIsMadeOfWhatWasStoredAndSaysSo() throws IOException {
        Letter letter = issue("a");
        fixture.jdbc.sql("update letter_unsealed set late = true").update();
        fixture.now = Instant.parse("2026-11-26T02:00:00Z");

        sealing(keys).run();

        LetterDocument document = documents(keys).find(letter.id()).orElseThrow();
        assertThat(document.madeLate()).isTrue();
        assertThat(Pdf.text(documents(keys).bytes(document)))
                .contains("2026年9月16日")
                .contains("补制：原函签发时尚未启用电子印章，本件于2026年11月26日依系统存档的原函内容补制。");
        assertThat(verifications(keys).verify(letter.id()).intact()).isTrue();
        assertThat(verifications(keys).verify(letter.id()).madeLate()).isTrue();
    }

    @Test
    void lettersFromBeforeWaitForThoseOfToday() {
        Letter before = issue("a");
        Letter today = issue("b");
        fixture.jdbc
                .sql("update letter_unsealed set late = true, next_at = next_at - interval '1 day' where letter_id = ?")
                .param(before.id())
                .update();

        assertThat(documents(keys).next(fixture.now))
                .map(LetterDocuments.Unsealed::letterId)
                .contains(today.id());
    }

    @Test
    void aLetterWithoutADocumentIsToldByTheAudit() {
        Letter waiting = issue("a");
        Letter forgotten = issue("b");
        documents(keys).of(issue("c").id());
        assertThat(audited()).as("issued at this moment").isEmpty();

        fixture.now = fixture.now.plus(Duration.ofMinutes(6));
        fixture.jdbc
                .sql("delete from letter_unsealed where letter_id = ?")
                .param(forgotten.id())
                .update();
        assertThat(audited())
                .containsExactly(
                        "unread 函件 " + waiting.number() + "（案件 310105-2026-000123）还没有文件，正在等待盖章",
                        "wrong 函件 " + forgotten.number() + "（案件 310105-2026-000123）没有文件，也不在等待盖章");
        documents(keys).of(waiting.id());
        assertThat(audited()).hasSize(1);
    }

    private List<String> audited() {
        List<String> told = new ArrayList<>();
        new LetterIntegrityCheck(documents(keys), ofds(keys), verifications(keys)).audit(new IntegrityCheck.Report() {
            @Override
            public void verified(long more) {}

            @Override
            public void wrong(String chinese, String english) {
                told.add("wrong " + chinese);
            }

            @Override
            public void unread(String chinese, String english) {
                told.add("unread " + chinese);
            }
        });
        return told;
    }

    @Test
    void whatCameOnPaperIsNotOursToSeal() {
        Letter paper = fixture.transaction.execute(
                status -> letters.file(draft("a", YUHANG, CHANGNING), "杭余市监协查〔2026〕7号", fixture.now));

        sealing(keys).run();

        assertThatThrownBy(() -> documents(keys).of(paper.id()))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo("letter.on-paper"));
    }

    @Test
    void whoAsksAtOnceGetsTheSameDocument() throws Exception {
        Letter letter = issue("a");
        ExecutorService people = Executors.newFixedThreadPool(4);
        List<Future<LetterDocument>> asked =
                people.invokeAll(Collections.nCopies(4, () -> documents(keys).of(letter.id())));
        people.shutdown();

        for (Future<LetterDocument> one : asked) {
            assertThat(one.get()).isEqualTo(asked.get(0).get());
        }
        assertThat(count("letter_document")).isOne();
    }

    private Letter issue(String key) {
        return fixture.transaction.execute(status -> letters.issue(draft(key, CHANGNING, YUHANG)));
    }

    private static LetterDraft draft(String key, String sender, String receiver) {
        String caseNo = sender + "-2026-000123";
        return new LetterDraft(AssistanceLetter.WITHDRAWAL, key, caseNo, caseNo + "-R1", sender, receiver)
                .by("officer" + sender, Optional.empty())
                .word("originalLetterNo", "沪长市监协查〔2026〕12号")
                .word("note", "线索已另案处理");
    }

    private LetterDocuments documents(SealKeys from) {
        return new LetterDocuments(
                fixture.jdbc,
                fixture.transaction,
                fixture.store,
                OFD,
                signals,
                fixture.clock,
                new SealedPages(
                        letters,
                        pages,
                        new LetterPdf(),
                        organisations,
                        from,
                        Seals.seal(),
                        fixture.store,
                        fixture.clock));
    }

    private LetterOfds ofds(SealKeys from) {
        return new LetterOfds(
                fixture.jdbc,
                fixture.transaction,
                letters,
                documents(from),
                organisations,
                from,
                maker(from),
                OFD,
                fixture.store,
                fixture.clock);
    }

    private OfdMaker maker(SealKeys from) {
        return new OfdProcess(OFD, from);
    }

    private LetterSealing sealing(SealKeys from) {
        return new LetterSealing(documents(from), fixture.jdbc, fixture.transaction, fixture.clock);
    }

    private LetterVerifications verifications(SealKeys from) {
        return new LetterVerifications(
                documents(from), ofds(from), new SealCheck(from.trusted()), maker(from), fixture.verifications);
    }

    private long count(String rows) {
        return fixture.jdbc
                .sql("select count(*) from " + rows)
                .query(Long.class)
                .single();
    }

    private Path file(LetterDocument document) {
        String name = document.sha256();
        return directory
                .resolve("evidence")
                .resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
    }
}
