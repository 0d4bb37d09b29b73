package org.redshield.bridge.disposition.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The article on which a measure stands.
 *
 * @param article the article's number; 0 stands for the whole text
 */
public record LegalHook(MeasureLaw law, int article) {

    private static final Pattern CITATION = Pattern.compile(lawNames() + "|第([一二三四五六七八九十百零〇0-9]+)条");
    private static final String DIGITS = "零一二三四五六七八九";

    /**
     * Reads what an officer cited, for instance {@code 《网络交易监督管理办法》第三十条、电子商务法第36条}; codes such as
     * {@code NET_TRADE_30} are read too. What is no citation is left out, so the answer may be empty.
     */
    public static Set<LegalHook> parse(String text) {
        Set<LegalHook> hooks = new LinkedHashSet<>();
        MeasureLaw law = null;
        boolean cited = true;
        Matcher matcher = CITATION.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                addWhole(hooks, law, cited);
                law = named(matcher.group(1));
                cited = matcher.group(2) != null;
                if (cited) {
                    hooks.add(new LegalHook(law, Integer.parseInt(matcher.group(2))));
                }
            } else if (law != null) {
                hooks.add(new LegalHook(law, number(matcher.group(3))));
                cited = true;
            }
        }
        addWhole(hooks, law, cited);
        return hooks;
    }

    /** The citation as it stands in a letter. */
    public String citation() {
        String name = law == MeasureLaw.PLATFORM_AGREEMENT ? law.title() : "《" + law.title() + "》";
        return article == 0 ? name : name + "第" + chinese(article) + "条";
    }

    static String citations(Set<LegalHook> hooks) {
        return hooks.stream().map(LegalHook::citation).collect(Collectors.joining("、"));
    }

    /** Whether citing {@code cited} satisfies this hook; a hook on a whole text takes any of its articles. */
    boolean isMetBy(LegalHook cited) {
        return law == cited.law && (article == 0 || article == cited.article);
    }

    private static void addWhole(Set<LegalHook> hooks, MeasureLaw law, boolean cited) {
        if (law != null && !cited) {
            hooks.add(new LegalHook(law, 0));
        }
    }

    private static MeasureLaw named(String name) {
        return Arrays.stream(MeasureLaw.values())
                .filter(law -> law.name().equals(name) || law.names().contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** Longest name first, so that a short title never wins over the full one. */
    private static String lawNames() {
        List<String> names = new ArrayList<>();
        for (MeasureLaw law : MeasureLaw.values()) {
            names.addAll(law.names());
            names.add(law.name());
        }
        names.sort(Comparator.comparingInt(String::length).reversed());
        return "(" + String.join("|", names) + ")(?:_(\\d+))?";
    }

    private static int number(String text) {
        if (Character.isDigit(text.charAt(0)) && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.length() > 4 ? 0 : Integer.parseInt(text);
        }
        int total = 0;
        int digit = 0;
        for (char c : text.toCharArray()) {
            if (c == '十' || c == '百') {
                total += (digit == 0 ? 1 : digit) * (c == '十' ? 10 : 100);
                digit = 0;
            } else {
                digit = Math.max(0, DIGITS.indexOf(c));
            }
        }
        return total + digit;
    }

    private static String chinese(int number) {
        StringBuilder text = new StringBuilder();
        if (number >= 100) {
            text.append(DIGITS.charAt(number / 100)).append('百');
            if (number % 100 > 0 && number % 100 < 10) {
                text.append('零');
            }
        }
        int tens = number / 10 % 10;
        if (tens > 0) {
            text.append(tens == 1 && number < 100 ? "" : String.valueOf(DIGITS.charAt(tens)))
                    .append('十');
        }
        return text.append(number % 10 == 0 ? "" : String.valueOf(DIGITS.charAt(number % 10)))
                .toString();
    }
}
