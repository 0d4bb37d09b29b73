package org.redshield.bridge.installation;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Enters a node into its installation, behind the migration and before everything else that uses the database ({@link StartDetector}): the
 * first one writes the record and the marks, all compare. Nodes that start together do this one after the other.
 */
@Component
class InstallationStart implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(InstallationStart.class);
    private static final long LOCK = 7_240_033L;

    private final List<AutoCloseable> entered = new ArrayList<>();

    InstallationStart(DataSource database, Environment settings) throws SQLException {
        try (Connection connection = database.getConnection()) {
            alone(JdbcClient.create(new SingleConnectionDataSource(connection, true)), jdbc -> begin(jdbc, settings));
        }
    }

    /** What one node at a time does. */
    interface Turn {
        void of(JdbcClient database);
    }

    static void alone(JdbcClient database, Turn turn) {
        database.sql("select pg_advisory_lock(?)")
                .param(LOCK)
                .query((row, n) -> 1)
                .single();
        try {
            turn.of(database);
        } finally {
            // The connection goes back to a pool.
            database.sql("select pg_advisory_unlock(?)")
                    .param(LOCK)
                    .query((row, n) -> 1)
                    .single();
        }
    }

    private void begin(JdbcClient database, Environment settings) {
        InstallationComparison.require(settings, database);
        Installed before = InstallationRecord.read(database);
        UUID id = before.id().orElseThrow();
        List<OutsidePlace> places = InstallationComparison.all().stream()
                .map(kept -> kept.place(settings, id))
                .toList();
        boolean lost = places.stream().anyMatch(place -> isLost(place, before, database));
        Kind kind = before.kind()
                .or(() -> InstallationComparison.before(database))
                .orElse(InstallationComparison.kind(settings));
        // Before the marks: a node that is killed in between finds it again.
        write(database, settings, kind, places, lost);
        mark(database, places, new Mark(id, "", kind), before.marked());
        places.forEach(place -> entered.add(place.enter()));
    }

    /** What was given before the record began is known outside the database too, unless that release had only just been brought in. */
    private static boolean isLost(OutsidePlace place, Installed before, JdbcClient database) {
        if (!place.role().equals("numbers") || isMarked(place)) {
            return false;
        }
        return before.kind().isPresent()
                ? before.marked().contains(place.role())
                : place.isEmpty() && database.sql("""
                        select count(distinct deployment_id) > 1 from databasechangelog
                         where id in ('numbers-1', 'installation-1')
                        """).query(Boolean.class).single();
    }

    private static boolean isMarked(OutsidePlace place) {
        try {
            return place.mark().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static void write(
            JdbcClient database, Environment settings, Kind kind, List<OutsidePlace> places, boolean lost) {
        database.sql("""
                        insert into installation as i (zone, kind, bureaus, platforms, evidence, version, numbers_lost)
                        values (:zone, :kind, :bureaus, :platforms, :evidence, :version, :lost)
                        on conflict (only_row) do update
                           set kind = excluded.kind,
                               bureaus = case when i.kind = 'PRODUCTION' then i.bureaus else excluded.bureaus end,
                               platforms = case when i.kind = 'PRODUCTION' then i.platforms else excluded.platforms end,
                               evidence = coalesce(i.evidence, excluded.evidence),
                               version = excluded.version,
                               numbers_lost = i.numbers_lost or excluded.numbers_lost
                        """)
                .param("zone", InstallationComparison.zone())
                .param("kind", kind.name())
                .param("bureaus", InstallationComparison.bureaus(settings).toArray(String[]::new))
                .param("platforms", InstallationComparison.platforms(settings).toArray(String[]::new))
                .param("evidence", evidence(places).orElse(null))
                .param("version", Version.ofThisProgram())
                .param("lost", lost)
                .update();
    }

    private static Optional<String> evidence(List<OutsidePlace> places) {
        return places.stream()
                .filter(place -> place.role().equals("evidence"))
                .map(OutsidePlace::store)
                .findFirst();
    }

    /** What cannot be marked now, as a bucket that is away, is at the next start. */
    private static void mark(JdbcClient database, List<OutsidePlace> places, Mark of, Set<String> before) {
        Set<String> marked = new HashSet<>(before);
        for (OutsidePlace place : places) {
            try {
                if (place.mark().isEmpty()) {
                    place.mark(new Mark(of.installation(), place.role(), of.kind()).written());
                }
                marked.add(place.role());
            } catch (IOException e) {
                LOG.warn("{} was not marked as this installation's: {}", place.english(), e.getMessage());
            }
        }
        if (!marked.equals(before)) {
            database.sql("update installation set marked = ?")
                    .param(marked.toArray(String[]::new))
                    .update();
        }
    }

    /** What the settings say is what the installation is from now on. Only for differences that may be accepted. */
    static void accept(JdbcClient database, Environment settings) {
        Installed before = InstallationRecord.read(database);
        UUID id = before.id().orElseThrow();
        List<OutsidePlace> places = InstallationComparison.all().stream()
                .map(kept -> kept.place(settings, id))
                .filter(place -> place.role().equals("evidence"))
                .toList();
        database.sql("""
                        update installation
                           set zone = :zone, bureaus = :bureaus, platforms = :platforms, evidence = :evidence, log_size = null,
                               accepted_at = now()
                        """)
                .param("zone", InstallationComparison.zone())
                .param("bureaus", InstallationComparison.bureaus(settings).toArray(String[]::new))
                .param("platforms", InstallationComparison.platforms(settings).toArray(String[]::new))
                .param("evidence", evidence(places).orElse(null))
                .update();
        mark(database, places, new Mark(id, "", before.kind().orElseThrow()), before.marked());
    }

    @Override
    public void destroy() throws Exception {
        for (AutoCloseable place : entered) {
            place.close();
        }
    }
}
