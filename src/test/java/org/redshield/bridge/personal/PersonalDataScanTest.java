package org.redshield.bridge.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.personal.DeclaredColumns.Column;
import org.redshield.bridge.personal.DeclaredColumns.Kind;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.LostLetter;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.BridgeDatabases;
import org.redshield.bridge.support.EveryLog;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * No data of persons where none may be, after whatever other tests of this JVM have played: in the databases of all their
 * bridges, in everything that was logged, in the metrics. Is ordered last; alone, it looks at what it plays itself.
 */
@Order(Integer.MAX_VALUE)
class PersonalDataScanTest extends AssistanceScenario {

    @Autowired
    private Environment environment;

    @Test
    void noneIsWhereNoneMayBe() throws IOException {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE"));
        acknowledge(caseNo);
        acceptAcknowledged(caseNo);
        does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        reply(caseNo);
        confirmAndClose(caseNo);

        DeclaredColumns declared = DeclaredColumns.read();
        Set<String> persons = new HashSet<>();
        Set<String> words = new HashSet<>();
        Set<String> staff = new HashSet<>();
        List<JdbcClient> databases = BridgeDatabases.all();
        for (JdbcClient database : databases) {
            persons.addAll(PersonalScan.planted(database, declared, Kind.PERSON));
            words.addAll(PersonalScan.planted(database, declared, Kind.WORDS));
            staff.addAll(PersonalScan.planted(database, declared, Kind.STAFF));
        }
        String house = ofTheHouse();
        words.removeIf(house::contains);
        // Names of bureaus and numbers of letters, which people type and search for as well; an act at a platform is
        // called by its letter's number and its place, also where a restore has lost it.
        Set<String> known = new HashSet<>(LostLetter.numbers());
        for (JdbcClient database : databases) {
            known.addAll(database.sql("select name_ from act_id_tenant union select number from letter")
                    .query(String.class)
                    .list());
        }
        words.removeIf(word -> known.contains(word.replaceFirst("-\\d+$", "")));
        assertThat(persons).as("what is looked for").hasSizeGreaterThan(100);
        assertThat(words).hasSizeGreaterThan(5);

        List<String> findings = new ArrayList<>();
        for (JdbcClient database : databases) {
            Set<Column> there = DeclaredColumns.inDatabase(database);
            PersonalScan ours = new PersonalScan().lookingFor(persons);
            ours.columns(
                    database,
                    declared.searched().stream().filter(there::contains).toList());
            findings.addAll(ours.findings());
            PersonalScan engines = new PersonalScan().lookingFor(persons).lookingFor(words);
            engines.columns(
                    database, there.stream().filter(DeclaredColumns::isEngines).collect(Collectors.toSet()));
            findings.addAll(engines.findings());
        }
        PersonalScan outside =
                new PersonalScan().lookingFor(persons).lookingFor(words).lookingFor(staff);
        try (Stream<String> log = EveryLog.lines()) {
            outside.lines("log", log);
        }
        String metrics = metrics();
        assertThat(metrics).contains("bridge_clock_ahead");
        outside.lines("metrics", metrics.lines());
        findings.addAll(outside.findings());

        assertThat(findings.stream().distinct().sorted().toList())
                .as("%d values of persons, %d texts, in %d databases", persons.size(), words.size(), databases.size())
                .isEmpty();
    }

    /** What the models and the directory say by themselves: names of organisations, citations. */
    private static String ofTheHouse() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String folder : List.of("processes", "forms", "src/main/resources/bureau")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    text.append(Files.readString(file)).append('\n');
                }
            }
        }
        // What acts and their letters are called: a job that lacks its ground names them.
        text.append(Files.readString(Path.of("docs/acts.md")));
        return text.toString();
    }

    private String metrics() {
        String port = environment.getRequiredProperty("local.management.port");
        return new Http("http://localhost:" + port, null)
                .get("/actuator/prometheus")
                .text();
    }
}
