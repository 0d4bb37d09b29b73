package org.redshield.bridge.letter.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.SampleLetters;
import org.redshield.bridge.letter.seal.Seals;
import org.redshield.bridge.support.Thorough;

/** What its class says of a letter's PDF; {@code target/letters} has one of each kind to look at. */
@Tag("letters")
class LetterPdfTest {

    /** Bytes of a sealed letter of those that say most; any other has up to 64 KB. */
    private static final Map<String, Integer> MOST =
            Map.of("TRANSFER", 72_000, "REPLY", 68_000, "REFERRAL", 68_000, "CAMPAIGN_CLOSURE", 90_000);

    @TempDir
    private static Path keys;

    private final LetterPdf pdf = new LetterPdf();

    static List<LetterKind> kinds() {
        return Thorough.some(15, SampleLetters.kinds().toList(), "letters");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isPdfAThatSaysWhatThePageSays(LetterKind kind) throws Exception {
        String page = SampleLetters.page(kind, false);
        byte[] letter = kept(kind.template().replace(".ftlh", ".pdf"), pdf.render(page));
        assertThat(Pdf.text(letter)).isEqualTo(Pdf.textOfPage(page));
        assertThat(Pdf.faults(letter)).isEmpty();
        byte[] sealed = Seals.sealer(keys).seal(letter, kind.title());
        assertThat(Pdf.text(sealed)).isEqualTo(Pdf.text(letter));
        assertThat(Pdf.faults(sealed)).isEmpty();
        // With all that it may say; few letters say half of it.
        assertThat(sealed.length).isLessThan(MOST.getOrDefault(kind.name(), 64 * 1024));
        try (PDDocument document = Loader.loadPDF(letter)) {
            assertThat(document.getDocumentInformation().getTitle()).startsWith(kind.title() + " 杭余市监");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("zh-CN");
        }
    }

    @Test
    void aReplyToFortyQuestionsWithTwoHundredPiecesOfEvidenceLosesNothing() throws Exception {
        String page = SampleLetters.page(
                AssistanceLetter.REPLY,
                false,
                Map.of(
                        "replies",
                        IntStream.rangeClosed(1, 40)
                                .mapToObj(one -> Map.of("question", "问题" + one + "？", "answer", "䶮㛃𬭎的回答" + one + "。"))
                                .toList(),
                        "evidenceList",
                        IntStream.rangeClosed(1, 200)
                                .mapToObj(one -> Map.of(
                                        "name",
                                        "证据" + one,
                                        "from",
                                        "淘宝网",
                                        "at",
                                        "2026-11-20",
                                        "sha256",
                                        "0f".repeat(32)))
                                .toList()));
        byte[] letter = kept("long-reply.pdf", pdf.render(page));
        // Each page of the list has its head again.
        String head = "序号证据名称提供人取得日期校验值（SHA-256）";
        assertThat(Pdf.text(letter).replace(head, ""))
                .isEqualTo(Pdf.textOfPage(page).replace(head, ""));
        assertThat(Pdf.text(letter).split(head, -1)).hasSizeGreaterThan(5);
        assertThat(Pdf.faults(letter)).isEmpty();
    }

    /** Not in a narrow cell either. */
    @Test
    void aDayInTheListOfEvidenceStandsInOneLine() throws Exception {
        byte[] letter = pdf.render(SampleLetters.page(
                AssistanceLetter.REPLY,
                false,
                Map.of(
                        "evidenceList",
                        List.of(Map.of(
                                "name",
                                "交易记录",
                                "from",
                                "杭州市余杭区市场监督管理局",
                                "at",
                                "2026-11-24",
                                "sha256",
                                "0f".repeat(32))))));
        assertThat(linesOf(letter, "2026年11月24日")).hasSize(1);
    }

    /** Whoever turns a page to write back finds all of 联系方式 on it; these letters break there. */
    @ParameterizedTest
    @ValueSource(strings = {"transfer.ftlh", "data-notice.ftlh", "call-up-order.ftlh"})
    void whereToAnswerIsNotTornApart(String template) throws Exception {
        LetterKind kind = SampleLetters.kinds()
                .filter(one -> one.template().equals(template))
                .findFirst()
                .orElseThrow();
        byte[] letter = pdf.render(SampleLetters.page(kind, false));
        assertThat(List.of("联系方式", "联系人：", "联系电话：", "联系地址：").stream()
                        .flatMap(said -> pagesOf(letter, said))
                        .toList())
                .hasSize(4)
                .containsOnly(Pdf.pictures(letter, 20).size());
    }

    private static Stream<Integer> pagesOf(byte[] letter, String said) {
        return placesOf(letter, said).stream().map(glyphs -> glyphs.get(0).page());
    }

    private static List<Double> linesOf(byte[] letter, String said) {
        return placesOf(letter, said).stream()
                .flatMap(glyphs -> glyphs.stream().map(Pdf.Glyph::bottom).distinct())
                .toList();
    }

    /** Wherever it stands, its glyphs. */
    private static List<List<Pdf.Glyph>> placesOf(byte[] letter, String said) {
        List<Pdf.Glyph> glyphs;
        try {
            glyphs = Pdf.glyphs(letter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = glyphs.stream().map(Pdf.Glyph::text).collect(Collectors.joining());
        List<List<Pdf.Glyph>> places = new ArrayList<>();
        for (int at = text.indexOf(said); at >= 0; at = text.indexOf(said, at + 1)) {
            places.add(glyphs.subList(at, at + said.length()));
        }
        return places;
    }

    /** A PDF remembers glyphs; fonts draw some characters by one glyph, 长 and the radical among them. */
    @Test
    void whatIsCopiedOutOfItIsWhatWasWritten() throws Exception {
        String alike = "🔥🏮长⻓⾧见⻅⻢马⼀一　～〜…⋯／∕•‧瑨𤨁豈更 ⑴①➀ “引号”‘单’——〔2026〕";
        byte[] letter = pdf.render(SampleLetters.page(false, alike, List.of(new Paragraph("标题", alike))));
        assertThat(Pdf.text(letter)).contains(alike.replaceAll("\\s|　", ""));
        assertThat(LetterFonts.lackedBy(alike)).isEmpty();
        assertThat(LetterFonts.lackedBy("a\u200D b\n䶮㛃𬭎\uFE0F")).isEmpty();
        assertThat(LetterFonts.lackedBy("王𠮷")).contains("𠮷");
        assertThat(LetterFonts.lackedBy("\uE000")).isPresent();
    }

    /** As text and as picture. */
    @ParameterizedTest
    @EnumSource(
            value = AssistanceLetter.class,
            names = {"REQUEST", "REPLY", "DELAY"})
    void aDraftDiffersInItsWatermarkNumberAndDayOnly(LetterKind kind) throws Exception {
        byte[] draft = pdf.render(SampleLetters.page(kind, true));
        byte[] issued = pdf.render(SampleLetters.page(kind, false));
        assertThat(Pdf.text(draft).replace("草稿", ""))
                .isEqualTo(Pdf.text(issued)
                        .replaceFirst(SampleLetters.NUMBER, "")
                        .replaceFirst("(.*)" + SampleLetters.DAY, "$1"));
        List<BufferedImage> drawn = Pdf.pictures(draft, 72);
        List<BufferedImage> sent = Pdf.pictures(issued, 72);
        assertThat(drawn).hasSameSizeAs(sent);
        for (int page = 0; page < drawn.size(); page++) {
            List<Pdf.Glyph> numberAndDay = Pdf.lines(issued, page + 1, SampleLetters.NUMBER, SampleLetters.DAY);
            for (int y = 0; y < sent.get(page).getHeight(); y++) {
                double millimetres = y / Pdf.POINTS;
                boolean differs = Pdf.differ(drawn.get(page), sent.get(page), y);
                assertThat(differs)
                        .as("page %d at %.0f mm", page + 1, millimetres)
                        .isEqualTo(differs
                                && numberAndDay.stream()
                                        .anyMatch(glyph -> Math.abs(glyph.bottom() - 2 - millimetres) < 4));
            }
        }
    }

    @Test
    void nothingIsTooWideForThePage() throws Exception {
        String word = "https://example.com/" + "abcdefghij".repeat(30);
        List<String> columns =
                IntStream.rangeClosed(1, 14).mapToObj(one -> "第" + one + "栏的标题").toList();
        byte[] letter = kept(
                "wide.pdf",
                pdf.render(SampleLetters.page(
                        false,
                        "关于" + "很长的事由".repeat(6) + "订单号" + "1234567890".repeat(6) + "的函",
                        List.of(
                                new Paragraph("网址", word),
                                table(
                                        columns,
                                        columns.stream()
                                                .map(one -> "91330110MA2ABCDE3X")
                                                .toList())))));
        assertThat(Pdf.glyphs(letter)).allSatisfy(glyph -> {
            assertThat(glyph.right()).isLessThanOrEqualTo(210 - 20);
            assertThat(glyph.left()).isGreaterThanOrEqualTo(20);
        });
        assertThat(Pdf.text(letter)).contains(word).contains("第14栏的标题");
    }

    private static Paragraph table(List<String> head, List<String> row) {
        return new Paragraph("很宽的表", "", List.of(head, row));
    }

    private static byte[] kept(String name, byte[] pdf) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/letters"));
        Files.write(folder.resolve(name), pdf);
        return pdf;
    }
}
