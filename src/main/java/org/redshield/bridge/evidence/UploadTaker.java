package org.redshield.bridge.evidence;

import java.util.Optional;
import org.springframework.core.io.InputStreamSource;

/** A feature that takes the files which people add to something of its own, and checks them before anything is kept. */
public interface UploadTaker {

    /**
     * @param file can be opened several times
     * @return what was sealed; empty where the subject is none of the feature's
     * @throws org.redshield.bridge.Refusal when the file is not taken
     */
    Optional<Evidence> take(EvidenceDraft draft, InputStreamSource file);
}
