package org.redshield.bridge.installation;

import java.io.IOException;
import java.util.Optional;

/** A directory or a bucket outside the database, which all nodes of an installation share. */
public interface OutsidePlace {

    /** What is kept there, as its mark says it; a place for one thing is none for another. */
    String role();

    /** As the record keeps where that is: only what all nodes call alike, and no path, which each machine may call as it likes. */
    String store();

    /** For sentences, with its setting. */
    String chinese();

    /** The same. */
    String english();

    /** What its mark says, as it was written; empty where there is none. @throws IOException where it cannot be read now */
    Optional<String> mark() throws IOException;

    /** Writes the mark where there is none. @throws IOException where that is not possible now */
    void mark(String text) throws IOException;

    /** Whether nothing was ever kept there. */
    boolean isEmpty();

    /** Whether a node that runs has {@link #enter entered} this very place, and not a copy of it; empty where nobody can tell. */
    Optional<Boolean> isInUse();

    /** From now on this process uses it, until the returned is closed. */
    AutoCloseable enter();
}
