package org.redshield.bridge.platform.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

    private static final boolean[] ALL = {true, true, true};

    private static String copied(String csv, String charset, boolean[] kept, long most) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvRows(
                        new ByteArrayInputStream(csv.getBytes(Charset.forName(charset))),
                        kept,
                        "\"R\",7",
                        98,
                        most,
                        out::write)
                .copy();
        return out.toString(Charset.forName(charset));
    }

    private static String copied(String csv, boolean... kept) throws Exception {
        return copied(csv, "UTF-8", kept, Long.MAX_VALUE);
    }

    @Test
    void everyRecordIsNumberedBehindWhatAllHaveInCommon() throws Exception {
        assertThat(copied("a,b,c\n1,2,3\n4,,6\n,,\n", ALL))
                .isEqualTo("\"R\",7,98,1,2,3\n\"R\",7,99,4,,6\n\"R\",7,100,,,\n");
    }

    @Test
    void fieldsWithoutAColumnAreLeftOut() throws Exception {
        assertThat(copied("a,b,c\n1,\"x,\n\"\"y\"\"\",3\n4,5,6\n", true, false, true))
                .isEqualTo("\"R\",7,98,1,3\n\"R\",7,99,4,6\n");
        assertThat(copied("a,b,c\r\n1,2,3\r\n", false, true, false)).isEqualTo("\"R\",7,98,2\n");
    }

    @Test
    void theLastLineNeedNotEndAndAHeaderMayStandAlone() throws Exception {
        assertThat(copied("a,b,c\r\n1,2,3\r\n4,5,6", ALL)).isEqualTo("\"R\",7,98,1,2,3\r\n\"R\",7,99,4,5,6");
        assertThat(copied("a,b,c", ALL)).isEmpty();
        assertThat(copied("a,b,c\n", ALL)).isEmpty();
        assertThat(copied("", ALL)).isEmpty();
    }

    @Test
    void aLineMayEndWithACarriageReturnAlone() throws Exception {
        assertThat(copied("\"a\rb\",b,c\r1,2,3\r4,5,6\r", ALL)).isEqualTo("\"R\",7,98,1,2,3\n\"R\",7,99,4,5,6\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2\n", "1,2,3,4\n", "\n", "1,2,3\n\n", "1,\"2,3\n"})
    void aRecordHasAsManyFieldsAsTheHeader(String records) {
        assertThatThrownBy(() -> copied("a,b,c\n" + records, ALL)).isInstanceOf(CsvRows.Uneven.class);
    }

    @Test
    void recordsBeyondTheNumberAnnouncedAreCountedAndNotWritten() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long records = new CsvRows(
                        new ByteArrayInputStream("a\n1\n2\n3\n4".getBytes(StandardCharsets.US_ASCII)),
                        new boolean[] {true},
                        "",
                        1,
                        2,
                        out::write)
                .copy();
        assertThat(records).isEqualTo(4);
        assertThat(out).hasToString("1,1\n2,2\n");
    }

    /** Compared with a reader of CSV that works on characters, over many blocks. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030"})
    void characterSetsAndBlocksMakeNoDifference(String charset) throws Exception {
        Random random = new Random(charset.hashCode());
        String[] pieces = {"外套", "，", "\"", ",", "\n", "\r\n", "a", "镕", "€", " ", "0"};
        StringBuilder csv = new StringBuilder();
        List<List<String>> expected = new ArrayList<>();
        try (CSVPrinter printer = new CSVPrinter(
                csv, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get())) {
            printer.printRecord("a", "b", "c");
            for (int row = 0; row < 20_000; row++) {
                List<String> fields = new ArrayList<>();
                for (int field = 0; field < 3; field++) {
                    StringBuilder value = new StringBuilder();
                    for (int piece = random.nextInt(6); piece > 0; piece--) {
                        String one = pieces[random.nextInt(pieces.length)];
                        value.append(charset.equals("GBK") && one.equals("€") ? "元" : one);
                    }
                    fields.add(value.toString());
                }
                printer.printRecord(fields);
                expected.add(List.of("R", "7", Integer.toString(98 + row), fields.get(0), fields.get(2)));
            }
        }
        String copied = copied(csv.toString(), charset, new boolean[] {true, false, true}, Long.MAX_VALUE);
        assertThat(CSVFormat.RFC4180.parse(new StringReader(copied)).stream()
                        .map(CSVRecord::toList)
                        .toList())
                .isEqualTo(expected);
    }
}
