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

    /** Puts what the viewer may see into the file. What is not filled stays an empty list. */
    void contribute(CaseFolder folder);
}
