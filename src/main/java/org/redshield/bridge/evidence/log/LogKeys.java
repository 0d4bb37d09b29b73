package org.redshield.bridge.evidence.log;

import java.util.Optional;
import org.redshield.bridge.keys.Signer;

/** What signs the log's heads. */
public record LogKeys(Signer main, Optional<Signer> sm2) {}
