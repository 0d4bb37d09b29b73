package org.redshield.bridge.bureau;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.bureau.Organisation.Kind;
import org.redshield.bridge.bureau.Organisation.Level;

/**
 * Derives the bureaus of the whole country from its divisions: every division has one, and it reports to the bureau of
 * the division that its code lies in. The districts of the four municipalities and the counties that a province
 * administers itself have no city above them.
 */
final class NationalTree {

    static final String NATION = "100000";

    private static final String OFFICE = "市场监督管理局";

    private NationalTree() {}

    /** @param divisions code → name, provinces, cities and counties (GB/T 2260) */
    static List<Organisation> of(Map<String, String> divisions) {
        List<Division> tree = new ArrayList<>();
        divisions.forEach((code, name) -> tree.add(new Division(code, name, level(code), parent(code, divisions))));
        tree.sort(Comparator.comparing(Division::level).thenComparing(Division::code));
        Map<String, String> prefixes = LetterPrefixes.of(tree);

        List<Organisation> bureaus = new ArrayList<>();
        bureaus.add(new Organisation(NATION, Kind.BUREAU, "国家市场监督管理总局", "国市监", Level.NATION, Optional.empty(), false));
        for (Division division : tree) {
            bureaus.add(new Organisation(
                    division.code(),
                    Kind.BUREAU,
                    officialName(division, divisions),
                    prefixes.get(division.code()),
                    division.level(),
                    Optional.of(division.parent()),
                    false));
        }
        return bureaus;
    }

    record Division(String code, String name, Level level, String parent) {}

    private static Level level(String code) {
        if (code.endsWith("0000")) {
            return Level.PROVINCE;
        }
        return code.endsWith("00") ? Level.CITY : Level.COUNTY;
    }

    private static String parent(String code, Map<String, String> divisions) {
        String province = code.substring(0, 2) + "0000";
        String city = code.substring(0, 4) + "00";
        return switch (level(code)) {
            case PROVINCE -> NATION;
            case COUNTY -> divisions.containsKey(city) ? city : province;
            default -> province;
        };
    }

    /** A district or county is named together with the place it belongs to; a city of any level stands alone. */
    private static String officialName(Division division, Map<String, String> divisions) {
        boolean standsAlone =
                division.level() != Level.COUNTY || division.name().endsWith("市");
        String above = standsAlone ? "" : divisions.get(division.parent());
        return above + division.name() + OFFICE;
    }
}
