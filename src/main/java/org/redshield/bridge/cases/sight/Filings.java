package org.redshield.bridge.cases.sight;

import java.time.Instant;
import java.util.Optional;

/** A feature's contribution: which filed cases a bureau works on, and since when (最先立案, 行政处罚法 art. 25). */
public interface Filings {

    /** A filed case that is still the bureau's and is not over. */
    record Filing(String caseNo, Instant filedAt) {}

    /** The earliest about that shop. */
    Optional<Filing> earliest(String tenant, String platform, String shopId);

    /** That case of the bureau, where it is a filed one. */
    Optional<Filing> ofCase(String tenant, String caseNo);
}
