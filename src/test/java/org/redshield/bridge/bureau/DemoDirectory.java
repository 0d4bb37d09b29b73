package org.redshield.bridge.bureau;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** For tests without Spring: loads the country and the demo organisations into a database with the bureau's tables. */
public final class DemoDirectory {

    private DemoDirectory() {}

    public static Organisations load(DataSource database) {
        loader(database, settings(Map.of())).load();
        return new Organisations(JdbcClient.create(database));
    }

    static DirectoryLoader loader(DataSource database, BureauSettings settings) {
        return new DirectoryLoader(
                JdbcClient.create(database),
                new JdbcTransactionManager(database),
                settings,
                InstantSource.fixed(Instant.parse("2026-09-18T01:00:00Z")));
    }

    static BureauSettings settings(Map<String, String> prefixes) {
        return new BureauSettings(
                true, Set.of(), Map.of(), new BureauSettings.Prefixes(prefixes, Map.of()), null, null);
    }

    static BureauSettings production(Set<String> connected, Resource officers, Resource agreements) {
        return new BureauSettings(
                false, connected, Map.of(), new BureauSettings.Prefixes(Map.of(), Map.of()), officers, agreements);
    }
}
