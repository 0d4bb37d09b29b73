package org.redshield.bridge.operations;

import java.util.function.BooleanSupplier;
import org.redshield.bridge.LostConnections;
import org.redshield.bridge.RetryLater;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Whether what is written waits for a standby that is away. Whoever writes all the same holds a connection until he is told that
 * nobody knows what came of it, and one at the server for as long as the standby is away: none would be left for those who read.
 */
@Component
public class Standby {

    private static final long RETRY_SECONDS = 30;

    private final BooleanSupplier away;

    @Autowired
    Standby(LostConnections connections) {
        this(connections::isStandbyAway);
    }

    Standby(BooleanSupplier away) {
        this.away = away;
    }

    public boolean isAway() {
        return away.getAsBoolean();
    }

    /** Before something is written. @throws RetryLater while commits wait */
    public void require() {
        require("operations.standby-away");
    }

    /** Before something is shown that must be on record first. @throws RetryLater while commits wait */
    public void requireForRecord() {
        require("operations.standby-away-record");
    }

    private void require(String code) {
        if (isAway()) {
            throw new RetryLater(RETRY_SECONDS, code);
        }
    }
}
