package org.redshield.bridge.letter.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Provenance;
import org.redshield.bridge.letter.pdf.LetterPdf;
import org.redshield.bridge.letter.pdf.Pdf;

/** The record of an extraction, as a page and as what may be said in it. */
@Tag("letters")
class ExtractionRecordTest {

    @Test
    void isPdfAThatSaysAllThatTheOfficialFormAsks() throws Exception {
        String page = page(said(Map.of()), 2);
        byte[] pdf = new LetterPdf().render(page);
        Files.write(Files.createDirectories(Path.of("target/letters")).resolve("extraction-record.pdf"), pdf);
        assertThat(Pdf.faults(pdf)).isEmpty();
        assertThat(Pdf.text(pdf).replaceAll("第\\d+页，共\\d+页", "")).isEqualTo(Pdf.textOfPage(page));
        assertThat(Pdf.text(pdf))
                .contains(
                        "电子数据证据提取笔录",
                        "2026年11月26日14时05分至2026年11月26日15时10分",
                        "某某网店䶮㛃𬭎（到场）",
                        "王某（31010501001）李某（31010501002）",
                        "见证人赵某",
                        "手机一部",
                        "SHA-256" + "0f".repeat(32),
                        "SM3" + "1e".repeat(32),
                        "核对意见：",
                        "被检查人（签名、日期）：");
        assertThat(pdf.length).isLessThan(60_000);
    }

    @Test
    @Tag("thorough")
    void fiveHundredFilesStandInIt() throws Exception {
        byte[] pdf = new LetterPdf().render(page(said(Map.of()), 500));
        assertThat(Pdf.text(pdf)).contains("截图500.png", "以上500份");
        assertThat(Pdf.faults(pdf)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "place,'',letter.extraction-incomplete",
        "endedAt,'',letter.extraction-incomplete",
        "medium,'   ',letter.extraction-incomplete",
        "examined,王𠮷,letter.extraction-character"
    })
    void whatLacksIsRefusedByItsName(String field, String value, String code) {
        assertThatThrownBy(() -> said(Map.of(field, value)).check())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void refusalsNameFieldAndCharacter() {
        assertThatThrownBy(() -> said(Map.of("examined", "王𠮷")).check())
                .hasMessageContaining("“被检查人”")
                .hasMessageContaining("“𠮷”（U+20BB7）");
        assertThatThrownBy(() -> said(Map.of("process", "长".repeat(2_001))).check())
                .hasMessageContaining("“提取方法和过程”超过 2000 个字");
    }

    @Test
    void anAbsentPartyNeedsAWitnessOrARecording() {
        said(Map.of("present", false)).check();
        said(Map.of("present", false, "witness", "", "recorded", true)).check();
        assertThatThrownBy(() -> said(Map.of("present", false, "witness", "")).check())
                .hasMessageContaining("当事人未到场");
    }

    @Test
    void oneOfficerIsNotTwo() {
        assertThatThrownBy(() -> said(Map.of("officers", List.of("31010501001", " 31010501001")))
                        .check())
                .hasMessageContaining("两名不同的执法人员");
    }

    private static Extraction said(Map<String, Object> other) {
        Map<String, Object> said = new HashMap<>(Map.ofEntries(
                Map.entry("begunAt", "2026-11-26T14:05"),
                Map.entry("endedAt", "2026-11-26T15:10"),
                Map.entry("place", "上海市长宁区某路 1 号"),
                Map.entry("officers", List.of("31010501001", "31010501002")),
                Map.entry("extractor", ""),
                Map.entry("examined", "某某网店䶮㛃𬭎"),
                Map.entry("present", true),
                Map.entry("witness", "赵某"),
                Map.entry("recorded", false),
                Map.entry("medium", "手机一部，开机状态，已设飞行模式"),
                Map.entry("process", "一、登录后台。\n二、逐页截图并计算校验值。"),
                Map.entry("content", "后台订单页截图")));
        said.putAll(other);
        return new com.fasterxml.jackson.databind.ObjectMapper().convertValue(said, Extraction.class);
    }

    private static String page(Extraction said, int files) {
        List<Evidence> evidence = IntStream.rangeClosed(1, files)
                .mapToObj(one -> new Evidence(
                        new UUID(0, one),
                        "310105-2026-000001",
                        "310105",
                        "310105-2026-000001-R1",
                        "截图" + one + ".png",
                        "image/png",
                        1_234,
                        "0f".repeat(32),
                        "310105",
                        "人工添加",
                        Instant.EPOCH,
                        "officer",
                        Provenance.NONE,
                        Optional.of(new Evidence.Seal("1e".repeat(32), Instant.EPOCH, "n"))))
                .toList();
        List<Officer> officers = List.of(officer("31010501001", "王某"), officer("31010501002", "李某"));
        return ExtractionRecords.page(
                said, "310105-2026-000001", "上海市长宁区市场监督管理局", "2026年11月26日14时05分至2026年11月26日15时10分", officers, evidence);
    }

    private static Officer officer(String certificate, String name) {
        return new Officer(
                certificate,
                "310105",
                Optional.empty(),
                name,
                "执法大队",
                "021-22050000",
                LocalDate.of(2030, 1, 1),
                Optional.empty());
    }
}
