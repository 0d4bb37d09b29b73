package org.redshield.bridge.indicators;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisation.Level;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * In which cities a place may lie, by its name with and without what kind of division it is. Names like 鼓楼 stand in several cities; what
 * is no division's name (a shop, a pickup point, a person) lies in none that is known.
 */
final class Cities {

    /** Whatever stands now: which names there are must not depend on the day of the look. */
    private static final LocalDate NOW = LocalDate.MAX;

    private static final Pattern KIND = Pattern.compile("(?<=..)(?:自治[州县]|地区|新区|林区|特区|[市区县盟旗])$");

    private Cities() {}

    /** Makes {@code brushing_place}: a name and its cities. */
    static void make(JdbcClient jdbc, Divisions divisions) {
        // The four cities that are provinces are one each.
        Set<String> municipalities = divisions.codes().stream()
                .filter(code -> divisions.level(code) == Level.PROVINCE)
                .filter(code -> divisions.name(code, NOW).endsWith("市"))
                .map(code -> code.substring(0, 2))
                .collect(Collectors.toSet());
        List<String> names = new ArrayList<>();
        List<String> cities = new ArrayList<>();
        for (String code : divisions.codes()) {
            String province = code.substring(0, 2);
            boolean municipal = municipalities.contains(province);
            if (divisions.at(code, NOW).standing() == Divisions.Standing.IN_FORCE
                    && (municipal || divisions.level(code) != Level.PROVINCE)) {
                String name = divisions.name(code, NOW);
                String city = municipal ? province : code.substring(0, 4);
                Stream.of(name, KIND.matcher(name).replaceFirst("")).forEach(called -> {
                    names.add(called);
                    cities.add(city);
                });
            }
        }
        jdbc.sql("""
                        create temporary table brushing_place on commit drop as
                        select name, array_agg(distinct city) as cities from unnest(:names::text[], :cities::text[]) p (name, city)
                         group by name
                        """)
                .param("names", names.toArray(String[]::new))
                .param("cities", cities.toArray(String[]::new))
                .update();
        jdbc.sql("analyze brushing_place").update();
    }
}
