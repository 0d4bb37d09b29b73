package org.redshield.bridge.reconciliation.match;

import static org.redshield.bridge.reconciliation.match.FieldAgreement.CLOSE;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.DIFFERENT;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.EQUAL;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * What a level stands on: by this the matcher decides, and by this an officer follows it.
 *
 * @param registrant of the code that the shop shows, whose name is another: he is left out of what follows
 * @param best the likeliest of those from {@link #WEAK_FROM} on
 * @param next the one behind it
 * @param bearers what bears the name of the likeliest out
 * @param isWhole a valid code and the whole name are the likeliest's
 */
public record LevelGrounds(
        Optional<Candidate> registrant,
        Optional<Candidate> best,
        Optional<Candidate> next,
        Set<Bearer> bearers,
        boolean isWhole) {

    /** So many tenths of bits make a match STRONG: odds of a thousand to one. */
    public static final int STRONG_FROM = 100;

    /** From here on it is WEAK: one in a hundred. */
    public static final int WEAK_FROM = -66;

    /** An entry that comes nearer than this makes it ambiguous. */
    public static final int MARGIN = 50;

    /** What can bear a name out: a name alone is not enough, however rare, unless it is the whole registered one. */
    @Getter
    @RequiredArgsConstructor
    public enum Bearer {
        CODE("代码一致，或者所示代码无效而仅有笔误"),
        PERSON("人员或者电话一致"),
        NAME("登记名称全称一致，或者字号一致而地址所在行政区划、街道之一一致"),
        ADDRESS("街道一致：字号一致的，门牌号不相矛盾；字号略有出入的，门牌号一致");

        private final String title;
    }

    /**
     * @param candidates the likeliest first
     * @param validCode whether the code that the shop shows is one
     */
    public static LevelGrounds of(List<Candidate> candidates, boolean validCode) {
        Optional<Candidate> registrant = candidates.stream()
                .filter(one -> one.of(Field.CODE) == EQUAL && one.of(Field.NAME) == DIFFERENT)
                .findFirst();
        List<Candidate> likely = candidates.stream()
                .filter(one -> one.score() >= WEAK_FROM && !registrant.equals(Optional.of(one)))
                .toList();
        Optional<Candidate> best = likely.stream().findFirst();
        return new LevelGrounds(
                registrant,
                best,
                likely.stream().skip(1).findFirst(),
                best.map(one -> bearers(one, validCode)).orElse(Set.of()),
                best.filter(one -> validCode && one.of(Field.CODE) == EQUAL && one.isSameName())
                        .isPresent());
    }

    public boolean isAmbiguous() {
        return next.filter(one -> best.orElseThrow().score() - one.score() < MARGIN)
                .isPresent();
    }

    public Level level() {
        if (best.isEmpty()) {
            return registrant.isPresent() ? Level.WEAK : Level.NONE;
        }
        if (isAmbiguous() || best.get().score() < STRONG_FROM || bearers.isEmpty()) {
            return Level.WEAK;
        }
        return isWhole ? Level.EXACT : Level.STRONG;
    }

    /** Of a shop that shows somebody else's valid code only the address counts. */
    private static Set<Bearer> bearers(Candidate one, boolean validCode) {
        Set<Bearer> bearers = EnumSet.noneOf(Bearer.class);
        if (addressBearsOut(one)) {
            bearers.add(Bearer.ADDRESS);
        }
        FieldAgreement code = one.of(Field.CODE);
        if (validCode && code == DIFFERENT) {
            return bearers;
        }
        if (code == EQUAL || code == CLOSE) {
            bearers.add(Bearer.CODE);
        }
        if (one.of(Field.PERSON) == EQUAL || one.of(Field.PHONE) == EQUAL) {
            bearers.add(Bearer.PERSON);
        }
        if (one.of(Field.NAME) == EQUAL
                && (one.isSameName() || one.of(Field.DIVISION) == EQUAL || one.of(Field.ROAD) == EQUAL)) {
            bearers.add(Bearer.NAME);
        }
        return bearers;
    }

    /** The less the names are alike, the more of the address has to agree. */
    private static boolean addressBearsOut(Candidate one) {
        FieldAgreement number = one.of(Field.NUMBER);
        return one.of(Field.ROAD) == EQUAL
                && switch (one.of(Field.NAME)) {
                    case EQUAL -> number != DIFFERENT;
                    case CLOSE, LOOSE -> number == EQUAL;
                    default -> false;
                };
    }
}
