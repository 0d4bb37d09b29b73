package org.redshield.bridge.bureau;

import static org.redshield.bridge.Rows.timestamp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.csv.CSVRecord;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.GivenDirectory.Row;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings organisations, officers and agreements into the database at the start, before anything else may ask for them.
 * Nothing is touched when nothing changed, no officer when their file did not: who came in meanwhile stays. Of several nodes that
 * start together one does the work.
 */
@Component
@DependsOnDatabaseInitialization
final class DirectoryLoader implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLoader.class);

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final BureauSettings settings;
    private final InstantSource clock;

    DirectoryLoader(
            JdbcClient db, PlatformTransactionManager transactions, BureauSettings settings, InstantSource clock) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        load();
    }

    /** @return whether anything had changed since the last load */
    boolean load() {
        GivenDirectory given = new GivenDirectory(settings, known(db));
        Lack.refusal(given.wrong()).ifPresent(why -> {
            throw why;
        });
        List<Row> organisations = given.organisations();
        List<CSVRecord> officers = given.officers();
        List<CSVRecord> agreements = given.agreements();
        Load load = new Load(hash(organisations, officers, agreements), hash(List.of(), officers, List.of()));

        return Boolean.TRUE.equals(transaction.execute(status -> {
            db.sql("select pg_advisory_xact_lock(?)").param(Agreements.LOCK).query(row -> {});
            Load before = loaded();
            if (load.equals(before)) {
                return false;
            }
            remember(load);
            if (load.content().equals(before.content())) {
                return false;
            }
            storeOrganisations(organisations);
            if (!load.officers().equals(before.officers())) {
                storeOfficers(officers);
            }
            store(GivenDirectory.AGREEMENTS, agreements, this::storeAgreement);
            LOG.info(
                    "Loaded {} organisations, {} officers, {} agreements",
                    organisations.size(),
                    officers.size(),
                    agreements.size());
            return true;
        }));
    }

    /**
     * What was loaded.
     *
     * @param content hash of all
     * @param officers hash of officers alone; empty where a release loaded them that did not know it
     */
    private record Load(String content, String officers) {}

    /** One statement; rows that stay the same are not written. Organisations that are gone keep their letters. */
    private void storeOrganisations(List<Row> rows) {
        String[] codes = column(rows, row -> row.organisation().code());
        db.sql("""
                        insert into organisation
                            (code, kind, name, letter_prefix, level, parent_code, home_bureau_code, connected, address)
                        select * from unnest(:codes, :kinds, :names, :prefixes, :levels, :parents, :homes,
                            cast(:connected as boolean[]), :addresses)
                        on conflict (code) do update set
                            kind = excluded.kind, name = excluded.name, letter_prefix = excluded.letter_prefix,
                            level = excluded.level, parent_code = excluded.parent_code,
                            home_bureau_code = excluded.home_bureau_code, connected = excluded.connected,
                            address = excluded.address
                        where organisation is distinct from excluded
                        """)
                .param("codes", codes)
                .param("kinds", column(rows, row -> row.organisation().kind().name()))
                .param("names", column(rows, row -> row.organisation().name()))
                .param("prefixes", column(rows, row -> row.organisation().letterPrefix()))
                .param("levels", column(rows, row -> row.organisation().level().name()))
                .param(
                        "parents",
                        column(rows, row -> row.organisation().parentCode().orElse(null)))
                .param("homes", column(rows, row -> row.homeBureau().orElse(null)))
                .param(
                        "connected",
                        column(rows, row -> Boolean.toString(row.organisation().connected())))
                .param(
                        "addresses",
                        column(rows, row -> row.organisation().address().orElse(null)))
                .update();
        db.sql("update organisation set connected = false where connected and not code = any(:codes)")
                .param("codes", codes)
                .update();
    }

    private static String[] column(List<Row> rows, Function<Row, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static void store(String setting, List<CSVRecord> rows, Consumer<CSVRecord> stored) {
        for (CSVRecord row : rows) {
            try {
                stored.accept(row);
            } catch (IllegalArgumentException | DateTimeException | DataAccessException e) {
                long line = row.getRecordNumber() + 1;
                throw GivenDirectory.LINE.of(setting, line).refused(e);
            }
        }
    }

    /** The file says the last word: whose account it gives to another has left, and who is in it is back. */
    private void storeOfficers(List<CSVRecord> officers) {
        new OfficerDirectory(db)
                .free(cells(officers, "certificateNo"), cells(officers, "user"), ChinaTime.day(clock.instant()));
        store(GivenDirectory.OFFICERS, officers, this::storeOfficer);
        List<Long> lacking = officers.stream()
                .filter(row -> !Naming.CASEWORK.lacking(officer(row)).isEmpty())
                .map(row -> row.getRecordNumber() + 1)
                .toList();
        if (!lacking.isEmpty()) {
            LOG.warn(
                    "{} officers of bridge.officers-file lack the unit or a telephone, in lines {}: what names them before others is"
                            + " refused until an account administrator adds it at /api/directory",
                    lacking.size(),
                    lacking);
        }
    }

    private static Officer officer(CSVRecord row) {
        return new Officer(
                row.get("certificateNo"),
                row.get("bureau"),
                text(row, "user"),
                row.get("name"),
                row.get("unit"),
                row.get("phone"),
                LocalDate.parse(row.get("expiresOn")),
                Optional.empty());
    }

    private static String[] cells(List<CSVRecord> rows, String column) {
        return rows.stream().map(row -> row.toMap().get(column)).toArray(String[]::new);
    }

    private void storeOfficer(CSVRecord officer) {
        db.sql("""
                        insert into officer
                            (certificate_no, bureau_code, user_id, name, unit, phone, certificate_expires_on)
                        values (:certificate, :bureau, :user, :name, :unit, :phone, cast(:expiresOn as date))
                        on conflict (certificate_no) do update set
                            bureau_code = excluded.bureau_code, user_id = excluded.user_id, name = excluded.name,
                            unit = excluded.unit, phone = excluded.phone,
                            certificate_expires_on = excluded.certificate_expires_on, left_on = null
                        """)
                .param("certificate", officer.get("certificateNo"))
                .param("bureau", officer.get("bureau"))
                .param("user", text(officer, "user").orElse(null))
                .param("name", officer.get("name"))
                .param("unit", officer.get("unit"))
                .param("phone", officer.get("phone"))
                .param("expiresOn", officer.get("expiresOn"))
                .update();
    }

    private void storeAgreement(CSVRecord row) {
        new Agreements(db).store(GivenDirectory.agreement(row));
    }

    /** Organisations that were there before. */
    static List<String> known(JdbcClient db) {
        return db.sql("select code from organisation").query(String.class).list();
    }

    private Load loaded() {
        return db.sql("select content_hash, officers_hash from directory_load")
                .query((row, n) -> new Load(row.getString("content_hash"), row.getString("officers_hash")))
                .optional()
                .orElse(new Load("", ""));
    }

    private void remember(Load load) {
        db.sql("""
                        insert into directory_load (content_hash, officers_hash, loaded_at) values (?, ?, ?)
                        on conflict (singleton) do update set
                            content_hash = excluded.content_hash, officers_hash = excluded.officers_hash,
                            loaded_at = excluded.loaded_at
                        """)
                .params(load.content(), load.officers(), timestamp(clock.instant()))
                .update();
    }

    private static Optional<String> text(CSVRecord row, String column) {
        return Optional.of(row.get(column)).filter(value -> !value.isEmpty());
    }

    private static String hash(List<Row> organisations, List<CSVRecord> officers, List<CSVRecord> agreements) {
        MessageDigest digest = Hashes.sha256();
        organisations.forEach(row -> digest.update(bytes(row.toString())));
        officers.forEach(row -> digest.update(bytes(row.toMap().toString())));
        agreements.forEach(row -> digest.update(bytes(row.toMap().toString())));
        return Hashes.hex(digest);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
