package org.redshield.bridge.letter.seal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.redshield.bridge.letter.pdf.LetterFonts;

/** Seals as the bridge has them, without the bridge. */
public final class Seals {

    private Seals() {}

    /** Keys in a directory. @param test whether what is missing is made */
    public static SealKeys keys(Path directory, String password, boolean test, InstantSource clock) {
        return new KeyDirectory(new SealSettings(directory, password, Map.of(), null, test), clock);
    }

    public static PdfSeal seal() {
        return new PdfSeal(LetterFonts::outline);
    }
}
