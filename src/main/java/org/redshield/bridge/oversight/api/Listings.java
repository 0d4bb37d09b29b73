package org.redshield.bridge.oversight.api;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Cases that bear a superior's mark, to be done by a day (挂牌督办). */
public interface Listings {

    /** A bureau's side of a case. */
    record Side(String tenant, String caseNo) {}

    /** Until when those of them that bear the mark are to be done, by one statement. */
    Map<Side, Instant> until(Collection<Side> sides);
}
