package org.redshield.bridge.reconciliation.match.words;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a business in its parts (企业名称登记管理规定 6: 行政区划名称, 字号, 行业或者经营特点, 组织形式).
 *
 * @param full as it is compared; the same in full is the same name
 * @param region the division that it names, without 市, 县, 区; empty where it names none
 * @param trade 字号; of a branch with what stands behind the company's form
 * @param line 行业; empty where none is known
 * @param form how it ends, and for a branch the company's too: {@code LIABILITY BRANCH}
 */
public record SubjectName(String full, String region, String trade, String line, String form) {

    private static final Set<String> LINES = Words.of("lines-of-business.txt");
    private static final int LONGEST_LINE =
            LINES.stream().mapToInt(String::length).max().orElse(0);
    private static final int SHORTEST_TRADE = 2;
    private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^()]+)\\)");
    private static final String PLATFORMS_END = "店";
    private static final Pattern OF_PLATFORMS = Pattern.compile("(?:官方|品牌)?(?:旗舰店|专营店|专卖店|企业店)$");
    private static final String INNER = Set.of("股份有限公司", "有限责任公司", "有限公司").stream()
            .sorted((a, b) -> b.length() - a.length())
            .collect(Collectors.joining("|"));
    private static final String COMPANY_ENDS = "公司";
    private static final Pattern COMPANY = Pattern.compile(INNER);

    public static SubjectName of(String text, DivisionWords places) {
        String full = full(text);
        Form form = Form.of(full);
        String rest = full.substring(0, full.length() - form.ending(full).length());
        String forms = form.name();
        Matcher inner = COMPANY.matcher(rest);
        if (rest.contains(COMPANY_ENDS) && inner.find()) {
            forms = Form.of(inner.group()) + " " + forms;
            rest = rest.substring(0, inner.start()) + rest.substring(inner.end());
        }
        DivisionWords.Found region = region(rest, places);
        rest = region.rest().replace("(", "").replace(")", "");
        int end = rest.length();
        for (int cut = lineBefore(rest, end); cut < end; cut = lineBefore(rest, end)) {
            end = cut;
        }
        return new SubjectName(full, region.name(), rest.substring(0, end), rest.substring(end), forms);
    }

    /** A name as it is compared, without what platforms add. */
    public static String full(String text) {
        String one = Words.normalised(text);
        return one.endsWith(PLATFORMS_END) ? OF_PLATFORMS.matcher(one).replaceFirst("") : one;
    }

    /** It stands first (义乌市三原广告), or in brackets (优之语(镇江)电子商务); what is left is the rest. */
    private static DivisionWords.Found region(String name, DivisionWords places) {
        DivisionWords.Found first = places.first(name, "");
        if (!first.code().isEmpty() && first.rest().length() >= SHORTEST_TRADE) {
            return first;
        }
        Matcher brackets = IN_BRACKETS.matcher(name);
        if (brackets.find()) {
            DivisionWords.Found inside = places.first(brackets.group(1), "");
            if (inside.rest().isEmpty()) {
                String rest = name.substring(0, brackets.start()) + name.substring(brackets.end());
                return new DivisionWords.Found(inside.code(), inside.name(), rest);
            }
        }
        return new DivisionWords.Found("", "", name);
    }

    private static int lineBefore(String rest, int end) {
        for (int start = Math.max(SHORTEST_TRADE, end - LONGEST_LINE); start < end - 1; start++) {
            if (LINES.contains(rest.substring(start, end))) {
                return start;
            }
        }
        return end;
    }

    /** 字号 and 行业: what is its own. */
    public String stem() {
        return trade + line;
    }

    /** How many edits lie between the names, with or without what either side may leave out; {@code most + 1} for more. */
    public int edits(SubjectName other, int most) {
        String stem = stem();
        String its = other.stem();
        int edits = Words.edits(stem, its, most);
        if (edits == 0 || region.isEmpty() && other.region.isEmpty()) {
            return edits;
        }
        String whole = whole();
        String itsWhole = other.whole();
        edits = Math.min(edits, Words.edits(whole, itsWhole, most));
        if (edits == 0) {
            return 0;
        }
        int crossed = Math.min(Words.edits(stem, itsWhole, most), Words.edits(whole, its, most));
        return Math.min(edits, crossed);
    }

    /** All but the form: names of which the division was misspelt are compared by it. */
    public String whole() {
        return region + trade + line;
    }
}
