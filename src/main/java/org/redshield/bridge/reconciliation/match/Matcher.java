package org.redshield.bridge.reconciliation.match;

import static org.redshield.bridge.reconciliation.match.Agreement.CLOSE;
import static org.redshield.bridge.reconciliation.match.Agreement.DIFFERENT;
import static org.redshield.bridge.reconciliation.match.Agreement.EQUAL;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Finds the entry of a register that a shop belongs to. Any number of threads may ask. */
public final class Matcher {

    private static final int SHOWN = 3;
    private static final Set<Agreement> AGREES = EnumSet.of(EQUAL, CLOSE);

    private final Register register;

    public Matcher(Register register) {
        this.register = register;
    }

    /** A shop as it is compared. */
    record Read(Shop shop, ShownCode code, SubjectName name, Address address) {}

    /** Whether it is a unified social credit code, or a registration number of 15 digits, by its length, characters and check digit. */
    public static boolean isValidCode(String written) {
        return ShownCode.of(written).isValid();
    }

    /** The lowest division that an address names, six digits; empty where it names none. */
    public String place(String address) {
        return Address.of(address, register.places()).division();
    }

    public Outcome match(Shop shop) {
        Read read = new Read(
                shop,
                ShownCode.of(shop.code()),
                SubjectName.of(shop.name(), register.places()),
                Address.of(shop.address(), register.places()));
        return outcome(read, candidates(read));
    }

    /** By one step after the other, until one convinces; the likeliest first. */
    private List<Candidate> candidates(Read read) {
        List<BiConsumer<SubjectName, IntConsumer>> steps =
                List.of(register::byName, register::byHalves, register::byBigrams);
        Set<Integer> seen = new HashSet<>();
        List<Candidate> candidates = new ArrayList<>();
        IntConsumer compare = id -> {
            if (seen.add(id)) {
                candidates.add(Comparison.of(read, register.get(id), register));
            }
        };
        if (read.code().isShown()) {
            register.byCode(read.code().text(), compare);
        }
        for (BiConsumer<SubjectName, IntConsumer> step : steps) {
            if (read.name().stem().isEmpty() || candidates.stream().anyMatch(Matcher::convinces)) {
                break;
            }
            step.accept(read.name(), compare);
        }
        candidates.sort(Candidate.LIKELIEST);
        return candidates;
    }

    /** Then no name that is less like it is looked for. */
    private static boolean convinces(Candidate candidate) {
        Agreement name = candidate.of(Field.NAME);
        return candidate.score() >= Weights.STRONG && (name == EQUAL || name == CLOSE);
    }

    private Outcome outcome(Read read, List<Candidate> candidates) {
        Optional<Candidate> registrant = candidates.stream()
                .filter(one -> one.of(Field.CODE) == EQUAL && contradicts(one))
                .findFirst();
        // A code that contradicts the name says nothing for its registrant: the others are looked at without him.
        List<Candidate> rest = candidates.stream()
                .filter(one -> !registrant.equals(Optional.of(one)))
                .toList();
        List<Candidate> likely =
                rest.stream().filter(one -> one.score() >= Weights.WEAK).toList();
        if (likely.isEmpty()) {
            Level level = registrant.isPresent() ? Level.WEAK : Level.NONE;
            return new Outcome(level, registrant.stream().toList(), false, code(read, candidates), registrant);
        }
        Candidate best = likely.get(0);
        boolean ambiguous = likely.size() > 1 && best.score() - likely.get(1).score() < Weights.MARGIN;
        List<Candidate> shown = registrant.isPresent()
                ? Stream.of(best, registrant.get()).toList()
                : likely.stream().limit(SHOWN).toList();
        return new Outcome(level(read, best, ambiguous), shown, ambiguous, code(read, candidates), registrant);
    }

    private static Outcome.Code code(Read read, List<Candidate> candidates) {
        if (!read.code().isShown()) {
            return Outcome.Code.UNSHOWN;
        }
        if (candidates.stream().anyMatch(one -> one.of(Field.CODE) == EQUAL)) {
            return Outcome.Code.REGISTERED;
        }
        return read.code().isValid() ? Outcome.Code.UNREGISTERED : Outcome.Code.INVALID;
    }

    private static boolean contradicts(Candidate candidate) {
        return candidate.of(Field.NAME) == DIFFERENT;
    }

    private static Level level(Read read, Candidate best, boolean ambiguous) {
        boolean codeIsAnothers = read.code().isValid() && best.of(Field.CODE) == DIFFERENT;
        boolean isBorneOut = codeIsAnothers ? addressBearsOut(best) : isBorneOut(best);
        if (ambiguous || best.score() < Weights.STRONG || !isBorneOut) {
            return Level.WEAK;
        }
        boolean isSameCode = read.code().isValid() && best.of(Field.CODE) == EQUAL;
        return isSameCode && best.isSameName() ? Level.EXACT : Level.STRONG;
    }

    /** A name alone is not enough, however rare: unless it is the whole registered one, something else has to agree. */
    private static boolean isBorneOut(Candidate candidate) {
        boolean byCode = AGREES.contains(candidate.of(Field.CODE));
        boolean byPerson = candidate.of(Field.PERSON) == EQUAL || candidate.of(Field.PHONE) == EQUAL;
        boolean byName = candidate.of(Field.NAME) == EQUAL
                && (candidate.isSameName()
                        || candidate.of(Field.DIVISION) == EQUAL
                        || candidate.of(Field.ROAD) == EQUAL);
        return byCode || byPerson || byName || addressBearsOut(candidate);
    }

    /** The less the names are alike, the more of the address has to agree. */
    private static boolean addressBearsOut(Candidate candidate) {
        Agreement number = candidate.of(Field.NUMBER);
        return candidate.of(Field.ROAD) == EQUAL
                && switch (candidate.of(Field.NAME)) {
                    case EQUAL -> number != DIFFERENT;
                    case CLOSE, LOOSE -> number == EQUAL;
                    default -> false;
                };
    }
}
