package org.redshield.bridge.reconciliation.match;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What one shop and the register tell; what several shops together tell is found when all are matched. */
public final class Discrepancies {

    private static final List<String> ENDED = List.of("注销", "吊销", "撤销");
    private static final String MOVED = "迁出";

    private Discrepancies() {}

    /** In the order of the list, each once. */
    public static List<Discrepancy> of(Shop shop, Outcome outcome) {
        Set<Discrepancy> found = EnumSet.noneOf(Discrepancy.class);
        switch (outcome.code()) {
            case INVALID, UNREGISTERED -> found.add(Discrepancy.CODE_INVALID);
            case UNSHOWN -> {
                if (shop.name().isBlank()) {
                    found.add(Discrepancy.DISPLAY_MISSING);
                }
            }
            case REGISTERED -> outcome.registrant().ifPresent(other -> found.add(Discrepancy.IDENTITY_MISUSE));
        }
        outcome.sure().ifPresent(candidate -> found.addAll(of(shop, candidate)));
        return new ArrayList<>(found);
    }

    /** What is wrong beside that, if the shop belongs to that entry. */
    public static Set<Discrepancy> of(Shop shop, Candidate candidate) {
        Set<Discrepancy> found = EnumSet.noneOf(Discrepancy.class);
        Entry entry = candidate.entry();
        // A name that is not shown is not false; neither is a code.
        boolean isOtherName = !shop.name().isBlank() && !candidate.isSameName();
        Agreement code = candidate.of(Field.CODE);
        if (isOtherName || code == Agreement.DIFFERENT || code == Agreement.CLOSE) {
            found.add(Discrepancy.DISPLAY_FALSE);
        }
        if (candidate.of(Field.DIVISION) == Agreement.DIFFERENT) {
            found.add(Discrepancy.ADDRESS_MISMATCH);
        }
        if (ENDED.stream().anyMatch(entry.status()::contains) && isActiveAfter(shop, entry)) {
            found.add(Discrepancy.DEREGISTERED_ACTIVE);
        }
        if (entry.status().contains(MOVED)) {
            found.add(Discrepancy.RELOCATED);
        }
        return found;
    }

    /** A shop in a platform's list trades, unless its last order is known to have come before. */
    private static boolean isActiveAfter(Shop shop, Entry entry) {
        return shop.lastOrderOn().isEmpty()
                || entry.endedOn().isEmpty()
                || shop.lastOrderOn().get().isAfter(entry.endedOn().get());
    }
}
