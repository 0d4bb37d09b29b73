package org.redshield.bridge.reader;

import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.operations.Spaces;

/** Readers for tests without a bridge: they begin with the first file and end with the JVM. */
public final class TestReaders {

    private static final Readers SHARED = new Readers(Spaces.ample(), TestKeys.plain());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SHARED::destroy));
    }

    private TestReaders() {}

    public static Readers shared() {
        return SHARED;
    }
}
