package org.redshield.bridge.bureau;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.bureau.Organisation.Level;
import org.springframework.core.io.ClassPathResource;

class NationalTreeTest {

    private static Map<String, Organisation> country;

    @BeforeAll
    static void derive() throws IOException {
        Map<String, String> divisions = new LinkedHashMap<>();
        String csv = new ClassPathResource("bureau/divisions.csv").getContentAsString(StandardCharsets.UTF_8);
        CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .forEach(row -> divisions.put(row.get("code"), row.get("name")));
        country =
                NationalTree.of(divisions).stream().collect(Collectors.toMap(Organisation::code, Function.identity()));
    }

    @ParameterizedTest
    @CsvSource({
        "310105, 上海市长宁区市场监督管理局, 沪长市监, COUNTY, 310000",
        "330110, 杭州市余杭区市场监督管理局, 杭余市监, COUNTY, 330100",
        "330113, 杭州市临平区市场监督管理局, 杭临平市监, COUNTY, 330100",
        "320324, 徐州市睢宁县市场监督管理局, 徐睢市监, COUNTY, 320300",
        "330782, 义乌市市场监督管理局, 金义市监, COUNTY, 330700",
        "321300, 宿迁市市场监督管理局, 宿迁市监, CITY, 320000",
        "330100, 杭州市市场监督管理局, 杭市监, CITY, 330000",
        "320000, 江苏省市场监督管理局, 苏市监, PROVINCE, 100000",
        "310000, 上海市市场监督管理局, 沪市监, PROVINCE, 100000",
        "500229, 重庆市城口县市场监督管理局, 渝城市监, COUNTY, 500000",
        "429021, 湖北省神农架林区市场监督管理局, 鄂神市监, COUNTY, 420000",
        "419001, 济源市市场监督管理局, 豫济市监, COUNTY, 410000",
        "441900, 东莞市市场监督管理局, 东莞市监, CITY, 440000",
        "100000, 国家市场监督管理总局, 国市监, NATION,",
    })
    void derivesNamePrefixAndSuperior(String code, String name, String prefix, Level level, String parent) {
        Organisation bureau = country.get(code);

        assertThat(bureau.name()).isEqualTo(name);
        assertThat(bureau.letterPrefix()).isEqualTo(prefix);
        assertThat(bureau.level()).isEqualTo(level);
        assertThat(bureau.parentCode().orElse(null)).isEqualTo(parent);
    }

    @Test
    void coversTheCountryWithoutStatisticalAreas() {
        assertThat(country).hasSizeGreaterThan(3_200);
        assertThat(country.values().stream().filter(bureau -> bureau.level() == Level.PROVINCE))
                .hasSize(31);
        assertThat(country.values().stream().filter(bureau -> bureau.level() == Level.CITY))
                .hasSize(333);
        assertThat(country).doesNotContainKeys("320576", "620201");
    }

    @Test
    void everyBureauReachesTheTopInAtMostThreeSteps() {
        for (Organisation bureau : country.values()) {
            int steps = 0;
            for (Organisation at = bureau; at.parentCode().isPresent(); steps++) {
                at = country.get(at.parentCode().get());
                assertThat(at).as("superior above " + bureau.code()).isNotNull();
            }
            assertThat(steps).as(bureau.name()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void noTwoBureausShareANameOrAPrefix() {
        List<String> names = country.values().stream().map(Organisation::name).toList();
        List<String> prefixes =
                country.values().stream().map(Organisation::letterPrefix).toList();

        assertThat(names).doesNotHaveDuplicates();
        assertThat(prefixes).doesNotHaveDuplicates();
    }
}
