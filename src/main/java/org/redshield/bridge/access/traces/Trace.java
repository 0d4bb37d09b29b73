package org.redshield.bridge.access.traces;

import java.util.Optional;

/** One thing by which a person could be recognised. */
interface Trace {

    /** The first place where it stands in the text. */
    Optional<Seen> in(Folded text);
}
