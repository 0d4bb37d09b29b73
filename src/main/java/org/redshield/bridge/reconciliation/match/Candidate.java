package org.redshield.bridge.reconciliation.match;

import java.util.Comparator;
import java.util.List;

/** An entry that a shop may belong to. */
public record Candidate(RegisterEntry entry, List<Contribution> contributions, boolean isSameName) {

    /** The likeliest first; of equals the smaller code, so that every run says the same. */
    public static final Comparator<Candidate> LIKELIEST = Comparator.comparingInt(Candidate::score)
            .reversed()
            .thenComparing(candidate -> candidate.entry().code());

    /** Tenths of bits: at 0 it is as likely as not, each 10 double the odds. */
    public int score() {
        int score = 0;
        for (Contribution one : contributions) {
            score += one.tenths();
        }
        return score;
    }

    /** As it would be with other weights, against a register of so many entries. */
    public Candidate by(FieldWeights weights, long entries) {
        return new Candidate(
                entry,
                contributions.stream().map(one -> one.by(weights, entries)).toList(),
                isSameName);
    }

    /** How the field stands; UNSAID where it was not compared. */
    public FieldAgreement of(Field field) {
        for (Contribution one : contributions) {
            if (one.field() == field) {
                return one.agreement();
            }
        }
        return FieldAgreement.UNSAID;
    }
}
