package org.redshield.bridge.bureau;

import static org.redshield.bridge.Rows.timestamp;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisation.Kind;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.keys.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
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

    private static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();

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
        List<Row> organisations = organisations();
        List<CSVRecord> officers = new ArrayList<>();
        List<CSVRecord> agreements = new ArrayList<>();
        if (settings.demo()) {
            officers.addAll(read(demo("officers.csv")));
            agreements.addAll(read(demo("agreements.csv")));
        }
        Optional.ofNullable(settings.officersFile()).map(DirectoryLoader::read).ifPresent(officers::addAll);
        Optional.ofNullable(settings.agreementsFile())
                .map(DirectoryLoader::read)
                .ifPresent(agreements::addAll);
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
            store("bridge.agreements-file", agreements, this::storeAgreement);
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

    /** An organisation with what only this table knows of it. */
    private record Row(Organisation organisation, Optional<String> homeBureau) {}

    private List<Row> organisations() {
        Map<String, String> divisions = new LinkedHashMap<>();
        read(new ClassPathResource("bureau/divisions.csv"))
                .forEach(division -> divisions.put(division.get("code"), division.get("name")));
        Set<String> connected = new LinkedHashSet<>(settings.connectedBureaus());
        Map<String, BureauSettings.Platform> platforms = new LinkedHashMap<>();
        if (settings.demo()) {
            for (CSVRecord organisation : read(demo("organisations.csv"))) {
                if (organisation.get("homeBureau").isEmpty()) {
                    connected.add(organisation.get("code"));
                } else {
                    platforms.put(
                            organisation.get("code"),
                            new BureauSettings.Platform(organisation.get("name"), organisation.get("homeBureau")));
                }
            }
        }
        settings.platforms().forEach((key, platform) -> platforms.merge(key, platform, DirectoryLoader::override));

        Map<String, Row> rows = new LinkedHashMap<>();
        for (Organisation bureau : NationalTree.of(divisions)) {
            rows.put(bureau.code(), new Row(withSettings(bureau, connected.contains(bureau.code())), Optional.empty()));
        }
        for (String code : connected) {
            if (!rows.containsKey(code)) {
                throw new CannotStart(
                        "设置 bridge.connected-bureaus 中的 " + code + " 不是任何局的代码",
                        "bridge.connected-bureaus: there is no bureau " + code);
            }
        }
        platforms.forEach((key, platform) -> {
            String home = Objects.requireNonNullElse(platform.homeBureau(), "");
            if (!rows.containsKey(home)) {
                String setting = "bridge.platforms." + key + ".home-bureau";
                throw new CannotStart(
                        "设置 " + setting + " 应为平台所在地的局的代码，没有代码为“" + home + "”的局",
                        setting + ": there is no bureau '" + home
                                + "'; set the code of the bureau of the platform's seat");
            }
            String name = Objects.requireNonNullElse(platform.name(), key);
            Organisation organisation =
                    new Organisation(key, Kind.PLATFORM, name, name, Level.PLATFORM, Optional.empty(), true);
            rows.put(key, new Row(withSettings(organisation, true), Optional.of(home)));
        });
        requireDistinctPrefixes(rows.values());
        return List.copyOf(rows.values());
    }

    private Organisation withSettings(Organisation derived, boolean connected) {
        return new Organisation(
                derived.code(),
                derived.kind(),
                derived.name(),
                settings.letters().prefix().getOrDefault(derived.code(), derived.letterPrefix()),
                derived.level(),
                derived.parentCode(),
                connected);
    }

    private static BureauSettings.Platform override(BureauSettings.Platform demo, BureauSettings.Platform set) {
        return new BureauSettings.Platform(
                Objects.requireNonNullElse(set.name(), demo.name()),
                Objects.requireNonNullElse(set.homeBureau(), demo.homeBureau()));
    }

    private static void requireDistinctPrefixes(Iterable<Row> rows) {
        Map<String, String> owners = new LinkedHashMap<>();
        for (Row row : rows) {
            String other = owners.put(
                    row.organisation().letterPrefix(), row.organisation().code());
            if (other != null) {
                String code = row.organisation().code();
                String prefix = row.organisation().letterPrefix();
                throw new CannotStart(
                        "设置 bridge.letters.prefix 使 " + other + " 和 " + code + " 的文书都以“" + prefix + "”编号",
                        "bridge.letters.prefix: %s and %s would both number their letters %s"
                                .formatted(other, code, prefix));
            }
        }
    }

    /** One statement; rows that stay the same are not written. Organisations that are gone keep their letters. */
    private void storeOrganisations(List<Row> rows) {
        String[] codes = column(rows, row -> row.organisation().code());
        db.sql("""
                        insert into organisation
                            (code, kind, name, letter_prefix, level, parent_code, home_bureau_code, connected)
                        select * from unnest(:codes, :kinds, :names, :prefixes, :levels, :parents, :homes,
                            cast(:connected as boolean[]))
                        on conflict (code) do update set
                            kind = excluded.kind, name = excluded.name, letter_prefix = excluded.letter_prefix,
                            level = excluded.level, parent_code = excluded.parent_code,
                            home_bureau_code = excluded.home_bureau_code, connected = excluded.connected
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
                throw new CannotStart(
                        setting + " 所指文件第 " + line + " 行缺少一列或者有一个值不对",
                        setting + ": line " + line + " of the file lacks a column or has a value that cannot be taken",
                        e);
            }
        }
    }

    /** The file says the last word: whose account it gives to another has left, and who is in it is back. */
    private void storeOfficers(List<CSVRecord> officers) {
        new OfficerDirectory(db)
                .free(cells(officers, "certificateNo"), cells(officers, "user"), ChinaTime.day(clock.instant()));
        store("bridge.officers-file", officers, this::storeOfficer);
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
        new Agreements(db)
                .store(new Agreement(
                        0,
                        row.get("partyA"),
                        row.get("partyB"),
                        text(row, "dataset"),
                        Agreement.Kind.valueOf(row.get("kind")),
                        Integer.parseInt(row.get("amount")),
                        row.get("unit"),
                        row.get("citation"),
                        LocalDate.parse(row.get("validFrom")),
                        text(row, "validTo").map(LocalDate::parse)));
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

    private static Resource demo(String file) {
        return new ClassPathResource("bureau/demo/" + file);
    }

    private static List<CSVRecord> read(Resource resource) {
        try (Reader reader = new StringReader(resource.getContentAsString(StandardCharsets.UTF_8))) {
            return CSV.parse(reader).getRecords();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new CannotStart(
                    "读不出 " + resource.getDescription() + "，或者它不是 CSV",
                    "cannot read " + resource.getDescription() + ", or it is no CSV",
                    e);
        }
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
