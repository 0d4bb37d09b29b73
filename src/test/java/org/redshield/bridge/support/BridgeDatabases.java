package org.redshield.bridge.support;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The databases of all bridges that the tests of this JVM have started. */
public final class BridgeDatabases {

    private static final Set<String> URLS = new ConcurrentSkipListSet<>();

    private BridgeDatabases() {}

    static void add(String url) {
        URLS.add(url);
    }

    /** With tables; they stay when their bridges are closed. */
    public static List<JdbcClient> all() {
        return URLS.stream()
                .map(url -> {
                    PGSimpleDataSource database = new PGSimpleDataSource();
                    database.setUrl(url);
                    database.setUser("postgres");
                    database.setPassword("postgres");
                    return JdbcClient.create(database);
                })
                .filter(jdbc -> jdbc.sql("select to_regclass('record_trade') is not null")
                        .query(Boolean.class)
                        .single())
                .toList();
    }
}
