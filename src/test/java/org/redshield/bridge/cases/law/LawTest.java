package org.redshield.bridge.cases.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.cases.LegalBasis;

class LawTest {

    /** What a name of a law can be part of. */
    private static final Pattern CITED =
            Pattern.compile("(《[^》\n]{2,40}》|[\\p{IsHan}]{2,40}(?:法|规定|办法|条例))(?:（[^）]*）)?第[一二三四五六七八九十百零〇0-9]+条");

    @ParameterizedTest
    @CsvSource({
        "程序规定第14条,《市场监督管理行政处罚程序规定》第十四条",
        "《电子商务法》第二十五条,《中华人民共和国电子商务法》第二十五条",
        "依据行政处罚法第三十六条,依据《中华人民共和国行政处罚法》第三十六条",
        "本局依照程序规定第十条,本局依照《市场监督管理行政处罚程序规定》第十条",
        "网络反不正当竞争暂行规定第二十七条,《网络反不正当竞争暂行规定》第二十七条",
        "反法第十六条第1款第4项,《中华人民共和国反不正当竞争法》第十六条第一款第四项",
        "程序规定第三十三条、第三十六条,《市场监督管理行政处罚程序规定》第三十三条、第三十六条",
        "公安机关办理行政案件程序规定第十条,公安机关办理行政案件程序规定第十条",
        "《中华人民共和国电子商务法》第二十五条,《中华人民共和国电子商务法》第二十五条",
        "行政处罚法（2021年修订）第二十六条,《中华人民共和国行政处罚法》（2021年修订）第二十六条",
        "电商法25条,《中华人民共和国电子商务法》第二十五条",
        "依据程序规定14条1款2项、45条,依据《市场监督管理行政处罚程序规定》第十四条第一款第二项、第四十五条",
        "移送规定,《行政执法机关移送涉嫌犯罪案件的规定》",
        "平台服务协议和交易规则,平台服务协议和交易规则"
    })
    void citesInFull(String citation, String full) {
        assertThat(Law.inFull(citation)).isEqualTo(full);
        assertThat(Law.inFull(full)).isEqualTo(full);
    }

    @Test
    void countsArticlesAsTheLawDoes() {
        assertThat(Law.PENALTY.cite(26)).isEqualTo("《中华人民共和国行政处罚法》第二十六条");
        assertThat(Law.PROCEDURE.brief(33, 36)).isEqualTo("程序规定第三十三条、第三十六条");
        assertThat(List.of(1, 10, 11, 20, 99, 100, 101, 110, 115, 120).stream().map(Law::chinese))
                .containsExactly("一", "十", "十一", "二十", "九十九", "一百", "一百零一", "一百一十", "一百一十五", "一百二十");
    }

    /** Nothing in the house cites a law that the table has not got, or by a name that it has not got. */
    @Test
    void whatIsCitedAnywhereStandsInTheTable() throws IOException {
        Set<String> unknown = new TreeSet<>();
        for (Path root : List.of(Path.of("src/main"), Path.of("processes"), Path.of("forms"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(LawTest::says).toList()) {
                    Matcher cited = CITED.matcher(Files.readString(file));
                    while (cited.find()) {
                        String name = cited.group(1);
                        boolean agreement = name.endsWith("协议》") || name.endsWith("备忘录》");
                        if (!agreement && !named(name)) {
                            unknown.add(file.getFileName() + ": " + name);
                        }
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static boolean says(Path file) {
        return file.toString().matches(".*\\.(java|properties|dmn|form|bpmn|ftlh|js)");
    }

    private static boolean named(String name) {
        return Law.named(name).isPresent()
                || !name.startsWith("《")
                        && (Stream.of(Law.values())
                                        .flatMap(law -> law.names().stream())
                                        .anyMatch(name::endsWith)
                                || name.endsWith("该规定"));
    }

    /** Articles as they stand since the amendments of 2025 and 2026, where older texts are still about. */
    @Test
    void nothingCitesWhatIsNoLongerLaw() throws IOException {
        String all = "";
        for (Path root : List.of(
                Path.of("src/main/resources/letters"), Path.of("processes"), Path.of("src/main/resources/messages"))) {
            try (Stream<Path> files = Files.walk(root)) {
                all += files.filter(LawTest::says).map(LawTest::text).collect(Collectors.joining("\n"));
            }
        }
        assertThat(all)
                // A real-name reporter is not told within five days any more, and mediation ends after sixty days.
                .doesNotContain("投诉举报处理办法第三十一条")
                .doesNotContain("四十五个工作日")
                // Brushing is punished by art. 25 since the law was numbered anew.
                .doesNotContain("反不正当竞争法第二十条")
                // The duty to hand in data is art. 34, and not 31 or 30.
                .doesNotContain("网络交易监督管理办法第三十一条");
        assertThat(LegalBasis.valueOf("NET_TRADE_34").citation()).isEqualTo("《网络交易监督管理办法》第三十四条");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
