package org.redshield.bridge.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the record of extraction of electronic data (电子数据证据提取笔录) says besides the file itself.
 *
 * @param letterNo the letter on which it was obtained
 * @param medium the original medium and its state
 * @param process how it was extracted, step by step
 * @param begunAt when extraction began; it ended when the file was received
 * @param officers name and certificate number, or user id, of those who obtained it: two where the law asks for two
 */
public record Provenance(
        Optional<String> letterNo,
        Optional<String> medium,
        Optional<String> process,
        Optional<Instant> begunAt,
        List<String> officers) {

    /** Nothing is known. */
    public static final Provenance NONE =
            new Provenance(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public Provenance {
        officers = List.copyOf(officers);
    }
}
