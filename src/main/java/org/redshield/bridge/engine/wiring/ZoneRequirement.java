package org.redshield.bridge.engine.wiring;

import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.redshield.bridge.operations.requirement.Demand;
import org.redshield.bridge.operations.requirement.Requirement;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The zone in which the database's dates were written. */
class ZoneRequirement implements Requirement {

    static final Demand SAME = Demand.stops(
            "本节点的时区是 %s，而数据库按 %s 写成", "this node runs in time zone %s, but the database was written in %s");

    @Override
    public String about() {
        return "The time zone";
    }

    @Override
    public List<Demand> demands() {
        return List.of(SAME);
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        String mine = TimeZone.getDefault().getID();
        return database
                .flatMap(there -> there.sql("select zone from installation")
                        .query(String.class)
                        .optional())
                .filter(recorded -> !recorded.equals(mine))
                .map(recorded -> SAME.lacking(mine, recorded))
                .stream()
                .toList();
    }
}
