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

    static final String NATIONAL_BUREAU = "国家市场监督管理总局";

    private static final String OFFICE = "市场监督管理局";

    private NationalTree() {}

    /** @param divisions code → name, provinces, cities and counties (GB/T 2260) */
    static List<Organisation> of(Map<String, String> divisions) {
        List<Division> tree = new ArrayList<>();
        divisions.forEach((code, name) -> tree.add(new Division(code, name, level(code), parent(code, divisions))));
        tree.sort(Comparator.comparing(Division::level).thenComparing(Division::code));
        Map<String, String> prefixes = LetterPrefixes.of(tree);

        List<Organisation> bureaus = new ArrayList<>();
        bureaus.add(
                new Organisation(NATION, Kind.BUREAU, NATIONAL_BUREAU, "国市监", Level.NATION, Optional.empty(), false));
        for (Division division : tree) {
            bureaus.add(new Organisation(
                    division.code(),
                    Kind.BUREAU,
                    officialName(division.name(), division.level(), divisions.get(division.parent())),
                    prefixes.get(division.code()),
                    division.level(),
                    Optional.of(division.parent()),
                    false));
        }
        return bureaus;
    }

    record Division(String code, String name, Level level, String parent) {}

    static Level level(String code) {
        if (code.endsWith("0000")) {
            return Level.PROVINCE;
        }
        return code.endsWith("00") ? Level.CITY : Level.COUNTY;
    }

    /** The code of the province in which a division lies. */
    static String province(String code) {
        return code.substring(0, 2) + "0000";
    }

    /** The code of the city in which a county would lie if it had one above it. */
    static String city(String code) {
        return code.substring(0, 4) + "00";
    }

    private static String parent(String code, Map<String, String> divisions) {
        return switch (level(code)) {
            case PROVINCE -> NATION;
            case COUNTY -> divisions.containsKey(city(code)) ? city(code) : province(code);
            default -> province(code);
        };
    }

    /**
     * A district or county is named together with the place it belongs to; a city of any level stands alone.
     *
     * @param above the name of the division one level up
     */
    static String officialName(String name, Level level, String above) {
        boolean standsAlone = level != Level.COUNTY || name.endsWith("市");
        return (standsAlone ? "" : above) + name + OFFICE;
    }
}
