package org.redshield.spark;

import org.apache.spark.sql.api.java.UDF2;
import org.redshield.bridge.reconciliation.MatchingTask;

/** The bridge's matching as Spark calls it, shop by shop; Spark makes one for each of its tasks. */
public final class Match implements UDF2<String, String, String> {

    private static final long serialVersionUID = 1;

    private transient MatchingTask task;

    @Override
    public String call(String weights, String shop) {
        if (task == null) {
            task = new MatchingTask();
        }
        // The number by which the answers are put in order stands before the shop.
        int end = shop.indexOf(' ');
        return shop.substring(0, end + 1) + task.match(weights, shop.substring(end + 1));
    }
}
