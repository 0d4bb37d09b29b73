package org.redshield.bridge.cases.search;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * Words by which an organisation finds something: a feature's contribution. Whatever only some of its people may read, a
 * reporter's data above all, is never among them, nor what is kept encrypted.
 *
 * @param sql a select, from the feature's tables alone, for {@code :tenant} and the array {@code :cases}, with a row for each datum:
 *     {@code case_no}, {@code id} of what is found, {@code at} by which it is sorted, {@code label} as an officer reads it, and
 *     {@code text}, which may be null
 */
public record Searchable(Kind kind, String sql) {

    /** The label of what names it best. */
    public static final String NAME = "名称";

    /** What is found, each in a list of its own. */
    @Getter
    @RequiredArgsConstructor
    public enum Kind {
        /** A case, from its first day as a clue; its id is its number. */
        CASE("案件线索"),
        /** {@code shop/platform/number}, or {@code company/} with its credit code or else its name. */
        SUBJECT("主体"),
        /** A letter sent or received. */
        LETTER("文书");

        /** As an officer reads it. */
        private final String title;
    }
}
