package org.redshield.bridge.cases;

import java.util.Map;

/** What a feature shows in the file of a case; one bean for each feature. */
public interface CaseSection {

    /**
     * The fields of the file that are the feature's own, each a list, by name; with the type of what is in the list, for the
     * description of the interface.
     */
    default Map<String, Class<?>> lists() {
        return Map.of();
    }

    /**
     * A query of one text for {@code :caseNo} and {@code :tenant} that gives another one when there is something new to show.
     * Windows ask it every few seconds. Empty where the record of the case tells as much.
     */
    default String version() {
        return "";
    }

    /** Puts what the viewer may see into the file. What is not filled stays an empty list. */
    void contribute(CaseFolder folder);
}
