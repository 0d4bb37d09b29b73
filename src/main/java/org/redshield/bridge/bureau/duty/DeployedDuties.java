package org.redshield.bridge.bureau.duty;

import java.util.Collection;
import java.util.Optional;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.engine.duty.Duties;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.engine.duty.Substitutions;
import org.redshield.bridge.engine.model.NewestTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The table of approvals as it is deployed. */
@Service
class DeployedDuties implements Duties {

    private final NewestTable<DutyTable> newest;
    private final Organisations organisations;
    private final Substitutions substitutions;

    DeployedDuties(JdbcClient jdbc, Organisations organisations, Substitutions substitutions) {
        this.newest = new NewestTable<>(jdbc, DutyTable.KEY, DutyTable::read);
        this.organisations = organisations;
        this.substitutions = substitutions;
    }

    @Override
    public Optional<Duty> of(String act, String tenant) {
        NewestTable.Version<DutyTable> version = newest.get();
        return level(tenant).flatMap(level -> version.table().decide(act, level, version.id()));
    }

    @Override
    public boolean isAnybodyLeft(Head office, String tenant, Collection<String> hands) {
        return substitutions.present(office, tenant).stream()
                .anyMatch(one -> !hands.contains(one.user())
                        && one.instead().filter(hands::contains).isEmpty());
    }

    /** Who may at least stand in for one of this office. */
    Optional<Head> substituteOf(Head office, String tenant) {
        return level(tenant).flatMap(level -> newest.get().table().substituteOf(office, level));
    }

    private Optional<Level> level(String tenant) {
        return organisations.find(tenant).map(organisation -> organisation.level());
    }
}
