package org.redshield.bridge.engine.account;

import com.nulabinc.zxcvbn.Pattern;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.User;

/**
 * How easily a password is guessed by somebody who tries common ones, words, names, dates and rows of keys first, and what he
 * knows of the person and his bureau (zxcvbn).
 */
final class PasswordStrength {

    /** Of zxcvbn's five: from 10^8 guesses on, which at most some hundred tries a day are not. */
    private static final int ENOUGH = 3;

    /** Where it holds what everybody knows of him, from 10^10 on: who tries that first adds a year or another name to it. */
    private static final int ENOUGH_BESIDE_KNOWN = 4;

    /** The work grows with the square of it. What follows makes no password worse. */
    private static final int LOOKED_AT = 60;

    /** What comes to everybody's mind at work, in characters and as it is typed. */
    private static final List<String> OF_THE_HOUSE = List.of(
            "市场监督管理局",
            "市场监管局",
            "市场监督管理",
            "市场监管",
            "市监局",
            "监管局",
            "工商局",
            "红盾云桥",
            "红盾",
            "云桥",
            "执法",
            "办案",
            "协查",
            "shichangjiandu",
            "shichangjianguan",
            "shichang",
            "jiandu",
            "jianguan",
            "jianguanju",
            "guanliju",
            "shijianju",
            "scjgj",
            "scjg",
            "samr",
            "gongshang",
            "hongdun",
            "yunqiao",
            "redshield",
            "bridge",
            "zhifa",
            "banan",
            "mima",
            "woaini");

    /** Where a bureau's name says of which place it is. */
    private static final String PLACE_ENDS = "(?<=[省市区县州盟旗])|(?=市场监督管理局)";

    private static final Zxcvbn JUDGE = new Zxcvbn();

    private PasswordStrength() {}

    /** Why a password is too weak, as the code of a refusal; empty of one that will do. */
    static Optional<String> weakness(String password, Collection<String> known) {
        String start = password.length() > LOOKED_AT ? password.substring(0, LOOKED_AT) : password;
        Strength strength = JUDGE.measure(start, List.copyOf(known));
        boolean holdsKnown =
                strength.getSequence().stream().anyMatch(match -> "user_inputs".equals(match.dictionaryName));
        if (strength.getScore() >= (holdsKnown ? ENOUGH_BESIDE_KNOWN : ENOUGH)) {
            return Optional.empty();
        }
        if (holdsKnown) {
            return Optional.of("engine.password-known");
        }
        return Optional.of(
                strength.getSequence().stream().anyMatch(match -> match.pattern == Pattern.Dictionary)
                        ? "engine.password-common"
                        : "engine.password-pattern");
    }

    /**
     * What is no password of that person, what is nearest to him first.
     *
     * @param organisations their full names
     */
    static Set<String> known(User person, Collection<String> organisations) {
        Set<String> known = new LinkedHashSet<>();
        String first = Objects.requireNonNullElse(person.getFirstName(), "");
        String last = Objects.requireNonNullElse(person.getLastName(), "");
        Stream.of(person.getId(), last + first, first + last, first, last, person.getEmail())
                .filter(Objects::nonNull)
                .forEach(text -> add(known, text));
        known.addAll(OF_THE_HOUSE);
        for (String organisation : organisations) {
            add(known, organisation);
            Arrays.stream(organisation.split(PLACE_ENDS)).forEach(part -> {
                add(known, part);
                if (part.length() > 2) {
                    add(known, part.replaceFirst("[省市区县州盟旗]$", ""));
                }
            });
        }
        return known;
    }

    /** As a whole, and its parts: {@code zhang.wei@bureau.example} has four. */
    private static void add(Set<String> known, String text) {
        String whole = text.strip().toLowerCase(Locale.ROOT);
        Stream.concat(
                        Stream.of(whole, whole.replaceAll("[\\s._@-]", "")),
                        Arrays.stream(whole.split("[\\s._@-]+|(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)")))
                .filter(part -> part.length() > 1)
                .forEach(known::add);
    }
}
