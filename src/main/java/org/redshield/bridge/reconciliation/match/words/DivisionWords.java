package org.redshield.bridge.reconciliation.match.words;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Divisions;

/** Divisions by the names with which texts begin, full (余杭区) and short (余杭). */
public final class DivisionWords {

    private static final int SHORTEST = 2;
    private static final int LEVEL = 2;
    private static final String CALLED = "市区县";
    private static final String STREETS = "路街道巷弄";
    /** What stands between a name and {@link #STREETS}: 南京西路, 西湖大道. */
    private static final String BEFORE_STREETS = "大东西南北中一二三四五六七八九十";

    private static final int PROVINCES = LEVEL;
    private static final List<String> KINDS =
            List.of("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "自治县", "地区", "新区", "省", "市", "区", "县", "盟", "旗");

    /**
     * @param way of naming it, in full or short
     * @param name short
     * @param isShared whether another bears it too
     */
    private record Division(String way, String code, String name, boolean isShort, boolean isShared) {

        int level() {
            return stem(code).length();
        }
    }

    /** By the character with which the way begins: the longest first, and of one way the highest level. */
    private final Division[][] named;

    public DivisionWords(Divisions divisions, LocalDate on) {
        Map<String, List<Division>> ways = new HashMap<>();
        for (String code : divisions.codes()) {
            if (divisions.at(code, on).standing() == Divisions.Standing.IN_FORCE) {
                String name = divisions.name(code, on);
                String brief = shortened(name);
                Stream.of(name, brief).distinct().forEach(way -> ways.computeIfAbsent(way, one -> new ArrayList<>())
                        .add(new Division(way, code, brief, !way.equals(name), false)));
            }
        }
        named = new Division[Character.MAX_VALUE + 1][];
        ways.values().stream()
                .flatMap(bearers -> bearers.stream()
                        .map(one -> new Division(one.way(), one.code(), one.name(), one.isShort(), bearers.size() > 1)))
                .sorted(Comparator.comparingInt((Division one) -> -one.way().length())
                        .thenComparingInt(Division::level)
                        .thenComparing(Division::code))
                .collect(Collectors.groupingBy(one -> one.way().charAt(0)))
                .forEach((first, those) -> named[first] = those.toArray(Division[]::new));
    }

    private static String shortened(String name) {
        return KINDS.stream()
                .filter(name::endsWith)
                .map(kind -> name.substring(0, name.length() - kind.length()))
                .filter(rest -> rest.length() >= SHORTEST)
                .findFirst()
                .orElse(name);
    }

    /**
     * @param code six digits, empty where none is named
     * @param name short
     * @param rest what stands behind
     */
    public record Found(String code, String name, String rest) {}

    /** The division with which the text begins, of those below another where that is known; else of those of that name the first. */
    public Found first(String text, String above) {
        Division one = at(text, 0, stem(above));
        return one == null
                ? new Found("", "", text)
                : new Found(one.code(), one.name(), text.substring(end(one, text)));
    }

    /**
     * The same of an address: there a short name may be a street's (西湖大道), and one that several bear (和平区) is none of theirs, as long as
     * it is not known what they lie in.
     */
    public Found ofAddress(String text, String above) {
        String stem = stem(above);
        Division one = at(text, 0, stem);
        if (one == null) {
            return new Found("", "", text);
        }
        int end = end(one, text);
        boolean isShort = one.isShort() && end == one.way().length();
        // 路桥 in 台州路桥 is no street.
        boolean isStreet = isShort && isStreet(text, end) && at(text, end, stem(one.code())) == null;
        boolean isAnyones = one.isShared() && one.level() > PROVINCES && hasNamesakes(one, stem);
        return isStreet || isAnyones && isShort
                ? new Found("", "", text)
                : new Found(isAnyones ? "" : one.code(), one.name(), text.substring(end));
    }

    private Division at(String text, int from, String stem) {
        Division[] those = from == text.length() ? null : named[text.charAt(from)];
        if (those != null) {
            for (Division division : those) {
                if (text.startsWith(division.way(), from) && division.code().startsWith(stem)) {
                    return division;
                }
            }
        }
        return null;
    }

    private static int end(Division one, String text) {
        // A city of today may be called a county in an old text.
        int end = one.way().length();
        return end < text.length() && CALLED.indexOf(text.charAt(end)) >= 0 ? end + 1 : end;
    }

    private static boolean isStreet(String text, int from) {
        int at = from;
        while (at < text.length() && BEFORE_STREETS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() && STREETS.indexOf(text.charAt(at)) >= 0;
    }

    /** Those that lie in it are no others. */
    private boolean hasNamesakes(Division one, String stem) {
        String within = stem(one.code());
        for (Division division : named[one.way().charAt(0)]) {
            if (division.way().equals(one.way())
                    && division.code().startsWith(stem)
                    && !division.code().startsWith(within)) {
                return true;
            }
        }
        return false;
    }

    /** The digits that all divisions below have in common. */
    public static String stem(String code) {
        String stem = code;
        while (stem.endsWith("00")) {
            stem = stem.substring(0, stem.length() - LEVEL);
        }
        return stem;
    }
}
