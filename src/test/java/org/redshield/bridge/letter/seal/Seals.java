package org.redshield.bridge.letter.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.keys.Signer;
import org.redshield.bridge.letter.SampleLetters;
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

    /** Seals pages of sample letters as the bridge does. */
    @FunctionalInterface
    public interface Sealer {
        byte[] seal(byte[] pdf, String what) throws IOException, GeneralSecurityException;
    }

    /** The seal of the sample letters' sender, with a key made in the folder. */
    public static Sealer sealer(Path folder) {
        Organisation sender = new Organisation(
                "330110",
                Organisation.Kind.BUREAU,
                "杭州市余杭区市场监督管理局",
                "杭余市监",
                Organisation.Level.COUNTY,
                Optional.empty(),
                true);
        Signer key =
                keys(folder, "only for tests", true, InstantSource.system()).of(sender);
        PdfSeal seal = seal();
        return (pdf, what) -> seal.on(pdf, sender, key, sender.name(), SampleLetters.DAY, what, Instant.now());
    }
}
