package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spreadsheet executes what stands in a file of ours. */
class CsvFileTest {

    private static String written(String... cells) throws IOException {
        StringWriter out = new StringWriter();
        CsvFile file = new CsvFile(out);
        file.row(Arrays.asList(cells));
        file.complete();
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://x\",\"1\")",
                "+1+cmd|' /C calc'!A0",
                "-2+3",
                "@SUM(A1)",
                "\t=1+1",
                "\r=1",
                "\n=1",
                "\0=1",
                "＝1+1",
                "＋1+1",
                "－1+1",
                "＠A1"
            })
    void whatBeginsAFormulaIsText(String cell) throws IOException {
        assertThat(CsvFile.harmless(cell)).isEqualTo("'" + cell);
        assertThat(written(cell)).startsWith("\uFEFF").contains("'" + cell.substring(0, 1));
    }

    @Test
    void everythingElseStaysAsItIs() throws IOException {
        assertThat(written("张三", "-12.50", "+8613912345678", "", null, "a,b", "1=1"))
                .isEqualTo("\uFEFF张三,-12.50,+8613912345678,,,\"a,b\",1=1\r\n");
        assertThat(List.of("-1", "0", ""))
                .allSatisfy(cell -> assertThat(CsvFile.harmless(cell)).isEqualTo(cell));
    }
}
