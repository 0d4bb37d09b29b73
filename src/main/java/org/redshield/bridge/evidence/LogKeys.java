package org.redshield.bridge.evidence;

import java.util.Optional;

/** What signs the log's heads. */
record LogKeys(Signing main, Optional<Signing> sm2) {}
