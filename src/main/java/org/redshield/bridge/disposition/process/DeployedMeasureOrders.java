package org.redshield.bridge.disposition.process;

import org.redshield.bridge.disposition.severity.MeasureOrder;
import org.redshield.bridge.disposition.severity.MeasureRanking;
import org.redshield.bridge.engine.model.NewestTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The order of measures as it is deployed. */
@Component
final class DeployedMeasureOrders implements MeasureRanking {

    private final NewestTable<MeasureOrder> newest;

    DeployedMeasureOrders(JdbcClient jdbc) {
        this.newest = new NewestTable<>(jdbc, MeasureOrder.KEY, MeasureOrder::read);
    }

    @Override
    public NewestTable.Version<MeasureOrder> newest() {
        return newest.get();
    }
}
