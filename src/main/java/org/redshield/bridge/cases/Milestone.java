package org.redshield.bridge.cases;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened, as the case file shows it.
 *
 * @param what a stable code
 * @param title in Chinese
 * @param byOtherSide known from a letter or a receipt
 * @param by name of who did it, where it is told; of the organisation's own acts always, but for what happens by itself
 * @param role in which that person works
 * @param note what they wrote to it
 */
public record Milestone(
        String what,
        String title,
        Instant at,
        boolean byOtherSide,
        Optional<String> by,
        Optional<String> role,
        Optional<String> note) {

    /** A milestone that says all by its title. */
    public Milestone(String what, String title, Instant at, boolean byOtherSide) {
        this(what, title, at, byOtherSide, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
