package org.redshield.bridge.letter.ofd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.SampleLetters;
import org.redshield.bridge.letter.ofd.OfdMaker.Result;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.pdf.Pdf;
import org.redshield.bridge.letter.seal.SealKeys;
import org.redshield.bridge.letter.seal.Seals;
import org.redshield.bridge.support.Thorough;
import org.springframework.util.unit.DataSize;

/** The OFD of a letter says what its PDF says, and its seal is good until something is changed; whatever becomes of the process. */
@Tag("letters")
class OfdProcessTest {

    private static final Organisation YUHANG = new Organisation(
            "330110",
            Organisation.Kind.BUREAU,
            "杭州市余杭区市场监督管理局",
            "杭余市监",
            Organisation.Level.COUNTY,
            Optional.empty(),
            true);
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");
    private static final OfdSettings SETTINGS =
            new OfdSettings(List.of("all"), DataSize.ofMegabytes(128), Duration.ofSeconds(30));

    @TempDir
    static Path folder;

    private static SealKeys keys;
    private static OfdProcess ofd;

    @BeforeAll
    static void start() {
        keys = Seals.keys(folder.resolve("seals"), "only for tests", true, InstantSource.fixed(NOW));
        ofd = new OfdProcess(SETTINGS, keys);
    }

    @AfterAll
    static void stop() {
        ofd.close();
    }

    static List<LetterKind> kinds() {
        return Thorough.some(15, SampleLetters.kinds().toList(), "letters");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void saysWhatThePdfSays(LetterKind kind) throws Exception {
        byte[] pdf = sealed(SampleLetters.page(kind, false));
        byte[] file = made(pdf);
        Path kept = Path.of("target", "letters", kind.template().replace(".ftlh", ".ofd"));
        Files.createDirectories(kept.getParent());
        Files.write(kept, file);
        Files.write(kept.resolveSibling(kept.getFileName() + ".pdf"), pdf);

        assertThat(OfdFile.text(file)).isEqualTo(Pdf.text(pdf));
        // 联合行动总结 has six annexes.
        assertThat(file.length).isLessThan(160_000);
        assertThat(ofd.check(file).result()).isEqualTo(Result.GOOD);
    }

    @Test
    void isTheSameOfFortyQuestionsAndCharactersThatFewFontsHave() throws Exception {
        byte[] pdf = sealed(SampleLetters.page(
                AssistanceLetter.REPLY,
                false,
                Map.of(
                        "replies",
                        IntStream.rangeClosed(1, 40)
                                .mapToObj(
                                        one -> Map.of("question", "问题" + one + "？", "answer", "䶮㛃𬭎🏮的回答" + one + "。"))
                                .toList())));

        byte[] file = made(pdf);

        Path letters = Files.createDirectories(Path.of("target", "letters"));
        Files.write(letters.resolve("long-reply.ofd"), file);
        Files.write(letters.resolve("long-reply.ofd.pdf"), pdf);
        assertThat(OfdFile.text(file)).isEqualTo(Pdf.text(pdf)).contains("䶮㛃𬭎🏮的回答40。");
    }

    @Test
    void whateverIsChangedOrAddedShows() throws Exception {
        byte[] file = made(sealed(SampleLetters.page(AssistanceLetter.WITHDRAWAL, false)));
        Map<String, byte[]> parts = OfdFile.parts(file);
        for (String part : parts.keySet()) {
            Map<String, byte[]> altered = OfdFile.parts(file);
            byte[] bytes = altered.get(part);
            bytes[bytes.length / 2] ^= 1;

            assertThat(ofd.check(OfdFile.of(altered)).result()).as(part).isNotEqualTo(Result.GOOD);
        }
        Map<String, byte[]> more = OfdFile.parts(file);
        more.put("Doc_0/Pages/Page_0/Annotation.xml", "<a/>".getBytes(StandardCharsets.UTF_8));
        assertThat(ofd.check(OfdFile.of(more)).result()).isEqualTo(Result.BROKEN);
        assertThat(ofd.check(OfdFile.of(parts)).result())
                .as("packed anew, and nothing else")
                .isEqualTo(Result.GOOD);
    }

    @Test
    void aSealThatNobodyTrustsIsNamedSo() throws Exception {
        byte[] file = made(sealed(SampleLetters.page(AssistanceLetter.WITHDRAWAL, false)));
        SealKeys others = Seals.keys(folder.resolve("others"), "only for tests", true, InstantSource.fixed(NOW));
        try (OfdProcess elsewhere = new OfdProcess(SETTINGS, others)) {
            assertThat(elsewhere.check(file).result()).isEqualTo(Result.UNKNOWN_ISSUER);
        }
    }

    @Test
    void aProcessThatDiesIsFollowedByAnother() throws Exception {
        byte[] pdf = sealed(SampleLetters.page(AssistanceLetter.WITHDRAWAL, false));
        made(pdf);
        ProcessHandle first = ofd.handle().orElseThrow();
        made(pdf);
        assertThat(ofd.handle()).as("one for many letters").contains(first);
        first.destroyForcibly();
        await().until(() -> !first.isAlive());

        made(pdf);

        assertThat(ofd.handle()).isPresent().get().isNotEqualTo(first);
    }

    /** Says nothing, says nothing of ours, never stops saying, is not there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 60",
                "while read line; do echo made; done",
                "yes | tr -d '\\n'",
                "exit 1",
                "echo sign x; sleep 60"
            })
    void aProcessThatDoesNotDoItsWorkIsEnded(String program) throws Exception {
        byte[] pdf = sealed(SampleLetters.page(AssistanceLetter.WITHDRAWAL, false));
        OfdSettings impatient = new OfdSettings(List.of("all"), DataSize.ofMegabytes(64), Duration.ofSeconds(1));
        try (OfdProcess broken = new OfdProcess(
                impatient,
                keys,
                () -> new OfdChild(
                        Files.createTempDirectory(folder, "child"), new ProcessBuilder("sh", "-c", program).start()))) {
            assertThatThrownBy(() -> made(broken, pdf))
                    .isInstanceOf(OfdAway.class)
                    .hasMessageContaining("以 PDF 为准");
            assertThat(broken.handle()).isEmpty();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(one -> one.getFileName().toString().startsWith("child")))
                    .isEmpty();
        }
    }

    @Test
    void endsWithTheBridge() throws Exception {
        OfdProcess bridge = new OfdProcess(SETTINGS, keys);
        bridge.check(new byte[] {1, 2, 3});
        ProcessHandle child = bridge.handle().orElseThrow();

        bridge.close();

        await().until(() -> !child.isAlive());
    }

    private static byte[] sealed(String page) throws Exception {
        return sealed(keys, page);
    }

    private static byte[] sealed(SealKeys keys, String page) throws Exception {
        return Seals.seal()
                .on(
                        new LetterPdf().render(page),
                        YUHANG,
                        keys.of(YUHANG),
                        YUHANG.name(),
                        SampleLetters.DAY,
                        SampleLetters.NUMBER,
                        NOW);
    }

    /** A letter as its OFD, by another process and with other keys. */
    static byte[] letter(OfdProcess by, SealKeys keys) throws Exception {
        byte[] pdf = sealed(keys, SampleLetters.page(AssistanceLetter.WITHDRAWAL, false));
        return by.make(pdf, "协助调查复函 " + SampleLetters.NUMBER, keys.electronic(YUHANG), NOW);
    }

    private static byte[] made(byte[] pdf) {
        return made(ofd, pdf);
    }

    private static byte[] made(OfdProcess by, byte[] pdf) {
        return by.make(pdf, "协助调查复函 " + SampleLetters.NUMBER, keys.electronic(YUHANG), NOW);
    }
}
