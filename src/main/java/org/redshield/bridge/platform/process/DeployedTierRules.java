package org.redshield.bridge.platform.process;

import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.engine.model.NewestTable;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.LegalGround;
import org.redshield.bridge.platform.request.TierDecision;
import org.redshield.bridge.platform.request.TierRules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The table of data tiers as it is deployed. */
@Service
class DeployedTierRules implements TierRules {

    private final NewestTable<DataTierTable> newest;

    DeployedTierRules(JdbcClient jdbc) {
        this.newest = new NewestTable<>(jdbc, DataTierTable.KEY, DataTierTable::read);
    }

    @Override
    public TierDecision decide(Dataset dataset, Organisation.Level level, LegalGround ground) {
        NewestTable.Version<DataTierTable> version = newest.get();
        return version.table().decide(dataset, level, ground).ofVersion(version.id());
    }
}
