package org.redshield.bridge.deadline.process;

import java.util.List;
import java.util.Optional;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.KindRule;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.model.NewestTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The table of deadlines as it is deployed. */
@Service
class DeployedDeadlineRules implements DeadlineRules {

    private final NewestTable<DeadlineTable> newest;

    DeployedDeadlineRules(JdbcClient jdbc, ProcessContracts contracts) {
        this.newest =
                new NewestTable<>(jdbc, DeadlineTable.KEY, content -> DeadlineTable.read(content, contracts.kinds()));
    }

    @Override
    public Optional<KindRule> find(Query query) {
        NewestTable.Version<DeadlineTable> version = newest.get();
        return version.table().find(query).map(rule -> rule.ofVersion(version.id()));
    }

    @Override
    public List<KindRule> ofCases() {
        NewestTable.Version<DeadlineTable> version = newest.get();
        return version.table().ofCases().stream()
                .map(rule -> rule.ofVersion(version.id()))
                .toList();
    }
}
