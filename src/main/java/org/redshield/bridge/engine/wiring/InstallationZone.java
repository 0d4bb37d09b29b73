package org.redshield.bridge.engine.wiring;

import java.util.TimeZone;
import org.redshield.bridge.ChinaTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The engine's date columns carry no zone: every node that reads them must run in the zone that wrote them. */
public final class InstallationZone {

    private final JdbcClient jdbc;

    public InstallationZone(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws org.redshield.bridge.CannotStart when this JVM's zone is not the one recorded in the database */
    public void check() {
        String mine = TimeZone.getDefault().getID();
        jdbc.sql("insert into installation (zone) values (?) on conflict do nothing")
                .param(ChinaTime.ZONE.getId())
                .update();
        String recorded =
                jdbc.sql("select zone from installation").query(String.class).single();
        if (!recorded.equals(mine)) {
            throw ZoneRequirement.SAME.refused(null, mine, recorded);
        }
    }
}
