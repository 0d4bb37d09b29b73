package org.redshield.bridge.evidence.log;

import java.util.Optional;

/** What signs the log's heads. */
public record LogKeys(Signing main, Optional<Signing> sm2) {}
