package org.redshield.bridge.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.installation.Difference.Outcome;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.redshield.bridge.restoreguard.NumbersAtStart;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.support.ChildBridge;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wrong installations, one after the other: what a node says that is to start in it. Each has a database, directories and a bucket of its own.
 * The table of docs/operations/record.md is what came of it; with {@code -Dbridge.docs.write=true} it is written anew.
 */
class WrongInstallationsTest {

    private static final Path PAGE = Path.of("docs/operations/record.md");
    private static final String BEGIN = "<!-- written by WrongInstallationsTest -->\n";
    private static final String END = "<!-- end of what it wrote -->\n";
    private static final String SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

    static {
        BridgeApplication.useBridgeZone();
    }

    /** Copies of one database have one id, as a restored one has. */
    private static DataSource another() {
        DataSource database = TestDatabase.with("db/changelog/master.xml");
        JdbcClient.create(database)
                .sql("update numbered_installation set id = gen_random_uuid()")
                .update();
        return database;
    }

    @TempDir
    private Path folder;

    private int number;

    /** What is done to an installation that is right. */
    private interface Fault {
        void happens(Trial trial) throws Exception;
    }

    private record Row(String what, String outcome, String says) {}

    /** A bureau's installation, with what lies outside its database. */
    private final class Trial implements AutoCloseable {

        private final Path place = folder.resolve("i" + ++number);
        private DataSource database = another();
        private JdbcClient jdbc = JdbcClient.create(database);
        private final Map<String, Object> settings = new TreeMap<>();
        private final List<AutoCloseable> neighbours = new ArrayList<>();

        Trial() {
            settings.put("bridge.connected-bureaus", "310105,330110");
            settings.put("bridge.platforms.taobao.adapter", "top");
            settings.put("bridge.platforms.taobao.home-bureau", "330110");
            settings.put("bridge.platforms.taobao.url", "https://platform.example/router/rest");
            settings.put("bridge.platforms.taobao.app-key", "key");
            settings.put("bridge.platforms.taobao.app-secret", "secret");
            settings.put("bridge.administrator.password", "Erstes-Wort7");
            directory("evidence", "evidence");
            directory("numbers", "numbers");
            on(database);
        }

        private void directory(String which, String name) {
            settings.put("bridge." + which + ".directory", place.resolve(name).toString());
        }

        private void on(DataSource other) {
            database = other;
            jdbc = JdbcClient.create(other);
            settings.put("spring.datasource.url", TestDatabase.url(other));
            settings.put("spring.datasource.username", "postgres");
            settings.put("spring.datasource.password", "postgres");
        }

        private StandardEnvironment environment() {
            StandardEnvironment environment = new StandardEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("trial", settings));
            return environment;
        }

        private UUID id() {
            return new InstallationRecord(jdbc).id();
        }

        private Path evidence() {
            return Path.of(settings.get("bridge.evidence.directory").toString());
        }

        private Path numbers() {
            return Path.of(settings.get("bridge.numbers.directory").toString());
        }

        /** A node starts and ends. */
        private Optional<PlatformSending.Hold> node() throws Exception {
            InstallationComparison.require(environment(), database());
            Optional<Difference> left = HalfUpgrade.left(database());
            if (left.isPresent()) {
                throw left.get().cannotStart();
            }
            InstallationStart start = new InstallationStart(database, environment());
            try {
                return NumbersAtStart.of(database, numbers(), id(), NOW);
            } finally {
                start.destroy();
            }
        }

        private JdbcClient database() {
            return JdbcClient.create(database);
        }

        /** One runs, with these settings. */
        private void neighbour() throws Exception {
            InstallationStart start = new InstallationStart(database, environment());
            neighbours.add(start::destroy);
            Connection presence = database.getConnection();
            neighbours.add(presence);
            presence.createStatement().execute(InstallationRecord.PRESENCE);
        }

        /** So many cases have a number. */
        private void cases(int last) {
            jdbc.sql("""
                            insert into case_counter (tenant, year, last) values ('310105', 2026, ?)
                            on conflict (tenant, year) do update set last = excluded.last
                            """).param(last).update();
        }

        /** And it is known outside. */
        private void works(int last) throws Exception {
            cases(last);
            node();
        }

        private void sealed(String sha256, boolean file) throws IOException {
            jdbc.sql("""
                            insert into evidence (id, case_no, tenant, subject_id, name, media_type, bytes, sha256, source, method, received_at, received_by)
                            values (?, '310105-2026-000001', '310105', 's', 'n', 'text/plain', 3, ?, 'OFFICER', 'UPLOAD', now(), 'u')
                            """).params(UUID.randomUUID(), sha256).update();
            if (file) {
                Path at = evidence().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4));
                Files.createDirectories(at);
                Files.writeString(at.resolve(sha256), "abc");
            }
        }

        private void user(String id) {
            jdbc.sql("insert into act_id_user (id_, rev_) values (?, 1)")
                    .param(id)
                    .update();
        }

        private void demonstrationOfBefore() {
            jdbc.sql("insert into act_id_tenant (id_, rev_, name_) values ('310105', 1, '长宁')")
                    .update();
            user("officer310105");
        }

        private void demonstration() {
            settings.put("bridge.demo", "true");
        }

        private void production() {
            settings.remove("bridge.demo");
        }

        private void copied(String from, String to) throws IOException {
            try (Stream<Path> all = Files.walk(place.resolve(from))) {
                for (Path path : all.toList()) {
                    Path target = place.resolve(to)
                            .resolve(place.resolve(from).relativize(path).toString());
                    if (Files.isDirectory(path)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(path, target);
                    }
                }
            }
        }

        private void removed(String name) throws IOException {
            try (Stream<Path> all = Files.walk(place.resolve(name))) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }

        /** The database is put back to what it was: its record, its counters. */
        private void dumped() {
            jdbc.sql("create table dump_record as select * from installation").update();
            jdbc.sql("create table dump_counter as select * from case_counter").update();
        }

        private void restored() {
            jdbc.sql("update installation i set numbers = d.numbers, marked = d.marked from dump_record d")
                    .update();
            jdbc.sql("delete from case_counter").update();
            jdbc.sql("insert into case_counter select * from dump_counter").update();
        }

        private void heads(int size) throws IOException {
            String log = jdbc.sql("select origin::text from evidence_log")
                    .query(String.class)
                    .single();
            head(log, size);
        }

        private void head(String log, int size) throws IOException {
            Path day =
                    Files.createDirectories(place.resolve("heads").resolve(log).resolve("2026-11-26"));
            Files.writeString(
                    day.resolve("%019d.json".formatted(size)),
                    "{\"head\": \"{\\\"size\\\": %d, \\\"root\\\": \\\"00\\\"}\"}".formatted(size));
        }

        private void log(int size) {
            jdbc.sql("insert into log_certificate (fingerprint, der) values ('f', '') on conflict do nothing")
                    .update();
            jdbc.sql("""
                            insert into tree_head (size, root, at, signature, certificate)
                            values (?, decode(repeat('00', 32), 'hex'), now(), '', 'f')
                            """).param(size).update();
        }

        private void bucket(Storage storage, String name) {
            settings.put("bridge.evidence.s3.bucket", name);
            settings.put("bridge.evidence.s3.endpoint", storage.address());
            settings.put("bridge.evidence.s3.access-key", "key");
            settings.put("bridge.evidence.s3.secret-key", "secret");
        }

        @Override
        public void close() throws Exception {
            for (AutoCloseable one : neighbours) {
                one.close();
            }
        }
    }

    /** As much of object storage as marks need: objects that are put once, and read. */
    private static final class Storage implements AutoCloseable {

        private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
        private final HttpServer server;

        Storage() throws IOException {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                byte[] body = exchange.getRequestBody().readAllBytes();
                byte[] answer = new byte[0];
                int status = 200;
                if (exchange.getRequestMethod().equals("PUT")) {
                    status = objects.putIfAbsent(path, body) == null ? 200 : 412;
                } else if (objects.containsKey(path)) {
                    answer = objects.get(path);
                } else {
                    status = 404;
                    answer = "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8);
                }
                exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private Storage storage;

    private Map<String, Fault> faults() {
        Map<String, Fault> all = new LinkedHashMap<>();
        // Production and demonstration.
        all.put("the demonstration on the database of production", trial -> {
            trial.node();
            trial.demonstration();
        });
        all.put("the same, on a database that the release before has left", trial -> {
            trial.user("technical");
            trial.demonstration();
        });
        all.put("the same, of a still older release: people, and nobody of the demonstration", trial -> {
            trial.user("zhang.wei");
            trial.demonstration();
        });
        all.put("the demonstration where the demonstration was once started on production", trial -> {
            trial.user("technical");
            trial.demonstrationOfBefore();
            trial.demonstration();
        });
        all.put("production on the database of the demonstration", trial -> {
            trial.demonstration();
            trial.node();
            trial.production();
        });
        all.put("production on a demonstration of the release before", Trial::demonstrationOfBefore);
        all.put("the demonstration, with a database of its own and production's directory of evidence", trial -> {
            trial.node();
            trial.on(another());
            trial.demonstration();
        });
        all.put("production, with a database of its own and the demonstration's directory of evidence", trial -> {
            trial.demonstration();
            trial.node();
            trial.production();
            trial.on(another());
        });
        settings(all);
        evidence(all);
        buckets(all);
        numbers(all);
        dumps(all);
        heads(all);
        upgrades(all);
        return all;
    }

    private static void settings(Map<String, Fault> all) {
        all.put("a bureau is left out of the settings", trial -> {
            trial.node();
            trial.settings.put("bridge.connected-bureaus", "310105");
        });
        all.put("a bureau more in the settings", trial -> {
            trial.node();
            trial.settings.put("bridge.connected-bureaus", "310105,320324,330110");
        });
        all.put("another bureau in place of one", trial -> {
            trial.node();
            trial.settings.put("bridge.connected-bureaus", "310105,330106");
        });
        all.put("no bureau: the file of settings was not read", trial -> {
            trial.node();
            trial.settings.remove("bridge.connected-bureaus");
        });
        all.put("a platform is left out of the settings", trial -> {
            trial.node();
            trial.settings.keySet().removeIf(key -> key.startsWith("bridge.platforms"));
        });
        all.put("a platform more in the settings", trial -> {
            trial.node();
            trial.settings.put("bridge.platforms.pdd.adapter", "rest");
        });
        all.put("a platform by another key", trial -> {
            trial.node();
            trial.settings.keySet().removeIf(key -> key.startsWith("bridge.platforms"));
            trial.settings.put("bridge.platforms.tmall.adapter", "top");
        });
        all.put("another zone", trial -> {
            trial.node();
            trial.jdbc.sql("update installation set zone = 'Europe/Berlin'").update();
        });
        all.put("another zone, written by the release before", trial -> trial.jdbc
                .sql("insert into installation (zone) values ('UTC')")
                .update());
        all.put("a node with the bureaus of another installation beside one that runs", trial -> {
            trial.neighbour();
            trial.settings.put("bridge.connected-bureaus", "110105");
        });
    }

    private static void evidence(Map<String, Fault> all) {
        all.put("an empty directory of evidence", trial -> {
            trial.node();
            trial.directory("evidence", "elsewhere");
        });
        all.put("an empty directory of evidence, at the first start of this release", trial -> {
            trial.sealed(SHA, false);
            trial.user("technical");
        });
        all.put("another directory of evidence than the node that runs", trial -> {
            trial.neighbour();
            trial.directory("evidence", "elsewhere");
        });
        all.put("a copy of the directory of evidence that the running node uses", trial -> {
            trial.neighbour();
            trial.copied("evidence", "copy");
            trial.directory("evidence", "copy");
        });
        all.put("the directory of evidence of another installation", trial -> {
            trial.node();
            DataSource mine = trial.database;
            trial.on(another());
            trial.directory("evidence", "theirs");
            trial.node();
            trial.on(mine);
        });
        all.put("the directory of evidence of before, and a new database", trial -> {
            trial.node();
            trial.on(another());
        });
        all.put("the directory of numbers as that of evidence", trial -> {
            trial.node();
            trial.settings.put(
                    "bridge.evidence.directory",
                    trial.numbers().resolve(trial.id().toString()).toString());
        });
        all.put("the mark of the directory of evidence is damaged", trial -> {
            trial.node();
            Files.writeString(trial.evidence().resolve(Mark.FILE), "installation=");
        });
        all.put("the mark of the directory of evidence is gone", trial -> {
            trial.node();
            Files.delete(trial.evidence().resolve(Mark.FILE));
        });
        all.put("the disk of evidence is not mounted", trial -> {
            trial.node();
            trial.removed("evidence");
        });
    }

    private void buckets(Map<String, Fault> all) {
        all.put("a bucket in place of the directory of evidence", trial -> {
            trial.node();
            trial.bucket(storage, "fresh");
        });
        all.put("a directory in place of the bucket of evidence", trial -> {
            trial.bucket(storage, "mine");
            trial.node();
            trial.settings.remove("bridge.evidence.s3.bucket");
        });
        all.put("another bucket", trial -> {
            trial.bucket(storage, "first");
            trial.node();
            trial.bucket(storage, "second");
        });
        all.put("another bucket than the node that runs", trial -> {
            trial.bucket(storage, "running");
            trial.neighbour();
            trial.bucket(storage, "other");
        });
        all.put("a bucket of that name at another service, which is empty", trial -> {
            trial.bucket(storage, "named");
            trial.node();
            storage.objects.remove("/named/" + Mark.FILE);
        });
        all.put("the bucket of another installation", trial -> {
            trial.bucket(storage, "theirs");
            trial.node();
            trial.on(another());
        });
    }

    private static void numbers(Map<String, Fault> all) {
        all.put("cases, and an empty directory of numbers", trial -> {
            trial.works(25);
            trial.directory("numbers", "elsewhere");
        });
        all.put("cases, and an empty directory of numbers, at the first start of this release", trial -> {
            trial.cases(25);
            trial.user("technical");
            trial.jdbc
                    .sql("update databasechangelog set deployment_id = 'before' where id = 'numbers-1'")
                    .update();
        });
        all.put("cases, and the numbers of another installation", trial -> {
            trial.works(25);
            DataSource mine = trial.database;
            trial.on(another());
            trial.directory("numbers", "theirs");
            trial.directory("evidence", "theirs-too");
            trial.works(80);
            trial.on(mine);
            trial.directory("evidence", "evidence");
        });
        all.put("cases, and an older copy of the directory of numbers", trial -> {
            trial.works(25);
            trial.copied("numbers", "older");
            trial.works(28);
            trial.node();
            trial.directory("numbers", "older");
        });
        all.put("another directory of numbers than the node that runs", trial -> {
            trial.works(25);
            trial.neighbour();
            trial.directory("numbers", "elsewhere");
        });
        all.put("a copy of the directory of numbers that the running node uses", trial -> {
            trial.works(25);
            trial.neighbour();
            trial.copied("numbers", "copy");
            trial.directory("numbers", "copy");
        });
        all.put("the directories of evidence and numbers exchanged, beside a node that runs", trial -> {
            trial.works(25);
            trial.neighbour();
            trial.directory("evidence", "numbers");
            trial.directory("numbers", "evidence");
        });
        all.put("the directories of evidence and numbers exchanged on all nodes", trial -> {
            trial.works(25);
            trial.directory("evidence", "numbers");
            trial.directory("numbers", "evidence");
        });
        all.put("the mark of the directory of numbers says evidence", trial -> {
            trial.works(25);
            Files.writeString(
                    trial.numbers().resolve(trial.id().toString()).resolve(Mark.FILE),
                    new Mark(trial.id(), "evidence", Kind.PRODUCTION).written());
        });
    }

    private static void dumps(Map<String, Fault> all) {
        all.put("an old dump, with new files and numbers", trial -> {
            trial.works(25);
            trial.dumped();
            trial.works(60);
            trial.restored();
        });
        all.put("an old dump, with new files and an empty directory of numbers", trial -> {
            trial.works(25);
            trial.dumped();
            trial.works(60);
            trial.restored();
            trial.removed("numbers");
        });
        all.put("an old dump, with numbers that are older still", trial -> {
            trial.works(20);
            trial.copied("numbers", "oldest");
            trial.works(25);
            trial.node();
            trial.dumped();
            trial.works(60);
            trial.restored();
            trial.directory("numbers", "oldest");
        });
        all.put("an old dump of before the first start of this release, with new files and no numbers", trial -> {
            trial.works(60);
            trial.jdbc.sql("alter table installation disable trigger user").update();
            trial.jdbc
                    .sql("update installation set kind = null, marked = '{}', numbers = '{}'")
                    .update();
            trial.jdbc
                    .sql("update databasechangelog set deployment_id = 'before' where id = 'numbers-1'")
                    .update();
            trial.user("technical");
            trial.cases(25);
            trial.removed("numbers");
        });
        all.put("a new dump, with old files of evidence", trial -> {
            trial.node();
            trial.copied("evidence", "old");
            trial.sealed(SHA, true);
            trial.directory("evidence", "old");
        });
        all.put("a dump of another installation, with the files of this one", trial -> {
            trial.works(25);
            trial.on(another());
            trial.cases(70);
        });
    }

    private static void heads(Map<String, Fault> all) {
        Fault kept = trial -> {
            trial.settings.put(
                    "bridge.evidence.heads.directory",
                    trial.place.resolve("heads").toString());
            trial.node();
            trial.log(12);
            trial.heads(12);
            new InstallationRecord(trial.jdbc).headKnown(12);
        };
        all.put("the log ends before its heads that are kept elsewhere", trial -> {
            kept.happens(trial);
            trial.heads(40);
        });
        all.put("the heads that were kept elsewhere are gone", trial -> {
            kept.happens(trial);
            trial.removed("heads");
        });
        all.put("the heads kept elsewhere are those of another installation", trial -> {
            kept.happens(trial);
            trial.removed("heads");
            trial.head(UUID.randomUUID().toString(), 900);
        });
        all.put("the heads kept elsewhere are an older copy", trial -> {
            kept.happens(trial);
            trial.removed("heads");
            trial.heads(5);
        });
        all.put("no place for heads in the settings any more", trial -> {
            kept.happens(trial);
            trial.settings.remove("bridge.evidence.heads.directory");
        });
    }

    private static void upgrades(Map<String, Fault> all) {
        all.put("an older program on a database that a later one has migrated", trial -> {
            trial.node();
            trial.jdbc.sql("update installation set version = '0.9.0'").update();
            later(trial, "db/changelog/installation.sql", "installation-99");
        });
        all.put("the same, by a change log that this program does not have", trial -> {
            trial.node();
            later(trial, "db/changelog/features/tomorrow.sql", "tomorrow-1");
        });
        all.put("a migration was ended half way and left its lock", trial -> {
            trial.node();
            trial.jdbc
                    .sql(
                            "update databasechangeloglock set locked = true, lockedby = 'node1 (10.0.0.7)', lockgranted = '2026-11-26 10:00'")
                    .update();
        });
        all.put("a migration was ended half way before the record began", trial -> trial.jdbc
                .sql(
                        "update databasechangeloglock set locked = true, lockedby = 'node2', lockgranted = '2026-11-26 10:00'")
                .update());
    }

    private static void later(Trial trial, String file, String id) {
        trial.jdbc.sql("""
                        insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)
                        values (?, 'bridge', ?, now(), 99999, 'EXECUTED')
                        """).params(id, file).update();
    }

    @Test
    @Tag("thorough")
    void eachIsRefusedOrHeldWithItsSentence() throws Exception {
        List<Row> rows = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try (Storage server = new Storage()) {
            storage = server;
            for (Map.Entry<String, Fault> one : faults().entrySet()) {
                try (Trial trial = new Trial()) {
                    one.getValue().happens(trial);
                    rows.add(row(one.getKey(), trial));
                } catch (Exception | AssertionError e) {
                    wrong.add(one.getKey() + ": " + e);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(40);
        page(rows);
    }

    private Row row(String what, Trial trial) throws Exception {
        String before = fingerprint(trial);
        List<String> checked = new InstallationRequirement()
                .lacking(trial.environment(), Optional.of(trial.jdbc)).stream()
                        .map(Lack::chinese)
                        .toList();
        try {
            Optional<PlatformSending.Hold> hold = trial.node();
            List<Difference> heads = InstallationComparison.of(trial.environment(), trial.jdbc).stream()
                    .filter(one -> one.outcome() == Outcome.HELD)
                    .toList();
            if (hold.isPresent()) {
                return new Row(
                        what,
                        "held",
                        plain(
                                trial,
                                hold.get()
                                        .because()
                                        .orElse("数据库已恢复到较早的状态："
                                                + hold.get().lost().size() + " 个编号序列丢失，已给出的编号不会再用")));
            }
            assertThat(heads).as(what + ": it starts as if all were right").isNotEmpty();
            assertThat(checked).contains(heads.get(0).chinese());
            return new Row(what, "held", plain(trial, heads.get(0).chinese()));
        } catch (CannotStart refused) {
            assertThat(checked).as("what the start refuses --check says").contains(refused.chinese());
            assertThat(fingerprint(trial)).as("nothing was written").isEqualTo(before);
            assertThat(refused.english()).isNotBlank();
            return new Row(what, "refused", plain(trial, refused.chinese()));
        }
    }

    private static String fingerprint(Trial trial) {
        String record = trial.jdbc
                .sql(
                        "select coalesce(string_agg(i::text, ''), '') || (select count(*) from sending_hold) from installation i")
                .query(String.class)
                .single();
        try (Stream<Path> files = Files.exists(trial.place) ? Files.walk(trial.place) : Stream.of()) {
            return record
                    + files.filter(file -> file.getFileName().toString().equals(Mark.FILE))
                            .sorted()
                            .map(file -> file + read(file))
                            .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it stands on a page: no path of this machine, and no id. */
    private static String plain(Trial trial, String sentence) {
        return sentence.replace(trial.place.toString(), "/var/lib/…")
                .replace(Version.ofThisProgram(), "…")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…")
                .replaceAll("[0-9a-f]{64}", "…");
    }

    private static void page(List<Row> rows) throws IOException {
        String table = rows.stream()
                .map(row -> "| %s | %s | %s |\n".formatted(row.what(), row.outcome(), row.says()))
                .collect(Collectors.joining(
                        "", BEGIN + "\n| what is wrong | a start is | and says |\n|---|---|---|\n", "\n" + END));
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN);
        int to = page.indexOf(END) + END.length();
        assertThat(from)
                .as("docs/operations/record.md has a place for the table")
                .isNotNegative();
        if (Boolean.getBoolean("bridge.docs.write")) {
            page = page.substring(0, from) + table + page.substring(to);
            Files.writeString(PAGE, page);
            to = from + table.length();
        }
        assertThat(page.substring(from, to))
                .as("write it anew: ./mvnw -q test -Dtest=WrongInstallationsTest -Dbridge.docs.write=true")
                .isEqualTo(table);
    }

    @Test
    void aRightInstallationStartsAgainAndAgain() throws Exception {
        try (Trial trial = new Trial()) {
            trial.works(25);
            trial.sealed(SHA, true);
            assertThat(trial.node()).isEmpty();
            trial.cases(30);
            assertThat(trial.node()).isEmpty();
            trial.neighbour();
            assertThatCode(() -> InstallationComparison.require(trial.environment(), trial.jdbc))
                    .doesNotThrowAnyException();
            assertThat(new InstallationRequirement().lacking(trial.environment(), Optional.of(trial.jdbc)))
                    .isEmpty();
        }
    }

    @Test
    void whoMovesEverythingStartsWithoutBeingAsked() throws Exception {
        try (Trial trial = new Trial()) {
            trial.works(25);
            trial.sealed(SHA, true);
            trial.copied("evidence", "new-disk/evidence");
            trial.copied("numbers", "new-disk/numbers");
            trial.directory("evidence", "new-disk/evidence");
            trial.directory("numbers", "new-disk/numbers");
            assertThat(trial.node()).isEmpty();
        }
    }

    /** An installation of the release before, of which nothing is on record. */
    @Test
    void whatWasThereBeforeGetsItsRecordAtTheFirstStart() throws Exception {
        try (Trial trial = new Trial()) {
            trial.user("technical");
            trial.cases(25);
            assertThat(trial.node())
                    .as("numbers began with this very migration")
                    .isEmpty();
            assertThat(InstallationRecord.read(trial.jdbc))
                    .satisfies(record -> assertThat(record.kind()).contains(Kind.PRODUCTION))
                    .satisfies(record -> assertThat(record.bureaus()).containsExactly("310105", "330110"))
                    .satisfies(record -> assertThat(record.platforms()).containsExactly("taobao"))
                    .satisfies(record -> assertThat(record.marked()).containsExactly("evidence", "numbers"))
                    .satisfies(record -> assertThat(record.numbers()).containsEntry("case/310105/2026", 25L));
        }
        try (Trial trial = new Trial()) {
            trial.demonstrationOfBefore();
            trial.demonstration();
            trial.node();
            assertThat(InstallationRecord.read(trial.jdbc).kind()).contains(Kind.DEMONSTRATION);
            trial.settings.put("bridge.connected-bureaus", "310105");
            trial.node();
            assertThat(InstallationRecord.read(trial.jdbc).bureaus())
                    .as("bureaus come and go in the demonstration")
                    .containsExactly("310105");
        }
    }

    @Test
    void theKindIsForGood() throws Exception {
        try (Trial trial = new Trial()) {
            trial.node();
            assertThatThrownBy(() -> trial.jdbc
                            .sql("update installation set kind = 'DEMONSTRATION'")
                            .update())
                    .hasMessageContaining("once and for good");
            assertThatThrownBy(() -> trial.jdbc.sql("delete from installation").update())
                    .hasMessageContaining("once and for good");
        }
    }

    /** What was meant so is accepted at once, and nothing else. */
    @Test
    @Tag("thorough")
    void whatIsMeantSoIsAccepted() throws Exception {
        try (Trial trial = new Trial()) {
            trial.node();
            trial.copied("evidence", "old");
            trial.sealed(SHA, true);
            trial.settings.put("bridge.connected-bureaus", "310105,320324");
            trial.settings.put("bridge.platforms.pdd.adapter", "rest");
            trial.settings.put("bridge.platforms.pdd.home-bureau", "310105");
            trial.settings.put("bridge.platforms.pdd.url", "https://platform.example/v1");
            trial.settings.put("bridge.platforms.pdd.token-url", "https://platform.example/token");
            trial.settings.put("bridge.platforms.pdd.client-id", "id");
            trial.settings.put("bridge.platforms.pdd.client-secret", "secret");
            trial.directory("evidence", "empty");
            assertThat(run(trial, "--accept")).satisfies(said -> assertThat(said)
                    .contains("已认可", "310105、330110", "310105、320324", "taobao", "没有本安装")
                    .doesNotContain("运行一次 --accept", "\tat "));
            assertThat(trial.node()).isEmpty();
            assertThat(run(trial, "--accept")).contains("没有需要认可的差别");
            trial.demonstration();
            assertThat(run(trial, "--accept")).contains("没有写下任何改动", "数据库属于正式环境");
            assertThat(InstallationRecord.read(trial.jdbc).kind()).contains(Kind.PRODUCTION);
        }
    }

    /** As a process, for real, before anything else is made. */
    @Test
    void aNodeThatIsRefusedEndsWithOneSentence() throws Exception {
        try (Trial trial = new Trial()) {
            trial.node();
            trial.demonstration();
            assertThat(run(trial))
                    .contains("红盾云桥没有启动：数据库属于正式环境，本节点按演示环境启动", "does not start: the database is that of production");
            assertThat(trial.jdbc
                            .sql("select count(*) from act_id_user")
                            .query(Integer.class)
                            .single())
                    .isZero();
            trial.production();
            trial.jdbc
                    .sql("update databasechangeloglock set locked = true, lockedby = 'node1', lockgranted = now()")
                    .update();
            assertThat(run(trial)).contains("上一次数据库升级在半途中断（node1", "ended half way");
            later(trial, "db/changelog/installation.sql", "installation-99");
            assertThat(run(trial)).contains("数据库已由较新的版本");
            assertThat(run(trial, "--migrate")).contains("数据库没有升级完：数据库已由较新的版本");
        }
    }

    private String run(Trial trial, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ChildBridge.classPath(),
                BridgeApplication.class.getName(),
                "--server.port=0",
                "--management.server.port=0",
                "--bridge.evidence.keys=" + trial.place.resolve("keys"),
                "--bridge.seals.directory=" + trial.place.resolve("seals")));
        trial.settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (InputStream said = process.getInputStream()) {
            return new String(said.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}
