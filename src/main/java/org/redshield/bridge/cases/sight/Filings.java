package org.redshield.bridge.cases.sight;

import java.time.Instant;
import java.util.Optional;

/** A feature's contribution: whether a bureau has filed a case about a shop, and since when (最先立案, 行政处罚法 art. 25). */
public interface Filings {

    /** A filed case that is still the bureau's. */
    record Filing(String caseNo, Instant filedAt) {}

    /** The earliest about that shop. */
    Optional<Filing> earliest(String tenant, String platform, String shopId);
}
