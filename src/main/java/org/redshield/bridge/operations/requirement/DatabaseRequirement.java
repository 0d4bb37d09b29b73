package org.redshield.bridge.operations.requirement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.CannotStart;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that lets in each account that is set, of the release that is needed. */
class DatabaseRequirement implements Requirement {

    static final String ADDRESS = "spring.datasource.url";

    private static final Demand NAMED =
            Demand.stops("没有设置 {}，即数据库的地址", "{}, the address of the database, is not set", ADDRESS);

    static final Demand MADE = Demand.needed(
            "数据库还是空的：先启动一次节点，由它建表，再检查一遍",
            "the database is empty: start a node once, which makes the tables, and check again");

    @Override
    public String about() {
        return "The database";
    }

    @Override
    public List<Demand> demands() {
        List<Demand> all = new ArrayList<>(List.of(NAMED));
        CannotStart.ofDatabases()
                .forEach(
                        said -> all.add(Demand.stops(said.get(0), said.get(1), ADDRESS, "spring.datasource.username")));
        all.addAll(List.of(DatabaseCheck.NEW_ENOUGH, DatabaseCheck.MIGRATED, MADE));
        return all;
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        return Requirement.isBlank(settings, ADDRESS) ? List.of(NAMED.lacking()) : List.of();
    }

    /** Why nothing can be asked there; also where no database is set. */
    static Optional<Lack> shut(Environment settings) {
        if (Requirement.isBlank(settings, ADDRESS)) {
            return Optional.of(NAMED.lacking());
        }
        try {
            DatabaseCheck.check(settings);
            return Optional.empty();
        } catch (CannotStart e) {
            return Optional.of(Lack.of(e));
        }
    }

    static boolean holdsTables(JdbcClient database) {
        return database.sql("select to_regclass('databasechangelog') is not null")
                .query(Boolean.class)
                .single();
    }
}
