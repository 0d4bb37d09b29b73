package org.redshield.bridge.reconciliation.match;

import static org.redshield.bridge.reconciliation.match.FieldAgreement.CLOSE;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.DIFFERENT;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.EQUAL;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.LOOSE;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.PART;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.UNSAID;

import java.util.ArrayList;
import java.util.List;
import org.redshield.bridge.reconciliation.match.words.Address;
import org.redshield.bridge.reconciliation.match.words.Form;
import org.redshield.bridge.reconciliation.match.words.ShownCode;
import org.redshield.bridge.reconciliation.match.words.SubjectName;
import org.redshield.bridge.reconciliation.match.words.Words;

/** A shop held against one entry, field by field. */
final class EntryComparison {

    private static final int MOST_EDITS = 2;

    private final Register register;
    private final int size;
    private final FieldWeights weights;
    private final Shop shop;
    private final ShownCode code;
    private final SubjectName name;
    private final Address address;
    private final Register.Known known;
    private final List<Contribution> contributions = new ArrayList<>();

    private EntryComparison(Register register, FieldWeights weights, Matcher.Read read, Register.Known known) {
        this.register = register;
        this.weights = weights;
        this.size = register.size();
        this.shop = read.shop();
        this.code = read.code();
        this.name = read.name();
        this.address = read.address();
        this.known = known;
    }

    static Candidate of(Matcher.Read read, Register.Known known, Register register, FieldWeights weights) {
        return new EntryComparison(register, weights, read, known).candidate();
    }

    private Candidate candidate() {
        contributions.add(new Contribution(Field.PRIOR, UNSAID, "", 1, -FieldWeights.rarity(Field.PRIOR, 1, size)));
        weigh(Field.CODE, code(), known.code(), 1);
        names();
        forms();
        simple(Field.PERSON, shop.person(), known.entry().person());
        simple(Field.PHONE, shop.phone(), known.entry().phone());
        place();
        return new Candidate(
                known.entry(),
                List.copyOf(contributions),
                name.full().equals(known.name().full()));
    }

    /** @param having how many entries have the entry's value; rarity counts as far as the two agree */
    private void weigh(Field field, FieldAgreement agreement, String value, int having) {
        boolean counts = counts(agreement);
        int tenths = weights.beside(field, agreement) + (counts ? FieldWeights.rarity(field, having, size) : 0);
        contributions.add(new Contribution(field, agreement, value, counts ? having : 0, tenths));
    }

    private void weigh(Field field, FieldAgreement agreement, String value) {
        weigh(field, agreement, value, counts(agreement) ? register.having(field, value) : 0);
    }

    private static boolean counts(FieldAgreement agreement) {
        return agreement != DIFFERENT && agreement != UNSAID;
    }

    private void simple(Field field, String mine, String its) {
        if (!mine.isEmpty() && !its.isEmpty()) {
            boolean equal = mine.equals(its);
            weigh(field, equal ? EQUAL : DIFFERENT, "", equal ? register.having(field, its) : 0);
        }
    }

    private FieldAgreement code() {
        if (!code.isShown()) {
            return UNSAID;
        }
        if (code.text().equals(known.code()) || code.text().equals(known.entry().oldNumber())) {
            return EQUAL;
        }
        return !code.isValid() && Words.within(MOST_EDITS, code.text(), known.code()) ? CLOSE : DIFFERENT;
    }

    /** That a side leaves the division out, or has it misspelt, is no other name. */
    private void names() {
        SubjectName its = known.name();
        if (name.full().isEmpty()) {
            return;
        }
        // In full too: a form that is misspelt is none, and would be taken for a part of the name.
        int edits = name.edits(its, MOST_EDITS);
        edits = edits > 1 && Words.within(1, name.full(), its.full()) ? 1 : edits;
        boolean isTrade = name.stem().equals(its.trade()) || name.whole().equals(its.trade());
        FieldAgreement agreement =
                edits > 0 && isTrade ? PART : spelling(edits, its.stem().length());
        weigh(Field.NAME, agreement, its.trade());
        if (agreement != PART && agreement != DIFFERENT && !its.line().isEmpty()) {
            weigh(Field.LINE, EQUAL, its.line());
        }
        if (!name.region().isEmpty() && !its.region().isEmpty()) {
            regions(its.region());
        }
    }

    /** In a short name an edit makes another one. */
    private static FieldAgreement spelling(int edits, int length) {
        if (edits == 0) {
            return EQUAL;
        }
        if (edits == 1 && length > MOST_EDITS) {
            return CLOSE;
        }
        return edits == MOST_EDITS && length > 2 * MOST_EDITS ? LOOSE : DIFFERENT;
    }

    private void regions(String its) {
        if (name.region().equals(its)) {
            weigh(Field.REGION, EQUAL, its);
        } else if (name.stem().equals(known.name().stem())) {
            // Else what was taken for a division may be the beginning of the trade name.
            weigh(Field.REGION, DIFFERENT, its);
        }
    }

    private void forms() {
        String its = known.name().form();
        boolean unsaid = name.form().equals(Form.UNSAID.name()) || its.equals(Form.UNSAID.name());
        weigh(Field.FORM, unsaid ? UNSAID : name.form().equals(its) ? EQUAL : DIFFERENT, its);
    }

    /** The division first; street and number count where it does not contradict them. */
    private void place() {
        Address its = known.address();
        if (address.liesElsewhere(its)) {
            weigh(Field.DIVISION, DIFFERENT, its.division());
            return;
        }
        if (!address.division().isEmpty() && address.division().equals(its.division())) {
            weigh(Field.DIVISION, EQUAL, its.division());
        }
        if (address.road().isEmpty() || its.road().isEmpty()) {
            return;
        }
        boolean road = address.road().equals(its.road())
                || address.number().isEmpty() && its.road().startsWith(address.road())
                || its.number().isEmpty() && address.road().startsWith(its.road());
        weigh(Field.ROAD, road ? EQUAL : DIFFERENT, its.road());
        if (road && !address.number().isEmpty() && !its.number().isEmpty()) {
            weigh(Field.NUMBER, number(address.number(), its.number()), its.number(), 0);
        }
    }

    private static FieldAgreement number(String mine, String its) {
        boolean part = mine.startsWith(its) || its.startsWith(mine);
        return mine.equals(its) ? EQUAL : part ? PART : DIFFERENT;
    }
}
