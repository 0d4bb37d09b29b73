package org.redshield.bridge.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys as an installation makes them, without the installation. */
public final class TestKeys {

    private TestKeys() {}

    /** As without settings, in a directory of their own. */
    public static FileKeys plain() {
        return in(temporary(), Suite.INTERNATIONAL, false);
    }

    /** In that directory. @param encrypt whether storage is encrypted */
    public static FileKeys in(Path directory, Suite suite, boolean encrypt) {
        return new FileKeys(directory, new KeySettings(suite, encrypt), directory.resolveSibling("no-evidence"));
    }

    /** A new one. */
    public static Signer fresh(OwnKey which) {
        return plain().own(which);
    }

    /** The file that the installation makes: key and certificate. */
    public static Path file(OwnKey which) {
        Path directory = temporary();
        in(directory, Suite.INTERNATIONAL, false).own(which);
        return directory.resolve(which.file());
    }

    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("keys");
            directory.toFile().deleteOnExit();
            return directory.resolve("keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
