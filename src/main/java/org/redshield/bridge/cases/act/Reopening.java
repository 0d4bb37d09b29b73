package org.redshield.bridge.cases.act;

import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A feature's contribution where an approval has moved its row: what it undoes, so that the same can be approved again. One bean for each.
 *
 * @param forms on which it is approved
 * @param undo of a subject and its organisation, in the caller's transaction
 */
public record Reopening(Set<String> forms, BiConsumer<String, String> undo) {

    public Reopening(String form, BiConsumer<String, String> undo) {
        this(Set.of(form), undo);
    }
}
