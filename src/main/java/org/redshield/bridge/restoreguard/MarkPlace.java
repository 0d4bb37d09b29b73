package org.redshield.bridge.restoreguard;

import java.io.IOException;
import java.util.Optional;

/** A second place for the marks, which gets them every few seconds. One that is away holds up nothing. */
public interface MarkPlace {

    /** For messages. */
    String name();

    /** What was kept last. */
    Optional<String> read() throws IOException;

    void keep(String marks) throws IOException;
}
