package org.redshield.bridge.transfer.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Case by case: the bureau with its articles, or what is missing. */
class JurisdictionCasesTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = {"/transfer/jurisdiction-cases.csv", "/transfer/jurisdiction-cases-from-the-law.csv"},
            delimiter = '|',
            numLinesToSkip = 1)
    void decides(String name, String facts, String bureau, String also, String articles, String missing) {
        JurisdictionFinding finding = Cases.decide(Cases.facts(facts));

        assertThat(finding.bureau()).as(finding.reasoning()).isEqualTo(Optional.ofNullable(bureau));
        assertThat(finding.alsoCompetent()).as(finding.reasoning()).isEqualTo(Cases.list(also));
        assertThat(finding.articles())
                .isEqualTo(Cases.list(articles).stream().map(Cases::article).toList());
        assertThat(finding.missing().stream().map(Fact::field)).isEqualTo(Cases.list(missing));
        assertThat(finding.reasoning()).isNotBlank().endsWith("。").doesNotContain("{");
    }

    @Test
    void saysWhyInPlainWords() {
        assertThat(reasoning(
                        "IN_PLATFORM OTHER actualPlace=330103 platform=330110 foundFirstBy=330110 filedFirstBy=310105"))
                .isEqualTo("平台内经营者的违法行为由其实际经营地的市场监督管理部门管辖（程序规定第十条）：实际经营地为下城区（330103，已撤销，现为拱墅区 330105），"
                        + "杭州市拱墅区市场监督管理局有管辖权。"
                        + "平台经营者住所地的市场监督管理部门先行发现违法线索或者收到投诉、举报的，也可以管辖（程序规定第十条）：平台经营者住所地为余杭区（330110），"
                        + "杭州市余杭区市场监督管理局先行发现或者收到投诉、举报，有管辖权。"
                        + "上海市长宁区市场监督管理局虽已立案，但没有管辖权，不适用最先立案：立案的案件不属于本局管辖的，应当移送有管辖权的市场监督管理部门；"
                        + "受移送的有异议的，报请共同的上一级指定管辖，不再自行移送（程序规定第十四条）。"
                        + "杭州市拱墅区市场监督管理局、杭州市余杭区市场监督管理局都有管辖权，未见有管辖权的局立案；"
                        + "两个以上市场监督管理部门都有管辖权的，由最先立案的管辖（程序规定第十二条、行政处罚法第二十五条），现建议由杭州市拱墅区市场监督管理局办理。");
    }

    @Test
    void saysWhatToFindOut() {
        assertThat(reasoning("IN_PLATFORM OTHER actualPlace=330104"))
                .contains("“实际经营地”江干区（330104）已经撤销，其范围现分属上城区（330102）、钱塘区（330114），须查明在哪一处，尚不能确定。");
        assertThat(reasoning("IN_PLATFORM OTHER actualPlace=330000"))
                .contains("浙江省（330000）范围过大")
                .contains("第八条");
        assertThat(reasoning("IN_PLATFORM OTHER actualPlace=330113 on=2020-01-01"))
                .contains("代码 330113 在 2020-01-01 尚未启用");
        assertThat(reasoning("IN_PLATFORM OTHER actualPlace=310108 on=2015-06-01"))
                .contains("闸北区（310108）当年有区划调整，涉及静安区（310106）、闸北区（310108）");
        assertThat(reasoning("IN_PLATFORM OTHER actualPlace=321300 filedFirstBy=321322"))
                .endsWith("沭阳县市场监督管理局已经立案，但“实际经营地”只查明到宿迁市（321300），须查明在哪个县、区，尚不能确定是否由其管辖。");
        assertThat(reasoning("IN_PLATFORM OTHER actualPlace=142200")).contains("没有可查的承继区划");
        assertThat(reasoning("IN_PLATFORM OTHER actualPlace=320324 platform=330110 foundFirstBy=310105"))
                .contains("上海市长宁区市场监督管理局虽然先行发现或者收到投诉、举报，但不是依法可以因此管辖的局");
        assertThat(reasoning("IN_PLATFORM OTHER actualPlace=320324 foundFirstBy=330110"))
                .as("it may be the platform's seat")
                .doesNotContain("余杭");
    }

    private static String reasoning(String facts) {
        return Cases.decide(Cases.facts(facts)).reasoning();
    }
}
