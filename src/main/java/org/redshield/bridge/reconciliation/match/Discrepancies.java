package org.redshield.bridge.reconciliation.match;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one shop and the register tell; what several shops together tell is found when all are matched. */
public final class Discrepancies {

    private static final List<String> ENDED = List.of("注销", "吊销", "撤销");
    private static final String MOVED = "迁出";

    private Discrepancies() {}

    /** In the order of the list, each once. @param on day of the register */
    public static List<Discrepancy> of(Shop shop, MatchOutcome outcome, LocalDate on) {
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
        outcome.sure().ifPresent(candidate -> found.addAll(of(shop, candidate, on)));
        return new ArrayList<>(found);
    }

    /** What is wrong beside that, if the shop belongs to that entry. */
    public static Set<Discrepancy> of(Shop shop, Candidate candidate, LocalDate on) {
        Set<Discrepancy> found = EnumSet.noneOf(Discrepancy.class);
        RegisterEntry entry = candidate.entry();
        // A name that is not shown is not false; neither is a code.
        boolean isOtherName = !shop.name().isBlank() && !candidate.isSameName();
        FieldAgreement code = candidate.of(Field.CODE);
        if (isOtherName || code == FieldAgreement.DIFFERENT || code == FieldAgreement.CLOSE) {
            found.add(Discrepancy.DISPLAY_FALSE);
        }
        if (candidate.of(Field.DIVISION) == FieldAgreement.DIFFERENT) {
            found.add(Discrepancy.ADDRESS_MISMATCH);
        }
        if (ENDED.stream().anyMatch(entry.status()::contains) && isActiveAfter(shop, entry)) {
            found.add(Discrepancy.DEREGISTERED_ACTIVE);
        }
        if (entry.status().contains(MOVED)) {
            found.add(Discrepancy.RELOCATED);
        }
        if (!entry.standing().equals(EntryStanding.UNSAID)) {
            ofTrade(shop, entry.standing(), on, found);
            ofLists(entry.standing(), found);
        }
        return found;
    }

    /** What one may not do at all is not said twice. */
    private static void ofTrade(Shop shop, EntryStanding standing, LocalDate on, Set<Discrepancy> found) {
        for (Trade trade : Trade.of(shop.category())) {
            if (lacksPermit(shop, standing, trade, on)) {
                found.add(Discrepancy.NO_PERMIT);
            } else if (standing.leavesOut(trade)) {
                found.add(Discrepancy.SCOPE_EXCEEDED);
            }
        }
    }

    private static boolean lacksPermit(Shop shop, EntryStanding standing, Trade trade, LocalDate on) {
        Optional<LocalDate> until = standing.permittedUntil(trade);
        if (until.isPresent()) {
            return until.get().isBefore(shop.lastOrderOn().orElse(on));
        }
        // What another authority gives is missing only where the shop itself says so.
        return standing.tellsPermits() && !shop.showsPermit() && (shop.tellsPermit() || !trade.isPermittedByOthers());
    }

    private static void ofLists(EntryStanding standing, Set<Discrepancy> found) {
        if (standing.isAbnormal()) {
            found.add(Discrepancy.ON_ABNORMAL_LIST);
        }
        if (standing.isUnreachable()) {
            found.add(Discrepancy.UNREACHABLE);
        }
        if (standing.isSerious()) {
            found.add(Discrepancy.ON_SERIOUS_LIST);
        }
    }

    /** A shop in a platform's list trades; one whose last order is told, only if that is known to have come after the end. */
    private static boolean isActiveAfter(Shop shop, RegisterEntry entry) {
        return shop.lastOrderOn().isEmpty()
                || entry.endedOn().isPresent()
                        && shop.lastOrderOn().get().isAfter(entry.endedOn().get());
    }
}
