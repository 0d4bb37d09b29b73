package org.redshield.bridge.clues.api;

import java.time.Instant;
import java.util.Optional;

/** Which cases a bureau filed, and when (最先立案, 行政处罚法 art. 25). */
public interface Filings {

    record Filing(String caseNo, Instant filedAt) {}

    /** The earliest about that shop that is still the bureau's: what is closed, ended or handed over keeps nobody else from it. */
    Optional<Filing> earliest(String tenant, String platform, String shopId);

    /** That case of the bureau, whatever has become of it, where it was filed. */
    Optional<Filing> ofCase(String tenant, String caseNo);
}
