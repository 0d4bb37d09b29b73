package org.redshield.bridge.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.audit.AccessBatches;
import org.redshield.bridge.evidence.audit.LogAudit;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.HeadTimeStamps;
import org.redshield.bridge.evidence.log.LocalTimeStamper;
import org.redshield.bridge.evidence.log.LogKeys;
import org.redshield.bridge.evidence.log.SealedRows;
import org.redshield.bridge.evidence.log.SecondPlaces;
import org.redshield.bridge.evidence.log.TimeStamper;
import org.redshield.bridge.evidence.store.AlteredFiles;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.OwnKey;
import org.redshield.bridge.keys.Signer;
import org.redshield.bridge.keys.Suite;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.work.Signals;
import org.redshield.verifier.Verify;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The feature on a real PostgreSQL, with keys of its own and an authority that can be away. */
public final class LogFixture {

    public static final String CASE = "310105-2026-000001";
    public static final Custody.Actor OFFICER = new Custody.Actor("officer310105", "310105");

    public Instant now = Instant.parse("2026-09-16T02:00:00Z");
    boolean authorityAway;
    final DataSource database;
    public final JdbcClient jdbc;
    final JdbcTransactionManager transactions;
    public final TransactionTemplate transaction;
    final Path directory;
    public final EvidenceStore store;
    public final InstantSource clock = () -> now;
    public final Signer logKey;
    final Signer logKeySm2;
    public final Signer authorityKey;
    public final Custody custody;
    public final EvidenceLog log;
    public final Evidences evidences;
    public final Sequencer sequencer;
    public final HeadTimeStamps timeStamps;
    final EvidencePackages packages;
    public final EvidenceVerifications verifications;
    final SealedRows rows;
    public final LogAudit audit;

    public LogFixture(Path directory) {
        this(
                directory,
                TestDatabase.with(
                        "db/changelog/bureau.sql",
                        "db/changelog/deadline.sql",
                        "db/changelog/letter.sql",
                        "db/changelog/casefile.sql",
                        "db/changelog/access.sql",
                        "db/changelog/access-purpose.sql",
                        "db/changelog/evidence.sql",
                        "db/changelog/sealing.sql",
                        "db/changelog/evidence-withheld.sql",
                        "db/changelog/log-entries.sql",
                        "db/changelog/sealed-time-stamps.sql"),
                new SecondPlaces(List.of()));
    }

    public LogFixture(Path directory, DataSource database, SecondPlaces places) {
        this(directory, database, places, TestKeys.in(directory.resolve("keys"), Suite.INTERNATIONAL, false));
    }

    /** Over the same database and files: the installation after a restart with other keys. */
    LogFixture with(KeyProvider provider) {
        return new LogFixture(directory, database, new SecondPlaces(List.of()), provider);
    }

    private LogFixture(Path directory, DataSource database, SecondPlaces places, KeyProvider provider) {
        this.directory = directory;
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.transactions = new JdbcTransactionManager(database);
        this.transaction = new TransactionTemplate(transactions);
        this.custody = new Custody(jdbc, clock) {
            // As its annotation says.
            @Override
            public CustodyEvent record(Evidence evidence, CustodyKind kind, Actor actor, Map<String, String> detail) {
                return transaction.execute(status -> super.record(evidence, kind, actor, detail));
            }
        };
        this.log = new EvidenceLog(jdbc);
        this.rows = new SealedRows(jdbc, transaction, List.of());
        EvidenceSettings settings = new EvidenceSettings(directory, DataSize.ofMegabytes(64));
        store = new DirectoryStore(settings, provider);
        boolean chinese = provider.suite() == Suite.CHINESE;
        logKeySm2 = provider.own(OwnKey.LOG_SM2);
        logKey = chinese ? logKeySm2 : provider.own(OwnKey.LOG);
        authorityKey = provider.own(chinese ? OwnKey.TIME_STAMP_SM2 : OwnKey.TIME_STAMP);
        TimeStamper authority = new LocalTimeStamper(authorityKey, clock);
        evidences = new Evidences(jdbc, store, clock, new Signals(database));
        LogKeys keys = new LogKeys(logKey, chinese ? Optional.empty() : Optional.of(logKeySm2));
        sequencer = new Sequencer(jdbc, log, evidences, rows, keys, clock, transactions, settings);
        timeStamps = new HeadTimeStamps(
                jdbc,
                log,
                message -> {
                    if (authorityAway) {
                        throw new IOException("away");
                    }
                    return authority.stamp(message);
                },
                clock);
        AlteredFiles alarm = new AlteredFiles(event -> {});
        packages = new EvidencePackages(
                jdbc, store, custody, log, sequencer, timeStamps, clock, transaction, keys, rows, alarm);
        audit = new LogAudit(jdbc, log, rows, store, new AccessBatches(new JdbcTemplate(database), clock), places);
        verifications = new EvidenceVerifications(store, custody, log, sequencer, clock, alarm, rows);
    }

    public Evidence sealed(String name, String text) {
        return transaction.execute(status -> evidences.seal(
                new EvidenceDraft(
                        CASE,
                        "310105",
                        CASE + "-R1",
                        name,
                        "text/csv",
                        "taobao",
                        "平台数据接口调取",
                        "platform",
                        new Provenance(
                                Optional.of("沪市监长协查〔2026〕1号"),
                                Optional.of("平台业务系统"),
                                Optional.of("接口下载"),
                                Optional.of(Instant.parse("2026-09-16T01:59:59.123456789Z")),
                                List.of("王小明（310105001）", "李芳（310105002）"))),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** By somebody for whom triggers are no obstacle. */
    public void asSuperuser(String sql) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql(sql).update();
        });
    }

    Map<String, byte[]> exported(List<Evidence> evidence) {
        return exportedAs(evidence.stream().map(Disclosures.Outgoing::plain).toList());
    }

    Map<String, byte[]> exportedAs(List<Disclosures.Outgoing> outgoing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            packages.prepare(CASE, outgoing, Optional.empty(), OFFICER).writeTo(out);
            return entries(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    /** What the verifier says to whoever knows both fingerprints, with its exit code before it. */
    String verified(Map<String, byte[]> entries) {
        return verifiedWith(
                entries, "--log-certificate", logKey.fingerprint(), "--tsa-certificate", authorityKey.fingerprint());
    }

    /** The same with these options alone. */
    String verifiedWith(Map<String, byte[]> entries, String... options) {
        try {
            Path file = Files.createTempFile(directory, "package", ".zip");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                    zip.closeEntry();
                }
            }
            String said = run(file, options);
            Files.delete(file);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of any file. */
    static String run(Path file, String... options) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(options));
        int code = Verify.run(arguments.toArray(String[]::new), new PrintStream(said, true, StandardCharsets.UTF_8));
        return code + " " + said.toString(StandardCharsets.UTF_8).strip();
    }

    /** As a forger would leave the package: with the list of hashes made anew. */
    static Map<String, byte[]> withSums(Map<String, byte[]> entries) {
        StringBuilder sums = new StringBuilder();
        entries.forEach((name, bytes) -> {
            if (!name.equals("SHA256SUMS")) {
                sums.append(Hashes.sha256(bytes)).append("  ").append(name).append('\n');
            }
        });
        entries.put("SHA256SUMS", sums.toString().getBytes(StandardCharsets.UTF_8));
        return entries;
    }
}
