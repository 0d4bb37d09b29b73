package org.redshield.bridge.reconciliation.match;

/**
 * What the comparison of one field adds, so that a person can compute it again: the tenths of bits are the weight of that
 * agreement and, where {@code having} is not 0, the rarity of the entry's value (docs/adr/0084-reconciliation.md).
 *
 * @param value the entry's; empty where it is not said, or is nobody's to read
 * @param having how many entries have that value; 0 where its rarity does not count
 */
public record Contribution(Field field, FieldAgreement agreement, String value, int having, int tenths) {

    /** How rare the value is in a register of so many entries; of PRIOR taken away. */
    public int rarity(long entries) {
        int rarity = FieldWeights.rarity(field, having, entries);
        return field == Field.PRIOR ? -rarity : rarity;
    }

    /** As it would be with other weights. */
    Contribution by(FieldWeights weights, long entries) {
        return new Contribution(field, agreement, value, having, rarity(entries) + weights.beside(field, agreement));
    }

    /** Among how many {@code having} is counted, in a register of so many entries. */
    public long among(long entries) {
        return entries + FieldWeights.unseen(field);
    }
}
