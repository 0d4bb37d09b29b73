package org.redshield.bridge.transfer.jurisdiction;

import java.time.InstantSource;
import java.time.LocalDate;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.engine.model.NewestTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who is competent, by the table of jurisdiction as it is deployed. */
@Service
public final class Jurisdictions {

    private final NewestTable<JurisdictionTable> newest;
    private final Divisions divisions;
    private final InstantSource clock;

    public Jurisdictions(JdbcClient jdbc, Divisions divisions, InstantSource clock) {
        this.newest = new NewestTable<>(jdbc, JurisdictionTable.KEY, JurisdictionTable::read);
        this.divisions = divisions;
        this.clock = clock;
    }

    /** Weighs the facts by the newest table. */
    public JurisdictionFinding find(JurisdictionFacts facts) {
        NewestTable.Version<JurisdictionTable> version = newest.get();
        return new Deliberation(facts, version.table(), divisions).conclude().ofVersion(version.id());
    }

    LocalDate today() {
        return ChinaTime.day(clock.instant());
    }
}
