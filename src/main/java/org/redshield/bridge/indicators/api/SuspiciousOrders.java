package org.redshield.bridge.indicators.api;

import java.time.Instant;
import java.util.List;

/** Orders of a case that an officer, after a look at the evidence, holds to be invented. */
public interface SuspiciousOrders {

    /**
     * Numbers of those of one shop, those with most against them first; what he decided last counts. At most 500, as many as a
     * measure can name.
     *
     * @param until what was decided later does not count
     */
    List<String> confirmed(String caseNo, String tenant, String platform, String shopId, Instant until);
}
