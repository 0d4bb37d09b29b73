package org.redshield.bridge.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.crash.BaseBackup;
import org.redshield.bridge.crash.PostgresServer;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An upgrade as docs/operations/upgrade.md has it: a node of this release starts beside one of the release before, in that one's own
 * classes, and migrates its database; both work on the same cases until the old one is stopped. Then the way back.
 */
@Tag("thorough")
@Tag("alone")
class RollingUpgradeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private record Act(String user, String task, Map<String, Object> fields) {

        void at(Desk desk, String caseNo) {
            desk.does(user, task, caseNo, fields);
        }
    }

    /** From the approval, of which the letter follows, to the approval of the reply, of which the next one follows. */
    private static final List<Act> ASKED_AND_ANSWERED = List.of(
            new Act("unithead310105", "approveRequest", Map.of("decision", "approve", "reason", "同意协查")),
            new Act("officer330110", "acknowledgeLetter", Map.of("decision", "acknowledge", "copies", true)),
            new Act("officer330110", "reviewLetter", Map.of("decision", "accept")),
            new Act(
                    "unithead330110",
                    "assignOfficers",
                    Map.of(
                            "decision", "assign",
                            "leadCertificateNo", "33011001001",
                            "secondCertificateNo", "33011001002")),
            new Act("officer330110", "investigate", Requests.findings()),
            new Act("officer2330110", "confirmFindings", Map.of("decision", "confirm")),
            new Act("unithead330110", "approveReply", Map.of("decision", "approve", "reason", "同意答复")));

    private static final List<Act> CONFIRMED_AND_CLOSED = List.of(
            new Act("officer310105", "reviewReply", Map.of("decision", "confirm")),
            new Act("officer310105", "decideOutcome", Map.of("decision", "close", "note", "事实已经查清")));

    @TempDir
    private Path folder;

    private PostgresServer postgres;

    @Test
    void oldAndNewWorkOnTheSameCasesAndTheWayBackIsARestore() throws Exception {
        Path first = folder.resolve("first");
        Path copy = folder.resolve("copy");
        postgres = PostgresServer.create(first, Optional.empty());
        try {
            postgres.start();
            String released = ReleasedClasses.classPath(folder);
            String before;
            String meanwhile;
            try (ChildBridge old = old(released);
                    ChildBridge present = node("new")) {
                Desk atOld = starts(old);
                before = raised(atOld);
                int model = newestModel();
                BaseBackup.make(postgres.dataSource(), first, copy);

                Desk atNew = starts(present);
                meanwhile = raised(atOld);
                for (int i = 0; i < ASKED_AND_ANSWERED.size(); i++) {
                    Act act = ASKED_AND_ANSWERED.get(i);
                    act.at(i % 2 == 0 ? atNew : atOld, before);
                    act.at(i % 2 == 0 ? atOld : atNew, meanwhile);
                }
                old.signal("TERM");
                await("the old one ends").atMost(PATIENCE).until(() -> !old.isAlive());
                for (String caseNo : List.of(before, meanwhile)) {
                    CONFIRMED_AND_CLOSED.forEach(act -> act.at(atNew, caseNo));
                    isOver(atNew, caseNo);
                }
                assertThat(model(before)).as("the model that it began with").isEqualTo(model);
                assertThat(model(meanwhile)).as("the model that it began with").isEqualTo(newestModel());
            }
            postgres.close();
            goBack(copy, first, released, before, meanwhile);
        } finally {
            postgres.close();
        }
    }

    /** The database is that of the copy; what lies beside it is as the new node left it. */
    private void goBack(Path copy, Path first, String released, String before, String lost) throws IOException {
        postgres = postgres.recovered(copy, """
                restore_command = 'cp %s/pg_wal/%%f %%p'
                recovery_target = 'immediate'
                recovery_target_action = 'promote'
                """.formatted(first));
        postgres.start();
        await("the restored database can be written to").atMost(PATIENCE).until(() -> !jdbc().sql(
                        "select pg_is_in_recovery()")
                .query(Boolean.class)
                .single());
        try (ChildBridge old = old(released)) {
            Desk desk = starts(old);
            ASKED_AND_ANSWERED.forEach(act -> act.at(desk, before));
            CONFIRMED_AND_CLOSED.forEach(act -> act.at(desk, before));
            isOver(desk, before);
            assertThat(raised(desk)).as("a number is given once").isNotIn(before, lost);
        }
    }

    private ChildBridge old(String released) {
        return node("old", "-cp", released);
    }

    private ChildBridge node(String name, String... build) {
        return new ChildBridge(
                Path.of("target", "upgrade", name + ".log"),
                Stream.concat(Stream.of("-Xmx512m", "-XX:TieredStopAtLevel=1"), Stream.of(build))
                        .toList(),
                "--spring.datasource.url=jdbc:postgresql://" + postgres.hostAndPort() + "/postgres",
                "--bridge.evidence.directory=" + folder.resolve("evidence"),
                "--bridge.evidence.keys=" + folder.resolve("keys"),
                "--bridge.numbers.directory=" + folder.resolve("numbers"),
                "--bridge.seals.directory=" + folder.resolve("seals"));
    }

    private static Desk starts(ChildBridge node) throws IOException {
        node.start();
        return new Desk(node.address(), PATIENCE);
    }

    private static String raised(Desk desk) {
        return desk.raised("officer310105", Requests.question());
    }

    /** Both have every letter once, and each has its end. */
    private static void isOver(Desk desk, String caseNo) {
        isOver(desk, "officer310105", caseNo, "CLOSED");
        isOver(desk, "officer330110", caseNo, "CONFIRMED");
    }

    private static void isOver(Desk desk, String user, String caseNo, String state) {
        JsonNode file = await(user + " reads that " + caseNo + " is over")
                .atMost(PATIENCE)
                .until(
                        () -> desk.as(user).get("/api/cases/" + caseNo).json(),
                        read -> read.at("/summary/state").asText().equals(state));
        assertThat(StreamSupport.stream(file.get("letters").spliterator(), false)
                        .map(letter -> letter.get("type").asText())
                        // Where the release before runs the step, it is a letter; here it is a receipt.
                        .filter(type -> !type.equals("CONFIRMATION")))
                .containsExactly("REQUEST", "REPLY");
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(postgres.dataSource());
    }

    private int newestModel() {
        return jdbc().sql("select max(version_) from act_re_procdef where key_ = 'assistanceRequest'")
                .query(Integer.class)
                .single();
    }

    private int model(String caseNo) {
        return jdbc().sql("""
                        select d.version_ from act_hi_procinst p join act_re_procdef d on d.id_ = p.proc_def_id_
                         where p.business_key_ = ? and d.key_ = 'assistanceRequest'
                        """).param(caseNo).query(Integer.class).single();
    }
}
