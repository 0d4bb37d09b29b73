package org.redshield.bridge.clues.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.clues.intake.Workbooks.formula;
import static org.redshield.bridge.clues.intake.Workbooks.number;
import static org.redshield.bridge.clues.intake.Workbooks.row;
import static org.redshield.bridge.clues.intake.Workbooks.text;
import static org.redshield.bridge.clues.intake.Workbooks.time;
import static org.redshield.bridge.clues.intake.Workbooks.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.clues.Report;
import org.redshield.bridge.reader.TestReaders;

/** Files as people send them, and as they should not be: what is read of them, or the sentence that says why nothing is. */
class SourceFileTest {

    private static final IntakeSettings.Source EXPORT = new IntakeSettings.Source(
            "全国12315平台",
            Report.Channel.PLATFORM_12315,
            Map.of(),
            "投诉举报",
            Map.of(
                    "externalNo", List.of("登记编号"),
                    "receivedAt", List.of("接收时间"),
                    "subjectName", List.of("被举报人"),
                    "content", List.of("举报内容"),
                    "address", List.of("地址"),
                    "reporterName", List.of("举报人"),
                    "reporterPhone", List.of("联系电话")),
            Set.of(
                    "channel",
                    "platform",
                    "shopId",
                    "shopName",
                    "creditCode",
                    "divisionCode",
                    "reporterIdNo",
                    "realName"));

    private static final String HEADINGS = "登记编号,接收时间,被举报人,举报内容,地址,举报人,联系电话";
    private static final String LINE = "\n1310105,2026-11-20 09:30,清茗茶庄,宣传茶叶治病,长宁路1号,王芳,13800000000";

    @TempDir
    Path folder;

    private List<SourceRows.Row> read(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        List<SourceRows.Row> rows = new ArrayList<>();
        try (SourceRows source =
                SourceFile.open(TestReaders.shared(), "310105", () -> Files.newInputStream(file), EXPORT)) {
            for (Optional<SourceRows.Row> row = source.next(); row.isPresent(); row = source.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private List<SourceRows.Row> read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private void isNotRead(byte[] content, String... sentence) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(UnreadableFile.class)
                .message()
                .contains(sentence);
    }

    private void isNotRead(String content, String... sentence) {
        isNotRead(content.getBytes(StandardCharsets.UTF_8), sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16"})
    void anExportIsReadInEachCharacterSetThatThereIs(String charset) throws IOException {
        List<SourceRows.Row> rows = read((HEADINGS + LINE).getBytes(Charset.forName(charset)));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).line()).isEqualTo(2);
        assertThat(rows.get(0).cells())
                .containsEntry(ClueColumn.EXTERNAL_NO, "1310105")
                .containsEntry(ClueColumn.SUBJECT_NAME, "清茗茶庄")
                .containsEntry(ClueColumn.REPORTER_NAME, "王芳");
    }

    @Test
    void aMarkOfTheByteOrderIsNoPartOfTheFirstHeading() throws IOException {
        assertThat(read("\uFEFF" + HEADINGS + LINE)).hasSize(1);
    }

    @Test
    void headingsMayBeStarredSpacedAndInAnyOrder() throws IOException {
        String moved = " * 举报内容 ,登记编号：,接收时间,被举报人,地址,举报人,联系电话,别的\n宣传茶叶治病,9,2026/11/2 8:05,茶庄,路,王,1,x";
        assertThat(read(moved).get(0).cells())
                .containsEntry(ClueColumn.EXTERNAL_NO, "9")
                .containsEntry(ClueColumn.CONTENT, "宣传茶叶治病");
    }

    @Test
    void linesAreThoseOfTheFileAlsoBehindBlankOnesAndLongCells() throws IOException {
        List<SourceRows.Row> rows = read(HEADINGS + LINE.replace("宣传茶叶治病", "\"第一行\n第二行\"") + "\n\n,,,,,," + LINE);
        assertThat(rows).extracting(SourceRows.Row::line).containsExactly(2, 6);
    }

    @Test
    void aFileThatHasHalfTheColumnsIsRefusedWithTheOthers() {
        isNotRead("登记编号,举报内容,地址\n1,2,3", "缺少 4 列", "接收时间（receivedAt）", "被举报人（subjectName）", "联系电话（reporterPhone）");
    }

    @Test
    void whatIsNoTableSaysSo() {
        isNotRead("", "没有任何内容");
        isNotRead("\uFEFF \n", "没有任何内容");
        isNotRead(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, "旧版 Excel");
        isNotRead("PK 这不是压缩文件", "损坏");
        isNotRead("%PDF-1.7\n1 0 obj", "缺少 7 列");
    }

    @Test
    void bytesOfNoCharacterSetAreToldByTheirLine() {
        byte[] good = (HEADINGS + LINE + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] bad = java.util.Arrays.copyOf(good, good.length + 2);
        bad[good.length] = (byte) 0xFF;
        bad[good.length + 1] = (byte) 0xFF;
        isNotRead(bad, "GB18030");
    }

    @Test
    void aQuotationMarkThatIsNeverClosedDoesNotSwallowTheFile() {
        isNotRead(HEADINGS + LINE + "\n2,\"" + "很长的内容\n".repeat(300_000), "从第 3 行起");
    }

    @Test
    void aRowOfAnotherWidthIsToldAndTheNextIsRead() throws IOException {
        List<SourceRows.Row> rows = read(HEADINGS + LINE + ",多了一列" + LINE);
        assertThat(rows.get(0).faults().get(Optional.<ClueColumn>empty())).contains("8 列", "7 列");
        assertThat(rows.get(1).faults()).isEmpty();
    }

    @Test
    void theHeadingsMayStandBelowATitle() throws IOException {
        assertThat(read("投诉举报单\n导出日期,2026-11-20\n\n" + HEADINGS + LINE))
                .singleElement()
                .satisfies(row -> assertThat(row.line()).isEqualTo(5))
                .satisfies(row -> assertThat(row.cells()).containsEntry(ClueColumn.EXTERNAL_NO, "1310105"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"=\"\"20261120310105\"\"\"", "'20261120310105", "’20261120310105", " 20261120310105 "})
    void aNumberThatWasKeptAsTextIsThatNumber(String cell) throws IOException {
        assertThat(read(HEADINGS + LINE.replace("1310105", cell)).get(0).cells())
                .containsEntry(ClueColumn.EXTERNAL_NO, "20261120310105");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.02613E+13", "2E+13", "2.02613e+13", "\"=\"\"2.02613E+13\"\"\""})
    void aNumberOfWhichASpreadsheetLeftAFewDigitsIsNone(String cell) throws IOException {
        SourceRows.Row row = read(HEADINGS + LINE.replace("1310105", cell)).get(0);
        assertThat(row.cells()).doesNotContainKey(ClueColumn.EXTERNAL_NO);
        assertThat(row.faults().get(Optional.of(ClueColumn.EXTERNAL_NO)))
                .contains("科学计数法", "重新导出")
                .doesNotContain("2.02");
        assertThat(read(workbook(
                                headings(1) + row(2, text(cell.replaceAll("[\"=]", "")), text("2026-11-20 09:30")), ""))
                        .get(0)
                        .faults())
                .containsKey(Optional.of(ClueColumn.EXTERNAL_NO));
    }

    @Test
    void linesOfJsonAreReadAndTheBrokenOnesTold() throws IOException {
        List<SourceRows.Row> rows = read("""
                {"externalNo":"1","receivedAt":"2026-11-20T09:30:00+08:00","content":"宣传茶叶治病","other":{"a":1}}
                {"externalNo":
                [1]

                {"登记编号":7}
                {"externalNo":"%s"}
                """.formatted("9".repeat(300_000)));
        assertThat(rows).extracting(SourceRows.Row::line).containsExactly(1, 2, 3, 5, 6);
        assertThat(rows.get(0).cells()).hasSize(3);
        assertThat(rows.get(1).faults().values()).singleElement().asString().contains("JSON");
        assertThat(rows.get(2).faults().values()).singleElement().asString().contains("JSON");
        assertThat(rows.get(3).cells()).containsEntry(ClueColumn.EXTERNAL_NO, "7");
        assertThat(rows.get(4).faults().values()).singleElement().asString().contains("超过");
    }

    private static String headings(int number) {
        return row(
                number,
                java.util.Arrays.stream(HEADINGS.split(","))
                        .map(Workbooks::text)
                        .toArray(String[]::new));
    }

    @Test
    void aWorkbookIsReadBelowItsTitleWithItsTimes() throws IOException {
        List<SourceRows.Row> rows = read(workbook(
                row(1, text("举报单导出"))
                        + headings(2)
                        + row(
                                4,
                                number("1310105"),
                                time("46346.395833333336"),
                                text("清茗茶庄"),
                                text("宣传茶叶治病"),
                                null,
                                text("王芳"),
                                number("13800000000")),
                ""));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).line()).isEqualTo(4);
        assertThat(rows.get(0).cells())
                .containsEntry(ClueColumn.EXTERNAL_NO, "1310105")
                .containsEntry(ClueColumn.RECEIVED_AT, "2026-11-20 09:30:00")
                .containsEntry(ClueColumn.REPORTER_PHONE, "13800000000")
                .doesNotContainKey(ClueColumn.ADDRESS);
    }

    @Test
    void formulasErrorsAndNumbersThatWereCutAreTold() throws IOException {
        List<SourceRows.Row> rows = read(workbook(
                headings(1)
                        + row(
                                2,
                                number("310105199001011234"),
                                text("2026-11-20"),
                                formula("HYPERLINK(\"http://x\")", "1"),
                                "t=\"e\"><v>#REF!</v>"),
                ""));
        Map<Optional<ClueColumn>, String> faults = rows.get(0).faults();
        assertThat(faults.get(Optional.of(ClueColumn.EXTERNAL_NO))).contains("15 位");
        assertThat(faults.get(Optional.of(ClueColumn.SUBJECT_NAME))).contains("公式");
        assertThat(faults.get(Optional.of(ClueColumn.CONTENT))).contains("#REF!");
    }

    @Test
    void mergedCellsAreRefusedByTheirPlace() {
        isNotRead(
                workbook(headings(1), "<mergeCells count=\"1\"><mergeCell ref=\"A3:A5\"/></mergeCells>"),
                "合并单元格（A3:A5）");
    }

    @Test
    void aTitleOverMergedCellsAboveTheHeadingsIsNoRow() throws IOException {
        String title = Workbooks.row(1, Workbooks.text("2026年举报导出表"));
        String merged = "<mergeCells count=\"2\"><mergeCell ref=\"A1:O1\"/>%s</mergeCells>";
        assertThat(read(workbook(title + headings(2), merged.formatted("")))).isEmpty();
        for (String cells : List.of("B2:C2", "A1:A2", "C4:C5", "D:D")) {
            isNotRead(
                    workbook(title + headings(2), merged.formatted("<mergeCell ref=\"" + cells + "\"/>")),
                    "合并单元格（" + cells + "）");
        }
    }

    @Test
    void aSmallFileThatUnpacksToTooMuchIsNotUnpacked() {
        Map<String, byte[]> parts = Workbooks.parts("<worksheet/>");
        parts.put("xl/sharedStrings.xml", new byte[120 << 20]);
        byte[] bomb = Workbooks.zip(parts);
        assertThat(bomb.length).isLessThan(1 << 20);
        isNotRead(bomb, "解压后过大");
    }

    @Test
    void aWorkbookThatNamesOtherFilesOrNestsEntitiesIsNotRead() {
        String evil =
                "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY a \"&x;&x;\">]>"
                        + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&a;</t></is></c></row></sheetData></worksheet>";
        isNotRead(Workbooks.zip(Workbooks.parts(evil)), "");
    }

    @Test
    void aTruncatedWorkbookSaysThatItIsBroken() {
        byte[] whole = workbook(headings(1), "");
        isNotRead(java.util.Arrays.copyOf(whole, whole.length / 2), "损坏");
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        other.writeBytes(Workbooks.zip(Map.of("a.txt", new byte[10])));
        isNotRead(other.toByteArray(), "损坏");
    }
}
