package org.redshield.bridge.reconciliation.match;

/** How sure it is that a shop belongs to an entry. */
public enum Level {
    /** A valid code and the whole name, both the entry's. */
    EXACT,
    /** The fields together leave no reasonable doubt, and no other entry comes near. */
    STRONG,
    /** A person has to look: too little, several that are as likely, or a code that contradicts the name. */
    WEAK,
    NONE;

    public boolean isSure() {
        return this == EXACT || this == STRONG;
    }
}
