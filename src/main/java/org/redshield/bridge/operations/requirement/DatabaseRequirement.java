package org.redshield.bridge.operations.requirement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.PGProperty;
import org.redshield.bridge.CannotStart;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that lets in each account that is set, of the release that is needed. */
class DatabaseRequirement implements Requirement {

    static final String ADDRESS = "spring.datasource.url";

    private static final Demand NAMED =
            Demand.stops("没有设置 {}，即数据库的地址", "{}, the address of the database, is not set", ADDRESS);

    /** The driver passes over what it does not know: of {@code sslmod=verify-full} nobody would ever hear. */
    private static final Demand PARAMETER = Demand.stops(
            "{} 中的参数“%s”不是 PostgreSQL 驱动的参数，请核对拼写",
            "'%s' in {} is no parameter of PostgreSQL's driver; look at its spelling", ADDRESS);

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
        all.addAll(List.of(DatabaseCheck.VALUE, PARAMETER, DatabaseCheck.NEW_ENOUGH, DatabaseCheck.MIGRATED, MADE));
        return all;
    }

    @Override
    public List<Lack> hindering(Environment settings, Optional<JdbcClient> database) {
        if (Requirement.isBlank(settings, ADDRESS)) {
            return List.of(NAMED.lacking());
        }
        return unknown(settings.getProperty(ADDRESS, ""))
                .map(PARAMETER::lacking)
                .toList();
    }

    /** Of its parameters those that the driver does not know. */
    private static Stream<String> unknown(String address) {
        String[] parts = address.split("\\?", 2);
        return !address.startsWith("jdbc:postgresql:") || parts.length < 2
                ? Stream.empty()
                : Stream.of(parts[1].split("&"))
                        .map(one -> one.split("=", 2)[0])
                        .filter(name -> !name.isEmpty() && PGProperty.forName(name) == null);
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
