package org.redshield.bridge.cases.act;

import java.util.List;

/** A feature's contribution of what it can do; one bean for each feature, in the order of its work. */
public record ActsOf(String feature, List<Act> acts) {

    public ActsOf(String feature, Act... acts) {
        this(feature, List.of(acts));
    }
}
