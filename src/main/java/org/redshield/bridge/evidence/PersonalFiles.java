package org.redshield.bridge.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** What a file says of persons, and how it looks with that masked: a feature that knows its files contributes it. */
public interface PersonalFiles {

    /** Whether people who have neither right nor purpose do not get the file as it is. */
    boolean holds(Evidence file);

    /** Whether there is likely a masked copy of it; by its name alone. */
    boolean isTable(Evidence file);

    /** Reads the file once; empty where it is no table of which it is known what to mask. */
    Optional<MaskedCopy> masked(Evidence file);

    /** The file with persons masked; it says in its first line that it is one, and of which file. */
    interface MaskedCopy {

        /** Lower-case hex. */
        String sha256();

        long bytes();

        /** The same bytes each time; {@code out} stays open. */
        void writeTo(OutputStream out) throws IOException;
    }
}
