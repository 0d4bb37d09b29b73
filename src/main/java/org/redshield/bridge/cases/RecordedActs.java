package org.redshield.bridge.cases;

import java.util.List;

/**
 * A feature's contribution of what it writes into the record of a case; one bean for each feature.
 *
 * @param feature a name that is stored with each act and stays for ever
 */
public record RecordedActs(String feature, List<? extends RecordedAct> acts) {

    public RecordedActs(String feature, RecordedAct... acts) {
        this(feature, List.of(acts));
    }
}
