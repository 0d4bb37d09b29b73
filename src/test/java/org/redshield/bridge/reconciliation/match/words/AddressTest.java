package org.redshield.bridge.reconciliation.match.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.bureau.Divisions;

/** Addresses as people write them, by the division that they name and the road behind it. */
class AddressTest {

    private static final DivisionWords PLACES = new DivisionWords(new Divisions(), LocalDate.of(2026, 11, 27));

    @ParameterizedTest
    @CsvSource({
        // In full.
        "浙江省杭州市余杭区文一西路1500号, 330110, 文一西路",
        "上海市长宁区法华镇路523号, 310105, 法华镇路",
        "北京市朝阳区建国路88号, 110105, 建国路",
        "江苏省宿迁市宿城区人民路1号, 321302, 人民路",
        "义乌市北苑街道春华路8号, 330782, 北苑街道春华路",
        "徐州市睢宁县沙集镇人民路1号, 320324, 沙集镇人民路",
        "沈阳市和平区南京北街1号, 210102, 南京北街",
        "天津市和平区南京路1号, 120101, 南京路",
        "福州市鼓楼区五四路1号, 350102, 五四路",
        "石家庄市新华区新华路1号, 130105, 新华路",
        "中国（上海）自由贸易试验区世纪大道1号, 310000, 世纪大道",
        // In short.
        "杭州西湖区文一路1号, 330106, 文一路",
        "浙江杭州余杭文一西路1号, 330110, 文一西路",
        "上海长宁法华镇路1号, 310105, 法华镇路",
        "南京鼓楼区中山北路1号, 320106, 中山北路",
        "海南海口龙华区滨海大道1号, 460106, 滨海大道",
        "长沙岳麓区麓山南路1号, 430104, 麓山南路",
        // The street bears the name of a division.
        "杭州市西湖大道18号, 330100, 西湖大道",
        "西安市长安路1号, 610100, 长安路",
        "西安市长安中路1号, 610100, 长安中路",
        "西安市长安区西长安街1号, 610116, 西长安街",
        "南京西路1266号, '', 南京西路",
        "南京东一路6号, '', 南京东一路",
        "上海南京西路1266号, 310000, 南京西路",
        "上海市静安区北京西路1号, 310106, 北京西路",
        "北京路1号, '', 北京路",
        "中山路1号, '', 中山路",
        "广东中山五路1号, 440000, 中山五路",
        "鞍山道1号, '', 鞍山道",
        "沈阳市和平北大街1号, 210100, 和平北大街",
        "苏州弄3号, '', 苏州弄",
        "杭州市余杭区余杭街道文一西路1号, 330110, 余杭街道文一西路",
        "四川北路1号, '', 四川北路",
        // The division's name begins as that of a street.
        "台州路桥区螺洋街道1号, 331004, 螺洋街道",
        "浙江台州路桥螺洋街道1号, 331004, 螺洋街道",
        "唐山路南区建设南路1号, 130202, 建设南路",
        "哈尔滨道里区中央大街1号, 230102, 中央大街",
        "长春二道区东盛大街1号, 220105, 东盛大街",
        // Several bear the name.
        "和平区南京街1号, '', 南京街",
        "鼓楼区中山北路1号, '', 中山北路",
        "河北省新华区和平路1号, 130000, 和平路",
        "朝阳建国路1号, '', 朝阳建国路",
        "西湖区文一路1号, '', 文一路",
        // Those of the same name lie in it, or it is a province.
        "邯郸人民路1号, 130400, 人民路",
        "长沙芙蓉中路1号, 430100, 芙蓉中路",
        "吉林延吉市人民路1号, 222401, 人民路",
    })
    void namesItsDivisionAndItsRoad(String text, String division, String road) {
        Address address = Address.of(text, PLACES);

        assertThat(address.division() + " " + address.road()).isEqualTo(division + " " + road);
    }
}
