package org.redshield.bridge.reconciliation.match;

import static org.redshield.bridge.reconciliation.match.FieldAgreement.CLOSE;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.EQUAL;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.redshield.bridge.reconciliation.match.words.Address;
import org.redshield.bridge.reconciliation.match.words.ShownCode;
import org.redshield.bridge.reconciliation.match.words.SubjectName;

/** Finds the entry of a register that a shop belongs to. Any number of threads may ask. */
public final class Matcher {

    private static final int SHOWN = 3;

    private final Register register;
    private final FieldWeights weights;

    /** With the weights that were set by hand. */
    public Matcher(Register register) {
        this(register, FieldWeights.BY_HAND);
    }

    public Matcher(Register register, FieldWeights weights) {
        this.register = register;
        this.weights = weights;
    }

    /** A shop as it is compared. */
    record Read(Shop shop, ShownCode code, SubjectName name, Address address) {}

    /** Whether it is a unified social credit code, or a registration number of 15 digits, by its length, characters and check digit. */
    public static boolean isValidCode(String written) {
        return ShownCode.of(written).isValid();
    }

    /** A code as it is compared, however it is written. */
    public static String code(String written) {
        return ShownCode.of(written).text();
    }

    /** Whether two names are the same in full, however they are written. */
    public static boolean isSameName(String one, String other) {
        return SubjectName.full(one).equals(SubjectName.full(other));
    }

    /** The day of the register. */
    public LocalDate on() {
        return register.on();
    }

    /** The lowest division that an address names, six digits; empty where it names none. */
    public String place(String address) {
        return Address.of(address, register.places()).division();
    }

    public MatchOutcome match(Shop shop) {
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
        Tally seen = new Tally();
        List<Candidate> candidates = new ArrayList<>();
        IntConsumer compare = id -> {
            if (seen.add(id, 0)) {
                candidates.add(EntryComparison.of(read, register.get(id), register, weights));
            }
        };
        if (read.code().isShown()) {
            String code = read.code().text();
            register.byCode(code, id -> {
                Register.Known known = register.get(id);
                if ((known.code().equals(code) || known.entry().oldNumber().equals(code)) && seen.add(id, 0)) {
                    candidates.add(EntryComparison.of(read, known, register, weights));
                }
            });
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
        FieldAgreement name = candidate.of(Field.NAME);
        return candidate.score() >= LevelGrounds.STRONG_FROM && (name == EQUAL || name == CLOSE);
    }

    private static MatchOutcome outcome(Read read, List<Candidate> candidates) {
        LevelGrounds grounds = LevelGrounds.of(candidates, read.code().isValid());
        // Who has the code is shown behind those who may be meant, and a level can be followed from those that are
        // shown.
        List<Candidate> likely = candidates.stream()
                .filter(one -> one.score() >= LevelGrounds.WEAK_FROM
                        && !grounds.registrant().equals(Optional.of(one)))
                .limit(grounds.registrant().isPresent() ? SHOWN - 1 : SHOWN)
                .toList();
        return new MatchOutcome(
                grounds.level(),
                Stream.concat(likely.stream(), grounds.registrant().stream()).toList(),
                grounds.isAmbiguous(),
                code(read, candidates),
                grounds.registrant());
    }

    private static MatchOutcome.Code code(Read read, List<Candidate> candidates) {
        if (!read.code().isShown()) {
            return MatchOutcome.Code.UNSHOWN;
        }
        if (candidates.stream().anyMatch(one -> one.of(Field.CODE) == EQUAL)) {
            return MatchOutcome.Code.REGISTERED;
        }
        return read.code().isValid() ? MatchOutcome.Code.UNREGISTERED : MatchOutcome.Code.INVALID;
    }
}
